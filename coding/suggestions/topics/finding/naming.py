"""What groups of texts are called, and which texts are in them: a name has to be true of what it stands above.

A group is called by the nouns that its texts say and others do not. In it are texts that say one of them, or answer a
question that does, and texts that lie as near to its centre as those; the rest is left out. A group that no noun tells
apart is none.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coding.suggestions.text_space import Floats, unit_rows
from coding.suggestions.topics.finding.terms import Term, Terms
from coding.suggestions.topics.finding.told import Told
from foundation.dutch import _
from interviews.language import content_lemmas

WORDS = 5
FEWEST_MEMBERS = 3
_FEWEST_SAY = 3
_FEWEST_INTERVIEWS = 2
_TELLS = 0.3
"""Share of the texts that say a word times how much oftener they do than others, as a logarithm: with less it tells
nothing apart."""
_SECOND = 0.4
_APART = 0.03
"""What lies less than this nearer to one centre than to another, is in neither."""
_NEAR = 0.5
"""A text that does not say the name has to lie nearer to those that do than so many of them do to each other."""


@dataclass
class _Group:
    words: tuple[Term, ...]
    naming: tuple[Term, ...]
    members: list[int]
    maybe: list[int]
    centre: Floats


class NamedGroups:
    """labels[i]: the group of text i as it was found. `numbers`: of the groups that have a name."""

    def __init__(self, terms: Terms, told: Told, points: Floats, labels: npt.NDArray[np.int_]) -> None:
        self.told = told
        self._terms, self._points = terms, points
        asked = {question: frozenset(content_lemmas(question)) for question in dict.fromkeys(told.questions)}
        self._heard = [said | asked[question] for said, question in zip(terms.lemmas, told.questions, strict=True)]
        self._apart = _apart(points, labels)
        self._groups = {int(number): self._group(np.flatnonzero(labels == number)) for number in np.unique(labels)}
        self._put_together_what_has_one_name()
        self._bring_in_from_elsewhere()
        self.numbers = [number for number, group in self._groups.items() if self._is_one(group)]

    def name(self, number: int) -> str:
        first, *others = (term.said for term in self._groups[number].naming)
        told = _("%(first)s en %(second)s", first=first, second=others[0]) if others else first
        return told[:1].upper() + told[1:]

    def words(self, number: int) -> tuple[str, ...]:
        return tuple(term.said for term in self._groups[number].words)

    def members(self, number: int) -> list[int]:
        return self._groups[number].members

    def maybe(self, number: int) -> list[int]:
        return self._groups[number].maybe

    def centre(self, number: int) -> Floats:
        return np.asarray(unit_rows(self._points[self.members(number)].mean(axis=0, keepdims=True))[0])

    def nearest(self, number: int, count: int = 3) -> list[int]:
        """The members nearest to the centre: the first of each interview, in order; what is said twice last."""
        members, centre = self.members(number), self.centre(number)
        ranked = sorted(members, key=lambda row: (-float(self._points[row] @ centre), row))
        heard: set[int] = set()
        said: set[str] = set()
        turns: list[tuple[int, int, int]] = []
        for rank, row in enumerate(ranked):
            interview, text = self.told.interviews[row], self.told.texts[row]
            turns.append((2 * (text in said) + (interview in heard), rank, row))
            heard.add(interview)
            said.add(text)
        return [row for _turn, _rank, row in sorted(turns)[:count]]

    def leave_none_out(self) -> None:
        """What is in no group is maybe in the one whose centre is nearest."""
        inside = {row for number in self.numbers for row in (*self.members(number), *self.maybe(number))}
        for row in sorted(set(range(len(self.told.texts))) - inside):
            nearest = max(self.numbers, key=lambda number: float(self._points[row] @ self._groups[number].centre))
            self._groups[nearest].maybe.append(row)

    def _group(self, rows: npt.NDArray[np.intp]) -> _Group:
        centre = unit_rows(self._points[rows].mean(axis=0)[np.newaxis])[0]
        words = self._telling(rows)
        naming = self._naming(words, len(rows))
        kept = self._kept(rows, naming)
        maybe = [int(row) for row in rows if int(row) not in kept and self._apart[row] >= _APART]
        different = {term.said: term for _tells, term in reversed(words)}
        telling = tuple(reversed(different.values()))[:WORDS]
        return _Group(telling, naming, sorted(kept), maybe, centre)

    def _telling(self, rows: npt.NDArray[np.intp]) -> list[tuple[float, Term]]:
        """The nouns that tell these texts apart, the most telling first."""
        inside = {int(row) for row in rows}
        said = Counter(one for row in inside for one in self._terms.lemmas[row] if one in self._terms)
        found = [
            (self._tells(self._terms[one], times, len(rows)), self._terms[one])
            for one, times in said.items()
            if times >= _FEWEST_SAY and self._is_heard(self._terms[one], inside)
        ]
        return sorted(((tells, term) for tells, term in found if tells > 0), key=lambda one: (-one[0], one[1].lemma))

    def _tells(self, term: Term, times: int, size: int) -> float:
        elsewhere = (len(term.rows) - times + 0.5) / (len(self.told.texts) - size + 1)
        return times / size * math.log(times / size / elsewhere)

    def _is_heard(self, term: Term, inside: set[int]) -> bool:
        interviews = {self.told.interviews[row] for row in term.rows if row in inside}
        return len(interviews) >= min(_FEWEST_INTERVIEWS, len(set(self.told.interviews)))

    def _naming(self, words: Sequence[tuple[float, Term]], size: int) -> tuple[Term, ...]:
        if not words or words[0][0] < _TELLS:
            return ()
        first = words[0][1]
        others = [(tells, term) for tells, term in words[1:3] if not _are_one(first, term)]
        if others and others[0][0] >= max(_SECOND * words[0][0], _TELLS / 2):
            return first, others[0][1]
        return (first,)

    def _says(self, row: int, naming: Sequence[Term]) -> bool:
        return any(term.lemma in self._heard[row] for term in naming)

    def _kept(self, rows: npt.NDArray[np.intp], naming: Sequence[Term]) -> set[int]:
        saying = [int(row) for row in rows if self._says(int(row), naming)]
        if not saying:
            return set()
        said = self._points[saying]
        near = float(np.quantile((unit_rows(said.sum(axis=0) - said) * said).sum(axis=1), _NEAR))
        middle = unit_rows(said.sum(axis=0, keepdims=True))[0]
        return {*saying, *(int(row) for row in rows if float(self._points[row] @ middle) >= near)}

    def _put_together_what_has_one_name(self) -> None:
        first: dict[tuple[Term, ...], _Group] = {}
        for number, group in list(self._groups.items()):
            same = first.setdefault(group.naming, group)
            if group.naming and same is not group:
                same.members, same.maybe = same.members + group.members, same.maybe + group.maybe
                same.centre = unit_rows(self._points[same.members].mean(axis=0, keepdims=True))[0]
                del self._groups[number]

    def _bring_in_from_elsewhere(self) -> None:
        """What says the name of another group and not that of its own, belongs there; also what is in none."""
        own = {row: group for group in self._groups.values() for row in group.members}
        for row in range(len(self.told.texts)):
            if row in own and self._says(row, own[row].naming):
                continue
            fitting = [group for group in self._groups.values() if group.members and self._says(row, group.naming)]
            if fitting:
                own[row] = max(fitting, key=lambda group: float(self._points[row] @ group.centre))
        for group in self._groups.values():
            group.members = sorted(row for row, of in own.items() if of is group)
            group.maybe = [row for row in group.maybe if row not in own]

    def _is_one(self, group: _Group) -> bool:
        return bool(group.naming) and len(group.members) >= FEWEST_MEMBERS


def _are_one(first: Term, second: Term) -> bool:
    """'team' and 'Sociaal Team', 'keuken' and 'keukentafel'."""
    one, other = first.said.lower(), second.said.lower()
    return one in other or other in one


def _apart(points: Floats, labels: npt.NDArray[np.int_]) -> Floats:
    """[text]: how much nearer it is to the centre of its own group than to the next."""
    numbers = np.unique(labels)
    near = points @ unit_rows(np.vstack([points[labels == number].mean(axis=0) for number in numbers])).T
    rows, own = np.arange(len(points)), np.searchsorted(numbers, labels)
    mine = near[rows, own].copy()
    near[rows, own] = -1.0
    return np.asarray(mine - near.max(axis=1), dtype=np.float32)
