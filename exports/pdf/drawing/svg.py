"""Reads the product's own SVG drawings as reportlab drawings: groups, paths, circles and ellipses, and a round clip.

Only files of the product are read, never anyone's upload.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree
from reportlab.graphics.shapes import Circle, Drawing, Ellipse, Group, Shape
from reportlab.graphics.shapes import Path as Curve
from reportlab.lib.colors import Color, HexColor

from exports.pdf.drawing.svg_path import path_segments

INHERITED = ("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "fill-opacity", "opacity")
CAPS = {"butt": 0, "round": 1, "square": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}
ROUND = 0.5523
"""How far the handles of a quarter circle reach, in radii."""


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


def stroke_path(data: str, color: Any, width: float = 1.6) -> Shape:
    """A round line along SVG path data."""
    style = {"fill": "none", "stroke-width": str(width), "stroke-linecap": "round", "stroke-linejoin": "round"}
    curve = _curve(data, style)
    curve.strokeColor = color
    return curve


def _shapes(element: Any, inherited: Mapping[str, str]) -> list[Shape]:
    shapes: list[Shape] = []
    for child in element.iterchildren(tag=etree.Element):
        style = {**inherited, **{name: child.get(name) for name in INHERITED if child.get(name)}}
        match etree.QName(child).localname:
            case "g":
                shapes.append(_group(child, style))
            case "path":
                shapes.append(_curve(child.get("d"), style))
            case "circle":
                shapes.append(Circle(*_numbers(child, "cx", "cy", "r"), **_paint(style)))
            case "ellipse":
                shapes.append(Ellipse(*_numbers(child, "cx", "cy", "rx", "ry"), **_paint(style)))
    return shapes


def _group(element: Any, style: Mapping[str, str]) -> Group:
    shapes = _shapes(element, style)
    if element.get("clip-path"):
        clip = element.find(".//{*}clipPath/{*}circle")
        shapes.insert(0, _round_clip(*_numbers(clip, "cx", "cy", "r")))
    return Group(*shapes)


def _numbers(element: Any, *names: str) -> list[float]:
    return [float(element.get(name, 0)) for name in names]


def _round_clip(x: float, y: float, r: float) -> Curve:
    clip = Curve(isClipPath=1, fillColor=None, strokeColor=None)
    k = ROUND * r
    clip.moveTo(x + r, y)
    clip.curveTo(x + r, y + k, x + k, y + r, x, y + r)
    clip.curveTo(x - k, y + r, x - r, y + k, x - r, y)
    clip.curveTo(x - r, y - k, x - k, y - r, x, y - r)
    clip.curveTo(x + k, y - r, x + r, y - k, x + r, y)
    clip.closePath()
    return clip


def _curve(data: str, style: Mapping[str, str]) -> Curve:
    curve = Curve(**_paint(style))
    draw: dict[str, Any] = {"M": curve.moveTo, "L": curve.lineTo, "C": curve.curveTo, "Z": curve.closePath}
    for kind, numbers in path_segments(data):
        draw[kind](*numbers)
    return curve


def _paint(style: Mapping[str, str]) -> dict[str, Any]:
    opacity = float(style.get("opacity", 1))
    return {
        "fillColor": _color(style.get("fill", "#000")),
        "fillOpacity": opacity * float(style.get("fill-opacity", 1)),
        "strokeColor": _color(style.get("stroke", "none")),
        "strokeOpacity": opacity,
        "strokeWidth": float(style.get("stroke-width", 1)),
        "strokeLineCap": CAPS[style.get("stroke-linecap", "butt")],
        "strokeLineJoin": JOINS[style.get("stroke-linejoin", "miter")],
    }


def _color(value: str) -> Color | None:
    if value == "none":
        return None
    digits = value.lstrip("#")
    return HexColor("#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits))
