"""Forms of a name: "Hugo's", 'Hugootje'; and the name behind such a form."""

import re
from collections.abc import Iterator

_SHORT_SYLLABLE = re.compile(r"[^aeiouy]*[aeiou][mbgl]")
_DIMINUTIVES = (("aatje", "a"), ("ootje", "o"), ("ietje", "i"), ("etje", ""), ("pje", ""), ("tje", ""), ("je", ""))


def genitive(name: str) -> str:
    """'Bas' -> "Bas'", 'Hugo' -> "Hugo's", 'Daan' -> 'Daans'."""
    if name[-1] in "sxzSXZ":
        return f"{name}'"
    return f"{name}'s" if name[-1] in "aiouyéAIOUY]" else f"{name}s"


def diminutive(name: str) -> str:
    """'Hugo' -> 'Hugootje', 'Bram' -> 'Brammetje', 'Daan' -> 'Daantje', 'Bas' -> 'Basje'. A description has none."""
    last = name[-1].lower()
    if not last.isalpha():
        return name
    if last in "aou":
        return f"{name}{last}tje"
    if last == "i":
        return f"{name}etje"
    if last == "y":
        return f"{name}'tje"
    if _SHORT_SYLLABLE.fullmatch(name.lower()):
        return f"{name}{last}etje"
    if last == "m":
        return f"{name}pje"
    return f"{name}tje" if last in "elnrwéë" else f"{name}je"


def behind_diminutive(form: str) -> Iterator[str]:
    """The names that `form` may be the diminutive of, the likeliest first."""
    lower = form.lower()
    for ending, instead in _DIMINUTIVES:
        stem = form[: len(form) - len(ending)].rstrip("'")
        if not lower.endswith(ending) or len(stem + instead) < 2:
            continue
        if ending == "etje" and len(stem) > 2 and stem[-1] == stem[-2]:
            yield stem[:-1]
        yield stem + instead
