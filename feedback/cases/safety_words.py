"""Words by which a program sees that somebody may not be safe. A person decides; a word too many costs them a minute.

A change gets a number, so that can be told later what was looked for.
"""

import re

VERSION = 1
_WORDS = (
    r"geslagen|(?:slaat|sloeg|schopt|schopte) (?:me|mij|mijn|hem|haar|ons|de kinderen)\b",
    r"mishandel\w*|huiselijk geweld|verkracht\w*|aangerand\w*|seksueel misbruik\w*|wordt misbruikt|werd misbruikt",
    r"bang voor (?:mijn|m'n|hem|haar|thuis)\b|durf\w* niet (?:meer )?(?:naar huis|thuis)\b",
    r"bedreig\w*|opgesloten|vermoord\w*|wapen|pistool",
    r"zelfmoord\w*|su[iï]cid\w*|(?:niet|wil niet) meer leven|zelf pijn|snijd\w* (?:me)?zelf",
    r"dood|in gevaar|gevaar voor|levensgevaar\w*|onveilig thuis|thuis (?:niet|on)\s?veilig",
)
_ANY = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)


def is_safety_signal(text: str) -> bool:
    return _ANY.search(text) is not None
