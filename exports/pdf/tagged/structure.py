"""The structure tree of a tagged PDF: what a screen reader walks through, in reading order.

The tree is built together with the story, before anything is drawn. Drawing only attaches marked content
(page, number) and link annotations to elements that already stand in the right place.
Source: ISO 32000-1, 14.7 (logical structure) and 14.8 (tagged PDF).
"""

from dataclasses import dataclass, field
from typing import TypeAlias

NEVER_EMPTY = frozenset({"TD", "TH", "TR"})
"""Cells keep their place in the grid, also without text."""


@dataclass(frozen=True)
class MarkedContent:
    """A stretch of a page's content stream: `number` (MCID) on the page with this internal name."""

    page: str
    number: int


@dataclass(frozen=True)
class AnnotationMark:
    """An annotation on a page, both by reportlab's internal name."""

    page: str
    annotation: str


Mark: TypeAlias = "MarkedContent | AnnotationMark | StructureElement"


@dataclass(eq=False, slots=True)
class StructureElement:
    """One element. `tag` is a standard structure type; `attributes` are dictionary bodies such as /O/Table/Scope/Row.

    `alternative` is read instead of a picture, `actual_text` instead of a short visual label.
    """

    tag: str
    parent: "StructureElement | None" = None
    alternative: str = ""
    actual_text: str = ""
    language: str = ""
    attributes: list[str] = field(default_factory=list)
    children: list["StructureElement"] = field(default_factory=list, repr=False)
    marks: list[Mark] = field(default_factory=list, repr=False)
    page: str | None = None
    box: tuple[float, float, float, float] | None = None
    """Left, bottom, right, top on the page, in points: what a figure covers."""

    def __post_init__(self) -> None:
        if self.parent is not None:
            self.parent.children.append(self)

    def child(
        self, tag: str, *, alternative: str = "", actual_text: str = "", attributes: tuple[str, ...] = ()
    ) -> "StructureElement":
        """A new element, read after all earlier children."""
        return StructureElement(tag, self, alternative, actual_text, attributes=list(attributes))

    def attach(self, mark: Mark, page: str) -> None:
        """Drawn here: `mark` becomes part of this element."""
        self.page = self.page or page
        self.marks.append(mark)

    @property
    def is_empty(self) -> bool:
        """Nothing of it was drawn, so it is left out of the file."""
        return not self.marks and self.tag not in NEVER_EMPTY and all(child.is_empty for child in self.children)


class StructureTree:
    """The document's root element and the numbers that lead from pages and annotations back to elements."""

    def __init__(self, language: str = "nl-NL") -> None:
        self.language = language
        self.root = StructureElement("Document", language=language)
        self.owners: dict[int, list[StructureElement] | StructureElement] = {}
        self.headings = 0
        self._next_key = 0
        self._drawn: set[int] = set()
        self._alive: list[object] = []

    @property
    def next_key(self) -> int:
        """The first free number of the parent tree."""
        return self._next_key

    def new_key(self, owner: list[StructureElement] | StructureElement) -> int:
        """A number for the parent tree: a page with the owners of its marked contents, or an annotation."""
        key = self._next_key
        self._next_key += 1
        self.owners[key] = owner
        return key

    def first_time(self, flowable: object) -> bool:
        """Whether this flowable has not been drawn before; a table header repeats on every page."""
        if id(flowable) in self._drawn:
            return False
        self._drawn.add(id(flowable))
        self._alive.append(flowable)  # an id may be used again once its object is gone
        return True
