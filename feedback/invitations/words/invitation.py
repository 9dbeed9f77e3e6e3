"""The words of one invitation, the same in a mail and in a letter."""

from dataclasses import dataclass, field

from sqlmodel import Session

from feedback.invitations.links import figures_address, spoken
from feedback.invitations.words.fixed import fixed_sentences
from feedback.invitations.words.plan import PROVIDER, plan_of, usual_texts
from feedback.measurements.models import Measured, Measurement, Provider
from feedback.people.contacts import Contact
from feedback.people.models import OpinionInvitation
from foundation.dutch import _, telephone
from studies.models import Organisation


@dataclass(frozen=True)
class InvitationWords:
    """Without what differs per way. `number`: 0 for the invitation, 1 and 2 for its reminders."""

    organisation: Organisation
    number: int
    heading: str
    greeting: str = field(repr=False)
    opening: tuple[str, ...]
    by_telephone: str
    fixed: tuple[str, ...]
    ending: tuple[str, ...]
    signed_by: tuple[str, ...]
    sender: tuple[str, ...]


def invitation_words(
    session: Session, invitation: OpinionInvitation, contact: Contact, public_url: str, number: int
) -> InvitationWords:
    measured = session.get_one(Measured, invitation.measured_id)
    measurement = session.get_one(Measurement, measured.measurement_id)
    organisation = session.get_one(Organisation, measurement.organisation_id)
    provider = session.get_one(Provider, measured.provider_id).name if measured.provider_id else ""
    usual = usual_texts(measurement, organisation.name, spoken(figures_address(public_url, measurement.slug)))
    plan = plan_of(session, measurement.id)
    texts = {
        name: (getattr(plan, name) or text).replace(PROVIDER, provider or organisation.name)
        for name, text in usual.items()
    }
    opening = (*_reminding(number), *_about(provider if not plan.opening else ""), *texts["opening"].splitlines())
    return InvitationWords(
        organisation=organisation,
        number=number,
        heading=texts["heading"],
        greeting=_("Beste %(name)s,", name=contact.name) if contact.name else _("Goedendag,"),
        opening=tuple(filter(None, opening)),
        by_telephone=_by_telephone(organisation.telephone),
        fixed=fixed_sentences(invitation.invited_by, organisation.telephone),
        ending=tuple(filter(None, texts["ending"].splitlines())),
        signed_by=tuple(texts["signed_by"].splitlines()),
        sender=tuple(texts["sender"].splitlines()),
    )


def _about(provider: str) -> tuple[str, ...]:
    return (_("Het gaat over de hulp van %(provider)s.", provider=provider),) if provider else ()


def _reminding(number: int) -> tuple[str, ...]:
    if number == 0:
        return ()
    if number == 1:
        return (_("We vroegen u dit eerder ook. U gaf nog geen antwoord. Het kan nog."),)
    return (_("We vroegen u dit eerder ook. U gaf nog geen antwoord. Dit is de laatste keer dat we het vragen."),)


def _by_telephone(number: str) -> str:
    if not number:
        return ""
    return _("Bel %(telephone)s. We vullen de vragen dan samen in.", telephone=telephone(number))
