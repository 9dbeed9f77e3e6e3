"""Reads the product's own SVG drawings as reportlab drawings: groups, paths, circles and ellipses, and a round clip.

Only files of the product are read, never anyone's upload.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree
from reportlab.graphics.shapes import Circle, Drawing, Ellipse, Group, Shape

from exports.pdf.drawing.svg_shapes import curve_of, paint_of, round_clip

INHERITED = ("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "fill-opacity", "opacity")


def read_drawing(path: Path, size: float) -> Drawing:
    """The drawing in this file, `size` points wide. Raises OSError when there is none."""
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    _, _, width, height = (float(number) for number in root.get("viewBox", "").split())
    drawing = Drawing(size, size * height / width)
    drawing.add(placed(_shapes(root, {}), size / width, 0, drawing.height))
    return drawing


def placed(shapes: list[Shape], scale: float, x: float, top: float) -> Group:
    """Shapes in SVG's own places (y downwards), scaled, with their upper left corner on (x, top)."""
    group = Group(*shapes)
    group.transform = (scale, 0, 0, -scale, x, top)
    return group


def _shapes(element: Any, inherited: Mapping[str, str]) -> list[Shape]:
    shapes: list[Shape] = []
    for child in element.iterchildren(tag=etree.Element):
        style = {**inherited, **{name: child.get(name) for name in INHERITED if child.get(name)}}
        match etree.QName(child).localname:
            case "g":
                shapes.append(_group(child, style))
            case "path":
                shapes.append(curve_of(child.get("d"), style))
            case "circle":
                shapes.append(Circle(*_numbers(child, "cx", "cy", "r"), **paint_of(style)))
            case "ellipse":
                shapes.append(Ellipse(*_numbers(child, "cx", "cy", "rx", "ry"), **paint_of(style)))
    return shapes


def _group(element: Any, style: Mapping[str, str]) -> Group:
    shapes = _shapes(element, style)
    if element.get("clip-path"):
        clip = element.find(".//{*}clipPath/{*}circle")
        shapes.insert(0, round_clip(*_numbers(clip, "cx", "cy", "r")))
    return Group(*shapes)


def _numbers(element: Any, *names: str) -> list[float]:
    return [float(element.get(name, 0)) for name in names]
