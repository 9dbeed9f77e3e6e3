"""One-time codes as people type them over: nine random signs and one that checks them, shown as 'K7RMP X4TWC'.

Nineteen signs. None looks like another (0O, 1IL, 2Z, 5S, 8B, UV) and none is a vowel, so that no code is a word.
Nineteen is a prime number: with a weight for each place the check finds every single wrong sign and every two that
changed places (Verhoeff, 'Error Detecting Decimal Codes', 1969). What fails it is refused without looking for it.
"""

import unicodedata

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.tokens import random_signs

SIGNS = "34679CDFGHJKMNPRTWX"
LENGTH = 10
_HALF = LENGTH // 2
_MOST_READ = 1_000
"""Of what was typed: no code is written with so many spaces and dashes."""
_LOOKS_LIKE = {
    "0": "DCG", "O": "DCG", "Q": "DG", "1": "7", "I": "7TJ", "L": "7", "2": "7", "Z": "7", "5": "6", "S": "6",
    "8": "369", "B": "3R6", "U": "NW", "V": "WX", "Y": "XT", "A": "4", "E": "F",
}  # fmt: skip
"""What is no sign of a code, and the signs it may have been misread for. The check says which of them it was."""


class CodeMistyped(ResearcherError):
    """What was typed is no code: too short, too long, or the check fails. It can't be anybody's."""


def new_code() -> str:
    """Ten signs; about 10^11.5 are possible."""
    body = random_signs(SIGNS, LENGTH - 1)
    return body + _check_of(body)


def shown(code: str) -> str:
    """'K7RMPX4TWC' -> 'K7RMP X4TWC'."""
    return f"{code[:_HALF]} {code[_HALF:]}"


def read_code(typed: str) -> str:
    """The code that was meant. Capitals, spaces and dashes don't matter, and one sign that was misread
    for what looks like it is put right. Raises CodeMistyped."""
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", typed[:_MOST_READ]).upper() if sign.isalnum())
    if not signs:
        raise CodeMistyped(_("Typ de code van uw kaartje of uit uw brief. Dan kunt u beginnen."))
    if len(signs) != LENGTH:
        raise CodeMistyped(_wrong_length(signs))
    meant = [code for code in _meant_by(signs) if is_code(code)]
    if len(meant) != 1:
        raise CodeMistyped(_one_is_wrong(signs))
    return meant[0]


def is_code(code: str) -> bool:
    """Whether the signs fit each other; nothing about whether anybody was given it."""
    return len(code) == LENGTH and set(code) <= set(SIGNS) and _check_of(code[:-1]) == code[-1]


def _check_of(body: str) -> str:
    return SIGNS[sum((place + 2) * SIGNS.index(sign) for place, sign in enumerate(body)) % len(SIGNS)]


def _meant_by(signs: str) -> list[str]:
    """The code as typed; where one sign can't be of a code, with each that it looks like in its place."""
    strange = [place for place, sign in enumerate(signs) if sign not in SIGNS]
    if not strange:
        return [signs]
    if len(strange) > 1:
        return []
    (place,) = strange
    return [signs[:place] + sign + signs[place + 1 :] for sign in _LOOKS_LIKE.get(signs[place], "")]


def _wrong_length(signs: str) -> str:
    if len(signs) == LENGTH - 1:
        return _(
            "De code %(code)s heeft negen tekens. Er hoort er nog één bij. Kijk nog eens op uw kaartje.", code=signs
        )
    if len(signs) < LENGTH:
        return _(
            "De code %(code)s heeft te weinig tekens: het moeten er tien zijn. Kijk nog eens op uw kaartje.", code=signs
        )
    return _(
        "De code %(code)s heeft te veel tekens: het moeten er tien zijn. Kijk nog eens op uw kaartje.",
        code=signs[: 2 * LENGTH],
    )


def _one_is_wrong(signs: str) -> str:
    return _(
        "In de code %(code)s is een teken anders dan op uw kaartje. Kijk nog eens goed. Lukt het niet? Bel ons dan.",
        code=shown(signs),
    )
