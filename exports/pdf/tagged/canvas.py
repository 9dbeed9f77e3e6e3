"""A canvas on which all text belongs to an element of the structure tree, or is said to be an artifact.

Everything painted outside `mark` and `artifact` is an artifact by construction: rules, grounds, table lines.
Text painted there is a mistake, and raises UntaggedText.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import IO, Any, cast

from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfgen.textobject import PDFTextObject

from exports.pdf.tagged.conformance import colour_profile, identification
from exports.pdf.tagged.reportlab_inside import HookedCanvas
from exports.pdf.tagged.structure import AnnotationMark, MarkedContent, StructureElement, StructureTree
from exports.pdf.tagged.structure_writer import StructureWriter
from exports.pdf.tagged.two_ways import TwoWayText
from foundation.dutch import _

ARTIFACT = "/Artifact BMC"
END = "EMC"
SHOWS_TEXT = re.compile(r"\bT[jJ]\b")


class UntaggedText(RuntimeError):
    """Text was drawn that a screen reader would not find: a defect of the program, never of the story."""


class TaggedCanvas(HookedCanvas):
    """`tree` receives what is drawn; `published_on` fixes the dates in the file."""

    def __init__(
        self, filename: str | IO[bytes], *, tree: StructureTree, published_on: date | None = None, **options: Any
    ) -> None:
        self.tree = tree
        self.text: TaggedText | None = None
        """The text object whose links are being placed."""
        self._context: StructureElement | str | None = None
        super().__init__(filename, **options)
        if published_on is not None:
            self.set_date(published_on)

    # --- pages
    def page_begins(self) -> None:
        """Every page begins inside an artifact."""
        self.operators.append(ARTIFACT)
        self._owners: list[StructureElement] = []
        self._page_key = self.tree.new_key(self._owners)
        self._context = None

    def page_ends(self) -> None:
        """Close what is open."""
        self._close()

    def page_key(self) -> int:
        """The page's number in the parent tree."""
        return self._page_key

    # --- marked content
    @contextmanager
    def mark(self, element: StructureElement) -> Iterator[None]:
        """What is drawn within belongs to this element."""
        self._close()
        self.operators.append(f"/{element.tag} <</MCID {self.attach(element)}>> BDC")
        self._context = element
        yield
        self.operators.append(END)
        self._open_artifact()

    @contextmanager
    def artifact(self, kind: str = "Pagination", subtype: str = "") -> Iterator[None]:
        """What is drawn within is not part of the story: page numbers, running heads, signs that repeat a word."""
        self._close()
        self.operators.append(f"/Artifact <</Type /{kind}{f' /Subtype /{subtype}' if subtype else ''}>> BDC")
        self._context = kind
        yield
        self.operators.append(END)
        self._open_artifact()

    def attach(self, element: StructureElement) -> int:
        """The number (MCID) of the element's next stretch of content on this page."""
        number = len(self._owners)
        self._owners.append(element)
        element.attach(MarkedContent(self.page_name, number), self.page_name)
        return number

    def _close(self) -> None:
        if self.operators and self.operators[-1] == ARTIFACT:
            self.operators.pop()
        else:
            self.operators.append(END)

    def _open_artifact(self) -> None:
        self.operators.append(ARTIFACT)
        self._context = None

    # --- text
    def drawText(self, aTextObject: PDFTextObject) -> None:  # noqa: N802, N803 - reportlab's names
        """Paint a text object. Raises UntaggedText when nothing says what it is."""
        if self._context is None and isinstance(aTextObject, TaggedText):
            self._close()
            self.operators.append(aTextObject.tagged_code(self))
            self._open_artifact()
        elif self._context is None:
            raise UntaggedText(f"text outside the structure tree: {aTextObject.getCode()[:80]}")
        else:
            super().drawText(aTextObject)

    # --- links
    def linkURL(self, url: str, rect: Any, relative: Any = 0, *_: Any, **__: Any) -> None:  # noqa: N802
        """A link to a web address, tagged with the Link element of the text it lies on."""
        self._link(rect, relative, self._title(url) or f"Link: {url}", self.address_action(url))

    def linkRect(  # noqa: N802
        self,
        contents: str,
        destinationname: str,
        Rect: Any = None,  # noqa: N803
        addtopage: Any = 1,
        name: Any = None,
        relative: Any = 1,
        *_: Any,
        **__: Any,
    ) -> None:
        """A link to a bookmark in this document."""
        title = contents or self._title(f"#{destinationname}") or _of_this_document()
        self._link(Rect, relative, title, self.place_action(destinationname))

    def _title(self, address: str) -> str:
        return self.text.titles.get(address, "") if self.text else ""

    def _link(self, rect: Any, relative: Any, contents: str, action: dict[str, Any]) -> None:
        element = self.text.next_link() if self.text else None
        if element is None:
            raise UntaggedText("a link annotation lies on no Link element")
        key = self.tree.new_key(element)
        entries = {**action, "StructParent": key, "F": 4, "Contents": PDFString(contents)}
        name = self.add_link(f"Link{key}", rect, bool(relative), entries)
        element.attach(AnnotationMark(self.page_name, name), self.page_name)

    # --- the file
    def save(self) -> None:
        """Write the structure tree, the identification and the file."""
        self.complete()
        super().save()

    def getpdfdata(self) -> bytes:
        """The same as save, as bytes."""
        self.complete()
        data: bytes = cast(Any, super()).getpdfdata()
        return data

    def complete(self) -> None:
        """Add what makes the file PDF/UA-1 and PDF/A-2a. Raises UntaggedText for fonts that cannot be embedded."""
        if self.operators == [ARTIFACT]:
            self.operators.clear()
            self.tree.owners.pop(self._page_key, None)
        if self.fonts_that_cannot_be_embedded:
            raise UntaggedText(f"fonts that cannot be embedded: {self.fonts_that_cannot_be_embedded}")
        profile = self.reserve_stream({"N": 3}, colour_profile())
        intents = self.reserve(
            lambda: (
                b"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/RegistryName(http://www.color.org)"
                b"/Info(sRGB IEC61966-2.1)/DestOutputProfile " + self.reference(profile) + b">>]"
            )
        )
        root = StructureWriter(self, self.tree).reserve()
        self.set_catalog(
            self.tree.language,
            root,
            intents,
            lambda: identification(self.information, self.timestamp, self.tree.language),
        )


