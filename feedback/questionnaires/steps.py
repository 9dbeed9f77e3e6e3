"""Steps of a process to choose from, taken from a journey that readers have: titles, each with where it came from.

A tie is 'slug#number': the journey, and the number by which its step is found again. '' for a step that was typed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from feedback.questionnaires.questions import Question
from foundation.dutch import _
from foundation.errors import NotFound
from foundation.forms.written import name_key, one_line
from journeys.models import Journey, Publication
from journeys.story import Story, StoryStep, from_json

_TIE = re.compile(r"[a-z0-9-]{1,80}#[0-9]{1,10}")


class JourneyNotPublic(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Kies een klantreis die op de website staat. Er is nog niets veranderd."))


def published_journeys(session: Session) -> list[tuple[str, str]]:
    """(slug, title) of every journey that readers have, by title."""
    titles = {slug: story.title for slug, story in _stories(session).items()}
    return sorted(titles.items(), key=lambda one: (one[1].casefold(), one[0]))


def with_steps_of(session: Session, question: Question, slug: str) -> Question:
    """With the steps of this journey behind those that stand there, none of them twice. Raises JourneyNotPublic."""
    story = _stories(session, Journey.slug == slug).get(slug)
    if story is None:
        raise JourneyNotPublic
    there = {name_key(option) for option in question.options}
    copied = {name_key(step.title): step for step in reversed(story.steps) if name_key(step.title) not in there}
    steps = [step for step in story.steps if copied.get(name_key(step.title)) is step]
    return replace(
        question,
        options=(*question.options, *(one_line(step.title) for step in steps)),
        ties=(*question.ties, *(_tie(slug, step) for step in steps)),
    )


def _tie(slug: str, step: StoryStep) -> str:
    return f"{slug}#{step.found_by}" if step.found_by is not None else ""


def _stories(session: Session, *conditions: bool) -> dict[str, Story]:
    """{slug: what readers have}"""
    query = (
        select(Journey.slug, Publication.content)
        .join(Journey, col(Journey.id) == Publication.journey_id)
        .where(col(Publication.withdrawn_at).is_(None), *conditions)
        .order_by(col(Publication.published_at), col(Publication.id))
    )
    return {slug: from_json(content) for slug, content in session.exec(query).all()}


def read_tie(written: str) -> str:
    """As it may be stored; '' for what is none."""
    return written if _TIE.fullmatch(written) else ""


def tied(options: Sequence[str], before: Sequence[str], ties: Sequence[str]) -> tuple[str, ...]:
    """The tie of each of these options, which were `before` with these `ties`.

    A step keeps its tie wherever it is moved, and when its words are changed while it stays where it is.
    """
    known = dict(zip(map(name_key, before), ties, strict=False))
    found = [known.get(name_key(option), "") for option in options]
    if len(options) != len(before):
        return tuple(found)
    gone = [name_key(one) not in set(map(name_key, options)) for one in before]
    return tuple(
        ties[place] if not tie and gone[place] and place < len(ties) else tie for place, tie in enumerate(found)
    )
