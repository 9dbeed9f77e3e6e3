"""A script says nothing by itself either: its sentences come with the page, in the reader's language."""

import re
from collections.abc import Iterator

from coding.screen.wording import sentences
from webapp.settings import ROOT

SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
FOR_PROGRAMS = {
    *("Escape", "Enter", "ArrowDown", "ArrowUp", "AltGraph", "Delete", "Accept", "Backspace", "Tab"),
    *("not known", "row □", "code □", "segment □"),
}
"""Keys on a keyboard, and names that only scripts read."""

_PARTS = re.compile(
    r"//[^\n]*|/\*.*?\*/"
    r"|(?P<error>new Error\([^)]*\))"
    r'|"(?P<plain>(?:\\.|[^"\\\n])*)"'
    r"|(?<=[(,=:!&|?])\s*/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*"
    r"|`(?P<filled>(?:\\.|\$\{(?:[^{}`]|\{[^{}]*\}|`[^`]*`)*\}|[^`\\])*)`",
    re.DOTALL,
)


def test_no_script_says_anything_by_itself() -> None:
    said = [
        f"{script.relative_to(ROOT)}: {text}"
        for script in SCRIPTS
        for text in _texts(script.read_text())
        if _could_be_read(text)
    ]
    assert said == []


def test_scripts_know_the_sentences_that_their_page_brings() -> None:
    """None is missing, and none is brought for nothing."""
    asked = re.compile(r'\b(?:say|counted)\((?:[^"()]*\? )?"(\w+)"(?: : "(\w+)")?')
    known = {name for script in SCRIPTS for both in asked.findall(script.read_text()) for name in both if name}
    assert known == set(sentences())


def _texts(script: str) -> Iterator[str]:
    """What stands between quotes; of what is filled in, also what is quoted within that."""
    for found in _PARTS.finditer(script):
        if found["plain"] is not None:
            yield found["plain"]
        elif found["filled"] is not None:
            within = re.findall(r"\$\{((?:[^{}]|\{[^{}]*\})*)\}", found["filled"])
            yield re.sub(r"\$\{(?:[^{}]|\{[^{}]*\})*\}", "□", found["filled"])
            for code in within:
                yield from _texts(code)


def _could_be_read(text: str) -> bool:
    """Words with a space, a capital or a full stop, and none of the signs of selectors, classes and addresses."""
    words = text.strip()
    if words in FOR_PROGRAMS or re.search(r"[#\[\]=<>/{}|_\\-]|\w[.:]\w|^[.:]|[a-z][A-Z]", words):
        return False
    sounds = re.search(r"[^\W\d_] [^\W\d_]|□ [^\W\d_]|[^\W\d_] □|[^\W\d_]{2}[.?!]$|^[A-Z][a-z]+$", words)
    return bool(sounds or (words != text and re.search(r"[^\W\d_]{2}", words)))
