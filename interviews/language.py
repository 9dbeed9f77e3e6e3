"""Dutch as spoken and written: sentences, lemmas, the words that carry meaning. The only door to spaCy.

Everything is offline. spaCy and the lemma dictionary are loaded on first use, so importing this module is cheap.
Words of conversations are remembered within a `one_pass` block only: no cache here outlives the request or the job.
"""

import logging
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, wraps
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

from foundation.dutch import _

if TYPE_CHECKING:
    from simplemma import Lemmatizer
    from spacy.language import Language

Found = TypeVar("Found")

logger = logging.getLogger(__name__)

_MODELS = ("nl_core_news_lg", "nl_core_news_md", "nl_core_news_sm")
_UNUSED_PARTS = ("ner", "lemmatizer", "tagger", "morphologizer", "attribute_ruler")

_PARAGRAPH = re.compile(r"(?:(?!\n[^\S\n]*\n).)+", re.DOTALL)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_]))+")
_CLOSING_MARKS = "'\"’”»)]"
_OPENING_MARK_LEFT_BEHIND = re.compile(r"(?<=\s)['\"‘“«(\[]\s*$")
_HESITATIONS = ("...", "…")

_SPOKEN_FILLERS = """
    beetje best d'r da's deed ding dingen doe doen echt eh ehm eigenlijk gaan gaat gedaan ging gingen he heel hm hmm
    hoor hè ja jawel kom komen komt kwam kwamen m'n mhm 'm 'n nee neen nou nouja oh ok okay oke oké ofzo soort snap
    tja uh uhm uhu uh-huh weetje willen zeg zegmaar zeggen z'n zo'n
"""

_FEWEST_FUNCTION_WORDS = 0.2
_SHORTEST_PART = 4
_LINKING_SOUNDS = ("", "s", "en", "e")


@dataclass(frozen=True)
class Sentence:
    """text[start:end] of the text it came from, in code points, end excluded, without white space around it."""

    start: int
    end: int
    text: str


@dataclass
class _Pass:
    """What was looked up since a pass began, and what has to end with it."""

    ends: ExitStack
    found: dict[tuple[object, str], Any] = field(default_factory=dict)
    in_zone: bool = False


_now: ContextVar[_Pass | None] = ContextVar("now", default=None)


@contextmanager
def one_pass() -> Iterator[None]:
    """Within this block a word is looked up once; at its end all are forgotten. A block inside another shares them."""
    if _now.get() is not None:
        yield
        return
    with ExitStack() as ends:
        token = _now.set(_Pass(ends))
        try:
            yield
        finally:
            _now.reset(token)


def _once_per_pass(look_up: Callable[[str], Found]) -> Callable[[str], Found]:
    """Outside a pass nothing is remembered."""

    @wraps(look_up)
    def remembering(word: str) -> Found:
        now = _now.get()
        if now is None:
            return look_up(word)
        key = (look_up, word)
        if key not in now.found:
            now.found[key] = look_up(word)
        found: Found = now.found[key]
        return found

    return remembering


