"""Passages ticked in several interviews at once get a code, and what that does to interviews that are done."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from coding.ends import done_texts, take_up
from coding.models import Code
from coding.segments import add_segment
from coding.suggestions.passages import Passage
from foundation.dutch import _, counted
from foundation.errors import ResearcherError
from interviews.models import Interview


class OnlyInDone(ResearcherError):
    """Nothing is left of what was ticked, without the interviews that are done."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Alles wat is aangevinkt, staat in gesprekken die klaar zijn. Er is niets gecodeerd. Vink aan dat het "
                "ook daar mag, of kies andere stukjes."
            )
        )


@dataclass(frozen=True)
class Taken:
    """What of the ticked passages gets the code. `open_again`: were done and no longer are. `left_in`: are done still,
    so that `left_out` of the passages did not get it."""

    passages: Sequence[Passage]
    open_again: Sequence[Interview] = ()
    left_in: Sequence[Interview] = ()
    left_out: int = 0

    def labelled(self, label: str) -> str:
        """What is read of it at undo: in how many interviews it takes fragments away again."""
        if not self.passages:
            return label
        interviews = len({one.interview for one in self.passages})
        return _(
            "%(label)s bij %(segments)s in %(interviews)s",
            label=label,
            segments=counted(len(self.passages), "fragment", "fragmenten"),
            interviews=counted(interviews, "gesprek", "gesprekken"),
        )


@dataclass(frozen=True)
class MadeCode:
    """A code that was given to passages, and to which."""

    code: Code
    taken: Taken

    @property
    def segments(self) -> int:
        return len(self.taken.passages)


def taken_of(session: Session, study_id: int, ticked: Sequence[Passage], *, also_done: bool) -> Taken:
    """What is coded now; who meant the interviews that are done too, is coding those again.

    Raises OnlyInDone.
    """
    sources = {one.source_id for one in ticked}
    if also_done:
        return Taken(ticked, take_up(session, sources))
    done = done_texts(session, study_id, sources)
    rest = [one for one in ticked if one.source_id not in done]
    if ticked and not rest:
        raise OnlyInDone
    return Taken(rest, left_in=list(done.values()), left_out=len(ticked) - len(rest))


def give(session: Session, code: Code, taken: Taken) -> MadeCode:
    """Raises as add_segment does."""
    for one in taken.passages:
        add_segment(session, one.source_id, one.start, one.end, one.text, code.id)
    return MadeCode(code, taken)
