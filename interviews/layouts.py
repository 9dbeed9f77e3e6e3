"""From lines and tables to speaker turns, for the layouts that transcribers and transcription programs use.

A line opens a turn when it begins with a speaker of this file (see transcript_import.speaker_names); other lines go
on with the turn before them, and lines before the first turn are the heading. Without speakers the times divide the
text, else bold questions do, else the paragraphs.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from foundation.dutch import _, ngettext
from interviews.transcript_import import stamps
from interviews.transcript_import.blocks import Block, Line
from interviews.transcript_import.draft import DraftTurn, TranscriptDraft
from interviews.transcript_import.openings import Mark, Opening, openings
from interviews.transcript_import.speaker_names import is_heading_field, is_usual_label, speakers_in
from interviews.transcript_import.tables import Spoken, heading_row, loose_lines, spoken_rows

_HEADING_LINES = 40
_HEADING_TEXT = 80
_WRAPPED = 100
"""No line longer than this: the lines were broken by hand, and blank lines part the paragraphs."""


@dataclass
class _Turn:
    speaker: str
    lines: list[str] = field(default_factory=list)
    seconds: float | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


@dataclass(frozen=True)
class _Read:
    """A line with the opening it has in this file, if any; or a table row."""

    line: Line
    opening: Opening | None = None
    row: Spoken | None = None

    @property
    def opens(self) -> bool:
        return self.opening is not None or (self.row is not None and self.row.speaker is not None)


def turns_from(blocks: Sequence[Block]) -> TranscriptDraft:
    """The turns, the heading, and notices about what the layout left out. `turns` is empty when there is no text."""
    read = list(_with_openings(list(_lines_and_rows(blocks))))
    first = _first_turn(read)
    if first is None:
        return _without_speakers([item.line for item in read])
    heading = tuple(_words(item) for item in read[:first] if _words(item))
    return _finished(list(_with_end_stamps(_gathered(read[first:]))), heading)


def _lines_and_rows(blocks: Sequence[Block]) -> Iterator[Line | Spoken]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
            continue
        rows = spoken_rows(block)
        if rows is None:
            yield from loose_lines(block)
            yield Line("")
        else:
            yield Line(heading_row(block))
            yield from rows


def _with_openings(items: Sequence[Line | Spoken]) -> Iterator[_Read]:
    """Every line with the opening that the whole file makes likely."""
    candidates = [list(openings(item)) if isinstance(item, Line) and not item.blank else [] for item in items]
    speakers = speakers_in([found for found, item in zip(candidates, items, strict=True) if _is_text(item)])
    spellings: dict[str, str] = {}
    for item, found in zip(items, candidates, strict=True):
        if isinstance(item, Spoken):
            yield _Read(Line(item.text), row=item)
            continue
        opening = next((one for one in found if (one.mark, one.key) in speakers), None)
        if opening:
            opening = replace(opening, label=spellings.setdefault(opening.key, opening.label))
        yield _Read(item, opening)


def _is_text(item: Line | Spoken) -> bool:
    return isinstance(item, Line) and not item.blank and not stamps.is_stamp_alone(item.text)


def _first_turn(read: Sequence[_Read]) -> int | None:
    """Where the heading ends: past its fields (Datum: …) and a list of who is who."""
    start = _after_fields(read)
    often = _used_often(read[start:])
    for index in range(start, len(read)):
        item = read[index]
        if item.opens and not (item.opening and _introduces(item, item.opening, often)):
            return _at_its_stamp(read, index)
    return next((index for index, item in enumerate(read) if item.opens), None)


def _after_fields(read: Sequence[_Read]) -> int:
    """The index after the last heading field, when what stands above it cannot be speech."""
    end = 0
    for index, item in enumerate(read[:_HEADING_LINES]):
        fields = any(one.mark is Mark.COLON and is_heading_field(one.label) for one in openings(item.line))
        if fields and not item.opens:
            end = index + 1
        elif item.row or (item.opens and _is_speech(item)):
            break
    return end


def _is_speech(item: _Read) -> bool:
    text = _spoken_text(item)
    return len(text) > _HEADING_TEXT or text.rstrip().endswith((".", "?", "!", "…"))


def _used_often(read: Sequence[_Read]) -> set[str]:
    uses = Counter(item.opening.key for item in read if item.opening)
    often = {key for key, number in uses.items() if number > 2}
    return often if len(often) > 1 else set()


def _introduces(item: _Read, opening: Opening, often: set[str]) -> bool:
    """'Interviewer: Petra Lammerink' above a conversation of I and R, or 'I: interviewer'."""
    text = _spoken_text(item).strip()
    is_legend = bool(text) and is_usual_label(text.split("(")[0].strip(" .,"))
    return bool(often) and not _is_speech(item) and bool(text) and (opening.key not in often or is_legend)


def _at_its_stamp(read: Sequence[_Read], index: int) -> int:
    """A time on its own line belongs to the turn below it."""
    above = index - 1
    while above >= 0 and read[above].line.blank and not read[above].row:
        above -= 1
    return above if above >= 0 and stamps.is_stamp_alone(read[above].line.text) else index


def _gathered(read: Sequence[_Read]) -> list[_Turn]:
    """Turns with the lines that go on with them; a time that no turn takes stays in the text."""
    turns: list[_Turn] = []
    waiting: Line | None = None
    for item in read:
        if item.line.blank and not item.opens:
            continue
        if stamps.is_stamp_alone(item.line.text) and not item.row:
            _keep(turns, waiting)
            waiting = item.line
            continue
        if item.opens:
            turns.append(_opened(item, waiting))
        else:
            _keep(turns, waiting)
            _keep(turns, Line(_spoken_text(item)))
        waiting = None
    _keep(turns, waiting)
    return turns


def _keep(turns: list[_Turn], line: Line | None) -> None:
    if line is not None and turns:
        turns[-1].lines.append(line.text.strip())


def _opened(item: _Read, stamp_line: Line | None) -> _Turn:
    stamp = stamps.stamp_at_start(stamp_line.text) if stamp_line else None
    speaker = item.opening.label if item.opening else (item.row.speaker or "" if item.row else "")
    own = item.opening.seconds if item.opening else item.row.seconds if item.row else None
    text = _spoken_text(item).strip()
    return _Turn(speaker, [text] if text else [], own if own is not None else stamp.seconds if stamp else None)


def _spoken_text(item: _Read) -> str:
    return item.line.text[item.opening.start :] if item.opening else item.line.text


def _with_end_stamps(turns: list[_Turn]) -> Iterator[_Turn]:
    """A closing #00:01:02-3# says when the next turn begins."""
    starts: float | None = None
    for index, turn in enumerate(turns):
        if turn.seconds is None:
            turn.seconds = starts
        ending = stamps.stamp_at_end(turn.lines[-1]) if turn.lines else None
        starts = None
        if ending and (index + 1 == len(turns) or turns[index + 1].seconds is None):
            turn.lines[-1], starts = ending[0].rstrip(), ending[1]
        yield turn


