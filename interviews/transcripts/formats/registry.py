"""The formats of transcripts. One module in this folder, or the module `format` of a folder in it, is one format.

It declares `FORMAT`. The page that takes files, what it says of them, the help of `verhaallijn import`, the sentences
of a refusal and the choice of a reader follow from that.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules

from foundation.dutch import either
from interviews.files.blocks import Document
from interviews.files.child_process import DocumentReader
from interviews.files.draft import TranscriptDraft
from interviews.transcripts import formats as folder

Sentence = Callable[[], str]
"""Dutch, or its translation, at the moment that it is shown."""


@dataclass(frozen=True, kw_only=True)
class Format:
    """What files of one kind are called, how their names end, and why one is refused.

    Hints name the `endings`; the `rarer_endings` are read as well. `place` is the order in hints.
    `turned_away` has endings of the same family that are not read, each with its reason.
    `refusals` has a sentence for every reason that only this format has, or that it says in its own way.
    """

    name: Sentence
    place: int
    endings: tuple[str, ...]
    rarer_endings: tuple[str, ...] = ()
    turned_away: Mapping[str, str] = field(default_factory=dict)
    refusals: Mapping[str, Sentence] = field(default_factory=dict)

    @property
    def all_endings(self) -> tuple[str, ...]:
        """Also those that no hint names."""
        return (*self.endings, *self.rarer_endings)


@dataclass(frozen=True, kw_only=True)
class BinaryFormat(Format):
    """Its files hold a document. `gate` raises Unreadable for most bad ones, within milliseconds."""

    read: DocumentReader
    gate: Callable[[bytes], object]


@dataclass(frozen=True, kw_only=True)
class TextFormat(Format):
    """Its files are text. `read` gets that text and how the file's name ends.

    `recognises` knows the format from the text, whatever the file is called.
    """

    read: Callable[[str, str], Document | TranscriptDraft]
    recognises: Callable[[str], bool] = lambda _text: False


AnyFormat = BinaryFormat | TextFormat


def formats() -> tuple[AnyFormat, ...]:
    """Every format, in the order of hints."""
    return tuple(sorted(_declared(), key=lambda form: form.place))


def format_of(ending: str) -> AnyFormat | None:
    """The format of files whose names end like this ('.docx')."""
    return next((form for form in formats() if ending in form.all_endings), None)


def turns_away(ending: str) -> tuple[AnyFormat, str] | None:
    """The format that knows files whose names end like this, and why it does not read them."""
    return next(((form, form.turned_away[ending]) for form in formats() if ending in form.turned_away), None)


def text_format(text: str, named: TextFormat) -> TextFormat:
    """The format that recognises this text; otherwise the one that the file's name says."""
    of_text = (form for form in formats() if isinstance(form, TextFormat))
    return next((form for form in of_text if form.recognises(text)), named)


def endings() -> tuple[str, ...]:
    """Of every file that is read."""
    return tuple(ending for form in formats() for ending in form.all_endings)


def named_endings() -> tuple[str, ...]:
    """As a hint names them: without the rarer ones."""
    return tuple(ending for form in formats() for ending in form.endings)


def kinds() -> str:
    """'Word (.docx), tekst (.txt, .md) of ondertitels (.vtt, .srt)'."""
    of_kind: dict[str, list[str]] = {}
    for form in formats():
        of_kind.setdefault(form.name(), []).extend(form.endings)
    return either(f"{name} ({', '.join(endings)})" for name, endings in of_kind.items())


def _declared() -> Iterator[AnyFormat]:
    for module in iter_modules(folder.__path__, f"{folder.__name__}."):
        if module.name != __name__:
            declaring = import_module(f"{module.name}.format" if module.ispkg else module.name)
            yield declaring.FORMAT
