"""What a name is the name of, by its own words, the lists and the words before it."""

from collections.abc import Iterable, Iterator

from interviews.deidentification.finding.reading import Reading
from interviews.deidentification.kinds import Clue
from interviews.deidentification.words.tokens import Word
from interviews.name_kinds import NameKind

Guess = tuple[NameKind, int, Clue | None]
"""The kind, how sure that is (0 to 9), and a better reason than the name itself gave."""


def guess_kind(reading: Reading, first: int, last: int, index: int) -> Guess:
    """The kind of the name words[first:last], of which the word at `index` was recognised as one."""
    words = reading.words[first:last]
    for kind, certainty, reason in (*_kind_by_own_words(reading, words), *_kind_by_lists(reading, words, index)):
        if not (kind is NameKind.ORGANISATION and reading.follows(first) and reading.cue(first - 1, "titles")):
            return kind, certainty, reason
    return _kind_by_words_before(reading, first, words)


def _kind_by_own_words(reading: Reading, words: list[Word]) -> Iterator[Guess]:
    cues = reading.lists.cues
    last = words[-1].lower
    if any(word.lower in cues["school_words"] for word in words) or _ends(last, cues["school_endings"]):
        yield NameKind.SCHOOL, 8, Clue.SCHOOL_WORD
    if (
        _ends(last, cues["street_endings"])
        and last not in reading.lists.places
        and words[0].lower not in cues["articles"]
    ):
        yield NameKind.ADDRESS, 8, Clue.STREET
    if any(word.lower in cues["organisation_words"] for word in words):
        yield NameKind.ORGANISATION, 7, None


def _kind_by_lists(reading: Reading, words: list[Word], index: int) -> Iterator[Guess]:
    lists = reading.lists
    whole = " ".join(word.lower for word in words)
    first_name = reading.is_first_name(reading.words[index])
    if whole in lists.organisations and not first_name:
        yield NameKind.ORGANISATION, 7, Clue.ORGANISATION_LIST
    if whole in lists.places and not first_name:
        yield NameKind.PLACE, 7, Clue.PLACE_LIST
    if first_name:
        yield NameKind.PERSON, 7, Clue.NAME_LIST


def _kind_by_words_before(reading: Reading, first: int, words: list[Word]) -> Guess:
    before = first - 1 if reading.follows(first) else -1
    earlier = before - 1 if before > 0 and reading.cue(before, "articles") and reading.follows(before) else before
    guesses: list[tuple[bool, Guess]] = [
        (reading.cue(before, "titles", "kin"), (NameKind.PERSON, 8, Clue.TITLE)),
        (reading.cue(before, "naming"), (NameKind.PERSON, 5, Clue.NAMING)),
        (reading.cue(earlier, "school_words"), (NameKind.SCHOOL, 8, Clue.SCHOOL_WORD)),
        (_is_where_pupils_are(reading, earlier), (NameKind.SCHOOL, 6, None)),
        (_is_street_too(reading, before, earlier, words[-1]), (NameKind.ADDRESS, 7, Clue.STREET)),
        (reading.cue(before, "to_places"), (NameKind.PLACE, 6, None)),
        (reading.cue(earlier, "organisation_words"), (NameKind.ORGANISATION, 6, None)),
        (_ends(words[-1].lower, reading.lists.cues["organisation_endings"]), (NameKind.ORGANISATION, 4, None)),
        (before >= 0 and reading.words[before].lower in {"bij", "via"}, (NameKind.ORGANISATION, 4, None)),
        (len(words) == 1 and words[0].shouted and len(words[0].text) < 7, (NameKind.ORGANISATION, 4, None)),
        (words[-1].lower in reading.lists.surnames, (NameKind.PERSON, 3, Clue.NAME_LIST)),
        (reading.cue(before, "articles"), (NameKind.ORGANISATION, 3, None)),
        (words[0].lower in reading.lists.cues["articles"], (NameKind.ORGANISATION, 3, None)),
        (_is_where_somebody_works(reading, before), (NameKind.ORGANISATION, 3, None)),
        (_ends(words[-1].lower, reading.lists.cues["place_endings"]), (NameKind.PLACE, 2, None)),
    ]
    return next((guess for holds, guess in guesses if holds), (NameKind.PERSON, 1, None))


def _is_where_somebody_works(reading: Reading, before: int) -> bool:
    """'Naomi, van Bolderkade'."""
    return before > 0 and reading.words[before].lower == "van" and not reading.follows(before)


def _is_where_pupils_are(reading: Reading, before: int) -> bool:
    """'de juf op De Regenboog'."""
    at = before >= 0 and reading.words[before].lower in {"op", "van", "bij"} and reading.follows(before)
    return at and reading.cue(before - 1, "school_people")


def _is_street_too(reading: Reading, before: int, earlier: int, last: Word) -> bool:
    """'aan de Zeedijk': an ending that other names have as well, where people live 'aan' or 'op'."""
    if not _ends(last.lower, reading.lists.cues["street_endings_too"]):
        return False
    return any(index >= 0 and reading.words[index].lower in {"aan", "op"} for index in (before, earlier))


def _ends(word: str, endings: Iterable[str]) -> bool:
    """The word is longer than the ending by three letters or more: 'Hoofdstraat', not 'Straat' or 'Pad'."""
    return any(word.endswith(ending) and len(word) >= len(ending) + 3 for ending in endings)
