"""Proposals for what to hide in an interview before anyone else reads it.

Words with a capital, word lists and the words around them propose; a person confirms. Nothing here makes a text
anonymous: a name that is also a word can be missed, and people are recognised by more than names.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from interviews.deidentification.finding.clues import named_words
from interviews.deidentification.finding.elsewhere import elsewhere
from interviews.deidentification.finding.hardly_any_capitals import known_clue, small_end, small_start
from interviews.deidentification.finding.initials import initialled
from interviews.deidentification.finding.kind_guessing import guess_kind
from interviews.deidentification.finding.lowercase import lowercase_end, lowercase_rest, lowercase_start
from interviews.deidentification.finding.other_languages import certain
from interviews.deidentification.finding.patterns import house_number_after, patterned_findings
from interviews.deidentification.finding.reading import Phrases, Reading, listed_phrases, phrases_in, phrases_of
from interviews.deidentification.finding.surnames import (
    after_prefixes,
    continues_name,
    is_where,
    start_of_prefixes,
    surnames_in_full,
)
from interviews.deidentification.kinds import Clue, Finding
from interviews.deidentification.words.accents import Composed, composed
from interviews.deidentification.words.inflection import diminutive
from interviews.deidentification.words.languages import other_language
from interviews.deidentification.words.possessives import end_of_possessive
from interviews.deidentification.words.tokens import Word
from interviews.language import one_pass
from interviews.name_kinds import NameKind

__all__ = ["Clue", "Finding", "NameKind", "find_names"]

_MOST_WORDS = 6
_NOTHING_KNOWN: Mapping[str, NameKind] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Name:
    """words[first:last] are one name. `certainty` settles the kind when the text uses the name in several ways."""

    first: int
    last: int
    kind: NameKind
    clue: Clue
    certainty: int


@dataclass(frozen=True, slots=True)
class _Told:
    """What the whole text tells about its names: those that people are put in, at or to; surnames with prefixes."""

    settings: frozenset[str]
    surnames: frozenset[tuple[str, ...]]


def find_names(
    text: str, *, known: Mapping[str, NameKind] = _NOTHING_KNOWN, marked: Mapping[str, NameKind] = _NOTHING_KNOWN
) -> list[Finding]:
    """Stretches that may give somebody away, in order, never overlapping.

    `known` holds the names, as written, that were replaced earlier in the study: they are found wherever they return.
    Dates, ages and numbers among them are passed over: those are found by their form. `marked` holds those that a
    person pointed at: as they were written they are found also where they are words.
    Where the text isn't Dutch only what is certain is found. Time is linear in the length of the text.
    """
    plain = Composed(text)
    with one_pass():
        reading = Reading(plain.text)
        forms = list(patterned_findings(plain.text))
        names = [*initialled(reading), *_names(reading, reading.words_in((one.start, one.end) for one in forms))]
        other = other_language(plain.text)
        names = certain(reading, names, other)
        known_here = certain(reading, _known_names(reading, known, marked), other)
        layers = [_not_in_full(known_here, names), certain(reading, forms, other), names]
        if not other.is_all:
            layers.append(list(elsewhere(reading, names)))
    kept = _without_overlap(layers, len(plain.text))
    return [Finding(*plain.span(one.start, one.end), one.kind, one.clue) for one in kept]


def _without_overlap(layers: list[list[Finding]], length: int) -> list[Finding]:
    """Earlier layers win; within a layer the longest stretch does."""
    taken = bytearray(length)
    kept: list[Finding] = []
    for layer in layers:
        for finding in sorted(layer, key=lambda found: (found.start - found.end, found.start)):
            if not any(taken[finding.start : finding.end]):
                taken[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
                kept.append(finding)
    return sorted(kept, key=lambda found: found.start)


def _known_names(reading: Reading, known: Mapping[str, NameKind], marked: Mapping[str, NameKind]) -> Iterator[Finding]:
    names = {name: kind for name, kind in known.items() if kind in _RETURNING and any(map(str.isalpha, name))} | dict(
        marked
    )
    exact = {composed(name) for name in marked}
    for first, last, kind in phrases_in(reading, phrases_of(_forms(names) | names)):
        if kind is None:
            continue
        words = reading.words[first:last]
        written = composed(reading.text[words[0].start : words[-1].end])
        if written in exact or any(_is_no_word_here(reading, word) for word in words):
            yield _finding(reading, first, last, kind, Clue.KNOWN)
        elif reading.has_small_names and (clue := known_clue(reading, first, last, kind)):
            yield _finding(reading, first, last, kind, clue)


def _forms(names: Mapping[str, NameKind]) -> dict[str, NameKind]:
    """'Daans' and 'Daantje' of people."""
    people = [name for name, kind in names.items() if kind is NameKind.PERSON and name[-1].isalpha()]
    genitives = {f"{name}s": NameKind.PERSON for name in people}
    small = {diminutive(name): NameKind.PERSON for name in people if " " not in name}
    return genitives | small | {f"{name}s": NameKind.PERSON for name in small}


def _not_in_full(known: Iterable[Finding], names: Iterable[Finding]) -> list[Finding]:
    """Those that are no part of a person's longer name: 'Daan' is known, and here 'Daan de Vries' stands."""
    whole = {at: one for one in names if one.kind is NameKind.PERSON for at in range(one.start, one.end)}

    def is_part(one: Finding) -> bool:
        around = whole.get(one.start)
        is_longer = around is not None and around.end - around.start > one.end - one.start
        return around is not None and is_longer and one.end <= around.end and one.kind is around.kind

    return [one for one in known if not is_part(one)]


