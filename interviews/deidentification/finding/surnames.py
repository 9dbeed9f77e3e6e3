"""Surnames with the words before them: 'van der Meulen', "in 't Veld"; and what only looks like one: 'oma in Venlo'."""

from collections.abc import Set

from interviews.deidentification.finding.reading import Reading
from interviews.deidentification.words.tokens import Word

MOST_PREFIXES = 3
_LONGEST_INTERJECTION = 4
"""Up to this length an ordinary word with a capital, 'Ja' or 'Toen', ends a name; 'Verder' belongs to it."""
_WHERE = frozenset({"in", "op", "uit", "bij", "aan", "over", "voor", "onder", "te"})
_OF_OLD = frozenset({"den", "der", "'t", "t"})
"""Articles that live on in surnames: 'in den Ouden', "in 't Veld"."""
_ALIVE = frozenset({"de", "het"})
_WHERE_SOMEBODY_WORKS = (["van"], ["van", "de"], ["van", "het"])
"""Before a word for a school or an organisation: 'Karin de Groot van Jeugdzorg Lindermeer'."""
_NO_SURNAMES = frozenset(
    {"klein", "groot", "lang", "kort", "wit", "zwart", "bruin", "groen", "oud", "jong", "wild", "goed", "vroom", "hard"}
)
"""Surnames that a spoken word without capital rather is not: 'toen was sanne klein'."""


def continues_name(reading: Reading, index: int) -> bool:
    """The word at `index` can be the next word of a name: by its capital, or by what it is the word for."""
    word = reading.words[index]
    if not word.capital or len(word.text) < 2 or word.opens:
        return False
    if reading.cue(index, "school_words", "organisation_words"):
        return True
    if reading.is_kept(word) or reading.cue(index, "prefixes"):
        return False
    return not reading.is_ordinary(word) or len(word.text) > _LONGEST_INTERJECTION


def after_prefixes(reading: Reading, index: int, blocked: Set[int] = frozenset()) -> int | None:
    """Where 'van der Meulen' ends, when one starts at `index`."""
    for ahead in range(index, index + MOST_PREFIXES + 1):
        if not reading.follows(ahead) or ahead in blocked:
            return None
        if not reading.cue(ahead, "prefixes"):
            return ahead if ahead > index and continues_name(reading, ahead) else None
    return None


def surname_after(reading: Reading, index: int) -> int | None:
    """Where a surname ends that follows the word at `index`, which is a first name and may be a word as well."""
    if not reading.follows(index + 1):
        return None
    word = reading.words[index + 1]
    main = after_prefixes(reading, index + 1)
    if main is not None:
        lower = reading.words[main].lower
        surname = lower in reading.lists.surnames or not reading.is_dutch(reading.words[main])
        return main if surname and not is_where(reading, index + 1, main) else None
    if not continues_name(reading, index + 1) or reading.is_ordinary(word):
        return None
    if word.lower in reading.lists.surnames:
        return index + 1
    return None if reading.is_dutch(word) or reading.is_first_name(word) else index + 1


def lowercase_surname(reading: Reading, index: int, *, is_close: bool = False) -> int | None:
    """As after_prefixes, for a text without capitals: only what can't well be anything else than a surname.

    `is_close`: the word at `index` belongs to what stands before it, also where a full stop parts them.
    """

    def follows(at: int) -> bool:
        return reading.follows(at) or (is_close and at == index < len(reading.words))

    main = index
    while main - index < MOST_PREFIXES and follows(main) and reading.cue(main, "prefixes"):
        main += 1
    if not follows(main) or reading.words[main].capital or len(reading.words[main].text) < 3:
        return None
    prefixes = [word.lower for word in reading.words[index:main]]
    word = reading.words[main]
    if reading.is_ordinary(word) or reading.is_kept(word) or (prefixes and prefixes[0] in _WHERE):
        return None
    if len(prefixes) > 1 and prefixes[0] == "van" and prefixes[-1] in {"den", "der"}:
        return main
    is_foreign = prefixes in (["el"], ["al"]) or (prefixes and prefixes[-1] not in _ALIVE and reading.is_small)
    if is_foreign and not reading.is_dutch(word) and not is_where(reading, index, main):
        return main
    if not _is_listed(reading, word):
        return None
    if prefixes:
        return main if not is_where(reading, index, main) else None
    return None if word.lower in _NO_SURNAMES else main


