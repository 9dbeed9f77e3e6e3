"""What a code means and when it fits: so that everybody uses it in the same way, and so that figures can be chosen."""

from dataclasses import asdict, dataclass

from sqlmodel import Session

from coding.models import Code, Dimension, StatutoryTheme
from foundation.dutch import _
from foundation.errors import ResearcherError
from studies.retention.due import Kept, check_takes_in

LONGEST_TEXT = 2_000


class DescriptionTooLong(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Een van de teksten is te lang: hooguit %(n)s tekens per vak. Er is niets gewijzigd.", n=LONGEST_TEXT)
        )


class DescriptionUnknown(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Kies bij ‘Zegt iets over’ en ‘Thema uit de wet’ een woord uit de lijst."))


@dataclass(frozen=True)
class Description:
    """`dimension` is a Dimension and `theme` a StatutoryTheme; empty says nothing: the code above does."""

    definition: str = ""
    when_to_use: str = ""
    when_not: str = ""
    example: str = ""
    dimension: str = ""
    theme: str = ""


NOTHING_SAID = Description()


def describe_code(session: Session, code: Code, description: Description) -> None:
    """Say all of it anew. Raises as `checked` does."""
    for name, text in asdict(checked(session, code.study_id, description, description_of(code))).items():
        setattr(code, name, text)
    session.add(code)
    session.flush()


def checked(
    session: Session, study_id: int, description: Description, stands: Description = NOTHING_SAID
) -> Description:
    """As it is kept; what `stands` already may be long. Raises DescriptionTooLong, DescriptionUnknown, PastLastDay."""
    if description.dimension not in ("", *Dimension) or description.theme not in ("", *StatutoryTheme):
        raise DescriptionUnknown
    if description.example.strip() and description.example != stands.example:
        check_takes_in(session, study_id, Kept.TRANSCRIPTS)
    said, stood = asdict(description), asdict(stands)
    if any(len(text.strip()) > LONGEST_TEXT for name, text in said.items() if text != stood[name]):
        raise DescriptionTooLong
    return Description(**{name: text.strip() for name, text in said.items()})


def description_of(code: Code) -> Description:
    """What a code says now."""
    return Description(code.definition, code.when_to_use, code.when_not, code.example, code.dimension, code.theme)
