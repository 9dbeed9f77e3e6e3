"""The shapes of an SVG drawing as reportlab draws them: a path, a round clip, and how they are painted."""

from collections.abc import Mapping
from typing import Any

from reportlab.graphics.shapes import Path as Curve
from reportlab.graphics.shapes import Shape
from reportlab.lib.colors import Color, HexColor

from exports.pdf.drawing.svg_path import path_segments

CAPS = {"butt": 0, "round": 1, "square": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}
ROUND = 0.5523
"""How far the handles of a quarter circle reach, in radii."""


def stroke_path(data: str, color: Any, width: float = 1.6) -> Shape:
    """A round line along SVG path data."""
    style = {"fill": "none", "stroke-width": str(width), "stroke-linecap": "round", "stroke-linejoin": "round"}
    curve = curve_of(data, style)
    curve.strokeColor = color
    return curve


def round_clip(x: float, y: float, r: float) -> Curve:
    clip = Curve(isClipPath=1, fillColor=None, strokeColor=None)
    k = ROUND * r
    clip.moveTo(x + r, y)
    clip.curveTo(x + r, y + k, x + k, y + r, x, y + r)
    clip.curveTo(x - k, y + r, x - r, y + k, x - r, y)
    clip.curveTo(x - r, y - k, x - k, y - r, x, y - r)
    clip.curveTo(x + k, y - r, x + r, y - k, x + r, y)
    clip.closePath()
    return clip


def curve_of(data: str, style: Mapping[str, str]) -> Curve:
    curve = Curve(**paint_of(style))
    draw: dict[str, Any] = {"M": curve.moveTo, "L": curve.lineTo, "C": curve.curveTo, "Z": curve.closePath}
    for kind, numbers in path_segments(data):
        draw[kind](*numbers)
    return curve


def paint_of(style: Mapping[str, str]) -> dict[str, Any]:
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
