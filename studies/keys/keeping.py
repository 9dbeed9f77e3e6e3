"""Making the key of a study, and finding it: one question to the database per session, when it is first needed."""

from sqlmodel import Session, select

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.keys import master_key
from foundation.secrets.sealing import KeyDoesNotFit
from studies.keys.models import WrappedKey
from studies.keys.secret import new_secret, unwrap, wrap
from studies.keys.study_key import StudyKey
from studies.models import Study
from studies.retention.due import Kept, erases

_ROWS = "study_keys"


class StudyKeyGone(KeyDoesNotFit):
    """What was sealed of the study stays closed."""

    def __init__(self) -> None:
        ResearcherError.__init__(
            self,
            _(
                "De sleutel van dit onderzoek is er niet. Echte namen en contactgegevens gaan niet open. Er is niets "
                "veranderd. Vraag de beheerder om `verhaallijn check` te draaien."
            ),
        )


def give_key(session: Session, study: Study) -> None:
    """A key of its own for a new study."""
    wrapped = wrap(master_key(session), study.id, new_secret())
    session.add(WrappedKey(organisation_id=study.organisation_id, study_id=study.id, wrapped=wrapped))
    session.flush()


@erases(Kept.NAMES)
def renew_key(session: Session, study: Study) -> None:
    """With the names their key goes: what older copies hold of them opens with none that is here."""
    row = _row(session, study.id)
    if row is None:
        give_key(session, study)
    else:
        row.wrapped = wrap(master_key(session), study.id, new_secret())
        session.flush()


def study_key(session: Session, study_id: int) -> StudyKey:
    """To be used while the session is open. Nothing is asked yet."""
    return StudyKey(lambda: opened_key(session, study_id).of)


def opened_key(session: Session, study_id: int) -> StudyKey:
    """To be kept after the session. Raises StudyKeyGone, KeyDoesNotFit."""
    row = _row(session, study_id)
    if row is None:
        raise StudyKeyGone
    return unwrap(master_key(session), row)


def _row(session: Session, study_id: int) -> WrappedKey | None:
    """Asked once by a session; what it rolled back or removed is asked anew."""
    known: dict[int, WrappedKey] = session.info.setdefault(_ROWS, {})
    row = known.get(study_id)
    if row is not None and row in session:
        return row
    row = session.exec(select(WrappedKey).where(WrappedKey.study_id == study_id)).first()
    if row is not None:
        known[study_id] = row
    return row
