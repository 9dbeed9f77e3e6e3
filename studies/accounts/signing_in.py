"""Signing in: by password, by a link that is sent or elsewhere; half-way for who has a second step.

Tokens are stored as digests only.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.tokens import digest_of, new_token
from studies.accounts.noted_changes import note_account
from studies.accounts.passwords import fits, is_dated, rehashed
from studies.accounts.second_step.half_way import HalfWay, go_half_way
from studies.accounts.second_step.having import second_steps_of
from studies.accounts.sign_ins.browsers import Browser
from studies.accounts.sign_ins.failed import NOBODY
from studies.accounts.sign_ins.lifetime import LINK_LASTS
from studies.accounts.signed_in import Vouched, start_sign_in
from studies.models import CameBy, Membership, Organisation, Person, SignInLink
from studies.people.inviting import InvitationGone, look_at_invitation
from studies.trail.kinds import Kind

_UNKNOWN = Browser()


class SignInFailed(ResearcherError):
    """`person_id`: whose address it is, for who counts; NOBODY for one that nobody has. The sentence is the same."""

    def __init__(self, person_id: int = NOBODY) -> None:
        self.person_id = person_id
        super().__init__(
            _("Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk ze na en probeer het nog een keer.")
        )


class LinkSpent(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Deze link is al gebruikt of te oud. Heb je een wachtwoord? Meld je daar dan mee aan. "
                "Vraag anders je beheerder om een nieuwe link."
            )
        )


class NowhereAtWork(ResearcherError):
    """Told only to who showed that the account is theirs."""

    def __init__(self) -> None:
        super().__init__(
            _("Je account hoort bij geen organisatie meer. Vraag een beheerder of onderzoeker om een uitnodiging.")
        )


@dataclass(frozen=True)
class PasswordFits:
    """Whose e-mail address and password these are; `rehashed` is what to store of it when that was made long ago."""

    person_id: int
    stored: str
    rehashed: str | None


def recognise_password(session: Session, email: str, password: str) -> PasswordFits:
    """Reads and computes, so that nobody who writes waits for it. Raises SignInFailed, alike for a known address."""
    person = session.exec(select(Person).where(Person.email == email.strip().lower())).first()
    stored = person.password_hash if person else None
    if not fits(stored, password) or person is None or stored is None:
        raise SignInFailed(person.id if person else NOBODY)
    return PasswordFits(person.id, stored, rehashed(password) if is_dated(stored) else None)


@dataclass(frozen=True)
class NewSignIn:
    """Who came in, and the token for their cookie."""

    person: Person
    token: str


def sign_in(
    session: Session, recognised: PasswordFits, browser: Browser = _UNKNOWN, address: str = "", invitation: str = ""
) -> NewSignIn | HalfWay:
    """`address`: where they were going; `invitation`: the token of the one that they were going to answer.

    Raises NowhereAtWork, SignInFailed: the password changed meanwhile.
    """
    person = session.exec(select(Person).where(Person.id == recognised.person_id)).first()
    if person is None or person.password_hash != recognised.stored:
        raise SignInFailed(recognised.person_id)
    person.password_hash = recognised.rehashed or person.password_hash
    organisation_id = first_organisation(session, person.id, invitation)
    return begin_sign_in(session, person, organisation_id, browser, CameBy.PASSWORD, address)


def begin_sign_in(
    session: Session,
    person: Person,
    organisation_id: int,
    browser: Browser,
    came_by: CameBy,
    address: str = "",
    vouched: Vouched | None = None,
) -> NewSignIn | HalfWay:
    """Who has a second step takes it first, unless they took one elsewhere that counts here."""
    counts = vouched is not None and vouched.has_second_step
    if not counts and second_steps_of(session, person.id):
        return go_half_way(session, person, organisation_id, browser, came_by, address, vouched)
    token = start_sign_in(session, person.id, organisation_id, browser, came_by, vouched=vouched)
    return NewSignIn(person, token)


def make_link(session: Session, person_id: int) -> str:
    """A token for a link that signs this person in once. Raises NowhereAtWork."""
    token = new_token()
    session.add(
        SignInLink(
            token_digest=digest_of(token),
            person_id=person_id,
            organisation_id=first_organisation(session, person_id),
            expires_at=now() + LINK_LASTS,
        )
    )
    note_account(session, Kind.LINK_MADE, person_id)
    session.flush()
    return token


@dataclass(frozen=True)
class LinkFits:
    """Whom a link signs in, and where."""

    person: Person
    organisation: Organisation


def look_at_link(session: Session, token: str) -> LinkFits:
    """Whose link it is; it can still be used afterwards. Raises LinkSpent."""
    link = _usable(session, token)
    return LinkFits(session.get_one(Person, link.person_id), session.get_one(Organisation, link.organisation_id))


def use_link(session: Session, token: str, browser: Browser = _UNKNOWN) -> NewSignIn | HalfWay:
    """The link is spent. Raises LinkSpent."""
    link = _usable(session, token, is_to_be_used=True)
    link.used_at = now()
    return begin_sign_in(session, session.get_one(Person, link.person_id), link.organisation_id, browser, CameBy.LINK)


def _usable(session: Session, token: str, *, is_to_be_used: bool = False) -> SignInLink:
    query = select(SignInLink).where(SignInLink.token_digest == digest_of(token))
    link = session.exec(query.with_for_update() if is_to_be_used else query).first()  # of two at once, one is first
    if link is None or link.used_at is not None or link.expires_at < now():
        raise LinkSpent
    return link


def first_organisation(session: Session, person_id: int, invitation: str = "") -> int:
    """Where somebody comes in who works for more of them; who works for none, where an invitation of theirs is from.

    Raises NowhereAtWork.
    """
    of_person = select(Membership.organisation_id).where(
        Membership.person_id == person_id, col(Membership.ended_at).is_(None)
    )
    found = session.exec(of_person.order_by(col(Membership.id)).limit(1)).first()
    return _inviting(session, person_id, invitation) if found is None else found


def _inviting(session: Session, person_id: int, invitation: str) -> int:
    """Raises NowhereAtWork."""
    try:
        found = look_at_invitation(session, invitation)
    except InvitationGone:
        raise NowhereAtWork from None
    if found.person is None or found.person.id != person_id:
        raise NowhereAtWork
    return found.organisation.id
