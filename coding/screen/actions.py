"""What a coder does on the coding screen: each act is one change that undo takes back whole."""

from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field

from sqlmodel import Session

from coding.codebook.changing import add_code, move_code, recolour_code, rename_code
from coding.codebook.describing import Description, describe_code
from coding.codebook.going import delete_code, merge_codes, segments_with
from coding.codebook.lookup import code_by_id, code_by_name
from coding.codebook.merging import ask_for_merge, feelings_gone, tell_of_name, theme_from_above, told_of_merge
from coding.ends import take_up
from coding.memos import add_memo, edit_memo, has_memo, memo_by_id, memo_on_code, remove_memo, same_memo
from coding.models import Code, Memo, Segment, SegmentFeeling
from coding.removing import ask_for_code, ask_for_segment, others_behind, tell_of_code, tell_of_segment
from coding.screen.meanwhile import MemoWrittenMeanwhile, check_memo_since
from coding.segments import Placed, WentAlong, place_segment, remove_segment, segment_by_id, set_feeling
from coding.suggestions.proposals import (
    accept_suggestion,
    reject_suggestion,
    settle_suggestions,
    suggestion_by_id,
)
from coding.undo import in_codebook, in_text
from coding.visibility import check_may_change, check_may_edit_codebook, check_own_memo, check_own_segment
from foundation.dutch import _
from interviews.texts.models import Source


@dataclass(frozen=True)
class ChosenStretch:
    """text[start:end] of a source in code points, and the text that the coder saw there.

    `is_suggested`: codes were suggested for exactly this stretch.
    """

    start: int
    end: int
    quote: str
    is_suggested: bool = False


@dataclass(frozen=True)
class CodeAsWished:
    """How a code should be from now on. `colour` None inherits, `parent_id` None makes it a theme."""

    name: str
    parent_id: int | None = None
    colour: int | None = None
    description: Description = field(default_factory=Description)


def code_stretch(session: Session, source: Source, chosen: ChosenStretch, code_id: int) -> Placed:
    """Give a stretch a code. Raises as place_segment does."""
    code = code_by_id(session, source.study_id, code_id)
    with _coding(session, source, _("code ‘%(name)s’ koppelen", name=code.name)):
        return _placed(session, source, chosen, code)


def code_stretch_with_new(session: Session, source: Source, chosen: ChosenStretch, wished: CodeAsWished) -> Placed:
    """Make a code on the fly and give it to a stretch. A code that has the name already is used instead."""
    with _coding(session, source, _("nieuwe code ‘%(name)s’ koppelen", name=wished.name.strip())):
        code = code_by_name(session, source.study_id, wished.name) or _new_code(session, source.study_id, wished)
        return _placed(session, source, chosen, code)


def uncode(session: Session, source: Source, segment_id: int, *, is_meant: bool = False) -> WentAlong:
    """Take a code off a stretch; what went with it.

    Raises CodedToCompare, and WorkOfOthers unless `is_meant`: what is somebody else's does not go without a question.
    """
    segment = segment_to_change(session, source, segment_id)
    code = code_by_id(session, source.study_id, segment.code_id)
    others = others_behind(session, segment.study_id, [segment])
    if not is_meant:
        ask_for_segment(code, others)
    with _coding(session, source, _("code ‘%(name)s’ weghalen", name=code.name)):
        tell_of_segment(session, source, code, others)
        return remove_segment(session, segment)


def feel(session: Session, source: Source, segment_id: int, feeling: SegmentFeeling | None) -> Segment:
    """Say how the respondent told it. Raises CodedToCompare, FeelingOfAnother."""
    segment = segment_to_change(session, source, segment_id)
    check_own_segment(session, segment)
    with _coding(session, source, _("gevoel aangeven")):
        set_feeling(session, segment, feeling)
    return segment


def write_memo(session: Session, source: Source, segment_id: int, text: str) -> Memo:
    """Write a memo on a segment; the same text again is the same memo, sent twice.

    Raises CodedToCompare, and MemoWrittenMeanwhile when this person has another memo there already.
    """
    segment = segment_to_change(session, source, segment_id)
    if there := same_memo(session, segment, text):
        return there
    if has_memo(session, segment):
        raise MemoWrittenMeanwhile
    with in_text(session, source, _("memo schrijven")):
        return add_memo(session, segment, text)


def rewrite_memo(session: Session, source: Source, memo_id: int, text: str, over: str | None = None) -> Memo:
    """Write a memo anew, `over` what it was. Raises MemoOfAnother, MemoWrittenMeanwhile."""
    memo = _own_memo(session, source, memo_id)
    check_memo_since(memo, over, text)
    with in_text(session, source, _("memo wijzigen")):
        edit_memo(session, memo, text)
    return memo


def throw_memo(session: Session, source: Source, memo_id: int) -> None:
    """Throw a memo away. Raises MemoOfAnother."""
    memo = _own_memo(session, source, memo_id)
    with in_text(session, source, _("memo weggooien")):
        remove_memo(session, memo)


def take_suggestion(session: Session, source: Source, suggestion_id: int) -> Placed:
    """Accept a suggestion: the stretch gets the code."""
    suggestion = suggestion_by_id(session, source.id, suggestion_id)
    code = code_by_id(session, source.study_id, suggestion.code_id)
    with _coding(session, source, _("suggestie ‘%(name)s’ overnemen", name=code.name)):
        return accept_suggestion(session, suggestion)


