"""The one place that knows what time it is, so tests can set it."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC, with its time zone."""
    return datetime.now(UTC)
