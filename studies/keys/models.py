"""What the database keeps of the keys of studies."""

from sqlmodel import Field

from foundation.tables import Scoped


class WrappedKey(Scoped, table=True):
    """The key of one study, sealed under the master key. Without this row nobody opens what is sealed of the study."""

    __tablename__ = "study_key"

    names_people = True
    is_of_this_place = True
    study_id: int = Field(foreign_key="study.id", unique=True, ondelete="CASCADE")
    wrapped: bytes | None = None
    """None: a study from before there were such keys. Its keys follow from the master key until that is changed."""
