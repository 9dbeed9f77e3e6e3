"""Brackets in pairs, where words run both ways: rule N0 of Unicode's bidirectional algorithm (UAX 9)."""

from collections.abc import Iterator
from typing import Any
from unicodedata import category

from bidi.mirror import MIRRORED

_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


def resolve_brackets(characters: list[dict[str, Any]], around: str) -> None:
    """N0: a pair takes the direction of the paragraph, or that of its words when those before it run so too."""
    for start, end in sorted(_pairs(characters)):
        within = {_STRONG.get(character["type"]) for character in characters[start + 1 : end]}
        if around in within:
            direction = around
        elif within & {"L", "R"}:
            direction = _strong_before(characters[:start], around)
        else:
            continue
        for place in (start, end):
            characters[place]["type"] = direction
            for mark in characters[place + 1 :]:
                if mark["orig"] != "NSM":
                    break
                mark["type"] = direction


def _pairs(characters: list[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    """(place of the opening bracket, place of the closing one)."""
    waiting: list[tuple[str, int]] = []
    for place, character in enumerate(characters):
        sign = character["ch"]
        if character["type"] != "ON" or sign not in MIRRORED:
            continue
        if category(sign) == "Ps":
            waiting.append((MIRRORED[sign], place))
        elif category(sign) == "Pe":
            match = next((at for at in reversed(range(len(waiting))) if waiting[at][0] == sign), None)
            if match is not None:
                yield waiting[match][1], place
                del waiting[match:]


def _strong_before(characters: list[dict[str, Any]], around: str) -> str:
    kinds = (_STRONG.get(character["type"]) for character in reversed(characters))
    return next((kind for kind in kinds if kind), around)
