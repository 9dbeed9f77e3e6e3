"""What a message says: one text, as plain words and as a page."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from foundation.dutch import _, language

_TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@dataclass(frozen=True)
class Letter:
    """Sentences without any mark-up. It names people and holds links that let somebody in: none of it is in `repr`."""

    subject: str = field(repr=False)
    greeting: str = field(repr=False)
    before: tuple[str, ...] = field(repr=False)
    """Paragraphs before the link."""
    link: tuple[str, str] | None = field(default=None, repr=False)
    """(what one does there, address)."""
    after: tuple[str, ...] = field(default=(), repr=False)
    closing: tuple[str, ...] = field(default=(), repr=False)
    """Lines: the greeting at the end, and of whom."""
    why: tuple[str, ...] = field(default=(), repr=False)
    """In small print: why somebody gets this, and how to get no more."""


def as_text(letter: Letter) -> str:
    """Paragraphs with an empty line between them; an address has a line of its own."""
    link = [f"{letter.link[0]}:\n{letter.link[1]}"] if letter.link else []
    closing = ["\n".join(letter.closing)] if letter.closing else []
    return "\n\n".join([letter.greeting, *letter.before, *link, *letter.after, *closing, *letter.why]) + "\n"


def as_html(letter: Letter) -> str:
    """The same as a page of its own, which fetches nothing."""
    return _templates().get_template("foundation/mail/letter.html").render(letter=letter, language=language())


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["_"] = _
    return templates
