"""Texts that do not name their speakers: divided by times, by bold questions, or by paragraph."""

from collections.abc import Sequence
from dataclasses import replace

from foundation.dutch import _
from interviews.transcript_import import stamps
from interviews.transcript_import.blocks import Line
from interviews.transcript_import.draft import TranscriptDraft
from interviews.transcript_import.turn_lines import TurnLines, finished, without_closing_times

_WRAPPED = 100
"""No line longer than this: the lines were broken by hand, and blank lines part the paragraphs."""


def without_speakers(lines: Sequence[Line]) -> TranscriptDraft:
    """Turns without names, with a notice unless questions in bold tell two voices apart."""
    turns, heading = _by_bold_questions(lines)
    if turns and not _by_stamps(lines)[0]:
        return finished(turns, heading)
    turns, heading = _by_stamps(lines)
    unnamed = _("We herkenden geen sprekers; elke tijd begint een spreekbeurt.")
    if not turns:
        turns, heading = _by_paragraph(lines), []
        unnamed = _("We herkenden geen sprekers; elke alinea is een spreekbeurt geworden.")
    draft = finished(without_closing_times(turns), heading)
    return replace(draft, notices=(*draft.notices, unnamed), unknown=(unnamed,)) if draft.turns else draft


def voice_in_bold() -> str:
    """What the one who asks in bold is called."""
    return str(_("vet gedrukt"))


def voice_in_plain() -> str:
    """What the one who answers is called."""
    return str(_("gewoon gedrukt"))


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
    turns: list[TurnLines] = []
    after_blank = True
    for line in lines:
        if line.blank:
            after_blank = True
            continue
        if after_blank or not grouped:
            turns.append(TurnLines(""))
        turns[-1].lines.append(line.text.strip())
        after_blank = False
    return turns
