"""The words on screen: one for each thing, sentences that everybody can read, and a guide that knows the buttons."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from webapp.settings import ROOT

LONGEST = 17
"""Words in a sentence; B1 asks for short ones."""
_WORD_FOR_WORD = {
    "feedback/invitations/words/fixed.py: Uw hulp en andere medewerkers van de gemeente zien dat niet, behalve als u "
    "zelf vraagt om gebeld te worden",
}
"""Longer, and not ours to change: what an invitation says of answers was agreed as it stands."""
_PACKAGES = ("foundation", "studies", "interviews", "coding", "journeys", "feedback", "exports", "webapp")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_END = re.compile(r"[.!?…]’?(?=\s|$)|\n+")


def _sentences() -> Iterator[tuple[str, str]]:
    """Where, and what: every Dutch text of the templates and the code."""
    for page in sorted((ROOT / "templates").rglob("*.html")):
        for found in re.finditer(r"_\(\s*([\"'])(.*?)(?<!\\)\1", page.read_text(), re.S):
            yield str(page.relative_to(ROOT)), found[2]
    for package in _PACKAGES:
        for module in sorted((ROOT / package).rglob("*.py")):
            yield from _of_module(module)


def _of_module(module: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext", "forms", "translatable"):
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield str(module.relative_to(ROOT)), given.value


def test_no_sentence_on_screen_is_long() -> None:
    long = [
        f"{where}: {part.strip()}"
        for where, text in _sentences()
        for part in _END.split(re.sub(r"%\(\w+\)[sd]", "x", text))
        if len(_WORD.findall(part)) > LONGEST
    ]
    assert set(long) == _WORD_FOR_WORD


def test_each_thing_has_one_word() -> None:
    """To take over is not to record; what is read in is not imported; what the program proposes for a text is a
    suggestion."""
    wrong = re.compile(
        r"\bneem\b[^.?!]* op\b(?! het overzicht)|importe|geïmporteerd|codevoorstel|voorgestelde code", re.I
    )
    assert [f"{where}: {text}" for where, text in _sentences() if wrong.search(text)] == []


def test_a_conversation_is_counted_as_having_segments_or_as_done() -> None:
    """A coded conversation could be either: one with a segment in it, or one of which the coding is done."""
    wrong = re.compile(r"gecodeerde? gesprek|gesprek(ken)? (is|zijn) (nog )?niet gecodeerd")
    modules = (module for package in _PACKAGES for module in (ROOT / package).rglob("*.py"))
    places = sorted([*(ROOT / "templates").rglob("*.html"), *modules])
    assert [place.name for place in places if wrong.search(place.read_text())] == []


def test_readers_and_council_are_u_and_who_works_here_is_je() -> None:
    informal, formal = re.compile(r"\b(je|jij|jouw|jullie)\b", re.I), re.compile(r"\b(u|uw)\b", re.I)
    for_readers = (
        *("templates/journeys/reading/", "templates/webapp/errors/public.html", "templates/foundation/mail/"),
        *("journeys/reading/views/", "journeys/review/invitation_letter.py"),
    )
    public = {f"templates/{name}.html" for name in _PUBLIC}
    mixed = [
        f"{where}: {text}"
        for where, text in _sentences()
        if (informal if where.startswith(for_readers) or where in public else formal).search(text)
        and (where.startswith(for_readers) or where in public or where.startswith(_FOR_STAFF))
    ]
    assert mixed == []


_PUBLIC = (
    *(f"exports/site/{name}" for name in ("_public_shell", "story", "stories", "gone")),
    *(f"webapp/doors/{name}" for name in ("privacy", "accessibility")),
    *(f"components/{name}" for name in ("contacts", "foot_links")),
)
_FOR_STAFF = (
    *(
        f"templates/{name}/"
        for name in ("coding", "interviews", "journeys", "studies", "webapp/help", "webapp/overview")
    ),
    "studies/letters/",
)


def test_the_guide_calls_buttons_as_they_are_called() -> None:
    """‘Names’ that the guide tells to choose stand on a screen, as that text or within it."""
    screens = "\n".join(text for where, text in _sentences() if not where.startswith("templates/webapp/help/"))
    guide = "\n".join(text for where, text in _sentences() if where == "templates/webapp/help/start.html")
    told = set(re.findall(r"(?:[Kk]ies|[Kk]lik op|[Mm]et|naar|Onder|bij) ‘(\w[^‘]*?)’(?!s)", guide))
    assert len(told) > 15
    assert {name for name in told if name.lower() not in screens.lower()} == set()


def test_no_sentence_of_a_page_counts_one_as_many() -> None:
    """'1 leden', '1 van de 1 stukjes': a number before a plural is chosen by that number, by counted or ngettext."""
    things = "antwoorden beurten codes fragmenten gesprekken interviews leden maatregelen memo’s mensen namen"
    things += (
        " onderzoeken oordelen opmerkingen pijnpunten plekken respondenten rondes stappen stukjes suggesties verhalen"
    )
    many = re.compile(rf"%\(\w+\)[sd] (?:van de %\(\w+\)[sd] )?(?:{'|'.join(things.split())})\b")
    chosen = re.compile(r"ngettext\((?:[^()]|\([^()]*\))*\)")
    wrong = [
        f"{page.relative_to(ROOT)}: {found[2]}"
        for page in sorted((ROOT / "templates").rglob("*.html"))
        for found in re.finditer(r"_\(\s*([\"'])(.*?)(?<!\\)\1", chosen.sub("", page.read_text()), re.S)
        if many.search(found[2])
    ]
    assert wrong == []
