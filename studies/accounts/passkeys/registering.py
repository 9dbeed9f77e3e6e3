"""Adding a passkey to an account. The library is loaded when somebody does."""

from typing import Any

from sqlmodel import Session, select

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.tokens import new_secret
from studies.accounts.models import Passkey
from studies.accounts.noted_changes import note_account
from studies.accounts.passkeys.own import passkey_name, passkeys_of
from studies.accounts.passkeys.site import PasskeySite
from studies.models import Person
from studies.trail.kinds import Kind

_TRANSPORTS = {"usb", "nfc", "ble", "smart-card", "hybrid", "internal"}


class PasskeyNotMade(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Deze passkey is niet toegevoegd: het apparaat gaf geen goed antwoord. Probeer het opnieuw.")
        )


class PasskeyKnown(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Deze passkey is al toegevoegd."))


def options_to_register(session: Session, site: PasskeySite, person: Person, challenge: bytes) -> str:
    """JSON for the browser. The first one makes a handle for the person, that says nothing about them."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    person.passkey_handle = person.passkey_handle or new_secret()
    known = [PublicKeyCredentialDescriptor(id=one.credential_id) for one in passkeys_of(session, person.id)]
    options = generate_registration_options(
        rp_id=site.host,
        rp_name="Verhaallijn",
        user_id=person.passkey_handle,
        user_name=person.email,
        user_display_name=person.name,
        challenge=challenge,
        exclude_credentials=known,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return options_to_json(options)


def add_passkey(
    session: Session, site: PasskeySite, person_id: int, challenge: bytes, given: Any, name: str
) -> Passkey:
    """`given`: what the browser said. Raises NameOfPasskeyMissing, PasskeyNotMade, PasskeyKnown."""
    from webauthn import verify_registration_response

    shown = passkey_name(name)
    try:
        made = verify_registration_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
        transports = [one for one in given["response"].get("transports") or [] if one in _TRANSPORTS]
    except Exception as error:  # whatever the library makes of what a stranger sends: CBOR, ASN.1, base64
        raise PasskeyNotMade from error
    if session.exec(select(Passkey.id).where(Passkey.credential_id == made.credential_id)).first():
        raise PasskeyKnown
    passkey = Passkey(
        person_id=person_id,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        transports=transports,
        name=shown,
    )
    session.add(passkey)
    note_account(session, Kind.SECOND_STEP_SET, person_id, "passkey")
    session.flush()
    return passkey
