"""Where topics stand on a map: near each other when they are about much the same."""

from collections.abc import Sequence

import numpy as np

from coding.suggestions.text_space import Floats

_TIED = 0.25
_MOST_TIES = 2
"""Of each topic: with more lines a map says nothing."""


def places_on_map(centres: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """(x, y), each 0 to 1, of centres of unit length: classical scaling (Torgerson, 1952) of how unlike they are."""
    points = np.array(centres, dtype=np.float64)
    if len(points) < 3:
        return [(0.25 + 0.5 * number, 0.5) for number in range(len(points))]
    squared = 2 - 2 * points @ points.T
    middle = np.eye(len(points)) - 1 / len(points)
    lengths, directions = np.linalg.eigh(-0.5 * middle @ squared @ middle)
    flat = directions[:, ::-1][:, :2] * np.sqrt(np.maximum(lengths[::-1][:2], 0))
    # The sign of a direction is chance: the largest stands right and low.
    flat *= np.where(flat[np.abs(flat).argmax(axis=0), [0, 1]] < 0, -1, 1)
    spread = np.ptp(flat, axis=0)
    scaled = (flat - flat.min(axis=0)) / np.where(spread > 0, spread, 1)
    return [(float(x), float(y)) for x, y in np.where(spread > 0, scaled, 0.5)]


def ties_between(centres: Sequence[Sequence[float]]) -> list[list[int]]:
    """For each topic the positions of later ones that it is tied to: each to the two nearest at most."""
    points = np.array(centres, dtype=np.float64)
    if len(points) < 2:
        return [[] for _one in points]
    alike: Floats = np.asarray(points @ points.T, dtype=np.float32)
    np.fill_diagonal(alike, -1.0)
    pairs: set[tuple[int, int]] = set()
    for one, row in enumerate(alike):
        for other in np.argsort(-row, kind="stable")[:_MOST_TIES]:
            if row[other] >= _TIED:
                pairs.add((min(one, int(other)), max(one, int(other))))
    return [sorted(other for first, other in pairs if first == one) for one in range(len(points))]
