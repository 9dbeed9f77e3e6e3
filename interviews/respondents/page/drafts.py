"""What somebody typed on the page of a respondent and did not keep yet: held for them alone, part by part.

It may hold a name or a number, so it is sealed, and it goes as soon as it is kept, thrown away, or wiped with the
contact data. Each page that is opened writes rows of its own: two tabs never wipe each other.
See docs/decisions/0018-half-filled-forms.md.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.numbers import whole_number
from foundation.forms.page_turns import comes_late, read_turn
from foundation.secrets.tokens import new_name
from interviews.models import Respondent
from interviews.respondents.models import RespondentDraft, RespondentPageSent
from interviews.respondents.page.parts import Part, part_of
from studies.keys.study_key import StudyKey
from studies.retention.due import Kept, check_takes_in

Fields = Sequence[tuple[str, str]]
"""Posted fields, in the order of the form."""

MOST_TYPED = 20_000
_PURPOSE = b"respondent draft"


class TypedTooMuch(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Dit is te lang om vast te houden. Maak het korter."))


@dataclass(frozen=True)
class OpenedPage:
    """A page as somebody opened it: its own name, and the rows that it put back in its fields.

    `turn` counts what it sent: of two requests that cross each other, it tells which one was first.
    """

    name: str = field(default_factory=new_name)
    took: frozenset[int] = frozenset()
    turn: int = 0

    @classmethod
    def read(cls, name: str, took: str, turn: int) -> "OpenedPage":
        """As written in the form itself."""
        opened = frozenset(number for one in took.split() if (number := whole_number(one)) is not None)
        return cls(name[:40], opened, read_turn(turn)) if name else cls()

    @property
    def written(self) -> str:
        return " ".join(str(one) for one in sorted(self.took))


class DraftVault:
    """Seals and opens what was typed about the respondents of one study. Holds a key; keeps no data."""

    def __init__(self, key: StudyKey) -> None:
        self._key = key

    def seal(self, row: RespondentDraft, fields: Fields) -> bytes:
        return self._key.seal(_PURPOSE).sealed(json.dumps(fields).encode(), _label(row))

    def open(self, row: RespondentDraft) -> list[tuple[str, str]]:
        """Raises KeyDoesNotFit."""
        opened = self._key.seal(_PURPOSE).opened(row.sealed, _label(row))
        return [(name, value) for name, value in json.loads(opened)]


def _label(row: RespondentDraft) -> bytes:
    return b"respondent %d person %d" % (row.respondent_id, row.person_id)


def hold(
    session: Session,
    vault: DraftVault,
    respondent: Respondent,
    posted: Iterable[tuple[str, str]],
    changed: Collection[Part],
    opened: OpenedPage,
) -> None:
    """Hold the changed parts as they stand in `posted`; what this page held or put back besides is dropped.

    What arrives after this page sent something later changes nothing. Raises TypedTooMuch, PastLastDay.
    """
    if _comes_late(session, respondent, opened):
        return
    if changed:
        check_takes_in(session, respondent.study_id, Kept.NAMES)
    fields = [(name, value) for name, value in posted if part_of(name) in changed]
    if sum(len(value) for _name, value in fields) > MOST_TYPED:
        raise TypedTooMuch
    own: dict[str, RespondentDraft] = {}
    for row in _of_page(session, respondent, opened):
        if row.page == opened.name:
            own[row.part] = row
        else:
            session.delete(row)
    for part in changed:
        held = own.pop(part, None) or RespondentDraft(
            respondent_id=respondent.id, person_id=session.info["person_id"], page=opened.name, part=part, sealed=b""
        )
        held.sealed, held.saved_at = vault.seal(held, [one for one in fields if part_of(one[0]) is part]), now()
        session.add(held)
    for row in own.values():
        session.delete(row)
    session.flush()


def note_sent(session: Session, respondent: Respondent, opened: OpenedPage) -> None:
    """Whatever this page sent before is dealt with now."""
    _comes_late(session, respondent, opened)


def _comes_late(session: Session, respondent: Respondent, opened: OpenedPage) -> bool:
    owner = {"respondent_id": respondent.id, "person_id": session.info["person_id"]}
    return comes_late(session, RespondentPageSent, owner, opened.name, opened.turn)


def throw_away(session: Session, respondent: Respondent, opened: OpenedPage) -> None:
    """Drop what this page held or put back; what another tab holds stays."""
    for row in _of_page(session, respondent, opened):
        session.delete(row)
    note_sent(session, respondent, opened)


def waiting(
    session: Session, vault: DraftVault, respondent: Respondent
) -> tuple[list[tuple[str, str]], frozenset[int]]:
    """What was typed last in every part, and the rows it comes from. What another tab typed in the same part waits."""
    fields: dict[str, list[tuple[str, str]]] = {}
    took = set()
    for row in _rows(session, respondent):
        typed = vault.open(row)
        if fields.setdefault(row.part, typed) == typed:
            took.add(row.id)
    return [one for part in fields.values() for one in part], frozenset(took)


def with_drafts(session: Session, study_id: int) -> set[int]:
    """The respondents of a study of whom whoever works in this session typed something that is not kept yet."""
    of_study = select(Respondent.id).where(Respondent.study_id == study_id)
    query = select(RespondentDraft.respondent_id).where(
        RespondentDraft.person_id == session.info["person_id"], col(RespondentDraft.respondent_id).in_(of_study)
    )
    return set(session.exec(query.distinct()).all())


def _of_page(session: Session, respondent: Respondent, opened: OpenedPage) -> list[RespondentDraft]:
    return [row for row in _rows(session, respondent) if row.page == opened.name or row.id in opened.took]


def _rows(session: Session, respondent: Respondent) -> list[RespondentDraft]:
    """Of whoever works in this session, the newest first."""
    query = select(RespondentDraft).where(
        RespondentDraft.respondent_id == respondent.id, RespondentDraft.person_id == session.info["person_id"]
    )
    newest = (col(RespondentDraft.saved_at).desc(), col(RespondentDraft.id).desc())
    return list(session.exec(query.order_by(*newest)).all())
