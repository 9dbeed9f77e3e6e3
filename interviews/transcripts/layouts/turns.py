"""From lines and tables to speaker turns, for the layouts that transcribers and transcription programs use.

A line opens a turn when it begins with a speaker of this file (see transcript_import.speaker_names); other lines go
on with the turn before them, and lines before the first turn are the heading. Texts without speakers: see unnamed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from interviews.files.blocks import Block, Line, Table
from interviews.files.draft import TranscriptDraft
from interviews.lines import stamps
from interviews.lines.line_numbers import without_line_numbers
from interviews.lines.openings import Mark, Opening, openings
from interviews.lines.program_lines import (
    about_headings,
    about_program_lines,
    about_remarks,
    is_program_line,
)
from interviews.lines.speaker_names import is_heading_field, is_usual_label, speakers_in
from interviews.lines.turn_lines import TurnLines, finished, from_the_start, without_closing_times
from interviews.transcripts.layouts.chats import turns_from_chat
from interviews.transcripts.layouts.numbered_parts import with_one_voice_per_part
from interviews.transcripts.layouts.part_headings import (
    as_wide_row,
    is_numbered_part,
    with_true_headings,
    without_headings,
)
from interviews.transcripts.layouts.tables import SpokenRow, SpokenTable, loose_lines, spoken_tables
from interviews.transcripts.layouts.timed_lines import turns_from_timed_lines
from interviews.transcripts.layouts.unnamed import without_speakers

_HEADING_LINES = 40
_HEADING_TEXT = 80


@dataclass(frozen=True)
class _Read:
    """A line with the opening it has in this file, if any; or a table row."""

    line: Line
    opening: Opening | None = None
    row: SpokenRow | None = None

    @property
    def opens(self) -> bool:
        return self.opening is not None or (self.row is not None and self.row.speaker is not None)


def turns_from(blocks: Sequence[Block]) -> TranscriptDraft:
    """The turns, the heading, and notices about what the layout left out. `turns` is empty when there is no text."""
    spoken, above, between = without_headings(with_true_headings(blocks))
    other = turns_from_timed_lines(spoken) or turns_from_chat(spoken)
    if other:
        return replace(other, heading=(*above, *other.heading), notices=(*other.notices, *about_headings(between)))
    blocks, numbered = without_line_numbers(with_true_headings(blocks))
    tables = spoken_tables([block for block in blocks if isinstance(block, Table)])
    read = list(_with_openings(list(_lines_and_rows(blocks, iter(tables)))))
    first = _first_turn(read)
    program = [item.line.text for item in read[first or 0 :] if _is_program(item)]
    if first is None:
        draft, between = _without_speakers([item.line for item in read if not _is_program(item)])
    else:
        heading = [_words(item) for item in read[:first] if _words(item)]
        headings = {index for index in _headings(read, first) if not _is_program(read[index])}
        between = [read[index].line.text for index in sorted(headings)]
        body = [item for index, item in enumerate(read) if index >= first and index not in headings]
        body = [item for item in body if not _is_program(item)]
        draft = with_one_voice_per_part(finished(without_closing_times(_gathered(body)), heading))
    aside = [remark for table in tables if table for remark in table.aside]
    notices = (
        *numbered,
        *draft.notices,
        *about_headings(between),
        *about_remarks(aside),
        *about_program_lines(program),
    )
    return replace(draft, turns=from_the_start(draft.turns), notices=notices, closing=tuple(program))


def _without_speakers(lines: Sequence[Line]) -> tuple[TranscriptDraft, list[str]]:
    spoken, above, between = without_headings(lines)
    draft = without_speakers([line for line in spoken if isinstance(line, Line)])
    return replace(draft, heading=(*above, *draft.heading)), between


def _lines_and_rows(blocks: Sequence[Block], tables: Iterator[SpokenTable | None]) -> Iterator[Line | SpokenRow]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
            continue
        table = next(tables)
        if table is None:
            yield from loose_lines(block)
            yield Line("")
            continue
        yield Line(table.heading, is_heading=bool(table.heading))
        for row in table.rows:
            yield from (row,) if isinstance(row, SpokenRow) else as_wide_row(row)


def _with_openings(items: Sequence[Line | SpokenRow]) -> Iterator[_Read]:
    """Every line with the opening that the whole file makes likely."""
    candidates = [list(_possible(item)) if isinstance(item, Line) and not item.blank else [] for item in items]
    speakers = _speakers(items, candidates)
    spellings: dict[str, str] = {}
    above = ""
    for item, found in zip(items, candidates, strict=True):
        if isinstance(item, SpokenRow):
            yield _Read(Line(item.text), row=item)
            continue
        opening = next((one for one in found if (one.mark, one.key) in speakers), None)
        if opening is None and stamps.is_stamp_alone(above):
            opening = next((one for one in found if one.mark is Mark.ALONE and (Mark.TIME, one.key) in speakers), None)
        above = above if item.blank else item.text
        if opening:
            opening = replace(opening, label=spellings.setdefault(opening.key, opening.label))
        yield _Read(item, opening)


def _possible(line: Line) -> Iterator[Opening]:
    """'**Marjan** started transcription' is of the program, though the name is in bold."""
    found = list(openings(line))
    program = any(one.mark is Mark.BOLD for one in found) and is_program_line(line.text)
    return (one for one in found if not (program and one.mark is Mark.BOLD))


def _speakers(items: Sequence[Line | SpokenRow], candidates: Sequence[Sequence[Opening]]) -> set[tuple[Mark, str]]:
    """By the lines that are no headings; a heading may bear a label that is usual, or all of the names."""
    lines = [(item, found) for item, found in zip(items, candidates, strict=True) if _is_text(item)]
    whole = speakers_in([found for _item, found in lines])
    if not any(isinstance(item, Line) and item.is_heading for item, _found in lines):
        return whole
    apart = speakers_in([found for item, found in lines if isinstance(item, Line) and not item.is_heading])
    usual = {(one.mark, one.key) for _item, found in lines for one in found if is_usual_label(one.label)}
    return apart | (whole & usual) if apart else whole


def _is_program(item: _Read) -> bool:
    return item.opening is None and item.row is None and is_program_line(item.line.text)


def _headings(read: Sequence[_Read], first: int) -> Iterator[int]:
    """Lines set as headings from the first turn on, and 'Deel 2: de wachttijd' right above a turn."""
    opens_below = False
    for index in range(len(read) - 1, first - 1, -1):
        item = read[index]
        loose = item.opening is None and item.row is None and not item.line.blank
        if loose and (item.line.is_heading or (opens_below and is_numbered_part(item.line.text))):
            yield index
        elif not item.line.blank or item.row:
            opens_below = item.opens


def _is_text(item: Line | SpokenRow) -> bool:
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


def _gathered(read: Sequence[_Read]) -> list[TurnLines]:
    """Turns with the lines that go on with them; a time that no turn takes stays, but for one below it all."""
    turns: list[TurnLines] = []
    timed = _begin_with_times(read)
    waiting: Line | None = None
    for item in read:
        if item.line.blank and not item.opens:
            continue
        if stamps.is_stamp_alone(item.line.text) and not item.row:
            if turns and waiting is None and turns[-1].takes_time(item.line.text):
                continue
            _keep(turns, waiting)
            waiting = item.line
            continue
        if item.opens:
            turns.append(_opened(item, waiting))
        else:
            _keep(turns, waiting)
            _keep(turns, _without_time(item.line) if timed and not item.row else item.line)
        waiting = None
    return turns


def _begin_with_times(read: Sequence[_Read]) -> bool:
    """Most turns do, before or behind the name; then a time before a line that goes on with one is no speech either."""
    opened = [item.opening for item in read if item.opening]
    return 2 * sum(opening.seconds is not None for opening in opened) >= len(opened) > 0


def _without_time(line: Line) -> Line:
    stamp = stamps.stamp_at_start(line.text)
    return Line(line.text[stamp.end :]) if stamp and stamp.sure else line


def _keep(turns: list[TurnLines], line: Line | None) -> None:
    if line is not None and turns:
        turns[-1].lines.append(line.text.strip())


def _opened(item: _Read, stamp_line: Line | None) -> TurnLines:
    stamp = stamps.stamp_at_start(stamp_line.text) if stamp_line else None
    speaker = item.opening.label if item.opening else (item.row.speaker or "" if item.row else "")
    own = item.opening.seconds if item.opening else item.row.seconds if item.row else None
    text = _spoken_text(item).strip()
    return TurnLines(speaker, [text] if text else [], own if own is not None else stamp.seconds if stamp else None)


def _spoken_text(item: _Read) -> str:
    return item.line.text[item.opening.start :] if item.opening else item.line.text


def _words(item: _Read) -> str:
    return item.line.text.strip()
