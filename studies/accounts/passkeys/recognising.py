"""Recognising somebody by a passkey. The device asked for finger, face or PIN: that is both steps at once.

The library is loaded when somebody comes with one: most processes start without that.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from studies.accounts.models import Passkey
from studies.accounts.passkeys.site import PasskeySite
from studies.models import Person


class PasskeyUnknown(ResearcherError):
    """Alike for a passkey that nobody has and for a wrong signature."""

    def __init__(self) -> None:
        super().__init__(_("Deze passkey past niet bij een account hier. Kies een andere, of meld je anders aan."))


class PasskeySuspect(ResearcherError):
    """Its count went back, as that of a copy does. `number`: of the Passkey."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(
            _("Deze passkey is misschien gekopieerd en werkt niet meer. Meld je anders aan en vertel het je beheerder.")
        )


def options_to_recognise(site: PasskeySite, challenge: bytes, among: Sequence[Passkey] = ()) -> str:
    """JSON for the browser. `among`: whose passkeys these are, when it is known who comes; else it offers any."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor, UserVerificationRequirement

    known = [PublicKeyCredentialDescriptor(id=one.credential_id) for one in among if one.suspect_since is None]
    options = generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        allow_credentials=known,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def recognise_passkey(
    session: Session, site: PasskeySite, challenge: bytes, given: Any, person_id: int | None = None
) -> Person:
    """Whose passkey signed. `person_id`: the only one who may. Raises PasskeyUnknown, PasskeySuspect."""
    from webauthn import verify_authentication_response

    passkey, person = _whose(session, given)
    handle = _handle_in(given)
    is_theirs = handle == person.passkey_handle if handle else person_id is not None
    if not is_theirs or person_id not in (None, person.id) or passkey.suspect_since is not None:
        raise PasskeyUnknown
    try:
        signed = verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=0,  # judged below, once it is known that the signature holds
            require_user_verification=True,
        )
    except Exception as error:  # whatever the library makes of what a stranger sends
        raise PasskeyUnknown from error
    _count(session, passkey, signed.new_sign_count)
    return person


def close_suspect(session: Session, number: int) -> Person:
    """It opens nothing any more. The person whose it is."""
    passkey = session.get_one(Passkey, number)
    passkey.suspect_since = now()
    return session.get_one(Person, passkey.person_id)


def _whose(session: Session, given: Any) -> tuple[Passkey, Person]:
    from webauthn.helpers import base64url_to_bytes

    try:
        credential_id = base64url_to_bytes(given["id"])
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise PasskeyUnknown from error
    of_person = select(Passkey, Person).join(Person, col(Person.id) == Passkey.person_id)
    found = session.exec(of_person.where(Passkey.credential_id == credential_id)).first()
    if found is None:
        raise PasskeyUnknown
    return found


def _handle_in(given: Any) -> bytes | None:
    """The person's handle, as the device says it; None where it says none."""
    from webauthn.helpers import base64url_to_bytes

    try:
        return base64url_to_bytes(given["response"]["userHandle"] or "") or None
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def _count(session: Session, passkey: Passkey, count: int) -> None:
    """Raises PasskeySuspect."""
    goes_on = or_(col(Passkey.sign_count) < count, (col(Passkey.sign_count) == 0) & (count == 0))
    this = update(Passkey).where(col(Passkey.id) == passkey.id, goes_on)
    if session.exec(this.values(sign_count=count, used_at=now())).rowcount != 1:
        raise PasskeySuspect(passkey.id)
