"""What becomes of every line of a file: told before anything is kept, and done so."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from feedback.intake.files import IntakeVault
from feedback.intake.likeness import PeopleMet
from feedback.intake.lines import ReadLine, Unread
from feedback.intake.models import Alike, IntakeLine, IntakeSource, SourceKind
from feedback.measurements.models import Measured
from feedback.people.contacts import Contact, InviteeVault, is_shared_box
from feedback.people.models import InvitationState, Invitee, OpinionInvitation
from foundation.clock import today
from foundation.dutch import _, ngettext, short_date

_TOO_LONG_AGO = timedelta(days=366)
_KNOWN_STATES = (InvitationState.HELD, InvitationState.WAITING, InvitationState.ASKED)


class Fate(StrEnum):
    """Where a line ends. Of the five kinds, the fourth has a reason each."""

    MAIL = "mail"
    LETTER = "letter"
    TWIN = "twin"
    ASKED_RECENTLY = "asked_recently"
    STOPPED = "stopped"
    KNOWN = "known"
    SAME_ADDRESS = "same_address"
    SAME_PERSON = "same_person"
    TOO_LATE = "too_late"
    NO_ADDRESS = "no_address"
    LEFT_OUT = "left_out"
    UNREADABLE = "unreadable"


IS_ASKED = (Fate.MAIL, Fate.LETTER)
HAS_INVITATION = (*IS_ASKED, Fate.TWIN, Fate.ASKED_RECENTLY, Fate.STOPPED, Fate.NO_ADDRESS)


@dataclass(frozen=True)
class Met:
    """Somebody a line may be about: of an invitation that is there, or of an earlier line."""

    invitation_id: int | None = None
    line: int | None = None


@dataclass(frozen=True)
class FatedLine:
    """`reference`: its digest; '' of a line that can't be read."""

    number: int
    fate: Fate
    line: ReadLine | Unread
    reference: str = ""
    alike: tuple[tuple[Met, Alike], ...] = ()


def fate_sentence(fate: Fate, count: int, first_on: date | None = None) -> str:
    """What stands beside the number of lines. `first_on`: when the first of them is asked."""
    mailed = ngettext("krijgt een e-mail", "krijgen een e-mail", count)
    return {
        Fate.MAIL: _("%(mailed)s, vanaf %(day)s", mailed=mailed, day=short_date(first_on)) if first_on else mailed,
        Fate.LETTER: ngettext(
            "krijgt een brief: er is geen e-mailadres", "krijgen een brief: er is geen e-mailadres", count
        ),
        Fate.TWIN: ngettext("wacht op ‘dezelfde persoon?’", "wachten op ‘dezelfde persoon?’", count),
        Fate.ASKED_RECENTLY: _("overgeslagen: in de afgelopen 90 dagen al gevraagd"),
        Fate.STOPPED: _("overgeslagen: afgemeld voor uitnodigingen"),
        Fate.KNOWN: _("overgeslagen: al eerder ingelezen"),
        Fate.SAME_ADDRESS: _("samengevoegd: dit e-mailadres staat er al"),
        Fate.SAME_PERSON: _("overgeslagen: één persoon, dat koos jij"),
        Fate.TOO_LATE: _("overgeslagen: langer dan een jaar geleden"),
        Fate.NO_ADDRESS: _("overgeslagen: geen e-mailadres en geen volledig adres"),
        Fate.LEFT_OUT: _("daarna weggelaten"),
        Fate.UNREADABLE: _("niet te lezen"),
    }[fate]


def counted_fates(lines: Iterable[FatedLine]) -> dict[Fate, int]:
    """In the order of Fate, those that occur."""
    counts = Counter(one.fate for one in lines)
    return {fate: counts[fate] for fate in Fate if counts[fate]}