def refuse_suggestion(session: Session, source: Source, suggestion_id: int) -> None:
    """None of the codes suggested for this stretch fits."""
    suggestion = suggestion_by_id(session, source.id, suggestion_id)
    with in_text(session, source, _("suggestie afwijzen")):
        reject_suggestion(session, suggestion)


def make_code(session: Session, study_id: int, wished: CodeAsWished) -> Code:
    """Add a code to the codebook."""
    with in_codebook(session, study_id, _("code ‘%(name)s’ maken", name=wished.name.strip())):
        return _new_code(session, study_id, wished)


def change_code(session: Session, study_id: int, code_id: int, wished: CodeAsWished) -> Code:
    """Rename, move, recolour and describe a code in one go: all of it or nothing. Raises CodebookOfResearchers.

    Who coded with it is told of a new name.
    """
    check_may_edit_codebook(session, study_id)
    code = code_by_id(session, study_id, code_id)
    earlier = code.name
    with in_codebook(session, study_id, _("code ‘%(name)s’ aanpassen", name=earlier)):
        rename_code(session, code, wished.name)
        if code.name != earlier:
            tell_of_name(session, code, earlier)
        move_code(session, code, _parent(session, study_id, wished))
        recolour_code(session, code, wished.colour)
        describe_code(session, code, wished.description)
    return code


def join_codes(session: Session, study_id: int, absorbed_id: int, kept_id: int, *, is_meant: bool = False) -> str:
    """Everything with one code gets the other; the first disappears. What is told of it: own feelings, and themes.

    Raises CodebookOfResearchers, and WorkOfOthers unless `is_meant`: it changes what others coded, who are told.
    """
    check_may_edit_codebook(session, study_id)
    absorbed, kept = code_by_id(session, study_id, absorbed_id), code_by_id(session, study_id, kept_id)
    if not is_meant:
        ask_for_merge(session, absorbed, kept)
    label = _("‘%(absorbed)s’ samenvoegen met ‘%(kept)s’", absorbed=absorbed.name, kept=kept.name)
    with in_codebook(session, study_id, label), told_of_merge(session, absorbed, kept) as told_apart:
        merged = merge_codes(session, absorbed, kept)
        told_apart += merged.told_apart
    gone = feelings_gone(session, [one for one in told_apart if one.coder_id == session.info["person_id"]])
    told = [one for one in (gone, theme_from_above(merged.got, kept)) if one]
    joined = _("Samengevoegd: wat ‘%(absorbed)s’ had, heeft nu ‘%(kept)s’.", absorbed=absorbed.name, kept=kept.name)
    return " ".join((joined, *told, _("Met Ongedaan komt alles terug."))) if told else ""


def drop_code(session: Session, study_id: int, code_id: int, *, with_segments: bool, is_meant: bool = False) -> None:
    """Remove a code, and its segments when that is meant.

    Raises CodebookOfResearchers, and WorkOfOthers unless `is_meant`, which takes their segments along too.
    """
    check_may_edit_codebook(session, study_id)
    code = code_by_id(session, study_id, code_id)
    others = others_behind(session, study_id, segments_with(session, code), code)
    if not is_meant:
        ask_for_code(code, others)
    with in_codebook(session, study_id, _("code ‘%(name)s’ verwijderen", name=code.name)):
        tell_of_code(session, code, others)
        delete_code(session, code, with_segments=with_segments or is_meant)


def segment_to_change(session: Session, source: Source, segment_id: int) -> Segment:
    """A segment that this person may see and work on. Raises SegmentUnknown, CodedToCompare."""
    segment = segment_by_id(session, source.id, segment_id)
    check_may_change(session, segment)
    return segment


def _placed(session: Session, source: Source, chosen: ChosenStretch, code: Code) -> Placed:
    """The code on the stretch, which settles what was suggested for it."""
    placed = place_segment(session, source.id, chosen.start, chosen.end, chosen.quote, code.id)
    if chosen.is_suggested:
        settle_suggestions(session, source.id, chosen.start, chosen.end, code.id)
    return placed


def _coding(session: Session, source: Source, label: str) -> AbstractContextManager[None]:
    """A change of the codings in a text; an interview that was done is being coded again."""
    take_up(session, [source.id])
    return in_text(session, source, label)


def throw_memo_on_code(session: Session, study_id: int, memo_id: int) -> int:
    """Throw a memo on a code away; the code it was on. Raises MemoUnknown, MemoOfAnother."""
    memo = memo_on_code(session, study_id, memo_id)
    check_own_memo(session, memo)
    with in_codebook(session, study_id, _("memo weggooien")):
        remove_memo(session, memo)
    return memo.code_id or 0


def _own_memo(session: Session, source: Source, memo_id: int) -> Memo:
    memo = memo_by_id(session, source.id, memo_id)
    check_own_memo(session, memo)
    return memo


def _new_code(session: Session, study_id: int, wished: CodeAsWished) -> Code:
    parent = _parent(session, study_id, wished)
    return add_code(session, study_id, wished.name, parent, colour=wished.colour, **asdict(wished.description))


def _parent(session: Session, study_id: int, wished: CodeAsWished) -> Code | None:
    return None if wished.parent_id is None else code_by_id(session, study_id, wished.parent_id)
