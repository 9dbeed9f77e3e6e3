"""Two invitations that may be of one person: shown side by side in words, and decided by a person. Twins exist."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlmodel import Session, col, func, select

from feedback.intake.likeness import are_near, plain_name
from feedback.intake.models import Alike, Decision, IntakeFile, IntakeLine, TwinPair
from feedback.measurements.models import Measured, Provider
from feedback.people.contacts import Contact, InviteeVault
from feedback.people.models import InvitationState, Invitee, OpinionInvitation, WhyLeftOut
from foundation.clock import now
from foundation.dutch import _, long_date, short_date
from foundation.errors import NotFound


class PairUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Over deze twee hoef je niet meer te kiezen. Er is niets veranderd."))


class Nearness(StrEnum):
    """How a fact of one compares with that of the other; NEITHER: nobody compares it."""

    SAME = "same"
    NEAR = "near"
    OTHER = "other"
    NEITHER = "neither"


@dataclass(frozen=True)
class ComparedFact:
    name: str
    held: str = field(repr=False)
    known: str = field(repr=False)
    nearness: Nearness


@dataclass(frozen=True)
class SideBySide:
    """A pair as a person sees it. `held`, `known`: what stands above the columns."""

    pair: TwinPair
    held: str
    known: str
    names: tuple[str, str] = field(repr=False)
    facts: tuple[ComparedFact, ...] = field(repr=False)


def alike_in_words(alike: Alike) -> str:
    return {
        Alike.EMAIL: _("zelfde e-mailadres"),
        Alike.BIRTH: _("zelfde geboortedatum en postcode"),
        Alike.NAME_AND_POSTCODE: _("bijna dezelfde naam, zelfde postcode"),
        Alike.NAME: _("bijna dezelfde naam"),
    }[alike]


def open_pairs(session: Session, file_id: int) -> list[TwinPair]:
    """That nobody decided about, one for each who is held: the surest. Those that waited longest first."""
    query = (
        select(TwinPair)
        .join(OpinionInvitation, col(OpinionInvitation.id) == TwinPair.held_id)
        .where(TwinPair.file_id == file_id, col(TwinPair.decision).is_(None))
        .where(OpinionInvitation.state == InvitationState.HELD)
    )
    surest: dict[int, TwinPair] = {}
    order = list(Alike)
    for pair in sorted(session.exec(query).all(), key=lambda one: (order.index(one.alike), one.id)):
        surest.setdefault(pair.held_id, pair)
    return sorted(surest.values(), key=lambda one: (order.index(one.alike), one.id))


def waiting_by_file(session: Session, file_ids: Sequence[int]) -> dict[int, int]:
    """{file: how many of its people wait for somebody to decide}."""
    query = (
        select(TwinPair.file_id, func.count(col(TwinPair.held_id).distinct()))
        .join(OpinionInvitation, col(OpinionInvitation.id) == TwinPair.held_id)
        .where(col(TwinPair.file_id).in_(file_ids), col(TwinPair.decision).is_(None))
        .where(OpinionInvitation.state == InvitationState.HELD)
        .group_by(col(TwinPair.file_id))
    )
    return {file_id: int(count) for file_id, count in session.exec(query).all()}


def side_by_side(session: Session, vault: InviteeVault, pairs: Sequence[TwinPair]) -> list[SideBySide]:
    """Raises KeyDoesNotFit."""
    return [_laid_out(session, vault, pair) for pair in pairs]


def pair_by_number(session: Session, file_id: int, number: int) -> TwinPair:
    """One that is open. Raises PairUnknown."""
    wanted = (TwinPair.id == number, TwinPair.file_id == file_id, col(TwinPair.decision).is_(None))
    found = session.exec(select(TwinPair).where(*wanted)).first()
    if found is None:
        raise PairUnknown
    return found


def decide(session: Session, vault: InviteeVault, pair: TwinPair, decision: Decision) -> None:
    """One person: who came now is not asked. Two: who came now waits for their day, once no other pair is open."""
    held = session.get_one(OpinionInvitation, pair.held_id)
    pair.decision, pair.decided_at, pair.decided_by = decision, now(), session.info.get("person_id")
    session.add(pair)
    session.flush()
    if held.state is not InvitationState.HELD:
        return
    if decision is Decision.SAME:
        held.state, held.why_left_out, held.sealed = InvitationState.LEFT_OUT, WhyLeftOut.SAME_PERSON, None
        _stand_in(session, pair)
    elif not _is_open(session, held):
        _set_free(session, vault, held)
    session.add(held)
    session.flush()


def _stand_in(session: Session, pair: TwinPair) -> None:
    """Whoever looked like who is not asked now, is compared with the one that they are."""
    known = session.exec(select(TwinPair.held_id).where(TwinPair.known_id == pair.known_id)).all()
    waiting = select(TwinPair).where(TwinPair.known_id == pair.held_id, col(TwinPair.decision).is_(None))
    for other in session.exec(waiting).all():
        if other.held_id in known:
            session.delete(other)
        else:
            other.known_id = pair.known_id
            session.add(other)
    session.flush()


def _is_open(session: Session, held: OpinionInvitation) -> bool:
    query = select(TwinPair.id).where(TwinPair.held_id == held.id, col(TwinPair.decision).is_(None))
    return session.exec(query).first() is not None


def _set_free(session: Session, vault: InviteeVault, held: OpinionInvitation) -> None:
    """Known by themselves from now on: at an address that two share, each is asked."""
    contact = vault.contact(held)
    if contact is not None and contact.email:
        known_by = vault.known_by(session, contact, is_apart=True)
        invitee = session.exec(select(Invitee).where(Invitee.known_by == known_by)).first()
        if invitee is None:
            invitee = Invitee(known_by=known_by)
            session.add(invitee)
            session.flush()
        held.invitee_id = invitee.id
    held.state = InvitationState.WAITING


def _laid_out(session: Session, vault: InviteeVault, pair: TwinPair) -> SideBySide:
    held, known = (session.get_one(OpinionInvitation, number) for number in (pair.held_id, pair.known_id))
    one, other = vault.contact(held) or Contact(), vault.contact(known) or Contact()
    return SideBySide(
        pair,
        _came(session, pair.held_id),
        _came(session, pair.known_id),
        (one.name or one.email, other.name or other.email),
        (
            _fact(_("Naam"), one.name, other.name, is_near=are_near(plain_name(one.name), plain_name(other.name))),
            _fact(_("Geboren"), _born(one), _born(other)),
            _fact(_("Postcode"), one.postcode, other.postcode),
            _fact(_("E-mail"), one.email, other.email),
            _fact(_("Aanbieder"), _provider(session, held), _provider(session, known)),
            ComparedFact(_("Gevraagd"), _asked(held), _asked(known), Nearness.NEITHER),
        ),
    )


def _fact(name: str, one: str, other: str, *, is_near: bool = False) -> ComparedFact:
    if not one or not other:
        nearness = Nearness.NEITHER
    elif one.casefold() == other.casefold():
        nearness = Nearness.SAME
    else:
        nearness = Nearness.NEAR if is_near else Nearness.OTHER
    return ComparedFact(name, one, other, nearness)


def _born(contact: Contact) -> str:
    return long_date(contact.born_on) if contact.born_on else ""


def _asked(invitation: OpinionInvitation) -> str:
    return long_date(invitation.asked_on) if invitation.asked_on else _("Nog niet")


def _provider(session: Session, invitation: OpinionInvitation) -> str:
    query = select(Provider.name).join(Measured, col(Measured.provider_id) == Provider.id)
    return session.exec(query.where(Measured.id == invitation.measured_id)).first() or ""


def _came(session: Session, invitation_id: int) -> str:
    """'Regel 8, 15 november'."""
    query = (
        select(IntakeLine.number, IntakeFile.came_at)
        .join(IntakeFile, col(IntakeFile.id) == IntakeLine.file_id)
        .where(IntakeLine.invitation_id == invitation_id)
    )
    found = session.exec(query).first()
    if found is None:
        return _("Al bekend")
    return _("Regel %(number)s, %(day)s", number=found[0], day=short_date(found[1]))
