"""When invitations of a measurement go, and what they say beside the sentences that nobody can change."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

import feedback.measurements.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.tables import Scoped

FIRST_HOUR, LAST_HOUR = 7, 19
USUAL_HOUR = 10


class InvitationPlan(Scoped, table=True):
    """Of one measurement. An empty text: the usual one is sent."""

    __tablename__ = "invitation_plan"
    __table_args__ = (CheckConstraint(f"hour BETWEEN {FIRST_HOUR} AND {LAST_HOUR}", name="by_day"),)

    measurement_id: int = Field(foreign_key="measurement.id", unique=True, ondelete="CASCADE")
    hour: int = USUAL_HOUR
    """From which hour on, in Dutch time, invitations of a working day go."""
    heading: str = ""
    opening: str = ""
    """Paragraphs after the greeting; '[aanbieder]' becomes the name of who gives the help."""
    ending: str = ""
    signed_by: str = ""
    """Lines: a name, and what they are."""
    sender: str = ""
    """Lines of the municipality's address, above a letter."""
    version: int = 0
    """Counts the saves."""
