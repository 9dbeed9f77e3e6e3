"""Answers that are in no topic get a code, as the passages of a topic do."""

from collections.abc import Collection
from typing import NamedTuple

from sqlmodel import Session

from coding.codebook.changing import add_code
from coding.models import Code
from coding.suggestions.passages import Passage
from coding.suggestions.topics.coverage import usable_turns
from coding.suggestions.topics.passages import NothingTicked
from coding.suggestions.topics.taking import MadeCode, give, taken_of
from coding.undo import in_codebook
from foundation.dutch import _
from foundation.errors import ResearcherError


class TurnsMoved(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Een gesprek is intussen gewijzigd, of mag niet meer worden gebruikt. Er is niets gecodeerd. Kijk na "
                "wat er nu is aangevinkt en probeer het opnieuw."
            )
        )


class TickedTurn(NamedTuple):
    """A turn by its number, in the revision of the text in which a person read it."""

    number: int
    revision: int


def ticked_turns(session: Session, study_id: int, ticked: Collection[TickedTurn]) -> list[Passage]:
    """Each as one passage, also when somebody else gave it a code since. Raises NothingTicked, TurnsMoved."""
    if not ticked:
        raise NothingTicked
    found = [
        Passage(turn.source_id, interview.id, turn.start, turn.start + len(turn.text), turn.text)
        for turn, interview, revision in usable_turns(session, study_id)
        if (turn.id, revision) in ticked
    ]
    if len(found) < len(set(ticked)):
        raise TurnsMoved
    return found


def give_new_code(session: Session, study_id: int, name: str, chosen: list[Passage], *, also_done: bool) -> MadeCode:
    """Raises as taken_of, add_code and add_segment do."""
    taken = taken_of(session, study_id, chosen, also_done=also_done)
    with in_codebook(session, study_id, taken.labelled(_("code ‘%(name)s’ maken", name=name.strip()))):
        return give(session, add_code(session, study_id, name), taken)


def give_code(session: Session, code: Code, chosen: list[Passage], *, also_done: bool) -> MadeCode:
    """Raises as taken_of and add_segment do."""
    taken = taken_of(session, code.study_id, chosen, also_done=also_done)
    with in_codebook(session, code.study_id, taken.labelled(_("code ‘%(name)s’ koppelen", name=code.name))):
        return give(session, code, taken)
