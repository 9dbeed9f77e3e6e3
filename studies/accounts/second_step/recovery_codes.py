"""Ten codes on paper, for who lost telephone and passkeys. Each works once; they are shown once."""

import re

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.tokens import new_code
from studies.accounts.models import RecoveryCode
from studies.accounts.noted_changes import note_account
from studies.accounts.second_step.vault import SecondStepVault
from studies.trail.kinds import Kind

CODES, FEW = 10, 3


class RecoveryCodeWrong(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Deze herstelcode klopt niet of is al gebruikt."))


def make_codes(session: Session, vault: SecondStepVault, person_id: int) -> list[str]:
    """'abcd-efgh', to be shown now and never again. Those from before are worthless."""
    codes = [new_code() for _code in range(CODES)]
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.person_id) == person_id))
    note_account(session, Kind.RECOVERY_CODES_MADE, person_id)
    digest_of = vault.digests(session, person_id)
    session.add_all(RecoveryCode(person_id=person_id, digest=digest_of(code)) for code in codes)
    session.flush()
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def use_code(session: Session, vault: SecondStepVault, person_id: int, written: str) -> None:
    """One statement decides: of two at once with one code, one comes in. Raises RecoveryCodeWrong."""
    digest = vault.digests(session, person_id)(re.sub(r"[\s\-‐-―]", "", written).lower())
    unused = (
        col(RecoveryCode.person_id) == person_id,
        col(RecoveryCode.digest) == digest,
        col(RecoveryCode.used_at).is_(None),
    )
    if session.exec(update(RecoveryCode).where(*unused).values(used_at=now())).rowcount != 1:
        raise RecoveryCodeWrong


def codes_left(session: Session, person_id: int) -> int:
    unused = select(func.count()).where(RecoveryCode.person_id == person_id, col(RecoveryCode.used_at).is_(None))
    return session.exec(unused).one()
