"""How long names and words are kept: what the agreement promises, and keeping it.

The promise is the last day; on the day after it the program erases, and takes in nothing of the kind any more. Each
package registers what it holds of names or of transcripts. What was told to the public, and how many conversations it
rests on, stays.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from foundation.clock import today
from foundation.database.leaving_files import names_erased
from foundation.dutch import _, long_date
from foundation.errors import ResearcherError
from studies.agreements.history import agreement_area
from studies.models import Agreement, ChangeRecord, Study

TOLD_AHEAD = timedelta(days=14)


class Kept(StrEnum):
    """What is kept until a day, in the order in which it goes."""

    NAMES = "names"
    """The real names: the key to them, contact data, and conversations in which they still stand."""
    TRANSCRIPTS = "transcripts"


class PastLastDay(ResearcherError):
    """What was promised to be gone does not come in again. A later day has to be agreed first."""

    def __init__(self, what: Kept, last: date) -> None:
        super().__init__(
            _(
                "De laatste dag om %(what)s te bewaren was %(day)s. Zo is het afgesproken. %(closed)s "
                "Is een latere dag afgesproken? Zet die dan eerst bij ‘Afspraken vooraf’.",
                what=kept_label(what).removeprefix("de "),
                day=long_date(last),
                closed=_closed(what),
            )
        )


Erase = Callable[[Session, Study], None]
_ERASERS: defaultdict[Kept, list[Erase]] = defaultdict(list)
_NOTERS: defaultdict[Kept, list[Erase]] = defaultdict(list)


@dataclass(frozen=True)
class Due:
    """A study whose last day for something is behind us."""

    organisation_id: int
    study_id: int
    what: Kept


def erases(what: Kept) -> Callable[[Erase], Erase]:
    """Declare a function that erases what its package holds of this in a study."""

    def declare(erase: Erase) -> Erase:
        _ERASERS[what].append(erase)
        return erase

    return declare


def notes_before(what: Kept) -> Callable[[Erase], Erase]:
    """Declare a function that needs this while it is there, to note or to recognise it; it runs before any eraser."""

    def declare(note: Erase) -> Erase:
        _NOTERS[what].append(note)
        return note

    return declare


def kept_label(what: Kept) -> str:
    return {Kept.NAMES: _("de echte namen"), Kept.TRANSCRIPTS: _("de gespreksverslagen")}[what]


def names_are_gone(study: Study) -> bool:
    """Whether nobody can turn a name back any more: the key to them was erased."""
    return study.names_gone_on is not None


def transcripts_are_gone(study: Study) -> bool:
    """Whether what a story rests on can no longer be read: the transcripts were erased."""
    return study.transcripts_gone_on is not None


def check_takes_in(session: Session, study_id: int, what: Kept) -> None:
    """Refuse once the last day for it is over, until a later one is agreed. Raises PastLastDay."""
    if closed := closed_for(session, session.get_one(Study, study_id), what):
        raise closed


def closed_for(session: Session, study: Study, what: Kept) -> PastLastDay | None:
    """Why nothing of this comes in any more; None as long as it does.

    What was erased once stays out until a later day is agreed, also when the agreement became a draft again.
    """
    last, gone_on = dict(_promised(session, study)).get(what), _gone_on(study, what)
    if last is None and gone_on is not None:
        last = gone_on - timedelta(days=1)
    return PastLastDay(what, last) if last is not None and last < today() else None


def coming(session: Session, study: Study) -> list[tuple[Kept, date]]:
    """What goes within two weeks, with its last day, the first to go first."""
    open_promises = [(what, last) for what, last in _promised(session, study) if not _is_kept(study, what, last)]
    return [(what, last) for what, last in open_promises if today() <= last <= today() + TOLD_AHEAD]


def due(session: Session) -> list[Due]:
    """Everything that should be gone today, in any organisation. The session sees them all."""
    query = select(Study).join(Agreement, col(Agreement.study_id) == Study.id).order_by(col(Study.id))
    return [
        Due(study.organisation_id, study.id, what)
        for study in session.exec(query).all()
        for what in overdue(session, study)
    ]


def overdue(session: Session, study: Study) -> list[Kept]:
    """What should be gone from this study today and is not."""
    promised = _promised(session, study)
    return [what for what, last in promised if last < today() and not _is_kept(study, what, last)]


def erase(session: Session, study: Study, what: Kept) -> None:
    """Erase it for good, and say so in the history, in the program's name."""
    for one in (*_NOTERS[what], *_ERASERS[what]):
        one(session, study)
    if what is Kept.NAMES:
        study.names_gone_on = today()
    else:
        study.transcripts_gone_on = today()
    label = _("%(what)s gewist, zoals afgesproken", what=kept_label(what))
    session.add(
        ChangeRecord(study_id=study.id, person_id=None, area=agreement_area(study.id), label=label, operations=[])
    )
    names_erased(session)
    session.flush()


def gone_sentence(study: Study) -> str:
    """What to say where the transcripts were; empty as long as they are there."""
    if study.transcripts_gone_on is None:
        return ""
    return _(
        "De gespreksverslagen zijn gewist op %(day)s, zoals afgesproken.", day=long_date(study.transcripts_gone_on)
    )


def _promised(session: Session, study: Study) -> list[tuple[Kept, date]]:
    """Only what was really agreed: a draft promises nothing."""
    agreement = session.exec(select(Agreement).where(Agreement.study_id == study.id)).first()
    if agreement is None or agreement.agreed_on is None:
        return []
    days = {Kept.NAMES: agreement.key_until, Kept.TRANSCRIPTS: agreement.transcripts_until}
    return [(what, last) for what, last in days.items() if last is not None]


def _is_kept(study: Study, what: Kept, last: date) -> bool:
    """The promise of this day was kept already; one for a later day is a new promise."""
    gone_on = _gone_on(study, what)
    return gone_on is not None and gone_on > last


def _gone_on(study: Study, what: Kept) -> date | None:
    return study.names_gone_on if what is Kept.NAMES else study.transcripts_gone_on


def _closed(what: Kept) -> str:
    return {
        Kept.NAMES: _("Er komen geen namen, contactgegevens, notities en gespreksverslagen meer bij."),
        Kept.TRANSCRIPTS: _("Er komen geen woorden uit gesprekken meer bij."),
    }[what]