class Sorting:
    """Sorts the lines of one source one after another: what came before counts."""

    def __init__(self, session: Session, invitees: InviteeVault, vault: IntakeVault, source: IntakeSource) -> None:
        """Raises KeyDoesNotFit."""
        self._session, self._invitees, self._vault, self._source = session, invitees, vault, source
        self._is_of_partners = source.kind is SourceKind.PARTNERS
        self._today = today()
        of_source = (IntakeLine.source_id == source.id, IntakeLine.kind == source.kind)
        self._references = set(session.exec(select(IntakeLine.reference).where(*of_source)).all())
        self._stopped, self._next = _when_not(session)
        self._met, self._addresses = _everybody(session, invitees, source)

    def sort(self, lines: Iterable[ReadLine | Unread]) -> list[FatedLine]:
        return [self._sorted(line) for line in lines]

    def _sorted(self, line: ReadLine | Unread) -> FatedLine:
        if isinstance(line, Unread):
            return FatedLine(line.number, Fate.UNREADABLE, line)
        known_by = self._invitees.known_by(self._session, line.contact)
        month = f"{line.day:%Y-%m}" if line.day else ""
        reference = self._vault.reference(self._session, self._source.id, f"{line.reference or known_by}|{month}")
        fate = self._fate(line, known_by, reference)
        self._references.add(reference)
        alike: tuple[tuple[Met, Alike], ...] = ()
        if fate in IS_ASKED:
            alike = tuple(self._met.alike(line.contact))
            self._remember(line)
        return FatedLine(line.number, Fate.TWIN if alike else fate, line, reference, alike)

    def _fate(self, line: ReadLine, known_by: str, reference: str) -> Fate:
        contact, next_on = line.contact, self._next.get(known_by)
        if reference in self._references:
            return Fate.KNOWN
        if line.day and line.due_on <= self._today + timedelta(days=1) and line.day < self._today - _TOO_LONG_AGO:
            return Fate.TOO_LATE
        if known_by in self._stopped:
            return Fate.STOPPED
        if next_on and line.due_on < next_on:
            return Fate.ASKED_RECENTLY
        if not contact.email and not contact.has_address:
            return Fate.NO_ADDRESS
        if self._is_of_partners and contact.email in self._addresses:
            return Fate.SAME_ADDRESS
        return Fate.MAIL if contact.email else Fate.LETTER

    def _remember(self, line: ReadLine) -> None:
        self._met.add(Met(line=line.number), line.contact)
        if self._is_of_partners and not is_shared_box(line.contact.email):
            self._addresses.add(line.contact.email)


def _when_not(session: Session) -> tuple[set[str], dict[str, date]]:
    """Who wants no invitations, and from when on others may be asked again; by digest."""
    either = col(Invitee.stopped_on).is_not(None) | (col(Invitee.next_on) > today())
    found = session.exec(select(Invitee).where(either)).all()
    return (
        {one.known_by for one in found if one.stopped_on},
        {one.known_by: one.next_on for one in found if one.next_on},
    )


def _everybody(session: Session, invitees: InviteeVault, source: IntakeSource) -> tuple[PeopleMet[Met], set[str]]:
    """Everybody of the organisation whose contact data are there, and the addresses that this measurement asks."""
    met, addresses = PeopleMet[Met](), set[str]()
    for invitation, contact, measurement_id in _known(session, invitees):
        met.add(Met(invitation_id=invitation), contact)
        if measurement_id == source.measurement_id and contact.email and not is_shared_box(contact.email):
            addresses.add(contact.email)
    return met, addresses


def _known(session: Session, invitees: InviteeVault) -> Iterable[tuple[int, Contact, int]]:
    query = (
        select(OpinionInvitation, Measured.measurement_id)
        .join(Measured, col(Measured.id) == OpinionInvitation.measured_id)
        .where(col(OpinionInvitation.sealed).is_not(None), col(OpinionInvitation.state).in_(_KNOWN_STATES))
        .order_by(col(OpinionInvitation.id))
    )
    for invitation, measurement_id in session.exec(query).all():
        if contact := invitees.contact(invitation):
            yield invitation.id, contact, measurement_id


def unknown_providers(lines: Iterable[FatedLine]) -> Mapping[str, int]:
    """{name as the file has it: how many lines}, of providers that nobody knows."""
    unread = (one.line for one in lines if isinstance(one.line, Unread))
    return Counter(one.detail for one in unread if one.trouble == "provider_unknown" and one.detail)