def active_language_model() -> str:
    """What splits sentences now, as shown on screen: an installed spaCy model, or rules. Does not load spaCy."""
    installed = _installed_models()
    return installed[0] if installed else _("vaste regels")


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text, in order; an empty line always ends one. Unpunctuated speech stays one sentence."""
    return list(_sentences(text))


def lemma(word: str) -> str:
    """The dictionary form in lower case: 'opgebeld' becomes 'opbellen'; an unknown word stays as it is."""
    return _lowercase_lemma(word.lower())


def words(text: str) -> list[str]:
    """The words of two letters or more, in lower case, in order; digits and signs are not words."""
    return _WORD.findall(unicodedata.normalize("NFC", text).replace("’", "'").lower())


def lemmas(text: str) -> list[str]:
    """The lemma of every word, in order."""
    return [_lowercase_lemma(word) for word in words(text)]


def content_words(text: str) -> list[str]:
    """The words that carry meaning, as they stand: no stop words, no spoken fillers."""
    return [word for word in words(text) if word not in _empty_words()]


def content_lemmas(text: str) -> list[str]:
    """The lemmas of the words that carry meaning, in order: 'Eh ja, we moesten wachten' gives ['wachten']."""
    return list(_content_lemmas(text))


def carries_meaning(word: str) -> bool:
    """Whether a word in lower case says what something is about: no stop word, no spoken filler."""
    return word not in _empty_words()


@_once_per_pass
def in_dictionary(word: str) -> bool:
    """Whether Dutch has this word, as written."""
    import simplemma

    return bool(simplemma.is_known(word, lang="nl"))


def language_among(said: Sequence[str], languages: Sequence[str]) -> str:
    """The one of these languages whose function words these words are most often; empty when that is seldom.

    The first of them where two are alike. It takes some tens of words: every sentence has its 'the' and 'of'.
    """
    shares = {one: sum(word in _function_words(one) for word in said) / max(1, len(said)) for one in languages}
    best = max(languages, key=lambda one: shares[one])
    return best if shares[best] >= _FEWEST_FUNCTION_WORDS else ""


@cache
def _function_words(language: str) -> frozenset[str]:
    return frozenset(import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS)


@_once_per_pass
def compound_parts(word: str) -> tuple[str, ...]:
    """The two lemmas a Dutch compound is made of, () for any other word: 'wachtlijst' gives ('wachten', 'lijst').

    Both parts have four letters or more and stand in the dictionary; the most even split wins. Meant for comparing
    texts, not for showing: some splits are wrong ('oppervlakte').
    """
    best: tuple[int, int] = (0, 0)
    parts: tuple[str, ...] = ()
    for first, last, link in _splits(word):
        evenness = (min(len(first), len(last)), -len(link))
        if evenness > best and in_dictionary(last) and in_dictionary(first):
            best, parts = evenness, (_lowercase_lemma(first), _lowercase_lemma(last))
    return parts


def _splits(word: str) -> Iterator[tuple[str, str, str]]:
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        head, last = word[:cut], word[cut:]
        for link in _LINKING_SOUNDS:
            first = head.removesuffix(link)
            if len(first) == len(head) - len(link) and len(first) >= _SHORTEST_PART:
                yield first, last, link


@_once_per_pass
def _lowercase_lemma(word: str) -> str:
    found = _looked_up(word)
    again = _looked_up(found)
    # Some nouns and verbs point at each other ('wachten' to 'wacht' and back); the longer is the lemma of both.
    return max(found, again, key=len) if _looked_up(again) == found else found


@_once_per_pass
def _content_lemmas(text: str) -> tuple[str, ...]:
    found = (_lowercase_lemma(word) for word in content_words(text))
    return tuple(form for form in found if len(form) > 1 and form not in _empty_words())


@_once_per_pass
def _looked_up(word: str) -> str:
    # The dictionary marks separable verbs with an underscore.
    return _lemmatizer().lemmatize(word, lang="nl").lower().replace("_", "")


@cache
def _lemmatizer() -> "Lemmatizer":
    from simplemma import Lemmatizer

    # Its own cache would keep the words of every conversation for as long as the process lives.
    return Lemmatizer(cache_max_size=0)


@cache
def _empty_words() -> frozenset[str]:
    from spacy.lang.nl.stop_words import STOP_WORDS

    return frozenset(_SPOKEN_FILLERS.split()) | {word.replace("’", "'") for word in STOP_WORDS}


@_once_per_pass
def _sentences(text: str) -> tuple[Sentence, ...]:
    paragraphs = _PARAGRAPH.finditer(text)
    return tuple(sentence for paragraph in paragraphs for sentence in _paragraph_sentences(text, paragraph))


def _paragraph_sentences(text: str, paragraph: re.Match[str]) -> Iterator[Sentence]:
    with _vocabulary_of_its_own():
        pieces = [(piece.start_char, piece.end_char) for piece in _pipeline()(paragraph.group()).sents]
    for start, end in _mended(paragraph.group(), pieces):
        piece = paragraph.group()[start:end]
        first = paragraph.start() + start + len(piece) - len(piece.lstrip())
        last = first + len(piece.strip())
        if first < last:
            yield Sentence(first, last, text[first:last])


@contextmanager
def _vocabulary_of_its_own() -> Iterator[None]:
    """spaCy keeps every word that it meets; its memory zone, here or for the rest of the pass, gives them back."""
    now = _now.get()
    if now is None:
        with _pipeline().memory_zone():
            yield
        return
    if not now.in_zone:
        now.ends.enter_context(_pipeline().memory_zone())
        now.in_zone = True
    yield


def _mended(paragraph: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Puts quotation marks with their own sentence, and joins speech that goes on after a hesitation."""
    mended: list[tuple[int, int]] = []
    for start, end in pieces:
        before = paragraph[mended[-1][0] : mended[-1][1]].rstrip() if mended else ""
        piece = paragraph[start:end].strip()
        if before and (not piece.strip(_CLOSING_MARKS) or (before.endswith(_HESITATIONS) and piece[:1].islower())):
            mended[-1] = (mended[-1][0], end)
            continue
        if left_behind := _OPENING_MARK_LEFT_BEHIND.search(before):
            start = mended[-1][0] + left_behind.start()
            mended[-1] = (mended[-1][0], start)
        mended.append((start, end))
    return mended


@cache
def _pipeline() -> "Language":
    import spacy

    for name in _installed_models():
        try:
            return _without_length_limit(spacy.load(name, exclude=_UNUSED_PARTS))
        except (ImportError, OSError, ValueError):
            logger.exception("the language model %s does not load; sentences are split without it", name)
    rules = spacy.blank("nl")
    rules.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "…", "..."]})
    return _without_length_limit(rules)


def _without_length_limit(pipeline: "Language") -> "Language":
    # spaCy refuses texts over a million characters; ours arrive paragraph by paragraph and are limited at import.
    pipeline.max_length = 100_000_000
    return pipeline


def _installed_models() -> list[str]:
    return [name for name in _MODELS if find_spec(name) is not None]
