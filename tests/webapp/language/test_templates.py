"""A template says nothing by itself: whatever somebody reads or hears stands in a sentence that can be translated."""

import re

from tests.webapp.language.seen import Page
from webapp.settings import ROOT

_CODE = re.compile(
    r"\{% block body_\w+ %\}.*?\{% endblock %\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<kbd>.*?</kbd>", re.DOTALL
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_PART_OF_A_TAG = re.compile(r'\w="')
"""A macro or a part may hold attributes only."""
NAMES = {"Verhaallijn"}


def test_no_template_says_anything_by_itself() -> None:
    said = [
        f"{template.relative_to(ROOT)}: {text.strip()}"
        for template in sorted((ROOT / "templates").rglob("*.html"))
        for text in Page(_CODE.sub(" ", template.read_text())).texts
        if set(_LETTERS.findall(text)) - NAMES and not _PART_OF_A_TAG.search(text)
    ]
    assert said == []
