"""Who speaks in a subtitle: voice tags, names in the identifiers, names before the text, and signs of a change.

A name may stand at every cue or only where the speaker changes; which of the two decides what a cue without one means.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from html import unescape
from itertools import pairwise

from foundation.dutch import _, ngettext
from interviews.files.blocks import Line
from interviews.lines.openings import Mark, Opening, openings
from interviews.lines.speaker_names import is_sound, is_usual_label, looks_like_name, speakers_in
from interviews.transcripts.formats.subtitles.blocks import CueBlock
from interviews.transcripts.formats.subtitles.cue import Cue

_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?(?:[ \t]{1,9}([^<>]{0,200}))?>|</v>")
_STYLE_TAG = re.compile(
    r"</?(?:[bciu]|ruby|rt|lang|font)(?:[.\s][^<>]{0,200})?>|<\d[\d:.]{0,20}>|\{(?:\\[^{}]{1,80}|/?[ibu])\}",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp|lrm|rlm|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_OWN_TIME = re.compile(r"[ \t]?(?:\[\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?\]|#\d{1,2}:\d{2}:\d{2}(?:-\d{1,3})?#)")
_CHANGE = re.compile(r"(?:>{2,3}|[-–—]{1,2}(?=\s?[^\W\d_]|\s?[\[(\"'“‘…¿]))\s*")
_IDENTIFIER = re.compile(r"(?:\d{1,6}(?:[\s.:)-]{1,4}|$))?[\"“‘']?(?P<name>[^\"”’]{0,80}?)[\"”’']?\s*(?:\(\d+\))?")
_COUNTED = re.compile(r"[_ -]\d{3,6}$")
"""'Marjan_001', 'Wilma_002': the number of the cue behind the name."""
_MACHINE = re.compile(r"[0-9a-fA-F]{6,}|\d+-\d+")
_REMARK_BEFORE = re.compile(r"^\s*(?:[\[(][^\[\]()]{0,60}[\])]\s*)+")
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)\]]*$")

_EVERY_CUE = 0.5
"""From this share of cues with a name on, a cue without one may be of somebody else."""
_REPEATED = 0.1
"""Of the names, that follow the same name: then the name stands at every cue, not at a change."""
_ENOUGH = 4
"""Pairs of names after which it is known that no name follows itself."""
_NAMED = 0.1
"""Fewer cues with a name than this: the names are there for the deaf, now and then, and cannot be carried on."""
_SOON = 5
"""A conversation that names its speakers begins to within so many cues."""


@dataclass(frozen=True)
class Voiced:
    """Cues with their voices, what was not read, and `unknown`: what is uncertain until a person says who speaks."""

    cues: list[Cue]
    notices: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def cues_of(blocks: Sequence[CueBlock], *, web: bool) -> Voiced:
    """Every block in parts of one voice each, without markup, lines kept; names from the identifiers when there are."""
    cues = [cue for block in blocks for cue in _by_tag(block, web=web)]
    names = [_identifier_name(block.identifier) for block in blocks]
    worded = [name for name in names if name]
    if all(cue.voice is None for cue in cues) and _are_speakers(worded, len(blocks)):
        named = [
            replace(cue, voice=name or None)
            for block, name in zip(blocks, names, strict=True)
            for cue in _by_tag(block, web=web)
        ]
        return Voiced(named)
    return Voiced(cues, tuple(_about_identifiers(worded)))


def with_voices(cues: Sequence[Cue]) -> Voiced:
    """The cues with the names that stand in their text, and parted where another voice begins."""
    parts = [part for cue in cues for part in _parted(cue)] if _marks_changes(cues) else list(cues)
    return _named_in_text(parts)


def _by_tag(block: CueBlock, *, web: bool) -> Iterator[Cue]:
    payload = "\n".join(block.lines)
    voice: str | None = None
    position = 0
    for tag in (*_VOICE.finditer(payload), None):
        text = _plain(payload[position : tag.start() if tag else len(payload)], web=web)
        if text:
            yield Cue(block.start, block.end, text, voice)
        if tag:
            # noScribe writes a voice that talks through another as '//S02'.
            voice = (_plain(tag[1], web=web).lstrip("/ ") or None) if tag[1] else None
            position = tag.end()


def _plain(text: str, *, web: bool) -> str:
    """Without style tags, empty lines, and times that say again when the cue is shown."""
    text = _STYLE_TAG.sub("", text)
    if web:
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    rows = (_OWN_TIME.sub("", row).strip() for row in text.split("\n"))
    return "\n".join(row for row in rows if row)


def _identifier_name(identifier: str) -> str:
    found = _IDENTIFIER.fullmatch(identifier.strip().rstrip(",:"))
    name = " ".join(found["name"].split()) if found else ""
    name = name if is_usual_label(name) else _COUNTED.sub("", name)
    return name if any(sign.isalpha() for sign in name) and not _MACHINE.search(name) else ""


def _are_speakers(names: Sequence[str], cues: int) -> bool:
    """Most cues bear a name and names recur, unlike the titles of chapters."""
    fitting = [name for name in names if is_usual_label(name) or looks_like_name(name)]
    recurs = len(set(fitting)) < len(fitting) or (len(fitting) > 1 and all(map(is_usual_label, fitting)))
    return 2 * len(fitting) > cues and len(fitting) == len(names) and recurs


def _about_identifiers(names: Sequence[str]) -> Iterator[str]:
    if names:
        yield _(
            "Boven de ondertitels staan woorden die we niet als spreker konden lezen. Ze zijn niet overgenomen: "
            "%(names)s.",
            names=_quoted(names),
        )


def _marks_changes(cues: Sequence[Cue]) -> bool:
    """'>>' or a dash begins a line at least twice, so that it is no slip of the pen."""
    return sum(_CHANGE.match(row) is not None for cue in cues for row in cue.text.split("\n")) > 1


def _parted(cue: Cue) -> Iterator[Cue]:
    """At every line that begins with '>>' or a dash; the sign itself is no speech."""
    rows: list[str] = []
    turns = cue.turns
    for row in cue.text.split("\n"):
        sign = _CHANGE.match(row)
        if sign:
            if rows:
                yield replace(cue, text="\n".join(rows), turns=turns)
            rows, turns = [], True
            row = row[sign.end() :]
        if row.strip():
            rows.append(row)
    if rows:
        yield replace(cue, text="\n".join(rows), turns=turns)


def _named_in_text(cues: Sequence[Cue]) -> Voiced:
    """Cues as 'Name: text', where that is how the file names its speakers."""
    candidates = [_name_openings(cue) for cue in cues]
    speakers = speakers_in([found for found in candidates if found], share=0)
    found = [next((one for one in some if (one.mark, one.key) in speakers), None) for some in candidates]
    uses = Counter(one.key for one in found if one)
    recurring = {one.key for one in found if one and (is_usual_label(one.label) or uses[one.key] > 1)}
    most = 2 * sum(uses.values()) >= len(cues)
    if not uses or not (recurring or most) or not _agree_with_tags(cues, found):
        return Voiced(list(cues))
    if not most and (len(recurring) == 1 or not _names_all_speech(cues, found)):
        return _with_loose_names(cues, [one.label for one in found if one])
    return _carried_on(cues, found)


def _name_openings(cue: Cue) -> list[Opening]:
    head = cue.text.replace("\n", " ")
    return [one for one in openings(Line(head)) if one.mark in (Mark.COLON, Mark.BRACKET) and not is_sound(one.label)]


def _agree_with_tags(cues: Sequence[Cue], found: Sequence[Opening | None]) -> bool:
    """Each name goes with one voice tag and stands at most places where that tag begins, as noScribe writes them."""
    if all(cue.voice is None for cue in cues):
        return True
    pairs = {(cue.voice, one.key) for cue, one in zip(cues, found, strict=True) if one}
    changes = sum(a.voice != b.voice for a, b in pairwise(cues)) + 1
    alone = len({tag for tag, _key in pairs}) == len(pairs) == len({key for _tag, key in pairs})
    return alone and 2 * sum(one is not None for one in found) >= changes


def _names_all_speech(cues: Sequence[Cue], found: Sequence[Opening | None]) -> bool:
    """Names stand at one cue in ten, or from the start on; or they only say who a voice tag is."""
    named = sum(one is not None for one in found)
    first = next(index for index, one in enumerate(found) if one)
    return named >= _NAMED * len(cues) or first < _SOON or any(cue.voice for cue in cues)


def _with_loose_names(cues: Sequence[Cue], labels: Sequence[str]) -> Voiced:
    named = _("Bij enkele ondertitels staat een naam in de tekst (%(names)s). Die staat er nog.", names=_quoted(labels))
    few = _("De namen bij de ondertitels zijn te weinig om te weten wie er steeds spreekt.")
    return Voiced(list(cues), (named,), (few,))


def _carried_on(cues: Sequence[Cue], found: Sequence[Opening | None]) -> Voiced:
    """Every cue with the name that holds there; a name that stands alone is for the cues below it."""
    every = _stands_at_every_cue(found)
    spellings: dict[str, str] = {}
    name_of_tag: dict[str, str] = {}
    named: list[Cue] = []
    voice, tag, loose = None, None, 0
    for cue, opening in zip(cues, found, strict=True):
        text = cue.text
        if opening:
            voice = spellings.setdefault(opening.key, opening.label)
            text = text[opening.start :].strip()
            if cue.voice:
                name_of_tag[cue.voice] = voice
        elif cue.voice and cue.voice != tag:
            voice = name_of_tag.get(cue.voice, cue.voice)
        elif cue.voice is None and tag is not None:
            voice = None
        elif cue.turns or (every and not cue.voice and not _is_remark(cue.text) and _is_apart(every, named, cue)):
            voice, loose = None, loose + 1
        tag = cue.voice
        if text:
            named.append(replace(cue, text=text, voice=voice, turns=cue.turns and opening is None))
    return Voiced(named, unknown=tuple(_about_unnamed(loose)))


class _EveryCue(StrEnum):
    """Whether a name stands at every cue that somebody is known to speak; '' when names stand at changes only."""

    NO = ""
    PERHAPS = "perhaps"
    CERTAIN = "certain"


def _stands_at_every_cue(found: Sequence[Opening | None]) -> _EveryCue:
    keys = [one.key for one in found if one]
    pairs = list(pairwise(keys))
    repeated = sum(a == b for a, b in pairs)
    if len(keys) < _EVERY_CUE * len(found):
        return _EveryCue.NO
    if repeated and repeated >= _REPEATED * len(pairs):
        return _EveryCue.CERTAIN
    return _EveryCue.PERHAPS if len(pairs) < _ENOUGH else _EveryCue.NO


def _is_apart(every: _EveryCue, named: Sequence[Cue], cue: Cue) -> bool:
    """A cue without a name is of somebody unknown, unless it may well go on with the sentence above it."""
    begins = _REMARK_BEFORE.sub("", cue.text)[:1]
    goes_on = bool(named) and not _SENTENCE_END.search(named[-1].text[-8:]) and begins.islower()
    return every is _EveryCue.CERTAIN or not goes_on


def _is_remark(text: str) -> bool:
    return text[:1] in "([♪" and text[-1:] in ")]♪"


def _about_unnamed(number: int) -> Iterator[str]:
    if number:
        yield ngettext(
            "Bij %(num)s ondertitel staat niet wie er spreekt. Die staat hieronder zonder spreker.",
            "Bij %(num)s ondertitels staat niet wie er spreekt. Die staan hieronder zonder spreker.",
            number,
        )


def _quoted(names: Sequence[str]) -> str:
    most = [name for name, _number in Counter(names).most_common(5)]
    return ", ".join(f"‘{name}’" for name in most)
