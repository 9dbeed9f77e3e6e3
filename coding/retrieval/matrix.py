"""Who tells what: how many segments of each code in each conversation. Every segment counts once."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, col, func, select

from coding.codebook.counts import CodeInBook
from coding.codebook.tree import codes_of
from coding.models import Code, Segment
from coding.retrieval.selection import Selection, fitting_codes, roots_of
from coding.visibility import told
from interviews.models import Interview
from interviews.respondents.withdrawal import withdrawn_interviews
from interviews.texts.models import Source

ALL = Selection()

Cells = tuple[int, ...]
"""A number of segments per conversation, in the order of Matrix.interviews."""


class Level(StrEnum):
    """Whether every code has a row of its own, or is counted with the code at the top of its branch."""

    CODE = "code"
    TOP = "hoofdcode"


@dataclass(frozen=True)
class MatrixRow:
    """A code. `cells` count what has this very code, `below` that and all codes under it."""

    code: Code
    depth: int
    """How many of the codes above it have a row too."""
    above: tuple[str, ...]
    """The names of all codes above it in the codebook, the nearest first."""
    colour: int
    cells: Cells
    below: Cells

    @property
    def level(self) -> int:
        """1 for a code at the top of the codebook."""
        return len(self.above) + 1

    @property
    def stands_under(self) -> str:
        """The code above it, where that has no row: a theme or dimension left it out. Otherwise empty."""
        return "" if self.depth or not self.above else self.above[0]

    @property
    def segments(self) -> int:
        return sum(self.cells)

    @property
    def interviews(self) -> int:
        """In how many conversations somebody told it."""
        return sum(number > 0 for number in self.cells)

    @property
    def segments_below(self) -> int:
        return sum(self.below)

    @property
    def interviews_below(self) -> int:
        return sum(number > 0 for number in self.below)


@dataclass(frozen=True)
class Matrix:
    """`interviews` are the conversations with segments of who was chosen; whether they are done is not asked.

    So are, of who was chosen, `without_segments`, which have no coding that counts yet, and `taken_back`, which may not
    be used any more and are in no figure.
    """

    interviews: tuple[Interview, ...]
    rows: tuple[MatrixRow, ...]
    without_segments: int
    taken_back: int
    roles: tuple[str, ...]
    """Of all conversations with segments, to choose from."""

    @property
    def column_sums(self) -> Cells:
        return tuple(sum(row.cells[place] for row in self.rows) for place in range(len(self.interviews)))

    @property
    def segments(self) -> int:
        return sum(row.segments for row in self.rows)

    @property
    def told_in(self) -> int:
        """In how many of the conversations there is any of these segments."""
        return sum(number > 0 for number in self.column_sums)

    def most_used(self, number: int) -> tuple[MatrixRow, ...]:
        """The rows with most segments, then most conversations, then by name; rows without segments are left out."""
        used = [row for row in self.rows if row.segments]
        used.sort(key=lambda row: (-row.segments, -row.interviews, row.code.name.casefold(), row.code.id))
        return tuple(used[:number])


def matrix_of(session: Session, study_id: int, selection: Selection = ALL, level: Level = Level.CODE) -> Matrix:
    """Codes by conversations, in a fixed number of queries.

    With Level.TOP a row stands for a code and everything under it, and `cells` equals `below`.
    """
    counts = _counts(session, study_id)
    coded = {interview_id for per_interview in counts.values() for interview_id in per_interview}
    everyone, taken_back = _interviews(session, study_id), withdrawn_interviews(session, study_id)
    chosen = [one for one in everyone if selection.role in ("", one.role)]
    columns = tuple(one for one in chosen if one.id in coded)
    return Matrix(
        columns,
        _rows(fitting_codes(session, study_id, selection), _book(session, study_id), counts, columns, level),
        sum(one.id not in coded | taken_back for one in chosen),
        sum(one.id in taken_back for one in chosen),
        tuple(sorted({one.role for one in everyone if one.role and one.id in coded})),
    )


def _rows(
    codes: list[CodeInBook],
    book: dict[int, Code],
    counts: dict[int, Counter[int]],
    columns: tuple[Interview, ...],
    level: Level,
) -> tuple[MatrixRow, ...]:
    parents = {code_id: code.parent_id for code_id, code in book.items()}
    roots = roots_of((one.code for one in codes), parents)
    below = _summed(list(roots), parents, counts)
    rows = []
    for one in codes:
        if level is Level.TOP and roots[one.code.id] != one.code.id:
            continue
        under = _cells(below[one.code.id], columns)
        own = under if level is Level.TOP else _cells(counts[one.code.id], columns)
        above = _above(one.code, book)
        depth = sum(code.id in roots for code in above)
        rows.append(MatrixRow(one.code, depth, tuple(code.name for code in above), one.colour, own, under))
    return tuple(rows)


def _summed(
    codes: list[int], parents: dict[int, int | None], counts: dict[int, Counter[int]]
) -> dict[int, Counter[int]]:
    """Per code, what it and the codes under it have; each code adds to itself and to all above it among `codes`."""
    below: dict[int, Counter[int]] = {code_id: Counter() for code_id in codes}
    for code_id in codes:
        above: int | None = code_id
        while above is not None:
            if above in below:
                below[above] += counts[code_id]
            above = parents.get(above)
    return below


def _above(code: Code, book: dict[int, Code]) -> list[Code]:
    """The codes above this one, the nearest first."""
    above = []
    while code.parent_id is not None:
        code = book[code.parent_id]
        above.append(code)
    return above


def _cells(counted: Counter[int], columns: tuple[Interview, ...]) -> Cells:
    return tuple(counted[one.id] for one in columns)


def _counts(session: Session, study_id: int) -> dict[int, Counter[int]]:
    """{code: {interview: segments}}; a code without segments has an empty counter."""
    query = (
        select(Segment.code_id, Interview.id, func.count(col(Segment.id)))
        .join(Source, col(Source.id) == Segment.source_id)
        .join(Interview, col(Interview.id) == Source.interview_id)
        .where(Segment.study_id == study_id, told(session, study_id))
        .group_by(col(Segment.code_id), col(Interview.id))
    )
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for code_id, interview_id, number in session.exec(query).all():
        counts[code_id][interview_id] = number
    return counts


def _interviews(session: Session, study_id: int) -> list[Interview]:
    return list(session.exec(select(Interview).where(Interview.study_id == study_id).order_by(col(Interview.number))))


def _book(session: Session, study_id: int) -> dict[int, Code]:
    return {code.id: code for code in codes_of(session, study_id)}
