"""What the coding screen knows of one interview, as compact JSON; the browser draws everything from it.

What a script needs to know of rules and words comes along: no script types it again.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Bundle
from sqlmodel import Session, col, select

from coding.codebook.counts import CodeInBook, codebook_of
from coding.codebook.describing import description_of
from coding.codebook.tree import LEVELS, PLAIN_COLOUR
from coding.ends import end_of
from coding.memos import memos_of
from coding.models import Certainty, Code, Draft, Memo, Segment, SegmentFeeling, Suggestion
from coding.screen.drafts import drafts_of, version_of_draft
from coding.screen.rows import SHAPE, CodeRow, DraftRow, MemoRow, SegmentRow, SuggestionRow
from coding.screen.version import version_of
from coding.suggestions.proposals import suggestions_of
from coding.suggestions.reasons import Like, likes_of, words_of
from coding.undo import next_steps
from coding.visibility import coders_of, seen
from foundation.dutch import _, duration
from interviews.texts.models import Source, Turn

RECENT_CODES = 9
_LONGEST_LIKE = 400

_FEELINGS = [None, *SegmentFeeling]


def screen_of(session: Session, source: Source) -> dict[str, Any]:
    """Everything on the screen that can change.

    `apart` are those whose codings stand here only to compare; `may_edit` is about the codebook; `length` is of the
    text itself.
    """
    coders = coders_of(session, source.study_id)
    return {
        **_known_beforehand(),
        "version": version_of(session, source),
        "length": source.length,
        "me": session.info["person_id"],
        "people": coders.names,
        "apart": coders.apart,
        "may_edit": not coders.works_blind,
        "codes": [_code_row(one) for one in codebook_of(session, source.study_id)],
        "segments": _segments(session, source.id),
        "memos": [memo_row(memo) for memo in memos_of(session, source.id)],
        "suggestions": _suggestions(session, source),
        "drafts": [_draft_row(one) for one in drafts_of(session, source.study_id)],
        "recent": _recent_codes(session, source.study_id),
        **steps_of(session, source),
    }


def speech_of(session: Session, source_id: int) -> list[Any]:
    """The turns to show, with position, start, text, speaker, is_interviewer and seconds.

    Columns, not objects: making an object per row would cost more than all the rest of the page.
    """
    columns = [Turn.position, Turn.start, Turn.text, Turn.speaker, Turn.is_interviewer]
    turn: Bundle[Any] = Bundle("turn", *map(col, columns), col(Turn.seconds))
    return list(session.exec(select(turn).where(Turn.source_id == source_id).order_by(col(Turn.position))).all())


def steps_of(session: Session, source: Source) -> dict[str, Any]:
    """What undo and redo would do now, in words, and whether this person is done here and sees the other's work."""
    undo, redo = next_steps(session, source)
    is_done, is_open = end_of(session, source)
    return {"undo": undo, "redo": redo, "is_done": is_done, "is_open": is_open}


def code_as_posted(code: Code) -> dict[str, Any]:
    """A code as it is now, in the words in which the screen posts how it should be."""
    place = {"name": code.name, "parent": code.parent_id, "colour": code.colour}
    return place | asdict(description_of(code))


def segment_row(segment: Segment) -> SegmentRow:
    """A segment as the screen knows it."""
    of = segment
    return _segment_row(of.id, of.start, of.end, of.code_id, of.coder_id, of.created_at, of.feeling)


def memo_row(memo: Memo) -> MemoRow:
    """A memo as the screen knows it."""
    return MemoRow(memo.id, memo.segment_id, memo.text, memo.person_id, _minutes(memo.moment))


def feeling_of(number: int) -> SegmentFeeling | None:
    """The feeling behind its number in SegmentRow; an unknown number is no feeling."""
    return _FEELINGS[number] if 0 <= number < len(_FEELINGS) else None


def _known_beforehand() -> dict[str, Any]:
    """The shape of the rows, the rules and the words: the same for every interview."""
    return {
        "shape": SHAPE,
        "rules": {"recent": RECENT_CODES, "levels": LEVELS, "plain_colour": PLAIN_COLOUR},
        "feelings": [one.dutch if one else _("geen gevoel") for one in _FEELINGS],
        "certainties": {one.value: one.dutch for one in Certainty},
    }


def _code_row(one: CodeInBook) -> CodeRow:
    code = one.code
    place = (code.id, code.parent_id, code.name, one.colour, code.colour, one.level, one.segments)
    return CodeRow(*place, **asdict(description_of(code)))


def _draft_row(draft: Draft) -> DraftRow:
    return DraftRow(draft.segment_id, draft.code_id, draft.typed, draft.over, draft.slip, version_of_draft(draft))


def _suggestions(session: Session, source: Source) -> list[SuggestionRow]:
    found = suggestions_of(session, source.id)
    likes = likes_of(session, source.study_id, found)
    return [_suggestion_row(one, likes.get(one.id)) for one in found]


def _suggestion_row(of: Suggestion, like: Like | None) -> SuggestionRow:
    shown = (
        None
        if like is None
        else (like.quotation[:_LONGEST_LIKE], _place_of(like), like.interview.number, like.turn + 1)
    )
    place = (of.id, of.start, of.end, of.code_id, of.rank, of.certainty)
    return SuggestionRow(*place, words_of(of), shown, of.by_definition)


def _place_of(like: Like) -> str:
    """‘gesprek 2, beurt 5, 07:14’"""
    place = _("%(interview)s, beurt %(turn)s", interview=like.interview.title.lower(), turn=like.turn + 1)
    return place if like.seconds is None else f"{place}, {duration(like.seconds)}"


def _segments(session: Session, source_id: int) -> list[SegmentRow]:
    columns = [Segment.id, Segment.start, Segment.end, Segment.code_id, Segment.coder_id]
    segment: Bundle[Any] = Bundle("segment", *map(col, columns), col(Segment.created_at), col(Segment.feeling))
    query = select(segment).where(Segment.source_id == source_id, seen(session))
    rows = session.exec(query.order_by(col(Segment.start), col(Segment.end), col(Segment.id))).all()
    return [_segment_row(*row) for row in rows]


def _segment_row(
    segment_id: int,
    start: int,
    end: int,
    code_id: int,
    coder_id: int,
    moment: datetime,
    feeling: SegmentFeeling | None,
) -> SegmentRow:
    return SegmentRow(segment_id, start, end, code_id, coder_id, _minutes(moment), _FEELINGS.index(feeling))


def _recent_codes(session: Session, study_id: int) -> list[int]:
    """The codes this person used last, the latest first."""
    query = select(Segment.code_id).where(Segment.study_id == study_id, Segment.coder_id == session.info["person_id"])
    latest = session.exec(query.order_by(col(Segment.id).desc()).limit(200)).all()
    return list(dict.fromkeys(latest))[:RECENT_CODES]


def _minutes(moment: datetime) -> int:
    return int(moment.timestamp()) // 60
