"""What is counted of attempts."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from foundation.tables import UtcDateTime


class Attempts(SQLModel, table=True):
    """How often something was tried within one window of time."""

    __tablename__ = "attempts"

    key: str = Field(primary_key=True)
    """What was tried, and by whom, as a keyed digest: no address stands here."""
    window: int = Field(primary_key=True, sa_type=BigInteger)
    """The number of the window since 1970, in windows of the length that the limit has."""
    hits: int
    until: datetime = Field(sa_type=UtcDateTime, index=True)
    """From then on it counts no more."""
