"""The names screen: the transcript with every proposal marked, and one row per name with its places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlmodel import Session

from foundation.dutch import _
from interviews.deidentification.kinds import Clue, clue_label
from interviews.deidentification.models import FindingState, NameFinding
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.replacing.looking import KEPT_BEFORE, SPEAKER
from interviews.deidentification.replacing.names_in_source import NamesInSource, names_in, shortest_of
from interviews.deidentification.replacing.replace import proposed_replacements
from interviews.deidentification.study_names import OWN, as_compared, study_rows
from interviews.deidentification.words.languages import OtherLanguage, other_language
from interviews.models import Interview
from interviews.name_kinds import NameKind, kind_label
from interviews.texts.models import Turn

_AROUND = 28
"""Signs shown before and after a name in the list of its places."""

_UNSURE = {Clue.CAPITAL, Clue.UNKNOWN_WORD, Clue.NO_WORD, Clue.KNOWN_WORD}
_SECTIONS = (
    ("people", {NameKind.PERSON}),
    ("places", {NameKind.PLACE, NameKind.SCHOOL, NameKind.ORGANISATION, NameKind.ADDRESS}),
    ("days", {NameKind.DATE, NameKind.AGE}),
    ("numbers", {NameKind.PHONE, NameKind.NUMBER, NameKind.EMAIL, NameKind.LINK}),
    ("details", {NameKind.DETAIL}),
)


@dataclass(frozen=True)
class NamePlace:
    """One place of a name, with the words around it."""

    finding: int
    turn: int
    before: str
    text: str
    after: str


@dataclass(frozen=True)
class NameRow:
    """One name on which one thing was decided. `id` is its first finding; `is_here` marks the row to do next."""

    id: int
    name: str
    kind: NameKind
    note: str
    state: FindingState
    replacement: str
    places: tuple[NamePlace, ...]
    is_unsure: bool
    was_kept_before: bool = False
    is_here: bool = False


@dataclass(frozen=True)
class TurnPart:
    """A stretch of a turn: plain text, or a finding of row `row`; `original` only where it is replaced."""

    text: str
    state: str = "plain"
    row: int = 0
    original: str = ""


@dataclass(frozen=True)
class ReviewedTurn:
    position: int
    speaker: str
    is_interviewer: bool
    seconds: float | None
    pieces: tuple[TurnPart, ...]


@dataclass(frozen=True)
class Together:
    """One decision on many names at once, to say what was done and to put it back: `names` of them, at `findings`."""

    decision: str
    names: int
    findings: tuple[int, ...]


@dataclass(frozen=True)
class NameReview:
    """Everything the screen shows. `was_searched` is False until names were looked for.

    A name is counted once, however many rows and places it has.
    """

    turns: tuple[ReviewedTurn, ...]
    rows: tuple[NameRow, ...]
    was_searched: bool
    language: OtherLanguage

    @property
    def total(self) -> int:
        return len({as_compared(row.name) for row in self.rows})

    @property
    def places(self) -> int:
        return sum(len(row.places) for row in self.rows)

    @property
    def waiting(self) -> list[NameRow]:
        return rows_of(self)

    @property
    def left(self) -> int:
        return len({as_compared(row.name) for row in self.waiting})

    @property
    def places_left(self) -> int:
        return sum(len(row.places) for row in self.waiting)

    @property
    def done(self) -> int:
        return self.total - self.left

    @property
    def to_replace(self) -> "NameReview":
        """Without names that were left standing elsewhere: replaced here they would be real names in every story."""
        return replace(self, rows=tuple(row for row in self.rows if section_of(row) != "kept"))

    @property
    def speakers(self) -> list[str]:
        return list(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))

    @property
    def kinds(self) -> list[tuple[NameKind, str]]:
        return [(kind, kind_label(kind)) for kind in NameKind]

    @property
    def sections(self) -> list[tuple[str, str, list[NameRow]]]:
        """The rows under their headings, in the order of the list: (key, heading, rows)."""
        titles = {
            "people": _("Personen"),
            "places": _("Plaatsen en instellingen"),
            "days": _("Datums en leeftijden"),
            "numbers": _("Nummers en adressen"),
            "details": _("Iets anders waaraan je iemand herkent"),
            "unsure": _("Weet je het zeker?"),
            "kept": _("Liet je eerder staan in dit onderzoek"),
        }
        grouped = [(key, title, [r for r in self.rows if section_of(r) == key]) for key, title in titles.items()]
        return [(key, title, rows) for key, title, rows in grouped if rows]


def section_of(row: NameRow) -> str:
    """Under which heading a row stands; what is unsure stands apart until it is decided."""
    if row.was_kept_before and row.state is FindingState.PROPOSED:
        return "kept"
    if row.is_unsure and row.state is FindingState.PROPOSED:
        return "unsure"
    return next(key for key, kinds in _SECTIONS if row.kind in kinds)


def rows_of(review: NameReview, section: str = "") -> list[NameRow]:
    """The rows that wait for a decision, all or those under one heading."""
    waiting = [row for row in review.rows if row.state is FindingState.PROPOSED]
    return [row for row in waiting if section in ("", section_of(row))]


def review_names(session: Session, vault: PseudonymVault, interview: Interview, after: int = 0) -> NameReview:
    """The names of an interview as they stand. Reveals originals: only for who may read it before release.

    `after`: the finding decided just now; the row to do next is the first open one below it.
    """
    names = names_in(session, vault, interview)
    rows_by_finding = _grouped(names)
    waiting = [one for one in names.findings if one.state is FindingState.PROPOSED]
    proposed = proposed_replacements(session, vault, names, waiting, study_rows(session, interview.study_id))
    rows = _in_order([_row(names, group, proposed) for group in _once(rows_by_finding)], after)
    inside: dict[int, list[NameFinding]] = {}
    for finding in names.findings:
        inside.setdefault(names.turn_at(finding.start).position, []).append(finding)
    turns = tuple(_reviewed(turn, inside.get(turn.position, []), names, rows_by_finding) for turn in names.turns)
    return NameReview(turns, tuple(rows), interview.names_searched, other_language(names.text))


def _grouped(names: NamesInSource) -> dict[int, list[NameFinding]]:
    """Finding -> all findings of its row."""
    groups: dict[object, list[NameFinding]] = {}
    for finding in names.findings:
        groups.setdefault(names.key(finding), []).append(finding)
    return {finding.id: group for group in groups.values() for finding in group}


def _once(groups: dict[int, list[NameFinding]]) -> list[list[NameFinding]]:
    return [group for first, group in groups.items() if group[0].id == first]


def _row(names: NamesInSource, group: list[NameFinding], proposed: dict[int, str]) -> NameRow:
    first = group[0]
    plainest = shortest_of(names, group)
    return NameRow(
        id=first.id,
        name=names.originals[plainest.id],
        kind=first.kind,
        note=_note(first),
        state=first.state,
        replacement=proposed.get(plainest.id) or names.text[plainest.start : plainest.end],
        places=tuple(_place(names, finding) for finding in group),
        is_unsure=all(one.reason in _UNSURE for one in group),
        was_kept_before=all(one.reason == KEPT_BEFORE for one in group),
    )


def _note(finding: NameFinding) -> str:
    own = {
        OWN: _("zelf aangewezen"),
        SPEAKER: _("zo heet een spreker in het bestand"),
        KEPT_BEFORE: _("eerder laten staan"),
    }
    return own[finding.reason] if finding.reason in own else clue_label(Clue(finding.reason))


def _place(names: NamesInSource, finding: NameFinding) -> NamePlace:
    turn = names.turn_at(finding.start)
    before = names.text[max(turn.start, finding.start - _AROUND) : finding.start]
    after = names.text[finding.end : min(turn.end, finding.end + _AROUND)]
    return NamePlace(finding.id, turn.position, before, names.text[finding.start : finding.end], after)


def _in_order(rows: Iterable[NameRow], after: int) -> list[NameRow]:
    """As the list shows them: by heading, then by where the name first stands; the one to do next is marked."""
    headings = [key for key, _kinds in _SECTIONS] + ["unsure", "kept"]
    ordered = sorted(rows, key=lambda row: headings.index(section_of(row)))
    decided = next((at for at, row in enumerate(ordered) if after in {place.finding for place in row.places}), 0)
    waiting = [row.id for row in ordered[decided:] + ordered[:decided] if row.state is FindingState.PROPOSED]
    return [replace(row, is_here=row.id in waiting[:1]) for row in ordered]


def _reviewed(
    turn: Turn, findings: list[NameFinding], names: NamesInSource, rows: dict[int, list[NameFinding]]
) -> ReviewedTurn:
    pieces = tuple(_pieces(turn, findings, names, rows))
    return ReviewedTurn(turn.position, turn.speaker, turn.is_interviewer, turn.seconds, pieces)


def _pieces(
    turn: Turn, findings: list[NameFinding], names: NamesInSource, rows: dict[int, list[NameFinding]]
) -> Iterator[TurnPart]:
    at = turn.start
    for finding in findings:
        if finding.start > at:
            yield TurnPart(names.text[at : finding.start])
        words = names.text[finding.start : finding.end]
        yield TurnPart(words, finding.state, rows[finding.id][0].id, names.originals[finding.id])
        at = finding.end
    if at < turn.end:
        yield TurnPart(names.text[at : turn.end])
