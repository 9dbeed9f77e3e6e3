"""The message to an address that somebody wants to sign in with: the link in it shows that they read mail there."""

from sqlmodel import Session

from foundation.dutch import _, clock_time, weekday_date
from foundation.mail.letter import Letter
from foundation.mail.outbox import MailDoor, Message, post
from studies.accounts.models import EmailChange
from studies.models import Organisation, Person


def post_new_email_link(
    session: Session, door: MailDoor, change: EmailChange, organisation: Organisation, address: str
) -> None:
    """`address`: of the page that confirms it. Raises EmailWrong, EmailUnusual."""
    person = session.get_one(Person, change.person_id)
    message = Message(
        kind="new_email",
        letter=_letter(person, organisation, change, address),
        to=change.email,
        name=person.name,
        sender_name=organisation.name,
        answers_to=organisation.email,
        about=change.token_digest,
        organisation_id=organisation.id,
        until=change.expires_at,
    )
    post(session, door, message)


def _letter(person: Person, organisation: Organisation, change: EmailChange, address: str) -> Letter:
    return Letter(
        subject=_("Bevestig je e-mailadres voor Verhaallijn"),
        greeting=_("Dag %(name)s,", name=person.name),
        before=(
            _(
                "Je wilt je voortaan met dit e-mailadres aanmelden bij Verhaallijn, voor %(name)s.",
                name=organisation.name,
            ),
        ),
        link=(_("Bevestig dit e-mailadres"), address),
        after=(
            _(
                "De link werkt één keer, tot %(day)s om %(time)s.",
                day=weekday_date(change.expires_at),
                time=clock_time(change.expires_at),
            ),
            _("Vroeg je dit niet? Doe dan niets: er verandert niets."),
        ),
        closing=(_("Met vriendelijke groet,"), organisation.name),
    )
