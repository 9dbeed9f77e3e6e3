"""Invitations that go by mail: handed in, and what became of them."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from foundation.clock import end_of
from foundation.dutch import _, clock_time, short_date
from foundation.errors import ResearcherError
from foundation.mail.models import MailState, OutgoingMail
from foundation.mail.outbox import MailDoor, Message, mails_about, post
from journeys.models import Journey
from journeys.reading.models import CouncilMember, ReviewRound
from journeys.reading.progress import RoundProgress, is_open
from journeys.review.invitation_letter import invitation_letter, no_more_mail
from studies.models import Organisation


class NobodyReadsAnyMore(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Deze leesronde is gesloten. Er is niets gemaild."))


def post_invitation(
    session: Session, door: MailDoor, review_round: ReviewRound, member: CouncilMember, address: str
) -> OutgoingMail:
    """Send a member the link of their own. Raises NobodyReadsAnyMore, EmailWrong, EmailUnusual."""
    if not is_open(review_round):
        raise NobodyReadsAnyMore
    organisation = session.get_one(Organisation, review_round.organisation_id)
    message = Message(
        kind="council_invitation",
        letter=invitation_letter(review_round, member, address, organisation),
        to=member.email,
        name=member.name,
        sender_name=organisation.name,
        answers_to=organisation.email,
        unsubscribe=no_more_mail(organisation),
        about=member.token_digest,
        study_id=session.get_one(Journey, review_round.journey_id).study_id,
        until=end_of(review_round.closes_on),
    )
    return post(session, door, message)


def invitations_mailed(session: Session, members: Iterable[CouncilMember]) -> dict[int, OutgoingMail]:
    """{member's number: the message with the link that works now}, of those whose link was mailed."""
    whose = {member.token_digest: member.id for member in members}
    return {whose[about]: mail for about, mail in mails_about(session, whose).items()}


def mail_sentence(mail: OutgoingMail) -> str:
    """How an invitation stands, for who sent it."""
    if mail.state is MailState.SENT and mail.ended_at is not None:
        return _("Uitnodiging gemaild op %(day)s.", day=short_date(mail.ended_at))
    if mail.state is MailState.FAILED:
        return _("Uitnodiging niet gemaild. %(why)s", why=mail.last_error)
    if mail.last_error:
        return _(
            "Uitnodiging nog niet gemaild. %(why)s Volgende poging: %(day)s, %(time)s.",
            why=mail.last_error,
            day=short_date(mail.next_try_at),
            time=clock_time(mail.next_try_at),
        )
    return _("Uitnodiging wordt gemaild.")


def not_arrived(session: Session, rounds: Sequence[RoundProgress]) -> list[tuple[RoundProgress, int]]:
    """Open rounds with members whose invitation was given up and from whom nothing came, and how many those are."""
    waited_for = [(one, [silent.member for silent in one.silent]) for one in rounds if one.is_open]
    mailed = invitations_mailed(session, [member for _one, members in waited_for for member in members])
    lost = {number for number, mail in mailed.items() if mail.state is MailState.FAILED}
    counts = ((one, sum(member.id in lost for member in members)) for one, members in waited_for)
    return [(one, number) for one, number in counts if number]
