"""What somebody sees or hears of a page."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

_SAID = {"title", "aria-label", "aria-description", "placeholder", "alt", "label"}
_UNSEEN = {"style", "svg", "kbd", "code", "script"}
_FOR_PROGRAMS = {"data-stored", "data-of"}
_VOID = {"input", "br", "img", "meta", "link", "hr", "source", "wbr", "col", "area"}


class Page(HTMLParser):
    """`texts`: whatever is shown or read aloud. `links`: where it leads. `forms`: {address: {field: value}}."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self.forms: dict[str, dict[str, str]] = {}
        self._within: list[str] = []
        self._goes_on = False
        """Whether a mark began or ended here: what follows is of the same text."""
        self._data = False
        self._action = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        self._goes_on = tag == "mark"
        if tag not in _VOID:
            self._within.append(tag)
        self._data = tag == "script" and of.get("type") == "application/json"
        self.texts += [value for name, value in of.items() if name in _SAID]
        self.texts += [
            value
            for name, value in of.items()
            if name.startswith("data-") and name not in _FOR_PROGRAMS and is_sentence(value)
        ]
        if tag == "input" and of.get("type") in ("submit", "button") and of.get("value"):
            self.texts.append(of["value"])
        self.links += [of[name] for name in ("href", "hx-get", "data-page") if of.get(name, "").startswith("/")]
        self._form_of(tag, of)

    def _form_of(self, tag: str, of: dict[str, str]) -> None:
        if tag == "form":
            self._action = of.get("action", "") if of.get("method") == "post" else ""
        for name in ("formaction", "hx-post", "data-move"):
            if of.get(name, "").startswith("/"):
                self.forms.setdefault(of[name], {})
        if self._action:
            fields = self.forms.setdefault(self._action, {})
            if of.get("name") and tag in ("input", "textarea", "select", "button"):
                fields[of["name"]] = of.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._goes_on = tag == "mark"
        if tag in self._within:
            while self._within.pop() != tag:
                pass
        self._data = False
        if tag == "form":
            self._action = ""

    def handle_data(self, data: str) -> None:
        if self._data and data.strip():
            self.texts += [text for text in strings(json.loads(data)) if is_sentence(text)]
        elif self._goes_on:
            self.texts[-1] += data
        elif not _UNSEEN.intersection(self._within):
            self.texts.append(data)
        self._goes_on = False


def is_sentence(text: str) -> bool:
    """Not a name for programs: somebody could read it."""
    return bool(re.search(r"\w \w|[.?!⟧]$", text)) and not text.startswith(("/", "{"))


def strings(value: object) -> Iterator[str]:
    """All texts within JSON, names of fields too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in (*value, *value.values()) if isinstance(value, dict) else value:
            yield from strings(one)
