"""A long text is looked through in a process of its own: meanwhile the web process answers others at once.

Text and names go over standard input and output, never over a file or an argument; the memory goes with the process.
"""

import json
import logging
import subprocess  # the command below is fixed; the text goes in over stdin
import sys
from pathlib import Path
from typing import Any

from interviews.deidentification.replacing.looking import Known, Place, look_through
from interviews.name_kinds import NameKind

LONG = 100_000
"""Signs, some 17,000 words: below it, looking takes hardly longer than starting a process."""
_SECONDS = 300
_CHECKOUT = Path(__file__).parents[3]

log = logging.getLogger(__name__)


def look_apart(text: str, known: Known) -> list[Place]:
    """As look_through; in this process after all when the other one does not come to an end."""
    command = (sys.executable, "-E", "-s", "-m", __name__)
    try:
        child = subprocess.run(  # noqa: S603  # nosec B603 # our own program
            command, input=_asked(text, known), capture_output=True, timeout=_SECONDS, cwd=_CHECKOUT, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        log.warning("looking for names apart failed: %s", type(error).__name__)
        return list(look_through(text, known))
    return [Place(start, end, NameKind(kind), reason) for start, end, kind, reason in json.loads(child.stdout)]


def _asked(text: str, known: Known) -> bytes:
    asked = {
        "text": text,
        "speakers": known.speakers,
        "earlier": dict(known.earlier),
        "marked": dict(known.marked),
        "kept": sorted(known.kept),
        "names": known.names,
    }
    return json.dumps(asked).encode()


def _known(asked: dict[str, Any]) -> Known:
    return Known(
        tuple(asked["speakers"]),
        {name: NameKind(kind) for name, kind in asked["earlier"].items()},
        {name: NameKind(kind) for name, kind in asked["marked"].items()},
        frozenset(asked["kept"]),
        tuple((NameKind(kind), name) for kind, name in asked["names"]),
    )


def main() -> None:
    asked = json.load(sys.stdin.buffer)
    json.dump(list(look_through(asked["text"], _known(asked))), sys.stdout)


if __name__ == "__main__":
    main()
