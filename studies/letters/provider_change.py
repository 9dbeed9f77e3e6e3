"""The message that tells administrators of a change to the sign-in service: who holds that, can be anybody there."""

from contextlib import suppress

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _, clock_time, weekday_date
from foundation.forms.email_address import EmailWrong
from foundation.mail.addresses import EmailUnusual
from foundation.mail.letter import Letter
from foundation.mail.outbox import MailDoor, Message, post
from studies.access import Role
from studies.models import Membership, Organisation, Person


def post_provider_change(session: Session, door: MailDoor | None, organisation_id: int, by: str = "") -> None:
    """To each administrator, also to who did it. `by`: who that was; '' at the computer that the program runs on."""
    if door is None:
        return
    organisation = session.get_one(Organisation, organisation_id)
    for person in _administrators(session, organisation_id):
        with suppress(EmailWrong, EmailUnusual):
            post(session, door, _message(person, organisation, by))


def _administrators(session: Session, organisation_id: int) -> list[Person]:
    query = select(Person).join(Membership, col(Membership.person_id) == Person.id)
    of_organisation = Membership.organisation_id == organisation_id, Membership.role == Role.ADMINISTRATOR
    query = query.where(*of_organisation, col(Membership.ended_at).is_(None))
    return list(session.exec(query.order_by(col(Person.id))).all())


def _message(person: Person, organisation: Organisation, by: str) -> Message:
    return Message(
        kind="provider_change",
        letter=_letter(person, organisation, by),
        to=person.email,
        name=person.name,
        sender_name=organisation.name,
        answers_to=organisation.email,
        organisation_id=organisation.id,
    )


def _letter(person: Person, organisation: Organisation, by: str) -> Letter:
    moment = now()
    name, day, time = organisation.name, weekday_date(moment), clock_time(moment)
    who = _("Dat deed %(by)s, op %(day)s om %(time)s.", by=by, day=day, time=time)
    if not by:
        who = _("Dat deed wie Verhaallijn beheert, op %(day)s om %(time)s.", day=day, time=time)
    return Letter(
        subject=_("De aanmelddienst bij Verhaallijn is veranderd"),
        greeting=_("Dag %(name)s,", name=person.name),
        before=(_("De gegevens van de aanmelddienst van %(name)s zijn veranderd.", name=name), who),
        after=(_("Wist je hier niet van? Kijk dan meteen bij de aanmelddienst, en vraag het na."),),
        closing=(_("Met vriendelijke groet,"), name),
    )
