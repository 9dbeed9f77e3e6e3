"""Rows that lie in no order, so that none tells which answer came before which."""

from sqlalchemy import BigInteger, Integer
from sqlmodel import Field

from foundation.secrets.tokens import random_number
from foundation.tables import Scoped

ANSWER_BITS = 62
"""Of a random number: within what both databases hold, and so many that no two are alike."""
Large = BigInteger().with_variant(Integer(), "sqlite")


class Unordered(Scoped):
    """A row with a random number."""

    id: int = Field(default_factory=lambda: random_number(ANSWER_BITS), primary_key=True, sa_type=Large)
