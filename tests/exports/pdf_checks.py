"""Checks of meaning that validators do not make, on any PDF file: `meaning_problems(file)` is empty when all is well.

A validator passes a figure whose alternative text is 'journey.png', a header cell turned into a common cell, Dutch
labelled as English, a paragraph left out of the tree, and a document without bookmarks. A reader does not.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
PAINTS = SHOWS_TEXT | {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI", "INLINE IMAGE"}
PLACEHOLDER = re.compile(r"\.(png|jpe?g|svg)$|^(afbeelding|image|figuur|plaatje)\s*\d*$", re.IGNORECASE)
ALLOWED_CHILDREN = {
    "L": {"LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "TR": {"TH", "TD"},
}
NEVER_EMPTY = {"P", "H1", "H2", "H3", "H4", "LBody", "Span"}


def meaning_problems(file: Path, language: str = "nl") -> list[str]:
    """Everything that is wrong for a reader, as sentences; one sentence per kind and place."""
    with pikepdf.open(file) as pdf:
        return list(dict.fromkeys(_Reading(pdf, language).problems()))


class _Reading:
    """One walk over pages and structure tree."""

    def __init__(self, pdf: pikepdf.Pdf, language: str) -> None:
        self.pdf, self.root, self.language = pdf, pdf.Root, language
        self.headings: list[int] = []
        self.tags: Counter[str] = Counter()
        self.used: defaultdict[Any, list[int]] = defaultdict(list)
        self.order: list[tuple[Any, int]] = []
        self.annotations: set[Any] = set()

    def problems(self) -> Iterator[str]:
        yield from self._catalog()
        drawn = {}
        for number, leaf in enumerate(self.pdf.pages, 1):
            painted, complaints = _painted(leaf)
            drawn[leaf.objgen] = painted
            yield from (f"page {number}: {complaint}" for complaint in complaints)
        if "/StructTreeRoot" not in self.root:
            yield "no structure tree"
            return
        yield from self._tree()
        yield from self._pages(drawn)
        yield from self._headings()
        yield from self._order()
        yield from self._fonts()

    # --- the document
    def _catalog(self) -> Iterator[str]:
        root = self.root
        if not str(root.get("/Lang", "")).lower().startswith(self.language):
            yield f"the document's language is not {self.language}"
        if root.get("/MarkInfo", {}).get("/Marked") is not True:
            yield "the document is not marked as tagged"
        if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
            yield "a viewer shows the file name instead of the title"
        metadata = root.Metadata.read_bytes().decode() if "/Metadata" in root else ""
        if "pdfuaid:part" not in metadata or "pdfaid:part" not in metadata:
            yield "the metadata does not say PDF/UA and PDF/A"
        if not re.search(r"<dc:title>.*?<rdf:li[^>]*>\s*[^<\s]", metadata, re.DOTALL):
            yield "the metadata has no title"

    # --- the structure tree
    def _tree(self) -> Iterator[str]:
        for kid in _as_list(self.root.StructTreeRoot.get("/K")):
            yield from self._element(kid, None)
        if self.tags["Table"] and not self.tags["TH"]:
            yield "a table without header cells"

    def _element(self, element: Any, leaf: Any) -> Iterator[str]:
        tag = str(element.get("/S", ""))[1:]
        leaf = element.get("/Pg", leaf)
        self.tags[tag] += 1
        if re.fullmatch("H[1-6]", tag):
            self.headings.append(int(tag[1]))
        kinds = []
        for kid in _as_list(element.get("/K")):
            kinds.append(self._kind(kid, leaf))
            if kinds[-1] not in {"content", "annotation"}:
                yield from self._element(kid, leaf)
            elif kinds[-1] == "annotation" and not str(kid.Obj.get("/Contents", "")).strip():
                yield "a link that does not say where it leads"
        yield from _element_problems(element, tag, kinds)

    def _kind(self, kid: Any, leaf: Any) -> str:
        if isinstance(kid, int):
            self._use(leaf, int(kid))
            return "content"
        if "/MCID" in kid:
            self._use(kid.get("/Pg", leaf), int(kid.MCID))
            return "content"
        if kid.get("/Type") == Name.OBJR:
            self.annotations.add(kid.Obj.objgen)
            return "annotation"
        return str(kid.get("/S", ""))[1:]

    def _use(self, leaf: Any, number: int) -> None:
        self.used[leaf.objgen].append(number)
        self.order.append((leaf.objgen, number))

    # --- tree against pages
    def _pages(self, drawn: dict[Any, set[int]]) -> Iterator[str]:
        for number, leaf in enumerate(self.pdf.pages, 1):
            used = self.used[leaf.objgen]
            if len(used) != len(set(used)):
                yield f"page {number}: content stands twice in the tree"
            if set(used) != drawn[leaf.objgen]:
                yield f"page {number}: content is missing from the tree"
            if drawn[leaf.objgen] and "/StructParents" not in leaf:
                yield f"page {number}: no way from content to the tree"
            for annotation in leaf.get("/Annots", []):
                if leaf.get("/Tabs") != Name.S:
                    yield f"page {number}: the tab order is not that of the tree"
                if annotation.get("/Subtype") == Name.Link and annotation.objgen not in self.annotations:
                    yield f"page {number}: a link is missing from the tree"

    def _headings(self) -> Iterator[str]:
        if self.headings[:1] != [1]:
            yield "the first heading is not a title"
        if any(after > before + 1 for before, after in pairwise(self.headings)):
            yield "a level of headings is skipped"
        outlines = self.root.get("/Outlines")
        bookmarks = _bookmarks(outlines.get("/First")) if outlines is not None else 0
        if bookmarks != len(self.headings):
            yield f"{bookmarks} bookmarks for {len(self.headings)} headings"

    def _order(self) -> Iterator[str]:
        """Content is drawn in the order in which it is read."""
        places = {leaf.objgen: number for number, leaf in enumerate(self.pdf.pages)}
        order = [(places[leaf], number) for leaf, number in self.order]
        for (before, first), (after, second) in pairwise(order):
            if before == after and second < first:
                yield f"page {before + 1}: read in another order than drawn"

    def _fonts(self) -> Iterator[str]:
        for thing in self.pdf.objects:
            if not isinstance(thing, Dictionary) or thing.get("/Type") != Name.Font:
                continue
            name = thing.get("/BaseFont")
            if thing.get("/Subtype") == Name.Type0:
                continue
            if not any(key in thing.get("/FontDescriptor", {}) for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"font {name} is not embedded"
            if "/ToUnicode" not in thing:
                yield f"font {name} cannot be turned into text"


def _as_list(kids: Any) -> list[Any]:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _element_problems(element: Any, tag: str, kinds: list[str]) -> Iterator[str]:
    allowed = ALLOWED_CHILDREN.get(tag)
    if allowed and not set(kinds) <= allowed:
        yield f"{tag} holds {sorted(set(kinds) - allowed)}"
    if tag == "LI" and kinds.count("LBody") != 1:
        yield "a list item without a body"
    if tag == "Figure":
        yield from _figure_problems(str(element.get("/Alt", "")).strip())
    if tag == "Link" and ("annotation" not in kinds or not {"content", "Span"} & set(kinds)):
        yield "a Link without text or without its annotation"
    if tag == "TH" and not any(_scope(attribute) for attribute in _as_list(element.get("/A"))):
        yield "a header cell that does not say what it heads"
    if tag in NEVER_EMPTY and not kinds:
        yield f"an empty {tag}"


def _figure_problems(alternative: str) -> Iterator[str]:
    if len(alternative) < 10:
        yield "a figure without alternative text"
    if PLACEHOLDER.search(alternative):
        yield f"the alternative text is a file name: {alternative}"


def _scope(attribute: Any) -> bool:
    return isinstance(attribute, Dictionary) and attribute.get("/Scope") in {Name.Row, Name.Column, Name.Both}


def _painted(leaf: pikepdf.Page) -> tuple[set[int], list[str]]:
    """The marked contents of a page, and what was painted without a mark."""
    open_marks: list[int | str] = []
    painted: set[int] = set()
    complaints = []
    for instruction in pikepdf.parse_content_stream(leaf):
        operator = str(instruction.operator)
        if operator in {"BMC", "BDC"}:
            open_marks.append(_mark(instruction, operator))
        elif operator == "EMC":
            open_marks.pop()
        elif operator in PAINTS and not open_marks:
            complaints.append(f"{operator} outside marked content")
        elif operator in SHOWS_TEXT and open_marks == ["Artifact"]:
            complaints.append("text in an artifact that does not say why")
        numbers = [mark for mark in open_marks if isinstance(mark, int)]
        painted |= set(numbers)
        if len(numbers) > 1:
            complaints.append("marked content within marked content")
    if open_marks:
        complaints.append("marked content that does not end")
    return painted, complaints


def _mark(instruction: Any, operator: str) -> int | str:
    tag = str(instruction.operands[0])[1:]
    properties = instruction.operands[1] if operator == "BDC" else {}
    if isinstance(properties, Dictionary) and "/MCID" in properties:
        return int(properties.MCID)
    return f"{tag} {properties.get('/Type', '')}".strip()


def _bookmarks(entry: Any) -> int:
    count = 0
    while entry is not None:
        count += 1 + (_bookmarks(entry.First) if "/First" in entry else 0)
        entry = entry.get("/Next")
    return count
