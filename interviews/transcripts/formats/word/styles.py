"""What styles and direct formatting say about Word text: bold or hidden, and whether a paragraph is a heading.

A property may be set on a run, on its character style, or on the paragraph's style; styles build on each other.
"""

import re
from dataclasses import dataclass, replace

from lxml import etree

from interviews.files.package import Package
from interviews.transcripts.formats.word.elements import child_of, local_name, switched_on, value

_HEADING = re.compile(
    r"(?:heading|kop|überschrift|titre|encabezado)[ _-]?[1-9]|(?:sub)?title|(?:onder)?titel|toc heading", re.IGNORECASE
)
"""Names of styles; Word keeps the English one in every language, other programs and old files may not."""
_OUTLINE_LEVELS = frozenset("012345678")
"""Level 9 is body text."""


@dataclass(frozen=True)
class Look:
    """How a stretch of text is shown."""

    bold: bool = False
    hidden: bool = False


class Styles:
    """The styles of a document; `numbering` maps a paragraph style to its (numId, level), as far as it has one."""

    def __init__(self, package: Package, parts: list[str]) -> None:
        self._based_on: dict[str, str] = {}
        self._set: dict[str, dict[str, bool]] = {"b": {}, "vanish": {}}
        self._numbering: dict[str, etree._Element] = {}
        self._heading: dict[str, bool] = {}
        for part in parts:
            for style in package.xml(part) if part in package else ():
                if local_name(style) == "style":
                    self._add(style)

    def _add(self, style: etree._Element) -> None:
        identity = value(style, "styleId")
        self._based_on[identity] = value(child_of(style, "basedOn"), "val")
        properties = child_of(style, "rPr")
        for toggle, styles in self._set.items():
            found = child_of(properties, toggle)
            if found is not None:
                styles[identity] = switched_on(found)
        outline = value(child_of(child_of(style, "pPr"), "outlineLvl"), "val")
        if outline or _HEADING.fullmatch(value(child_of(style, "name"), "val")):
            self._heading[identity] = not outline or outline in _OUTLINE_LEVELS
        numbering = child_of(child_of(style, "pPr"), "numPr")
        if numbering is not None:
            self._numbering[identity] = numbering

    def look(self, element: etree._Element, properties: str, style: str, otherwise: Look) -> Look:
        """How a run (`rPr`, `rStyle`) or paragraph (`pPr`, `pStyle`) looks, given what stands around it."""
        found = child_of(element, properties)
        if found is None:
            return otherwise
        named = value(child_of(found, style), "val")
        direct = found if properties == "rPr" else None
        return replace(
            otherwise,
            bold=self._is_on("b", direct, named, otherwise.bold),
            hidden=self._is_on("vanish", direct, named, otherwise.hidden),
        )

    def _is_on(self, toggle: str, direct: etree._Element | None, style: str, otherwise: bool) -> bool:
        found = child_of(direct, toggle)
        if found is not None:
            return switched_on(found)
        return otherwise or self._by_style(toggle, style)

    def _by_style(self, toggle: str, style: str) -> bool:
        return next((self._set[toggle][one] for one in self._lineage(style) if one in self._set[toggle]), False)

    def numbering_of(self, style: str) -> etree._Element | None:
        """The numPr that a paragraph style brings along."""
        return next((self._numbering[one] for one in self._lineage(style) if one in self._numbering), None)

    def is_heading(self, paragraph: etree._Element) -> bool:
        """By its level in the outline, its own or that of its style, or by the name of its style."""
        properties = child_of(paragraph, "pPr")
        outline = value(child_of(properties, "outlineLvl"), "val")
        if outline:
            return outline in _OUTLINE_LEVELS
        style = value(child_of(properties, "pStyle"), "val")
        found = next((self._heading[one] for one in self._lineage(style) if one in self._heading), None)
        return _HEADING.fullmatch(style) is not None if found is None else found

    def _lineage(self, style: str) -> list[str]:
        """The style and those it builds on, nearest first."""
        line: list[str] = []
        while style and style not in line:
            line.append(style)
            style = self._based_on.get(style, "")
        return line
