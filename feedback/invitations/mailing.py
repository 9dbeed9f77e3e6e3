"""An invitation or reminder as a mail: written down in the transaction in which somebody is asked."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from feedback.codes.keys import CodeKeys
from feedback.codes.signs import shown
from feedback.invitations.links import door_address, no_more_address, spoken
from feedback.invitations.words.fixed import heading_of_fixed
from feedback.invitations.words.invitation import InvitationWords, invitation_words
from feedback.people.contacts import Contact
from feedback.people.models import OpinionInvitation
from foundation.clock import end_of, today
from foundation.dutch import _
from foundation.mail.letter import Letter
from foundation.mail.models import OutgoingMail
from foundation.mail.outbox import MailDoor, Message, post

KIND = "opinion_invitation"
_TOO_LATE = timedelta(days=6)
"""A mail that could not leave for so long is not sent any more: the next reminder is near."""


@dataclass(frozen=True)
class MailRoom:
    """How mail leaves here, and where the links in it lead."""

    door: MailDoor
    public_url: str


def about(invitation_id: int, number: int) -> str:
    """By which the mail of an invitation (0) or a reminder (1, 2) is found again."""
    return f"{KIND}-{invitation_id}-{number}"


def told_of(about: str) -> tuple[int, int]:
    """(invitation, which of its messages) of such a mail."""
    invitation_id, number = about.removeprefix(f"{KIND}-").split("-")
    return int(invitation_id), int(number)


def post_invitation(
    session: Session, room: MailRoom, keys: CodeKeys, invitation: OpinionInvitation, contact: Contact
) -> OutgoingMail:
    """The invitation, or the reminder that it is by now. `contact` has the code. Raises EmailWrong, EmailUnusual."""
    words = invitation_words(session, invitation, contact, room.public_url, invitation.reminders)
    no_more = no_more_address(room.public_url, keys, invitation.id)
    message = Message(
        kind=KIND,
        letter=_letter(words, contact.code, door_address(room.public_url), no_more),
        to=contact.email,
        name=contact.name,
        sender_name=words.organisation.name,
        answers_to=words.organisation.email,
        unsubscribe=no_more,
        about=about(invitation.id, invitation.reminders),
        until=end_of(today() + _TOO_LATE),
    )
    return post(session, room.door, message)


def _letter(words: InvitationWords, code: str, door: str, no_more: str) -> Letter:
    by_telephone = [_("Liever aan de telefoon? %(how)s", how=words.by_telephone)] if words.by_telephone else []
    return Letter(
        subject=_("Herinnering: %(heading)s", heading=words.heading) if words.number else words.heading,
        greeting=words.greeting,
        before=words.opening,
        link=(_("Beantwoord de vragen"), f"{door}#{code}"),
        after=(
            _("Kan dat niet? Ga dan naar %(address)s en typ uw code: %(code)s", address=spoken(door), code=shown(code)),
            *by_telephone,
            heading_of_fixed(),
            *words.fixed,
            *words.ending,
        ),
        closing=(_("Met vriendelijke groet,"), *words.signed_by),
        why=(
            _(
                "U krijgt deze e-mail van %(name)s. Wij kregen uw adres om u dit te vragen. We wissen het 30 dagen na "
                "ons laatste bericht aan u.",
                name=words.organisation.name,
            ),
            _("Wilt u geen uitnodigingen meer? Dat kan hier: %(address)s", address=no_more),
        ),
    )
