"""Checking that all offsets in stored texts hold."""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from interviews.texts.models import Source, Turn
from interviews.texts.sources import turns_of


def check_sources(session: Session) -> list[str]:
    """What is wrong with stored texts, one line each; an empty list when every offset holds."""
    return [
        problem
        for source in session.exec(select(Source).order_by(col(Source.id))).all()
        for problem in _problems(source, turns_of(session, source.id))
    ]


def _problems(source: Source, turns: Sequence[Turn]) -> Iterator[str]:
    expected = 0
    for position, turn in enumerate(turns):
        place = f"source {source.id} turn {turn.position}"
        if turn.position != position:
            yield f"{place}: position should be {position}"
        if turn.start != expected:
            yield f"{place}: starts at {turn.start}, the turn before ends at {expected - 1}"
        if turn.end - turn.start != len(turn.text):
            yield f"{place}: {turn.end - turn.start} long by its offsets, {len(turn.text)} by its text"
        expected = turn.start + len(turn.text) + 1
    if source.length != max(expected - 1, 0):
        yield f"source {source.id}: length says {source.length}, the turns end at {max(expected - 1, 0)}"
