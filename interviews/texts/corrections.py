"""Changing a text that others point into: a new revision, in which every anchored row still covers its own words."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sqlmodel import Session, col, select, update

from interviews.texts.models import Anchored, Source, Turn
from interviews.texts.offsets import OffsetMap, Replacement, replace
from interviews.texts.sources import turns_of
from interviews.texts.traces import forget_changes

_OUT_OF_THE_WAY = 1_000_000_000


class StretchesWrong(ValueError):
    """Replacements overlap, are empty, or leave their turn. Always a programming error."""


def replace_stretches(session: Session, source: Source, replacements: Sequence[Replacement]) -> OffsetMap:
    """Put other words in place of stretches of a source, each within one turn.

    Every Anchored table is moved along; one with a `quotation` gets the new words. A row that covers part of a
    replaced stretch covers all of the new one. Undo of earlier changes to this text is closed. Raises StretchesWrong.
    """
    turns = turns_of(session, source.id)
    _check(turns, replacements)
    forget_changes(session, source)
    text, offsets = replace("\n".join(turn.text for turn in turns), replacements)
    for turn in turns:
        turn.start, turn.end = offsets.span(turn.start, turn.end)
        turn.text = text[turn.start : turn.end]
    for table in anchored_tables():
        _move_anchors(session, table, source.id, text, offsets)
    source.revision, source.length = source.revision + 1, len(text)
    session.flush()
    return offsets


def anchored_tables(base: type[Anchored] = Anchored) -> Iterator[type[Anchored]]:
    """Every table of the application that points into a source."""
    for table in base.__subclasses__():
        if hasattr(table, "__mapper__"):
            yield table
        yield from anchored_tables(table)


def _check(turns: Sequence[Turn], replacements: Sequence[Replacement]) -> None:
    ordered = sorted(replacements, key=lambda one: one.start)
    apart = all(one.end <= following.start for one, following in pairwise(ordered))
    inside = all(one.start < one.end and _turn_holds(turns, one) for one in ordered)
    if not (apart and inside):
        raise StretchesWrong


def _turn_holds(turns: Sequence[Turn], one: Replacement) -> bool:
    return any(turn.start <= one.start and one.end <= turn.end for turn in turns)


def _move_anchors(session: Session, table: type[Anchored], source_id: int, text: str, offsets: OffsetMap) -> None:
    before = select(table.id, table.start, table.end).where(table.source_id == source_id)
    places = {row_id: offsets.span(start, end) for row_id, start, end in session.exec(before).all()}
    # Two rows may trade places while they move one by one, which a unique constraint would refuse.
    out_of_the_way = {"start": col(table.start) + _OUT_OF_THE_WAY, "end": col(table.end) + _OUT_OF_THE_WAY}
    moving = update(table).where(col(table.source_id) == source_id).values(**out_of_the_way)
    session.exec(moving.execution_options(synchronize_session=False))
    rows = select(table).where(table.source_id == source_id).order_by(col(table.id))
    for row in session.exec(rows.execution_options(populate_existing=True)).all():
        row.start, row.end = places[row.id]
        if hasattr(row, "quotation"):
            row.quotation = text[row.start : row.end]
    session.flush()
