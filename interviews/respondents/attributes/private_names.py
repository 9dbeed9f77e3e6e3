"""Whether a short text names somebody: whoever it is about, or somebody near them.

'Wilma Jansen', 'mevr. De Wit', 'Gerrit', 'buurvrouw Truus', 'Daan (2014)'. A first name that is an ordinary word too
('Roos', 'Bas') names somebody behind a word for family or company only.
"""

import re
from collections.abc import Iterator

from interviews.deidentification.lists.dutch_words import is_dutch_word
from interviews.deidentification.lists.word_lists import name_lists, unaccented

_INFIX = r"(?:van|de|der|den|het|'t|te|ten|ter|in|op|el|al|la|von|v\.d\.|vd)"
_SURNAME = rf"(?:{_INFIX} ){{0,3}}[A-ZÀ-Þ][^\W\d_]+(?:[- ][A-ZÀ-Þ][^\W\d_]+)?"
_INITIALS = re.compile(rf"(?<!\w)(?:[A-Z]\.[ -]?){{1,5}}{_SURNAME}")
_TITLED = re.compile(
    rf"(?<!\w)(?:[Mm]evr(?:ouw|\.)?|[Mm]w\.?|[Dd]hr\.?|[Mm]eneer|[Hh]eer|[Dd]rs?\.|[Jj]uf|[Ff]am(?:ilie|\.)) {_SURNAME}"
)
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTS = re.compile(r"[^\W\d_]+")
_NO_SURNAME = frozenset({"en", "of", "met", "bij", "uit", "is", "was", "heeft", "school", "college", "straat"})
_BORN = re.compile(r"([^\W\d_]{2,}) ?\((?:geb(?:oren)?\.? ?)?(?:(?:19|20)\d\d|\d{1,2}(?: ?(?:jaar|jr|j)\.?)?)\)")
_COMPANY = frozenset({"met", "van", "door", "heet"})
_BETWEEN = frozenset({"van", "heet", "mijn", "zijn", "haar", "hun", "genaamd"})
_MORE_KIN = frozenset(
    {"kinderen", "zonen", "dochters", "broers", "zussen", "ouders", "mama", "papa", "zwager", "schoonzus"}
    | {"schoonmoeder", "schoonvader", "grootmoeder", "grootvader", "echtgenoot", "echtgenote", "verloofde"}
    | {"pleegkind", "pleegzoon", "pleegdochter", "stiefzoon", "stiefdochter"}
)
_NEVER_NAMES = frozenset({"anders", "mei", "augustus"})
_BEFORE_A_NAME = frozenset({"van", "met", "door", "via", "wie"})


def holds_a_name(text: str) -> bool:
    """Whether somebody is named, in full or by a first name."""
    return _holds_a_whole_name(text) or _names_somebody_near(text)


def is_of_somebody_near(heading: str) -> bool:
    """'Kind', 'Partner 2', 'Aangemeld door', 'Via wie': above somebody else's name."""
    return bool(_cue_of(heading))


def is_named_below(heading: str, text: str) -> bool:
    """Whether `text` is a name because of what stands above it: 'Roos' below 'Kind' or 'Aangemeld door'."""
    cue = _cue_of(heading)
    return bool(cue) and _names_somebody_near(f"{cue} {text}")


def _cue_of(heading: str) -> str:
    words: list[str] = _PARTS.findall(heading.lower())
    if words and all(word in _kin() for word in words):
        return words[-1]
    return "van" if len(words) > 1 and words[-1] in _BEFORE_A_NAME else ""


def names_somebody_as_role(role: str) -> bool:
    """A role says what somebody is in ordinary words, so it's a name sooner than anything else is."""
    words = [word for word in _PARTS.findall(role) if not re.fullmatch(_INFIX, word, re.IGNORECASE)]
    if len(words) == 1:
        return _is_first_name(words[0])
    return holds_a_name(role) or (len(words) > 1 and (_is_surname_only(words[-1]) or all(map(is_unknown, words))))


def _is_surname_only(word: str) -> bool:
    return unaccented(word.lower()) in name_lists().surnames and word.lower() not in _kin()


def _holds_a_whole_name(text: str) -> bool:
    """'Wilma Jansen', 'mevr. De Wit', 'P.J. van der Berg', 'wilma jansen'; 'Aagje Zwart', whose first name is rare."""
    if _INITIALS.search(text) or _TITLED.search(text):
        return True
    words, lists = _WORDS.findall(text), name_lists()
    for place, word in enumerate(words[:-1]):
        is_listed = unaccented(word.lower()) in lists.first_names
        if not is_listed and not is_unknown(word):
            continue
        rest = [one for one in words[place + 1 : place + 5] if one.lower() not in lists.cues.get("prefixes", ())]
        surname = next((one for one in rest if not re.fullmatch(_INFIX, one, re.IGNORECASE)), "")
        if _is_surname(word, surname) and (is_listed or unaccented(surname.lower()) in lists.surnames):
            return True
    return False


def _is_surname(first_name: str, word: str) -> bool:
    if len(word) < 2 or word.lower() in _NO_SURNAME:
        return False
    if first_name[0].isupper():
        return word[0].isupper()
    return unaccented(word.lower()) in name_lists().surnames


def _names_somebody_near(text: str) -> bool:
    if any(_is_named(found[1]) for found in _BORN.finditer(text)):
        return True
    words = _WORDS.findall(text)
    return any(_is_surely_named(one) for word in words for one in _forms(word)) or any(_behind_a_cue(words))


def _forms(word: str) -> Iterator[str]:
    """'Anne-Fleur' and its parts; 'Daans' without its s."""
    yield word
    parts = _PARTS.findall(word)
    yield from parts if len(parts) > 1 else ()
    if word.endswith("s") and word[0].isupper() and not is_dutch_word(word.lower()):
        yield word[:-1]


def _is_surely_named(word: str) -> bool:
    """A first name that is no ordinary word."""
    lists, plain = name_lists(), unaccented(word.lower())
    if not _is_first_name(word) or plain in lists.words_too or plain in lists.places:
        return False
    if word.isupper() and plain in lists.kept:
        return False
    return word[0].isupper() or plain in lists.never_words or not is_dutch_word(word.lower())


def _behind_a_cue(words: list[str]) -> Iterator[bool]:
    """'dochter van Roos', 'mijn zoon Quirinus', 'met Bas'."""
    for place, word in enumerate(words):
        if word.lower() in _kin():
            rest = words[place + 1 : place + 4]
            behind = next((one for one in rest if one.lower() not in _BETWEEN), "")
            yield _is_named(behind)
        elif word.lower() in _COMPANY and place + 1 < len(words):
            behind = words[place + 1]
            yield _is_first_name(behind) and (behind[0].isupper() or unaccented(behind) not in name_lists().words_too)


def _is_named(word: str) -> bool:
    """Behind a word for family: a first name with a capital, or a word with a capital that nobody knows."""
    if len(word) < 2 or not word[0].isupper():
        return False
    return _is_first_name(word) or (not word.isupper() and is_unknown(word))


def _is_first_name(word: str) -> bool:
    plain = unaccented(word.lower())
    return plain in name_lists().first_names and plain not in _NEVER_NAMES


def is_unknown(word: str) -> bool:
    """No word, place or organisation that anybody knows."""
    lists, low = name_lists(), word.lower()
    return not (is_dutch_word(low) or low in lists.kept or low in lists.places or low in lists.organisations)


def _kin() -> frozenset[str]:
    cues = name_lists().cues
    return cues["kin"] | cues["titles"] | _MORE_KIN