_RETURNING = {NameKind.PERSON, NameKind.PLACE, NameKind.SCHOOL, NameKind.ORGANISATION, NameKind.ADDRESS}


def _is_no_word_here(reading: Reading, word: Word) -> bool:
    """'Bos' inside a sentence, 'Sanne' anywhere; not 'bos', and not 'Wil' where a sentence begins."""
    if not reading.is_dutch(word):
        return True
    return word.capital and (not word.opens or not reading.is_ordinary(word))


def _names(reading: Reading, formed: Set[int]) -> Iterator[Finding]:
    """`formed`: the words that are found by their form: no part of a name, and a name may stand right behind them."""
    phrases = [*phrases_in(reading, _listed())]
    in_phrase = formed | {index for first, last, _ in phrases for index in range(first, last)}
    named = {index: clue for index, clue in named_words(reading).items() if index not in in_phrase}
    for first, last, kind in phrases:
        if kind and (_has_capital(reading, first, last) or _is_gone_to(reading, first, kind)):
            yield _finding(reading, first, last, kind, _LIST_CLUE[kind])
    for name in _of_one_kind(reading, list(_runs(reading, named, in_phrase))):
        finding = _finding(reading, name.first, name.last, name.kind, name.clue)
        yield finding
        if finding.kind is NameKind.ADDRESS and (number := house_number_after(reading.text, finding.end)):
            yield number


def _has_capital(reading: Reading, first: int, last: int) -> bool:
    return any(word.capital and not word.opens for word in reading.words[first:last])


def _is_gone_to(reading: Reading, first: int, kind: NameKind) -> bool:
    """'in den haag'."""
    if reading.is_small:
        return True
    return kind is NameKind.PLACE and reading.follows(first) and reading.cue(first - 1, "to_places")


_LIST_CLUE = {NameKind.PLACE: Clue.PLACE_LIST, NameKind.ORGANISATION: Clue.ORGANISATION_LIST}


@cache
def _listed() -> Phrases:
    return listed_phrases()


def _finding(reading: Reading, first: int, last: int, kind: NameKind, clue: Clue) -> Finding:
    end = reading.words[last - 1].end
    if kind is NameKind.PERSON:
        end = end_of_possessive(reading.text, end)
    return Finding(reading.words[first].start, end, kind, clue)


def _runs(reading: Reading, named: Mapping[int, Clue], in_phrase: Set[int]) -> Iterator[_Name]:
    """Words of one name taken together: 'Lotte van der Meulen', 'het Elzenbroek College'."""
    settings = _settings(reading, named)
    told = _Told(settings, surnames_in_full(reading, settings))
    after = 0
    for index in sorted(named):
        if index < after:
            continue
        last = _end_of_run(reading, index, told, in_phrase)
        earliest = max(after, index - _MOST_WORDS)
        is_low = not reading.words[index].capital
        first = _start_of_run(reading, _low_start(reading, index) if is_low else index, earliest, told)
        after = last
        if not all(_is_generic(reading, word) for word in reading.words[first:last]):
            yield _kinded(reading, first, last, index, named[index])


def _low_start(reading: Reading, index: int) -> int:
    first = lowercase_start(reading, index)
    return small_start(reading, index) if first == index and reading.is_small else first


