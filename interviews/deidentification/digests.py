"""Knowing a conversation that comes in twice, also when its digest was dropped: from the words before replacing."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType

from sqlmodel import Session, col, select

from foundation.secrets.sealing import KeyDoesNotFit
from interviews.deidentification.models import FindingState
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.replacing.names_in_source import names_in
from interviews.models import Interview
from interviews.texts.adding import content_digest
from interviews.texts.offsets import Replacement, replace


def renew_digests(
    session: Session, vault: PseudonymVault, study_id: int, known: Mapping[int, str] = MappingProxyType({})
) -> None:
    """Keep the digests that a study's interviews lack. Does nothing when all have one.

    `known`: those that `lacking_digests` computed before anybody had to wait; others are computed here.
    """
    for interview in _lacking(session, study_id):
        try:
            interview.content_digest = known.get(interview.id) or _digest_of(session, vault, interview)
        except KeyDoesNotFit:
            return
    session.flush()


def lacking_digests(session: Session, vault: PseudonymVault, study_id: int) -> dict[int, str]:
    """{interview id: digest} of the interviews that have none; without those whose names can't be read."""
    found = {}
    for interview in _lacking(session, study_id):
        with suppress(KeyDoesNotFit):
            found[interview.id] = _digest_of(session, vault, interview)
    return found


def _lacking(session: Session, study_id: int) -> Sequence[Interview]:
    lacking = select(Interview).where(Interview.study_id == study_id, Interview.content_digest == "")
    return session.exec(lacking.order_by(col(Interview.number))).all()


def _digest_of(session: Session, vault: PseudonymVault, interview: Interview) -> str:
    return content_digest(vault, _as_it_came_in(session, vault, interview))


def _as_it_came_in(session: Session, vault: PseudonymVault, interview: Interview) -> str:
    names = names_in(session, vault, interview)
    replaced = [one for one in names.findings if one.state is FindingState.REPLACED]
    return replace(names.text, (Replacement(one.start, one.end, names.originals[one.id]) for one in replaced))[0]
