"""The message with which somebody is invited to work here."""

from sqlmodel import Session

from foundation.dutch import _, clock_time, weekday_date
from foundation.mail.letter import Letter
from foundation.mail.models import OutgoingMail
from foundation.mail.outbox import MailDoor, Message, post
from studies.models import Organisation, Study
from studies.people.inviting import Invited
from studies.people.models import Invitation


def post_invitation(session: Session, door: MailDoor, invited: Invited, by: str, address: str) -> OutgoingMail:
    """To whom it is for. Raises EmailUnusual."""
    invitation = invited.invitation
    organisation = session.get_one(Organisation, invitation.organisation_id)
    study = session.get(Study, invitation.study_id) if invitation.study_id else None
    message = Message(
        kind="invitation",
        letter=_letter(invitation, organisation, study, by, address),
        to=invitation.email,
        sender_name=organisation.name,
        answers_to=organisation.email,
        about=invitation.token_digest,
        study_id=invitation.study_id,
        until=invitation.expires_at,
    )
    return post(session, door, message)


def _letter(invitation: Invitation, organisation: Organisation, study: Study | None, by: str, address: str) -> Letter:
    about = {"by": by, "organisation": organisation.name, "role": invitation.role.dutch}
    if study is None:
        lead = _("%(by)s nodigt je uit om mee te werken bij %(organisation)s. Je rol: %(role)s.", **about)
    else:
        lead = _(
            "%(by)s van %(organisation)s nodigt je uit om mee te werken aan ‘%(study)s’. Je rol: %(role)s.",
            study=study.title,
            **about,
        )
    return Letter(
        subject=_("Uitnodiging om mee te werken in Verhaallijn"),
        greeting=_("Dag,"),
        before=(lead, _("Met deze link maak je een account, of gebruik je het account dat je al hebt.")),
        link=(_("Doe mee"), address),
        after=(
            _(
                "De link werkt tot %(day)s om %(time)s.",
                day=weekday_date(invitation.expires_at),
                time=clock_time(invitation.expires_at),
            ),
            _("De link is alleen voor jou: stuur hem niet door. Verwachtte je deze e-mail niet? Doe dan niets."),
        ),
        closing=(_("Met vriendelijke groet,"), by),
    )
