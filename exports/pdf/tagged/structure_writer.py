"""Writes the structure tree into the file: StructTreeRoot, its elements and the parent tree (ISO 32000-1, 14.7)."""

from exports.pdf.tagged.reportlab_inside import HookedCanvas
from exports.pdf.tagged.structure import AnnotationMark, Mark, MarkedContent, StructureElement, StructureTree


class StructureWriter:
    """Reserves an object for every element that was drawn; the bytes are made when the file is written."""

    def __init__(self, canvas: HookedCanvas, tree: StructureTree) -> None:
        self.canvas, self.tree = canvas, tree
        self._names: dict[StructureElement, str] = {}

    def reserve(self) -> str:
        """The internal name of the StructTreeRoot."""
        self._root = self.canvas.reserve(self._root_bytes)
        self._reserve_element(self.tree.root)
        return self._root

    def _reserve_element(self, element: StructureElement) -> None:
        self._names[element] = self.canvas.reserve(lambda: self._element_bytes(element))
        for child in element.children:
            if not child.is_empty:
                self._reserve_element(child)
        for mark in element.marks:
            if isinstance(mark, StructureElement):
                self._reserve_element(mark)

    def _reference(self, element: StructureElement) -> bytes:
        return self.canvas.reference(self._names[element])

    # --- the root
    def _root_bytes(self) -> bytes:
        return b"<</Type/StructTreeRoot/K %b/ParentTreeNextKey %d/ParentTree <</Nums[%b]>>>>" % (
            self._reference(self.tree.root),
            self.tree.next_key,
            b"\n".join(self._parent_tree()),
        )

    def _parent_tree(self) -> list[bytes]:
        lines = []
        for key, owner in sorted(self.tree.owners.items()):
            if isinstance(owner, StructureElement):
                lines.append(b"%d %b" % (key, self._reference(owner)))
            elif owner:
                lines.append(b"%d [%b]" % (key, b" ".join(self._reference(element) for element in owner)))
        return lines

    # --- one element
    def _element_bytes(self, element: StructureElement) -> bytes:
        parent = self._reference(element.parent) if element.parent else self.canvas.reference(self._root)
        page = b"/Pg " + self.canvas.reference(element.page) if element.page else b""
        return b"<</Type/StructElem/S/%b/P %b%b%b%b%b>>" % (
            element.tag.encode(),
            parent,
            page,
            self._kids(element),
            self._texts(element),
            self._attributes(element),
        )

    def _kids(self, element: StructureElement) -> bytes:
        kids = [self._kid(mark, element.page) for mark in element.marks]
        kids += [self._reference(child) for child in element.children if child in self._names]
        return b"/K [%b]" % b" ".join(kids) if kids else b""

    def _kid(self, mark: Mark, page: str | None) -> bytes:
        if isinstance(mark, StructureElement):
            return self._reference(mark)
        if isinstance(mark, AnnotationMark):
            return b"<</Type/OBJR/Obj %b/Pg %b>>" % (
                self.canvas.reference(mark.annotation),
                self.canvas.reference(mark.page),
            )
        return self._content(mark, page)

    def _content(self, mark: MarkedContent, page: str | None) -> bytes:
        if mark.page == page:
            return b"%d" % mark.number
        return b"<</Type/MCR/Pg %b/MCID %d>>" % (self.canvas.reference(mark.page), mark.number)

    def _texts(self, element: StructureElement) -> bytes:
        texts = ((b"Alt", element.alternative), (b"ActualText", element.actual_text), (b"Lang", element.language))
        return b"".join(b"/%b %b" % (key, self.canvas.text_string(text)) for key, text in texts if text)

    def _attributes(self, element: StructureElement) -> bytes:
        attributes = [attribute.encode("ascii") for attribute in element.attributes]
        if element.box:
            attributes.append(b"/O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]" % element.box)
        return b"/A [%b]" % b" ".join(b"<<%b>>" % attribute for attribute in attributes) if attributes else b""
