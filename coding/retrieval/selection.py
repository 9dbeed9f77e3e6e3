"""What is looked for in the coding: which conversations and codes, and which codes fit a theme or dimension."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlmodel import Session

from coding.codebook.counts import CodeInBook, codebook_of
from coding.models import Code


@dataclass(frozen=True)
class Selection:
    """Which conversations (by role) and which codes (by theme and dimension) are looked at; empty means all."""

    role: str = ""
    theme: str = ""
    dimension: str = ""


@dataclass(frozen=True)
class CodingQuery:
    """Which segments are wanted. `code_id` takes the codes under it along unless `own_only`; None means any."""

    selection: Selection = field(default_factory=Selection)
    code_id: int | None = None
    own_only: bool = False
    number: int | None = None
    """The number of one conversation."""
    text: str = ""


def fitting_codes(session: Session, study_id: int, selection: Selection) -> list[CodeInBook]:
    """The codes of this theme and dimension, in the order of the codebook.

    A code that says nothing itself has the theme and the dimension of the code above it.
    """
    themes: dict[int | None, str] = {None: ""}
    dimensions: dict[int | None, str] = {None: ""}
    fitting = []
    for one in codebook_of(session, study_id):
        theme = themes[one.code.id] = one.code.theme or themes[one.code.parent_id]
        dimension = dimensions[one.code.id] = one.code.dimension or dimensions[one.code.parent_id]
        if selection.theme in ("", theme) and selection.dimension in ("", dimension):
            fitting.append(one)
    return fitting


def roots_of(codes: Iterable[Code], parents: dict[int, int | None]) -> dict[int, int]:
    """{code: the highest code above it, or itself, that is among `codes`}. `parents` holds the whole codebook."""
    among = {code.id for code in codes}
    roots = {}
    for code_id in among:
        root, above = code_id, parents.get(code_id)
        while above is not None:
            root, above = (above if above in among else root), parents.get(above)
        roots[code_id] = root
    return roots
