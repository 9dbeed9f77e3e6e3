"""Texts that do not name their speakers: divided by times, by bold questions, or by paragraph."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from foundation.dutch import _
from interviews.files.blocks import Line
from interviews.files.draft import TranscriptDraft
from interviews.lines import stamps
from interviews.lines.speaker_labels import voice_in_bold, voice_in_plain
from interviews.lines.turn_lines import TurnLines, finished, without_closing_times

_DASH = re.compile(r"\s*[-–—]\s*(?=[^\W\d]|[\"'“‘(\[…])")
_DASHED = 0.5
_CUT = 0.2
"""From this share of lines on that go on with the sentence above, a program cut them."""
_FULL = 700
"""Characters; without points a turn would never end."""
_WRAPPED = 100
"""No line longer than this: the lines were broken by hand, and blank lines part the paragraphs."""


def without_speakers(lines: Sequence[Line]) -> TranscriptDraft:
    """Turns without names, with a notice unless questions in bold tell two voices apart."""
    turns, heading = _by_bold_questions(lines)
    if turns and not _by_stamps(lines)[0]:
        return finished(turns, heading)
    turns, heading = _by_dashes(lines)
    if turns and not _by_stamps(lines)[0]:
        unnamed = _("We herkenden geen sprekers; elk streepje begint een spreekbeurt.")
        return _told(finished(turns, heading), unnamed)
    turns, heading = _by_stamps(lines)
    unnamed = _("We herkenden geen sprekers; elke tijd begint een spreekbeurt.")
    if not turns:
        turns, heading = _by_paragraph(lines), []
        unnamed = _("We herkenden geen sprekers; elke alinea is een spreekbeurt geworden.")
    return _told(finished(without_closing_times(turns), heading), unnamed)


def _told(draft: TranscriptDraft, unnamed: str) -> TranscriptDraft:
    return replace(draft, notices=(*draft.notices, unnamed), unknown=(unnamed,)) if draft.turns else draft


def _by_stamps(lines: Sequence[Line]) -> tuple[list[TurnLines], list[str]]:
    """A turn per time at the start of a line, when at least two lines have one."""
    turns: list[TurnLines] = []
    heading: list[str] = []
    for line in lines:
        stamp = stamps.stamp_at_start(line.text)
        if stamp and (stamp.sure or stamps.is_stamp_alone(line.text)):
            turns.append(TurnLines("", [line.text[stamp.end :].strip()], stamp.seconds))
        elif not line.blank:
            (turns[-1].lines if turns else heading).append(line.text.strip())
    return (turns, heading) if len(turns) > 1 else ([], [])


def _by_dashes(lines: Sequence[Line]) -> tuple[list[TurnLines], list[str]]:
    """A turn per dash at the start of a line, as in a play; when at least half of the lines have one."""
    printed = [line for line in lines if not line.blank]
    dashed = [_DASH.match(line.text) for line in printed]
    first = next((at for at, dash in enumerate(dashed) if dash), 0)
    if sum(dash is not None for dash in dashed) < max(3, _DASHED * len(printed)):
        return [], []
    turns: list[TurnLines] = []
    for line, dash in zip(printed[first:], dashed[first:], strict=True):
        if dash:
            turns.append(TurnLines(""))
        turns[-1].lines.append(line.text[dash.end() if dash else 0 :].strip())
    return turns, [line.text.strip() for line in printed[:first]]


def _by_bold_questions(lines: Sequence[Line]) -> tuple[list[TurnLines], list[str]]:
    """Bold questions with plain answers: two speakers, named after how their words are printed."""
    printed = [line for line in lines if not line.blank]
    bold = [line for line in printed if line.all_bold]
    questions = [line for line in bold if line.text.rstrip().endswith("?")]
    if len(questions) < 2 or 2 * len(questions) < len(bold) or len(bold) == len(printed):
        return [], []
    start = printed.index(questions[0])
    turns: list[TurnLines] = []
    for line in printed[start:]:
        speaker = voice_in_bold() if line.all_bold else voice_in_plain()
        if not turns or turns[-1].speaker != speaker:
            turns.append(TurnLines(speaker))
        turns[-1].lines.append(line.text.strip())
    return turns, [line.text.strip() for line in printed[:start]]


def _by_paragraph(lines: Sequence[Line]) -> list[TurnLines]:
    wrapped = max((len(line.text) for line in lines), default=0) <= _WRAPPED
    inner = "".join("." if line.blank else "x" for line in lines).strip(".")
    grouped = wrapped and "." in inner
    goes_on = not grouped and _is_cut(lines)
    turns: list[TurnLines] = []
    after_blank = True
    for line in lines:
        if line.blank:
            after_blank = True
            continue
        if goes_on and turns and len(turns[-1].text) < _FULL and _goes_on(turns[-1].text, line.text.strip()):
            turns[-1].lines[-1] += f" {line.text.strip()}"
            continue
        if after_blank or not grouped:
            turns.append(TurnLines(""))
        turns[-1].lines.append(line.text.strip())
        after_blank = False
    return turns


def _is_cut(lines: Sequence[Line]) -> bool:
    """A program broke the lines off in the middle of sentences."""
    texts = [line.text.strip() for line in lines if not line.blank]
    cut = sum(_goes_on(above, below) for above, below in pairwise(texts))
    return cut > 1 and cut >= _CUT * (len(texts) - 1)


def _goes_on(above: str, below: str) -> bool:
    return (above[-1:].isalnum() or above.endswith(",")) and below[:1].islower()