class TaggedText(TwoWayText):
    """The text of one paragraph: a marked stretch per element, links being elements of their own.

    `titles` says in words where each address leads; `plain` is the paragraph's text before layout.
    """

    def __init__(
        self,
        canvas: TaggedCanvas,
        x: float,
        y: float,
        element: StructureElement,
        links: dict[object, StructureElement],
        titles: dict[str, str],
        plain: str,
    ) -> None:
        super().__init__(canvas, x, y)
        self.element, self.titles, self.plain = element, titles, plain
        self._links = links
        self._stretches: list[tuple[int, StructureElement]] = [(len(self.operators), element)]
        self._link_lines: list[tuple[Any, StructureElement]] = []
        self._whole: StructureElement | None = None
        self._within = element
        """What the next words belong to: the paragraph, or a link in it."""
        canvas.text = self

    def link_starts(self, link: object) -> None:
        """The link's first fragment is the last operator: its stretch begins there."""
        element = self._within = self._link_element(link)
        last = len(self.operators) - 1
        if len(self._stretches) > 1 and self._stretches[-2][0] == last:  # its first words were told in reads_as
            self._stretches[-2][1].parent = element
            self._stretches[-1] = (last + 1, element)
        else:
            self._stretches.append((last, element))
        self._link_lines.append((link, element))

    def link_ends(self, link: object) -> None:
        """Back to the paragraph."""
        self._within = self.element
        self._stretches.append((len(self.operators), self.element))

    def reads_as(self, text: str) -> None:
        """The last operator is an element of its own, with its text in reading order."""
        last = len(self.operators) - 1
        words = StructureElement("Span", actual_text=text)
        words.parent = self._within
        self._stretches += [(last, words), (last + 1, self._within)]

    def cover_with(self, link: object) -> None:
        """The whole paragraph is this link."""
        self._whole = self._within = self._link_element(link)
        self._stretches = [(self._stretches[0][0], self._whole)]

    def next_link(self) -> StructureElement | None:
        """The Link element of the next annotation; reportlab places them in the order of their numbers."""
        if self._whole is not None or not self._link_lines:
            return self._whole
        first = min(self._link_lines, key=lambda line: line[0])
        self._link_lines.remove(first)
        return first[1]

    def _link_element(self, link: object) -> StructureElement:
        if link not in self._links:
            element = StructureElement("Link")
            element.parent = self.element
            self._links[link] = element
        return self._links[link]

    def tagged_code(self, canvas: TaggedCanvas) -> str:
        """The operators with marked content around every stretch that shows text."""
        code = self.operators
        edges = [start for start, _ in self._stretches] + [len(code)]
        out = code[: edges[0]]
        for (start, element), end in zip(self._stretches, edges[1:], strict=True):
            part = code[start:end]
            if any(SHOWS_TEXT.search(operator) for operator in part):
                out += [self._begin(canvas, element), *part, END]
            else:
                out += part
        return " ".join([*out, "ET"])

    def _begin(self, canvas: TaggedCanvas, element: StructureElement) -> str:
        self._hang(element, canvas.page_name)
        return f"/{element.tag} <</MCID {canvas.attach(element)}>> BDC"

    def _hang(self, element: StructureElement, page: str) -> None:
        """Links and words from the right become parts of what they stand in, in reading order."""
        parent = element.parent
        if element is self.element or parent is None or element in parent.marks:
            return
        self._hang(parent, page)
        parent.attach(element, page)


def _of_this_document() -> str:
    """What a link is called that leads to a place without a title."""
    return _("Link in dit document")
