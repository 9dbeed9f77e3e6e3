"""A code goes: removed, or taken up by another that has from then on all that it had."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from coding.attachments import hand_over, remove_with_attachments
from coding.codebook.changing import UnderItself, move_code
from coding.codebook.inherited import inherited_by, keep_inherited
from coding.codebook.texts import take_over_description
from coding.codebook.tree import all_under, directly_under
from coding.extents import clusters, unite
from coding.models import Code, Segment, Suggestion, Topic
from foundation.dutch import _, ngettext
from foundation.errors import ResearcherError


class CodeHasSegments(ResearcherError):
    def __init__(self, name: str, count: int) -> None:
        fragments = ngettext("%(num)d fragment heeft", "%(num)d fragmenten hebben", count)
        super().__init__(
            _(
                "%(fragments)s de code ‘%(name)s’. Er is niets verwijderd. Voeg de code samen met een andere, of "
                "zeg dat de fragmenten mee weg mogen.",
                fragments=fragments,
                name=name,
            )
        )


@dataclass(frozen=True)
class Merged:
    """What a merge did that somebody must hear of."""

    told_apart: list[Segment]
    """They have no feeling any more, because those they come from had different ones."""
    got: list[Code]
    """They say something by the code above them now, where nothing was said of a theme or dimension."""


def merge_codes(session: Session, absorbed: Code, kept: Code) -> Merged:
    """Everything that had the code `absorbed` has `kept` from now on, memos and citations included.

    Where somebody gave both to one passage, their segments become one, with the memos of both. Codes under `absorbed`
    come under `kept` and keep their theme, dimension and colour; `kept` says from now on what `absorbed` said.
    Raises UnderItself when the two are one, or when `kept` stands under `absorbed`; TooDeep.
    """
    if absorbed.id == kept.id or kept.id in {one.id for one, _level in all_under(session, absorbed)}:
        raise UnderItself
    held = [(child, inherited_by(session, child)) for child in directly_under(session, absorbed)]
    for child, _before in held:
        move_code(session, child, kept)
    take_over_description(session, absorbed, kept)
    got = [child for child, before in held if keep_inherited(session, child, before)]
    told_apart = _recode_segments(session, absorbed, kept)
    _leave_topics(session, absorbed, kept)
    hand_over(session, absorbed, kept)
    remove_with_attachments(session, absorbed)
    return Merged(told_apart, got)


def delete_code(session: Session, code: Code, *, with_segments: bool = False) -> None:
    """Remove a code; codes under it move up, and keep their theme, dimension and colour. Undo brings back all of it.

    Raises CodeHasSegments.
    """
    segments = segments_with(session, code)
    if segments and not with_segments:
        raise CodeHasSegments(code.name, len(segments))
    above = session.get(Code, code.parent_id) if code.parent_id else None
    for child in directly_under(session, code):
        held = inherited_by(session, child)
        move_code(session, child, above)
        keep_inherited(session, child, held)
    for segment in segments:
        remove_with_attachments(session, segment)
    _leave_topics(session, code, None)
    remove_with_attachments(session, code)


def segments_with(session: Session, code: Code) -> list[Segment]:
    """All segments with this very code, whoever coded: what a change to the code touches."""
    return list(session.exec(select(Segment).where(Segment.code_id == code.id).order_by(col(Segment.id))).all())


def _recode_segments(session: Session, absorbed: Code, kept: Code) -> list[Segment]:
    """Those without a feeling of which parts had different ones."""
    told_apart = []
    both = select(Segment).where(col(Segment.code_id).in_([absorbed.id, kept.id])).order_by(col(Segment.id))
    for together in clusters(session.exec(both).all()):
        if all(one.code_id == kept.id for one in together):
            continue
        first = min(together, key=lambda one: (one.code_id != kept.id, one.start, one.id))
        others = [one for one in together if one is not first]
        start, end = min(one.start for one in together), max(one.end for one in together)
        if unite(session, first, others, kept.id, start, end):
            told_apart.append(first)
    return told_apart


def _leave_topics(session: Session, code: Code, instead: Code | None) -> None:
    for topic in session.exec(select(Topic).where(Topic.code_id == code.id)).all():
        topic.code_id = instead.id if instead else None
        session.add(topic)
    for suggestion in session.exec(select(Suggestion).where(Suggestion.code_id == code.id)).all():
        session.delete(suggestion)
    session.flush()
