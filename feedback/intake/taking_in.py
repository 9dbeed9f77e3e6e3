"""Reading a file in: its lines become invitations that wait, exactly as was told before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from feedback.intake.fates import HAS_INVITATION, Fate, FatedLine, Sorting
from feedback.intake.files import IntakeVault
from feedback.intake.lines import OWN_WORK, About, ReadLine, Unread, read_lines
from feedback.intake.models import IntakeFile, IntakeLine, IntakeSource, TwinPair
from feedback.intake.sources import keep_choices
from feedback.intake.table import Table
from feedback.measurements.agreement import NotAgreedYet
from feedback.measurements.lookup import measured_in
from feedback.measurements.models import Measurement
from feedback.people.contacts import InviteeVault
from feedback.people.expecting import Expected, expect_all
from feedback.people.models import InvitationState, InvitedBy, OpinionInvitation, WhyLeftOut
from foundation.clock import now
from foundation.database.many import add_many
from foundation.dutch import _
from foundation.errors import ResearcherError

AT_ONCE = 500
"""Lines that are written in one go."""


class NothingToTakeIn(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("In dit bestand staat niemand die je iets kunt vragen. Kijk hieronder waarom."))


class TakenInAlready(ResearcherError):
    status = 409

    def __init__(self) -> None:
        super().__init__(_("Dit bestand is al ingelezen. Er is niets veranderd."))


@dataclass(frozen=True)
class Vaults:
    """What opens files, and what opens contact data."""

    files: IntakeVault
    invitees: InviteeVault

    @classmethod
    def of(cls, session: Session) -> "Vaults":
        """Raises KeyDoesNotFit, and what read_key raises."""
        return cls(IntakeVault.of(session), InviteeVault.of(session))


def whom_by_name(session: Session, measurement_id: int) -> dict[str, int]:
    """{provider, lower case: whom is measured} of those who are still asked about; OWN_WORK is without a name."""
    found = measured_in(session, measurement_id)
    return {one.name_key if one else OWN_WORK: measured.id for measured, one in found if measured.left_on is None}


def look_over(
    session: Session, vaults: Vaults, source: IntakeSource, file: IntakeFile, table: Table
) -> list[FatedLine]:
    """What becomes of every line that was not taken in yet, with what is chosen for this file now."""
    about = About(source.kind, source.months_after, whom_by_name(session, source.measurement_id), file.names)
    rest = replace(table, rows=table.rows[file.lines_done :])
    sorting = Sorting(session, vaults.invitees, vaults.files, source)
    return sorting.sort(read_lines(rest, file.columns, about))


def check_ready(measurement: Measurement, file: IntakeFile, lines: Sequence[FatedLine]) -> None:
    """Raises NotAgreedYet, TakenInAlready, NothingToTakeIn."""
    if not measurement.is_running:
        raise NotAgreedYet
    if file.begun_at is not None:
        raise TakenInAlready
    if not any(one.fate in HAS_INVITATION for one in lines):
        raise NothingToTakeIn


def begin(session: Session, source: IntakeSource, file: IntakeFile) -> None:
    """From here on what was chosen stands, for the next file too."""
    file.begun_at = now()
    session.add(file)
    keep_choices(session, source, file)


def parts_of(lines: Sequence[FatedLine]) -> list[Sequence[FatedLine]]:
    return [lines[start : start + AT_ONCE] for start in range(0, len(lines), AT_ONCE)]


def take_in(
    session: Session, vaults: Vaults, source: IntakeSource, file: IntakeFile, lines: Sequence[FatedLine]
) -> None:
    """All lines that are left, now."""
    invitations: dict[int, int] = {}
    for part in parts_of(lines):
        take_in_part(session, vaults.invitees, source, file, part, invitations)


def take_in_part(
    session: Session,
    vault: InviteeVault,
    source: IntakeSource,
    file: IntakeFile,
    lines: Sequence[FatedLine],
    invitations: dict[int, int],
) -> None:
    """`invitations`: {line: its invitation} of the parts before. With the last line what the file held is gone."""
    file.lines_done += len(lines)
    if file.lines_done >= file.lines:
        file.taken_in_at, file.sealed = now(), None
    session.add(file)
    file.faults = [*file.faults, *([one.number, _fault(one)] for one in lines if one.fate not in HAS_INVITATION)]
    invited = [one for one in lines if one.fate in HAS_INVITATION]
    rows = expect_all(session, vault, [_expected(one) for one in invited])
    invitations |= {one.number: row.id for one, row in zip(invited, rows, strict=True)}
    add_many(session, IntakeLine, [_kept(source, file, one, invitations) for one in invited])
    for one, row in zip(invited, rows, strict=True):
        if row.state is InvitationState.HELD:
            session.add_all(_pairs(file, one, row.id, invitations))
    session.flush()


def _kept(
    source: IntakeSource, file: IntakeFile, one: FatedLine, invitations: Mapping[int, int]
) -> dict[str, int | str | None]:
    return {
        "source_id": source.id,
        "file_id": file.id,
        "number": one.number,
        "reference": one.reference,
        "kind": source.kind,
        "invitation_id": invitations[one.number],
    }


def _pairs(file: IntakeFile, line: FatedLine, held_id: int, invitations: Mapping[int, int]) -> list[TwinPair]:
    others = [(met.invitation_id or invitations[met.line or 0], alike) for met, alike in line.alike]
    return [TwinPair(file_id=file.id, held_id=held_id, known_id=known, alike=alike) for known, alike in others]


def _expected(one: FatedLine) -> Expected:
    if not isinstance(one.line, ReadLine):
        raise TypeError(one.number)
    line = one.line
    return Expected(
        line.measured_id, line.contact, line.due_on, line.group, line.language, is_held=one.fate is Fate.TWIN
    )


def _fault(one: FatedLine) -> str:
    return one.line.trouble.value if isinstance(one.line, Unread) else one.fate.value


_BY_REASON = {
    WhyLeftOut.ASKED_RECENTLY: Fate.ASKED_RECENTLY,
    WhyLeftOut.STOPPED: Fate.STOPPED,
    WhyLeftOut.NO_ADDRESS: Fate.NO_ADDRESS,
    WhyLeftOut.SAME_PERSON: Fate.SAME_PERSON,
}


def fates_now(session: Session, file: IntakeFile) -> dict[Fate, int]:
    """Where the lines of a file that was read in stand now; together as many as it had, and as were done."""
    counts = Counter(Fate(fault) if fault in set(Fate) else Fate.UNREADABLE for _number, fault in file.faults)
    query = (
        select(OpinionInvitation)
        .join(IntakeLine, col(IntakeLine.invitation_id) == OpinionInvitation.id)
        .where(IntakeLine.file_id == file.id)
    )
    counts.update(_fate_of(one) for one in session.exec(query).all())
    gone = select(IntakeLine.id).where(IntakeLine.file_id == file.id, col(IntakeLine.invitation_id).is_(None))
    counts[Fate.LEFT_OUT] += len(session.exec(gone).all())
    return {fate: counts[fate] for fate in Fate if counts[fate]}


def is_anything_sent(session: Session, file: IntakeFile) -> bool:
    query = (
        select(OpinionInvitation.id)
        .join(IntakeLine, col(IntakeLine.invitation_id) == OpinionInvitation.id)
        .where(IntakeLine.file_id == file.id, col(OpinionInvitation.asked_on).is_not(None))
    )
    return session.exec(query).first() is not None


def _fate_of(invitation: OpinionInvitation) -> Fate:
    if invitation.state is InvitationState.HELD:
        return Fate.TWIN
    if invitation.why_left_out is not None:
        return _BY_REASON.get(invitation.why_left_out, Fate.LEFT_OUT)
    return Fate.MAIL if invitation.invited_by is InvitedBy.MAIL else Fate.LETTER
