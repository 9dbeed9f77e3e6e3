"""How long a job is a worker's own without a word from it."""

from datetime import datetime, timedelta

from foundation.clock import now

LEASE = timedelta(seconds=12)
HEARTBEAT_SECONDS = 3.0


def end_of_lease() -> datetime:
    """Until when a job is held by who claims it, or gives a sign of life, now."""
    return now() + LEASE
