"""What a reader sees of a story on the page and in its document, each as sentences that can be found in the other."""

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

BLOCKS = {"p", "h1", "h2", "h3", "h4", "li", "ol", "ul", "dt", "dd", "div", "section", "header", "blockquote", "main"}
UNSEEN = {"svg", "script", "button"}
WAYS_ON = {"buttons", "others", "draft-strip", "said"}
"""Classes of what leads elsewhere, and of what only says to a screen reader what the eye sees."""
_EMPTY = {"img", "br", "meta", "input", "hr"}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = [""]
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _EMPTY:
            return
        classes = set((dict(attributes).get("class") or "").split())
        self.open.append((tag, tag in UNSEEN or bool(classes & WAYS_ON)))
        self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass
        self._begin(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Draws something, and holds no words."""

    def _begin(self, tag: str) -> None:
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not any(is_unseen for _tag, is_unseen in self.open):
            self.blocks[-1] += f"{data} "


def blocks_of(html: str) -> list[str]:
    """The visible texts of a page, or of a part of it, in order."""
    page = _Page()
    page.feed(html)
    return [block for block in page.blocks if block.strip()]


def main_part(html: str) -> str:
    return html[html.index("<main") : html.rindex("</main>")]


def document_blocks(file: Path) -> list[str]:
    """The texts of a document's paragraphs, headings and list items, in order, without those of drawings."""
    command = ["pdfinfo", "-struct-text", "-enc", "UTF-8", str(file)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    blocks, is_figure = [""], False
    for line in lines:
        if found := re.match(r'\s*"(.*)"$', line):
            blocks[-1] += "" if is_figure else found[1]
        elif not line.strip().startswith("/"):
            is_figure = line.strip().startswith("Figure")
            if not line.strip().startswith(("Link", "Span")):
                blocks.append("")
    return [block.replace("\u00ad", "") for block in blocks if block.strip()]


def sentences(blocks: list[str]) -> list[str]:
    """Their sentences as words: signs and capitals may differ between page and paper."""
    parts = (part for block in blocks for part in re.split(r"(?<=[.!?:’])\s+(?=[‘A-Z0-9])", block))
    return [words for part in parts if (words := words_of(part))]


def words_of(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


ONLY_THERE = re.compile(
    r"stap \d+ \w+|gevoel .*|toegankelijke pdf|"
    r"tekening van een verzonnen persoon|fase \d+|(?:positief|neutraal|negatief)(?: .*)?|"
    r"over dit document|dit is uitgave .*|u leest dit verhaal ook op internet|https? .*|[\d ]+|"
    r"bel [\d ]+(?: of mail .*)?|mail .*|"
    r"in de rij stippen bij een stap .*|een (?:volle|open) stip in die rij betekent .*"
)
"""How a step is headed: 'Stap 1, thuis. Gevoel: bang' on the page, in the rail of the document; what the file says of
itself and of whom to ask; and the dots that the document draws beside a step."""


def missing(blocks: list[str], other: list[str]) -> list[str]:
    """The sentences that stand nowhere in the other."""
    whole = f" {words_of(' '.join(other))} "
    return [
        sentence
        for sentence in sentences(blocks)
        if f" {sentence} " not in whole and not ONLY_THERE.fullmatch(sentence)
    ]
