"""Being signed in: whose cookie it is, until when, and signing out. Tokens are stored as digests only."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, delete, false, func, update
from sqlalchemy import select as five_select
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import NotFound
from foundation.secrets.tokens import digest_of, new_token
from studies.access import Role
from studies.accounts.sign_ins.browsers import Browser
from studies.accounts.sign_ins.lifetime import IDLE, SIGN_IN_LASTS, lasts_beyond, note_presence, still_lasts
from studies.models import CameBy, Membership, Organisation, Person, SignIn, Study
from studies.people.models import StudyRole
from studies.trail.kinds import Kind
from studies.trail.noting import note


class NotOfIt(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Je hoort niet bij die organisatie. Er is niets gewijzigd."))


@dataclass(frozen=True)
class Vouched:
    """An organisation's sign-in service says who somebody is.

    `at`: when they showed it there, which may be hours ago: whoever sits down behind an open screen is let through by
    it without being asked.
    """

    provider_id: int
    at: datetime
    has_second_step: bool = False
    """Whether they took a second step there that counts here."""


@dataclass(frozen=True)
class Recognised:
    """A person in the organisation they work for now, what they are there, and by which sign-in."""

    person: Person
    organisation: Organisation
    role: Role
    sign_in: SignIn
    role_in_study: Role | None
    """What they are in the study that was asked for; None: it is not there, or not for them."""

    @property
    def lacks_second_step(self) -> bool:
        """Whether this role must take one here, or an administrator who passes by the only way in, and has not."""
        must = (self.role_in_study or self.role).value in self.organisation.second_step_for
        return (must or self._is_another_way) and not self.sign_in.has_second_step and not self.lacks_provider

    @property
    def lacks_provider(self) -> bool:
        """Whether people come in here through their sign-in service alone, and this one did not.

        Administrators may: somebody has to put it right when that service is away for good.
        """
        return self._is_another_way and self.role is not Role.ADMINISTRATOR

    @property
    def _is_another_way(self) -> bool:
        return self.organisation.is_only_by_provider and self.sign_in.provider_id is None


def recognise(session: Session, token: str, slug: str | None = None) -> Recognised | None:
    """Who carries this cookie, or None when signed out, expired or no longer a member.

    `slug`: of the study that is asked for. Who has a role in it works for its organisation, whichever was chosen; but
    what the sign-in service of one organisation vouched for opens no study of another.
    """
    moment = now()
    asked = {"digest": digest_of(token), "moment": moment, "idle_since": moment - IDLE, "slug": slug}
    found = session.execute(_who_carries(of_study=slug is not None), asked).first()
    return None if found is None else Recognised(*found)


@cache
def _who_carries(*, of_study: bool) -> Select[Person, Organisation, Role, SignIn, Role]:
    """The query of `recognise`, made once: every request asks it. Takes `digest`, `moment`, `idle_since` and `slug`."""
    return (
        five_select(Person, Organisation, col(Membership.role), SignIn, col(StudyRole.role))
        .join(SignIn, col(SignIn.person_id) == Person.id)
        .outerjoin(StudyRole, _is_theirs_in_it() if of_study else false())
        .join(
            Membership,
            (col(Membership.person_id) == Person.id)
            & (Membership.organisation_id == func.coalesce(StudyRole.organisation_id, SignIn.organisation_id)),
        )
        .join(Organisation, col(Organisation.id) == Membership.organisation_id)
        .where(
            col(SignIn.token_digest) == bindparam("digest"),
            lasts_beyond(bindparam("moment"), bindparam("idle_since")),
            col(Membership.ended_at).is_(None),
        )
    )


def at_the_door(session: Session, token: str) -> tuple[Person, SignIn] | None:
    """Who carries this cookie, also when they work nowhere yet and come to answer an invitation; by which sign-in."""
    query = select(Person, SignIn).join(SignIn, col(SignIn.person_id) == Person.id)
    return session.exec(query.where(col(SignIn.token_digest) == digest_of(token), still_lasts())).first()


def _is_theirs_in_it() -> ColumnElement[bool]:
    study = select(Study.id).where(Study.slug == bindparam("slug"))
    is_given = (col(StudyRole.person_id) == SignIn.person_id) & col(StudyRole.ended_at).is_(None)
    may_open = col(SignIn.provider_id).is_(None) | (StudyRole.organisation_id == SignIn.organisation_id)
    return is_given & may_open & (col(StudyRole.study_id) == study.scalar_subquery())


def sign_out(session: Session, token: str) -> None:
    """End this sign-in; the token is worthless afterwards."""
    of_it = delete(SignIn).where(col(SignIn.token_digest) == digest_of(token))
    ended = session.execute(of_it.returning(col(SignIn.person_id), col(SignIn.organisation_id))).first()
    if ended is not None:
        note(session, Kind.SIGNED_OUT, person_id=ended.person_id, organisation_id=ended.organisation_id)


def work_for(session: Session, sign_in_id: int, person_id: int, organisation_id: int) -> None:
    """From here on this sign-in is for another organisation of this person's. Raises NotOfIt."""
    is_of_it = select(Membership.id).where(
        Membership.person_id == person_id,
        Membership.organisation_id == organisation_id,
        col(Membership.ended_at).is_(None),
    )
    if session.exec(is_of_it).first() is None:
        raise NotOfIt
    own = update(SignIn).where(col(SignIn.id) == sign_in_id, col(SignIn.person_id) == person_id)
    session.execute(own.values(organisation_id=organisation_id))
    note(session, Kind.ORGANISATION_CHOSEN, person_id=person_id, organisation_id=organisation_id)


def start_sign_in(
    session: Session,
    person_id: int,
    organisation_id: int,
    browser: Browser,
    came_by: CameBy,
    *,
    has_second_step: bool = False,
    vouched: Vouched | None = None,
) -> str:
    """A token for the cookie of this browser."""
    token = new_token()
    session.add(
        SignIn(
            token_digest=digest_of(token),
            person_id=person_id,
            organisation_id=organisation_id,
            expires_at=now() + SIGN_IN_LASTS,
            browser=browser.name,
            system=browser.system,
            came_by=came_by,
            has_second_step=has_second_step or (vouched is not None and vouched.has_second_step),
            provider_id=vouched.provider_id if vouched else None,
            proved_at=vouched.at if vouched and not has_second_step else now(),
        )
    )
    session.flush()
    note_presence(session, person_id, organisation_id)
    return token
