"""A word in a story that is also somebody's real name, and why it may stand there: said by a person, once per place."""

from collections.abc import Iterable

from sqlmodel import Session, col, delete, select

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.secrets.sealing import keyed_digest
from journeys.checks.models import NameWaiver, Why
from journeys.models import Journey
from studies.history.changes import noted
from studies.keys.study_key import StudyKey
from studies.models import Study
from studies.retention.due import Kept, erases


class WaiverUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit staat er niet meer zo. Herlaad de pagina om de stand van nu te zien."))


class WhyUnsaid(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Kies waarom dit woord mag blijven staan. Er is niets veranderd."))


def place_digest(key: StudyKey, journey: Journey, text_key: str, word: str) -> str:
    """Names a word in one text of one journey. Without the study's key nobody learns the word from it."""
    return keyed_digest(key.of(b"waiver"), f"{journey.id}|{text_key}|{word}")


def waivers_of(session: Session, journey: Journey) -> dict[str, NameWaiver]:
    """{digest: what was said of it}."""
    query = select(NameWaiver).where(NameWaiver.journey_id == journey.id).order_by(col(NameWaiver.id))
    return {waiver.digest: waiver for waiver in session.exec(query).all()}


def waive(session: Session, journey: Journey, digests: Iterable[str], why: Why) -> None:
    """Let a word stand at these places, and remember why and who said so."""
    known = waivers_of(session, journey)
    for digest in digests:
        if digest not in known:
            person_id = session.info.get("person_id")
            session.add(NameWaiver(journey_id=journey.id, digest=digest, why=why, person_id=person_id))
    label = _("woord toegestaan dat ook een echte naam is: %(why)s", why=why.dutch)
    noted(session, journey.study_id, f"names:{journey.id}", label)


def take_back_waiver(session: Session, journey: Journey, waiver_id: int) -> None:
    """Ask again. Raises WaiverUnknown."""
    found = session.exec(
        select(NameWaiver).where(NameWaiver.id == waiver_id, NameWaiver.journey_id == journey.id)
    ).first()
    if found is None:
        raise WaiverUnknown
    session.delete(found)
    noted(session, journey.study_id, f"names:{journey.id}", _("woord niet meer toegestaan dat ook een echte naam is"))


@erases(Kept.NAMES)
def erase_waivers(session: Session, study: Study) -> None:
    """A reason why a word may stand tells whose name it is; without the key no name is looked for any more."""
    journeys = select(Journey.id).where(Journey.study_id == study.id)
    session.exec(delete(NameWaiver).where(col(NameWaiver.journey_id).in_(journeys)))
    session.flush()