def _settings(reading: Reading, named: Mapping[int, Clue]) -> frozenset[str]:
    """Names the text puts people in, at or to: 'van de Wilgenschaar' after such a name is no surname."""
    where = {"in", "bij", "naar", "op", "uit"}
    found = set()
    for index in named:
        before = index - 1
        while before > 0 and reading.cue(before, "articles"):
            before -= 1
        if before >= 0 and reading.words[before].lower in where:
            found.add(reading.words[index].lower)
    return frozenset(found - reading.lists.first_names.keys())


def _end_of_run(reading: Reading, start: int, told: _Told, blocked: Set[int]) -> int:
    if not reading.words[start].capital:
        end = lowercase_end(reading, start)
        return small_end(reading, start) if end == start + 1 and reading.is_small else end
    end = start + 1
    while end - start < _MOST_WORDS and reading.follows(end) and end not in blocked:
        if continues_name(reading, end):
            end += 1
            continue
        if end == start + 1 and (low := lowercase_rest(reading, start)):
            return low + 1
        surname = after_prefixes(reading, end, blocked)
        if not surname or not _takes_prefixes(reading, start, surname):
            break
        if is_where(reading, end, surname, settings=told.settings):
            break
        end = surname + 1
    return end


def _takes_prefixes(reading: Reading, index: int, surname: int) -> bool:
    """A first name or an initial does; after 'meneer Bakker' a surname that is known: 'van Dam', not 'van Zorg'."""
    word = reading.words[index]
    if reading.is_first_name(word) or word.is_initial:
        return True
    is_titled = reading.follows(index) and reading.cue(index - 1, "titles")
    return is_titled and ("-" in word.text or reading.words[surname].lower in reading.lists.surnames)


def _start_of_run(reading: Reading, index: int, earliest: int, told: _Told) -> int:
    """Words before the name that belong to it: 'De' in 'De Wit', 'van den' after 'meneer', 'Stichting', an initial."""
    start = index
    while start > earliest and reading.follows(start) and _leads_name(reading, start - 1):
        start -= 1
    before = start_of_prefixes(reading, start, earliest)
    initial = before
    while initial > earliest and reading.follows(initial) and reading.words[initial - 1].is_initial:
        initial -= 1
    if initial < before:
        return initial
    if tuple(word.lower for word in reading.words[before : index + 1]) in told.surnames:
        return before
    if before == 0 or not reading.follows(before) or not reading.cue(before - 1, "titles"):
        return start
    title = reading.words[before - 1].lower
    return start if is_where(reading, before, index, titled=title, settings=told.settings) else before


def _leads_name(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    if not word.capital:
        return False
    if word.is_initial or len(word.text) == 1:
        return word.is_initial
    if reading.cue(index, "school_words", "organisation_words"):
        return True
    if word.opens and reading.cue(index, "prefixes"):
        return reading.words[index + 1].lower in reading.lists.surnames
    return word.lower in _NAME_OPENERS or reading.cue(index, "prefixes")


_NAME_OPENERS = frozenset({"sint", "st", "nieuwe", "oude"})


def _is_generic(reading: Reading, word: Word) -> bool:
    cues = reading.lists.cues
    generic = word.lower in cues["school_words"] or word.lower in cues["organisation_words"]
    is_prefix = word.lower in cues["prefixes"] and not (word.capital and reading.is_first_name(word))
    return generic or is_prefix or reading.is_kept(word)


def _kinded(reading: Reading, first: int, last: int, index: int, clue: Clue) -> _Name:
    kind, certainty, reason = guess_kind(reading, first, last, index)
    return _Name(first, last, kind, reason or clue, certainty)


def _of_one_kind(reading: Reading, names: list[_Name]) -> Iterator[_Name]:
    """The same name is the same kind everywhere: the kind it has where the text is clearest."""
    clearest: dict[str, _Name] = {}
    for name in names:
        own_words = [word.lower for word in reading.words[name.first : name.last] if not _is_generic(reading, word)]
        for key in {_key(reading, name), *own_words}:
            if key not in clearest or name.certainty > clearest[key].certainty:
                clearest[key] = name
    for name in names:
        yield replace(name, kind=clearest[_key(reading, name)].kind)


def _key(reading: Reading, name: _Name) -> str:
    return " ".join(word.lower for word in reading.words[name.first : name.last])