def _is_listed(reading: Reading, word: Word) -> bool:
    """'visser'; 'bakker-visser', where both halves are surnames."""
    return all(part in reading.lists.surnames for part in word.lower.split("-"))


def start_of_prefixes(reading: Reading, index: int, earliest: int = 0) -> int:
    """Where the prefixes begin that stand before the word at `index`; `index` when there are none."""
    first = index
    while first > earliest and reading.follows(first) and reading.cue(first - 1, "prefixes"):
        first -= 1
    return first


def has_title_before_prefixes(reading: Reading, index: int) -> bool:
    """'mevrouw van den Heuvel', seen from 'Heuvel'."""
    first = start_of_prefixes(reading, index)
    return first < index and reading.follows(first) and reading.cue(first - 1, "formal_titles")


def surnames_in_full(reading: Reading, settings: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """The surnames with prefixes that stand behind a first name or a title: ('de', 'vries')."""
    found = set()
    prefixes = reading.lists.cues["prefixes"]
    behind = [index - 1 for index, word in enumerate(reading.words) if index and word.lower in prefixes]
    for index in behind:
        word = reading.words[index]
        titled = word.lower if reading.cue(index, "formal_titles") else ""
        main = after_prefixes(reading, index + 1) if titled or (word.capital and reading.is_first_name(word)) else None
        if main is not None and not is_where(reading, index + 1, main, titled=titled, settings=settings):
            found.add(tuple(part.lower for part in reading.words[index + 1 : main + 1]))
    return frozenset(found)


def is_where(
    reading: Reading, first: int, main: int, *, titled: str = "", settings: frozenset[str] = frozenset()
) -> bool:
    """words[first : main + 1] says where somebody is or comes from, and is no surname.

    `titled`: the title right before it ('mevrouw', 'juf', 'oma'), none after a first name. `settings`: names that the
    text puts people in, at or to.
    """
    prefixes = [word.lower for word in reading.words[first:main]]
    if not prefixes or (reading.words[first].capital and prefixes[0] in _WHERE):
        return False
    is_formal = bool(titled) and titled in reading.lists.cues["formal_titles"]
    name = reading.words[main].lower
    if prefixes[0] in _WHERE:
        return _is_where_in(reading, first, main, is_formal)
    if is_formal:
        return False
    listed = name in reading.lists.surnames
    if not listed and prefixes == ["van"] and name in reading.lists.organisations:
        return True
    if not listed and prefixes in _WHERE_SOMEBODY_WORKS and reading.cue(main, "school_words", "organisation_words"):
        return True
    if prefixes[0] == "van" and (name in settings or (_is_place(reading, first, main) and not listed)):
        return True
    if prefixes[0] != "van" or listed or prefixes[-1] not in _ALIVE:
        return False
    return bool(titled) or reading.words[main - 1].capital


def _is_where_in(reading: Reading, first: int, main: int, is_formal: bool) -> bool:
    """'in Venlo', 'op de Regenboog' say where; "in 't Veld" and 'op den Akker' are surnames."""
    articles = [word.lower for word in reading.words[first + 1 : main]]
    name = reading.words[main].lower
    if _is_place(reading, first + 1, main):
        return True
    if not articles:
        return not (reading.words[first].lower == "te" and name in reading.lists.surnames)
    if all(article in _OF_OLD for article in articles):
        return False
    return not (is_formal and name in reading.lists.surnames) or reading.words[main - 1].capital


def _is_place(reading: Reading, first: int, main: int) -> bool:
    """'Venlo', or with its article: 'den Bosch'."""
    return any(
        " ".join(word.lower for word in reading.words[start : main + 1]) in reading.lists.places
        for start in range(first, main + 1)
    )
