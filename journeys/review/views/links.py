"""Routes of the links of a reading round: shown once, as their tokens are stored nowhere, and mailed from that page."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.errors import ResearcherError
from foundation.mail.letter import Letter, as_text
from foundation.mail.models import MailState, OutgoingMail
from foundation.mail.outbox import MailDoor
from foundation.request_session import mail_door, request_session
from journeys.reading import invitations
from journeys.reading.invitations import Invitation
from journeys.reading.invited import read_invited
from journeys.reading.members import InvitationUnknown, member_by_token, member_of
from journeys.reading.models import CouncilMember, ReviewRound
from journeys.review.invitation_letter import invitation_letter
from journeys.review.mailed import invitations_mailed, mail_sentence, post_invitation
from journeys.review.views.pages import blueprint, round_at
from journeys.views import site
from studies.access import Role, requires
from studies.models import Organisation, Study


@dataclass(frozen=True)
class ShownLink:
    """A member's own link, on the only page that shows it. `error`: why it can't be mailed."""

    member: CouncilMember
    token: str
    address: str
    letter: Letter
    mailed: OutgoingMail | None
    error: str

    @property
    def may_be_mailed(self) -> bool:
        is_under_way = self.mailed is not None and self.mailed.state is not MailState.FAILED
        return bool(self.member.email) and not is_under_way

    @property
    def in_own_mail(self) -> str:
        """Opens the mail program of who works here, with the letter in it."""
        to, subject, body = (quote(part) for part in (self.member.email, self.letter.subject, as_text(self.letter)))
        return f"mailto:{to}?subject={subject}&body={body}"


@blueprint.post("/<int:round_id>/leden")
@requires(Role.RESEARCHER)
def invite(slug: str, round_id: int) -> ResponseReturnValue:
    """Somebody who was forgotten; the new links are on the answer itself."""
    study, progress = round_at(slug, round_id)
    people = read_invited(request.form.get("members", ""))
    return links_page(study, progress.round, invitations.invite(request_session(), progress.round, people)), 201


@blueprint.post("/<int:round_id>/leden/<int:member_id>/nieuwe-link")
@requires(Role.RESEARCHER)
def renew(slug: str, round_id: int, member_id: int) -> ResponseReturnValue:
    study, progress = round_at(slug, round_id)
    member = member_of(request_session(), progress.round, member_id)
    return links_page(study, progress.round, [invitations.renew(request_session(), member)]), 201


@blueprint.post("/<int:round_id>/leden/mail")
@requires(Role.RESEARCHER)
def mail(slug: str, round_id: int) -> ResponseReturnValue:
    """To one member or to everybody with an address. The page brings the tokens, and shows all links again."""
    study, progress = round_at(slug, round_id)
    shown, door = _that_work(progress.round, request.form.getlist("token")), mail_door()
    if door is None or not shown:
        return redirect(url_for(".one_round", slug=slug, round_id=round_id), 303)
    wanted = request.form.get("member", "")
    errors = _mailed(door, progress.round, [one for one in shown if wanted in ("", str(one.member.id))])
    return links_page(study, progress.round, shown, errors)


def links_page(
    study: Study, review_round: ReviewRound, made: Sequence[Invitation], errors: dict[int, str] | None = None
) -> str:
    """`errors`: what stood in the way of mailing a member."""
    session = request_session()
    organisation = session.get_one(Organisation, review_round.organisation_id)
    mailed = invitations_mailed(session, [one.member for one in made])
    links = [
        ShownLink(
            one.member,
            one.token,
            _address(one),
            invitation_letter(review_round, one.member, _address(one), organisation),
            mailed.get(one.member.id),
            (errors or {}).get(one.member.id, ""),
        )
        for one in made
    ]
    return render_template(
        "journeys/review/links.html",
        study=study,
        round=review_round,
        links=links,
        can_mail=mail_door() is not None,
        mail_sentence=mail_sentence,
    )


def _mailed(door: MailDoor, review_round: ReviewRound, wanted: Sequence[Invitation]) -> dict[int, str]:
    """{member's number: why not}; the others are written down to be sent."""
    errors = {}
    for one in wanted:
        if one.member.email:
            try:
                post_invitation(request_session(), door, review_round, one.member, _address(one))
            except ResearcherError as error:
                errors[one.member.id] = str(error)
    return errors


def _that_work(review_round: ReviewRound, tokens: Sequence[str]) -> list[Invitation]:
    """Whose links these are, without those that were replaced or taken back meanwhile."""
    found = []
    for token in tokens:
        try:
            member = member_by_token(request_session(), token)
        except InvitationUnknown:
            continue
        if member.round_id == review_round.id:
            found.append(Invitation(member, token))
    return found


def _address(one: Invitation) -> str:
    return site().public_url.rstrip("/") + url_for("council.front", token=one.token)
