"""How Python itself is set in a process that answers many at once.

What a process has loaded once it can serve stays as long as it lives. Python looks through all of it for what refers to
itself, again and again: a tenth of the processor time of a request. And who computes hands on after 5 ms, at every
point where another waits for the database; who reads in a long conversation so made everybody else's requests slow.
"""

import gc
import sys

_MADE_BETWEEN_LOOKS = 10_000
_SECONDS_AT_A_TIME = 0.001


def suit_to_serving() -> None:
    """Call once, when all is loaded and before the first request."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE_BETWEEN_LOOKS, *gc.get_threshold()[1:])
    sys.setswitchinterval(_SECONDS_AT_A_TIME)
