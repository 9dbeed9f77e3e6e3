"""Whether a word is ordinary Dutch: in the dictionary, stressed, made of two words, or a numeral."""

import re

from interviews.deidentification.lists.spoken_numbers import NUMERAL_PARTS
from interviews.deidentification.lists.word_lists import name_lists
from interviews.language import in_dictionary

_LONGEST_WORD = 40
_SHORTEST_PART = 4
_SUFFIX = re.compile(
    r"\w{3,}(?:heid|heden|lijk|lijke|teit|tie|ties|isme|loos|loze|baar|bare|matig|erwijs|achtig|schap)$"
)
_NUMERAL = re.compile(rf"(?:{'|'.join(NUMERAL_PARTS)})+$")
_STRETCHED = re.compile(r"(.)\1{2,}")
_WITHOUT_STRESS = str.maketrans("áéíóúÁÉÍÓÚ’‘", "aeiouAEIOU''")


def is_dutch_word(word: str) -> bool:
    """`word`, in lower case, is in the dictionary, also when stressed (wél, jaaaa) or made of two words (wachttijd)."""
    if len(word) > _LONGEST_WORD:
        return False
    plain = word.translate(_WITHOUT_STRESS)
    calm = (_STRETCHED.sub(r"\1", plain), _STRETCHED.sub(r"\1\1", plain))
    if any(_is_ordinary(form) for form in (word, plain, *calm)):
        return True
    return bool(_SUFFIX.match(plain) or _NUMERAL.match(word)) or _is_compound(plain)


def _is_ordinary(word: str) -> bool:
    return word in name_lists().ordinary or in_dictionary(word)


def _is_compound(word: str) -> bool:
    return any(
        _is_ordinary(word[cut:]) and (_is_ordinary(word[:cut]) or _is_ordinary(word[:cut].rstrip("s-")))
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    )
