"""Subtitle files (.vtt, .srt): cues with times, voices and text, gathered into turns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from foundation.dutch import _, ngettext
from interviews.files.blocks import Line
from interviews.files.draft import DraftTurn, TranscriptDraft
from interviews.files.unreadable import Unreadable
from interviews.lines.program_lines import about_program_lines, is_program_line
from interviews.transcripts.formats.subtitles.blocks import CueBlock, blocks_in
from interviews.transcripts.formats.subtitles.cue import Cue
from interviews.transcripts.formats.subtitles.rolling import unrolled
from interviews.transcripts.formats.subtitles.voices import cues_of, with_voices

NO_CUES = "no cues"
"""Why a file is refused: nothing in it has a time."""

_NOTE_IN_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|♪.*)\s*$")
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)\]]*$")

_CAPTIONS = 0.2
"""From one cue in five on with the same voice as the cue before, the cues are captions, not whole turns."""
_PAUSE = 2.0
"""Seconds of silence after which speech without names starts a new turn."""
_FULL, _OVERFULL = 300, 700
"""Characters: without names a turn ends with a sentence past the first, or anyhow past the second."""


def turns_from_cues(lines: Sequence[Line], *, web: bool) -> TranscriptDraft:
    """The turns in a .vtt (`web`) or .srt. Titles and notes become the heading. Raises Unreadable without cues."""
    heading, blocks = blocks_in([line.text for line in lines], web=web)
    read = cues_of(blocks, web=web)
    if not read.cues:
        raise Unreadable(NO_CUES)
    draft = gathered(read.cues, heading)
    return replace(draft, notices=(*_about_times(blocks), *read.notices, *draft.notices))


def gathered(cues: Sequence[Cue], heading: Sequence[str] = ()) -> TranscriptDraft:
    """Cues, with or without voices, as turns."""
    voiced = with_voices(unrolled(cues))
    joined = [replace(cue, text=_joined(cue.text)) for cue in voiced.cues]
    program = [cue.text for cue in joined if is_program_line(cue.text)]
    spoken = [cue for cue in joined if not is_program_line(cue.text)]
    draft = _by_voice(spoken, heading)
    unnamed: list[str] = []
    if all(cue.voice is None for cue in spoken):
        draft = TranscriptDraft(tuple(_by_sentence(spoken)), tuple(heading))
        unnamed = [_("We herkenden geen sprekers; de tekst is verdeeld bij vragen, stiltes en na een paar zinnen.")]
    unknown = (*unnamed, *voiced.unknown)
    notices = (*unknown, *voiced.notices, *about_program_lines(program))
    return replace(draft, notices=notices, closing=tuple(program), unknown=unknown)


def _joined(text: str) -> str:
    """Line ends inside a cue are only typography."""
    return " ".join(text.split("\n"))


def _about_times(blocks: Sequence[CueBlock]) -> Iterator[str]:
    odd = sum(not block.is_sound for block in blocks)
    if odd:
        yield ngettext(
            "Bij %(num)s ondertitel klopt de tijd in het bestand niet. De woorden zijn gelezen; kijk daar de tijd na.",
            "Bij %(num)s ondertitels kloppen de tijden in het bestand niet. De woorden zijn gelezen; kijk daar de "
            "tijden na.",
            odd,
        )


def _by_voice(cues: Sequence[Cue], heading: Sequence[str]) -> TranscriptDraft:
    """A turn per change of voice; cues of one voice are joined only where the file cuts turns into captions."""
    same = sum(a.voice == b.voice and a.voice is not None for a, b in pairwise(cues))
    joined = same >= _CAPTIONS * len(cues)
    turns: list[DraftTurn] = []
    above = list(heading)
    for cue in cues:
        remark = cue.voice is None and _NOTE_IN_BRACKETS.match(cue.text) is not None
        if remark and not turns:
            above.append(cue.text)
        elif turns and (remark or (joined and not cue.turns and turns[-1].speaker == (cue.voice or ""))):
            turns[-1] = replace(turns[-1], text=turns[-1].text + ("\n" if remark else " ") + cue.text)
        else:
            turns.append(DraftTurn(cue.voice or "", cue.text, cue.start))
    return TranscriptDraft(tuple(turns), tuple(above))


def _by_sentence(cues: Iterable[Cue]) -> Iterator[DraftTurn]:
    """Turns without names: until a pause, a change of voice or a question's end, or a sentence once there is enough."""
    turn: DraftTurn | None = None
    until = 0.0
    for cue in cues:
        if turn and (cue.start - until >= _PAUSE or cue.turns or _is_full(turn.text) or _asks(turn, cue)):
            yield turn
            turn = None
        turn = replace(turn, text=f"{turn.text} {cue.text}") if turn else DraftTurn("", cue.text, cue.start)
        until = cue.end
    if turn:
        yield turn


def _is_full(text: str) -> bool:
    return len(text) > _OVERFULL or (len(text) > _FULL and _SENTENCE_END.search(text[-8:]) is not None)


def _asks(turn: DraftTurn, cue: Cue) -> bool:
    """Between a question and what stands around it another voice is likely."""
    starts = _SENTENCE_END.search(turn.text[-8:]) is not None
    return turn.text.endswith("?") or (starts and cue.text.endswith("?"))
