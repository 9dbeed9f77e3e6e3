"""The sources of a measurement: where its lists come from, and how they were read last time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from feedback.intake.models import IntakeFile, IntakeLine, IntakeSource, SourceKind
from feedback.intake.table import Refused
from feedback.measurements.models import Measurement
from feedback.people.models import InvitationState, OpinionInvitation
from foundation.clock import today
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.numbers import whole_number
from foundation.forms.written import name_key, one_line
from foundation.slugs import free_slug

LONGEST_NAME = 80
MOST_MONTHS = 24


class SourceUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze bron bestaat niet, of hoort bij een andere organisatie."))


class SourceUnclear(ResearcherError):
    """`errors`: {field: what to do about it}."""

    def __init__(self, errors: dict[str, str]) -> None:
        self.errors = errors
        super().__init__(_("De bron is nog niet bewaard: kijk wat er bij de velden staat."))


def add_source(session: Session, measurement: Measurement, typed: Mapping[str, str]) -> IntakeSource:
    """`typed`: name, kind, and months_after. Raises SourceUnclear."""
    name = one_line(typed.get("name", ""))
    kind = SourceKind(typed["kind"]) if typed.get("kind") in set(SourceKind) else None
    months = 0 if kind is SourceKind.PARTNERS else whole_number(typed.get("months_after", "0").strip() or "0")
    errors = _errors(session, measurement, name)
    if kind is None:
        errors["kind"] = _("Kies wat er in de lijst staat.")
    if months is None or months > MOST_MONTHS:
        errors["months_after"] = _("Schrijf een heel getal van 0 tot en met %(most)s.", most=MOST_MONTHS)
    if errors or kind is None or months is None:
        raise SourceUnclear(errors)
    source = IntakeSource(
        measurement_id=measurement.id,
        slug=free_slug(session, name, IntakeSource),
        name=name,
        name_key=name_key(name),
        kind=kind,
        months_after=months,
    )
    session.add(source)
    session.flush()
    return source


def _errors(session: Session, measurement: Measurement, name: str) -> dict[str, str]:
    if not name:
        return {"name": _("Geef de bron een naam, bijvoorbeeld ‘Registratie jeugd’.")}
    if len(name) > LONGEST_NAME:
        return {"name": _("Dit is te lang: hooguit %(most)s tekens. Maak het korter.", most=LONGEST_NAME)}
    if name_key(name) in {one.name_key for one in sources_of(session, measurement.id)}:
        return {"name": _("Deze meting heeft al een bron met deze naam. Kies een andere.")}
    return {}


def sources_of(session: Session, measurement_id: int) -> list[IntakeSource]:
    """By name."""
    query = select(IntakeSource).where(IntakeSource.measurement_id == measurement_id)
    return sorted(session.exec(query).all(), key=lambda one: (one.name_key, one.id))


def source_by_number(session: Session, measurement_id: int, number: int) -> IntakeSource:
    """Raises SourceUnknown, also for a source of another measurement."""
    wanted = (IntakeSource.id == number, IntakeSource.measurement_id == measurement_id)
    found = session.exec(select(IntakeSource).where(*wanted)).first()
    if found is None:
        raise SourceUnknown
    return found


def files_of(session: Session, source_ids: list[int]) -> list[IntakeFile]:
    """The newest first."""
    query = select(IntakeFile).where(col(IntakeFile.source_id).in_(source_ids))
    return list(session.exec(query.order_by(col(IntakeFile.came_at).desc(), col(IntakeFile.id).desc())).all())


@dataclass(frozen=True)
class MergedLists:
    """The lists of partners of a measurement as one: (source, people it brought first, lines it had) each."""

    lists: tuple[tuple[IntakeSource, int, int], ...]

    @property
    def people(self) -> int:
        return sum(new for _source, new, _lines in self.lists)

    @property
    def lines(self) -> int:
        return sum(lines for _source, _new, lines in self.lists)


def merged_lists(session: Session, sources: Sequence[IntakeSource], files: Sequence[IntakeFile]) -> MergedLists:
    """Of sources that brought anything. Who is one person with somebody else, or not asked, counts for no list."""
    partners = [one for one in sources if one.kind is SourceKind.PARTNERS]
    asked = (
        select(IntakeLine.source_id, func.count())
        .join(OpinionInvitation, col(OpinionInvitation.id) == IntakeLine.invitation_id)
        .where(col(IntakeLine.source_id).in_([one.id for one in partners]))
        .where(OpinionInvitation.state != InvitationState.LEFT_OUT)
        .group_by(col(IntakeLine.source_id))
    )
    new = {source_id: int(count) for source_id, count in session.exec(asked).all()} if partners else {}
    lines = Counter[int]()
    for file in files:
        lines[file.source_id] += file.lines if file.taken_in_at else 0
    return MergedLists(tuple((one, new.get(one.id, 0), lines[one.id]) for one in partners if lines[one.id]))


def keep_choices(session: Session, source: IntakeSource, file: IntakeFile) -> None:
    """The next file of this source is read as this one was."""
    source.columns = dict(file.columns)
    source.names = dict(file.names)
    source.columns_kept_on = today()
    session.add(source)
    session.flush()


def used_columns(columns: Mapping[str, str]) -> int:
    """How many columns of a file become anything."""
    left_out = {*Refused, "niet"}
    return sum(becomes not in left_out for becomes in columns.values())
