"""Who reads along in a round: an invitation is a link with a token, and needs no account."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import Asks, NotFound, ResearcherError
from foundation.forms.written import one_line
from foundation.tokens import digest_of, new_token
from journeys.composing.field_changes import SHORT, FieldTooLong
from journeys.reading.models import CouncilMember, ReviewRound

_BETWEEN_NAME_AND_EMAIL = re.compile(r"[,;\t<>]+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class NoMembers(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Schrijf ten minste één naam op. Elke naam op een eigen regel."))


class MemberTwice(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("‘%(name)s’ staat er twee keer. Geef beiden een andere naam, zodat je ze uit elkaar houdt.", name=name)
        )


class EmailUnclear(ResearcherError):
    def __init__(self, email: str) -> None:
        super().__init__(_("‘%(email)s’ is geen e-mailadres. Verbeter het of laat het weg.", email=email))


class InvitationUnknown(NotFound):
    """The token fits no invitation, or the invitation was taken back; the two look the same."""

    def __init__(self) -> None:
        super().__init__(_("Deze uitnodiging werkt niet, of niet meer."))


class TakesWayIn(Asks):
    def __init__(self, name: str) -> None:
        super().__init__(_("De link van %(name)s werkt dan niet meer. Weet je zeker dat je die intrekt?", name=name))


@dataclass(frozen=True)
class Invited:
    """Somebody to invite; `email` may be empty."""

    name: str
    email: str = ""


@dataclass(frozen=True)
class Invitation:
    """A member with the token of the link. Only its digest is stored, so the token is known now and never again."""

    member: CouncilMember
    token: str


def read_invited(lines: str) -> list[Invited]:
    """One person per line: 'Piet Jansen' or 'Piet Jansen, piet@voorbeeld.nl'. Empty lines do not count."""
    return [_person(line) for line in lines.splitlines() if line.strip()]


def checked(people: Sequence[Invited], taken: Iterable[str] = ()) -> list[Invited]:
    """The people as they will be stored, each with a name of their own beside those `taken`.

    Raises NoMembers, MemberTwice, EmailUnclear, FieldTooLong.
    """
    tidy = [Invited(one_line(person.name), person.email.strip()) for person in people]
    if not tidy or not all(person.name for person in tidy):
        raise NoMembers
    known = {name.casefold() for name in taken}
    for person in tidy:
        if person.name.casefold() in known:
            raise MemberTwice(person.name)
        if person.email and not _EMAIL.fullmatch(person.email):
            raise EmailUnclear(person.email)
        if max(len(person.name), len(person.email)) > SHORT:
            raise FieldTooLong(_("naam"), SHORT)
        known.add(person.name.casefold())
    return tidy


def invite(session: Session, review_round: ReviewRound, people: Sequence[Invited]) -> list[Invitation]:
    """Let these people read along too. Raises what `checked` raises."""
    invitations = []
    for person in checked(people, [member.name for member in members_of(session, review_round)]):
        token = new_token()
        member = CouncilMember(
            round_id=review_round.id, name=person.name, email=person.email, token_digest=digest_of(token)
        )
        invitations.append(Invitation(member, token))
    session.add_all(invitation.member for invitation in invitations)
    session.flush()
    return invitations


def renew(session: Session, member: CouncilMember) -> Invitation:
    """A new link; the old one stops working. Also lets somebody back in whose invitation was taken back."""
    token = new_token()
    member.revoked_at, member.token_digest = None, digest_of(token)
    session.add(member)
    session.flush()
    return Invitation(member, token)


def revoke(session: Session, member: CouncilMember, *, is_meant: bool = False) -> None:
    """Take the invitation back: the link stops working. What the member said stays, and what they did not send waits.

    Raises TakesWayIn unless it `is_meant`.
    """
    if member.revoked_at is not None:
        return
    if not is_meant:
        raise TakesWayIn(member.name)
    member.revoked_at = now()
    session.add(member)
    session.flush()


def member_by_token(session: Session, token: str) -> CouncilMember:
    """Whose link this is. Raises InvitationUnknown."""
    member = session.exec(
        select(CouncilMember).where(
            CouncilMember.token_digest == digest_of(token), col(CouncilMember.revoked_at).is_(None)
        )
    ).first()
    if member is None:
        raise InvitationUnknown
    return member


def member_of(session: Session, review_round: ReviewRound, member_id: int) -> CouncilMember:
    """A member of this round. Raises InvitationUnknown."""
    member = session.exec(
        select(CouncilMember).where(CouncilMember.id == member_id, CouncilMember.round_id == review_round.id)
    ).first()
    if member is None:
        raise InvitationUnknown
    return member


def members_of(session: Session, review_round: ReviewRound) -> list[CouncilMember]:
    """The members of a round by name."""
    query = select(CouncilMember).where(CouncilMember.round_id == review_round.id)
    return list(session.exec(query.order_by(func.lower(CouncilMember.name), col(CouncilMember.id))).all())


def _person(line: str) -> Invited:
    parts = [part.strip() for part in _BETWEEN_NAME_AND_EMAIL.split(line) if part.strip()]
    emails = [part for part in parts if "@" in part]
    names = [part for part in parts if "@" not in part]
    return Invited(" ".join(names) or "".join(emails), emails[0] if emails else "")
