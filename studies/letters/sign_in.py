"""The message with which somebody signs in."""

from datetime import datetime

from sqlmodel import Session, select

from foundation.dutch import _, clock_time, weekday_date
from foundation.mail.letter import Letter
from foundation.mail.models import OutgoingMail
from foundation.mail.outbox import MailDoor, Message, post
from foundation.secrets.tokens import digest_of
from studies.accounts.signing_in import make_link
from studies.models import Organisation, Person, SignInLink


def post_sign_in_link(session: Session, door: MailDoor, person: Person, public_url: str) -> OutgoingMail:
    """A link of their own, that works once, to their own address. Raises EmailWrong, EmailUnusual."""
    token = make_link(session, person.id)
    link = session.exec(select(SignInLink).where(SignInLink.token_digest == digest_of(token))).one()
    organisation = session.get_one(Organisation, link.organisation_id)
    message = Message(
        kind="sign_in_link",
        letter=_letter(person, organisation, f"{public_url.rstrip('/')}/aanmelden/link/{token}", link.expires_at),
        to=person.email,
        name=person.name,
        sender_name=organisation.name,
        answers_to=organisation.email,
        about=link.token_digest,
        organisation_id=organisation.id,
        until=link.expires_at,
    )
    return post(session, door, message)


def _letter(person: Person, organisation: Organisation, address: str, ends: datetime) -> Letter:
    return Letter(
        subject=_("Je link voor Verhaallijn"),
        greeting=_("Dag %(name)s,", name=person.name),
        before=(_("Met deze link meld je je aan bij Verhaallijn, voor %(name)s.", name=organisation.name),),
        link=(_("Meld je aan"), address),
        after=(
            _(
                "De link werkt één keer, tot %(day)s om %(time)s. Vraag je beheerder daarna om een nieuwe.",
                day=weekday_date(ends),
                time=clock_time(ends),
            ),
            _("De link is alleen voor jou: stuur hem niet door. Verwachtte je deze e-mail niet? Doe dan niets."),
        ),
        closing=(_("Met vriendelijke groet,"), organisation.name),
    )