def _finished(turns: Sequence[_Turn], heading: tuple[str, ...]) -> TranscriptDraft:
    spoken = tuple(DraftTurn(turn.speaker, turn.text, turn.seconds) for turn in turns if turn.text)
    empty = [turn.speaker for turn in turns if not turn.text]
    return TranscriptDraft(spoken, heading, tuple(_about_empty_turns(empty)))


def _about_empty_turns(speakers: Sequence[str]) -> Iterator[str]:
    if speakers:
        names = ", ".join(dict.fromkeys(speakers))
        yield ngettext(
            "%(num)s spreekbeurt zonder tekst is weggelaten (%(names)s).",
            "%(num)s spreekbeurten zonder tekst zijn weggelaten (%(names)s).",
            len(speakers),
            names=names,
        )


def _words(item: _Read) -> str:
    return item.line.text.strip()


def _without_speakers(lines: Sequence[Line]) -> TranscriptDraft:
    """Turns without names: by times, by bold questions, or by paragraph."""
    turns, heading = _by_stamps(lines)
    if not turns:
        turns, heading = _by_bold_questions(lines)
    if turns:
        return _finished(turns, tuple(heading))
    draft = _finished(_by_paragraph(lines), ())
    unnamed = _("We herkenden geen sprekers; elke alinea is een spreekbeurt geworden.")
    return replace(draft, notices=(*draft.notices, unnamed)) if draft.turns else draft


def _by_stamps(lines: Sequence[Line]) -> tuple[list[_Turn], list[str]]:
    """A turn per time at the start of a line, when at least two lines have one."""
    turns: list[_Turn] = []
    heading: list[str] = []
    for line in lines:
        stamp = stamps.stamp_at_start(line.text)
        if stamp and (stamp.sure or stamps.is_stamp_alone(line.text)):
            turns.append(_Turn("", [line.text[stamp.end :].strip()], stamp.seconds))
        elif not line.blank:
            (turns[-1].lines if turns else heading).append(line.text.strip())
    return (turns, heading) if len(turns) > 1 else ([], [])


def _by_bold_questions(lines: Sequence[Line]) -> tuple[list[_Turn], list[str]]:
    """Bold questions with plain answers: two speakers, named after how their words are printed."""
    printed = [line for line in lines if not line.blank]
    bold = [line for line in printed if line.all_bold]
    questions = [line for line in bold if line.text.rstrip().endswith("?")]
    if len(questions) < 2 or 2 * len(questions) < len(bold) or len(bold) == len(printed):
        return [], []
    start = printed.index(questions[0])
    turns: list[_Turn] = []
    for line in printed[start:]:
        speaker = _("vet gedrukt") if line.all_bold else _("gewoon gedrukt")
        if not turns or turns[-1].speaker != speaker:
            turns.append(_Turn(speaker))
        turns[-1].lines.append(line.text.strip())
    return turns, [line.text.strip() for line in printed[:start]]


def _by_paragraph(lines: Sequence[Line]) -> list[_Turn]:
    wrapped = max((len(line.text) for line in lines), default=0) <= _WRAPPED
    inner = "".join("." if line.blank else "x" for line in lines).strip(".")
    grouped = wrapped and "." in inner
    turns: list[_Turn] = []
    after_blank = True
    for line in lines:
        if line.blank:
            after_blank = True
            continue
        if after_blank or not grouped:
            turns.append(_Turn(""))
        turns[-1].lines.append(line.text.strip())
        after_blank = False
    return turns
