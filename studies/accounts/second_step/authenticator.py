"""Codes of an app on somebody's telephone (TOTP, RFC 6238): six figures, new every half minute.

Each works once. One statement decides whose it is: of several who send the same code at once, one comes in.
"""

import re
from collections.abc import Mapping

import pyotp
from pyotp.utils import strings_equal
from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from studies.accounts.models import AuthenticatorApp
from studies.accounts.noted_changes import note_account
from studies.accounts.second_step.vault import SecondStepVault
from studies.trail.kinds import Kind

_SECONDS = 30
_BESIDE = 1
"""Half minutes before and after this one of which a code is accepted: clocks differ, and people type slowly."""
_FIGURES = re.compile("[0-9]{6}")  # not \d: figures of other scripts are none that an app shows


class CodeWrong(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Deze code klopt niet of is al gebruikt. Wacht op de volgende."))


class NotBegun(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Begin opnieuw met het instellen van je app. Er is niets veranderd."))


def app_of(session: Session, person_id: int) -> AuthenticatorApp | None:
    return session.exec(select(AuthenticatorApp).where(AuthenticatorApp.person_id == person_id)).first()


def begin_app(session: Session, vault: SecondStepVault, person_id: int) -> None:
    """A new secret, that works as soon as a code of it came; until then the one from before does."""
    app = app_of(session, person_id) or AuthenticatorApp(person_id=person_id)
    app.next_sealed = vault.sealed(person_id, pyotp.random_base32())
    session.add(app)
    session.flush()


def secret_begun(session: Session, vault: SecondStepVault, person_id: int) -> str | None:
    """What to put into the app; None when nothing is being set up."""
    app = app_of(session, person_id)
    return vault.opened(person_id, app.next_sealed) if app and app.next_sealed else None


def address_for_app(secret: str, email: str, organisation: str) -> str:
    """What the QR code says: an address that apps open."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=f"Verhaallijn – {organisation}")


def confirm_app(session: Session, vault: SecondStepVault, person_id: int, code: str) -> None:
    """From now on this app is asked. Raises NotBegun, CodeWrong."""
    app = app_of(session, person_id)
    if app is None or app.next_sealed is None:
        raise NotBegun
    step = _step_of(vault.opened(person_id, app.next_sealed), code)
    if step is None:
        raise CodeWrong
    is_the_same = (col(AuthenticatorApp.id) == app.id) & (col(AuthenticatorApp.next_sealed) == app.next_sealed)
    values = {"sealed": app.next_sealed, "next_sealed": None, "last_step": step, "since": now()}
    if _changed(session, is_the_same, values) != 1:
        raise NotBegun
    note_account(session, Kind.SECOND_STEP_SET, person_id, "app")


def accept_code(session: Session, vault: SecondStepVault, person_id: int, code: str) -> None:
    """This code and all before it are worthless afterwards. Raises CodeWrong."""
    app = app_of(session, person_id)
    if app is None or app.sealed is None:
        raise CodeWrong
    step = _step_of(vault.opened(person_id, app.sealed), code)
    is_newer = (col(AuthenticatorApp.id) == app.id) & (col(AuthenticatorApp.last_step) < (step or 0))
    if step is None or _changed(session, is_newer, {"last_step": step}) != 1:
        raise CodeWrong


def _changed(session: Session, which: ColumnElement[bool], values: Mapping[str, object]) -> int:
    """How many rows: one or none."""
    return session.exec(update(AuthenticatorApp).where(which).values(**values)).rowcount


def _step_of(secret: str, code: str) -> int | None:
    """The half minute of which this is the code; every one is compared, so that the time it takes tells nothing."""
    written = "".join(code.split())
    if not _FIGURES.fullmatch(written):
        return None
    codes, this, found = pyotp.TOTP(secret), int(now().timestamp()) // _SECONDS, None
    for step in range(this - _BESIDE, this + _BESIDE + 1):
        if strings_equal(codes.generate_otp(step), written):
            found = step
    return found
