"""Where topics begin: at words that people use for one thing, in different interviews. The codebook's words come first.

A word holds together as far as the texts that say it are about the same; many texts count for more than few. Without
seeds k-means begins anywhere, and what it finds in spoken stories is seldom what they are about.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from coding.suggestions.text_space import Floats, unit_rows
from coding.suggestions.topics.finding.terms import Term, Terms

FEWEST_TEXTS = 4
_SMALLEST_SHARE, _LARGEST_SHARE = 1 / 200, 0.3
_FEWEST_INTERVIEWS = 3
_KNOWN_WEIGH = 3
"""Words of the codebook are what a researcher asks about."""
_MOST_SHARED = 0.5
_MOST_ALIKE = 0.75


@dataclass(frozen=True)
class _Seed:
    term: Term
    centre: Floats
    holds: float


def seeds_of(
    terms: Terms, points: Floats, interviews: Sequence[int], known: Collection[str], most: int
) -> list[Floats]:
    """At most so many centres, the best first, no two about the same. `known`: lemmas of the codebook's names."""
    found = sorted(_candidates(terms, points, interviews, known), key=lambda one: (-one.holds, one.term.lemma))
    chosen: list[_Seed] = []
    for one in found:
        if len(chosen) == most:
            break
        if not any(_are_the_same(one, other) for other in chosen):
            chosen.append(one)
    return [one.centre for one in chosen]


def _candidates(terms: Terms, points: Floats, interviews: Sequence[int], known: Collection[str]) -> list[_Seed]:
    average = points.mean(axis=0)
    by_chance = float(average @ average)
    heard = min(_FEWEST_INTERVIEWS, len(set(interviews)))
    fewest, most = max(FEWEST_TEXTS, _SMALLEST_SHARE * len(points)), max(FEWEST_TEXTS, _LARGEST_SHARE * len(points))
    found = []
    for term in terms:
        count = len(term.rows)
        if not fewest <= count <= most or len({interviews[row] for row in term.rows}) < heard:
            continue
        centre = points[list(term.rows)].mean(axis=0)
        together = (float(centre @ centre) - 1 / count) / (1 - 1 / count) - by_chance
        if together > 0:
            weight = _KNOWN_WEIGH if term.lemma in known else 1.0
            found.append(_Seed(term, unit_rows(centre[np.newaxis])[0], weight * together * count**0.5))
    return found


def _are_the_same(one: _Seed, other: _Seed) -> bool:
    shared = len(set(one.term.rows) & set(other.term.rows)) / min(len(one.term.rows), len(other.term.rows))
    return shared >= _MOST_SHARED or float(one.centre @ other.centre) >= _MOST_ALIKE
