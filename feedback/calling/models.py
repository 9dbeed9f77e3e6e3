"""Telephone numbers of people who may be called. Whoever leaves one is known by it, and was told so."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from feedback.unordered import Large, Unordered


class CallPermission(Unordered, table=True):
    """What somebody may be called for, on a number that is sealed for their answer. It goes on the day `until`."""

    __tablename__ = "call_permission"
    __table_args__ = (CheckConstraint("about_this OR for_interview", name="for_something"),)
    names_people = True

    response_id: int = Field(foreign_key="response.id", unique=True, ondelete="CASCADE", sa_type=Large)
    about_this: bool
    """About what they answered."""
    for_interview: bool
    """To ask for a conversation about what they went through."""
    sealed: bytes
    until: date
