"""Opening a reading round again: the council reads the same frozen text until another day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from foundation.clock import today
from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.respondents.withdrawal import taken_back
from journeys.checks.names import NameInStory, names_in_story
from journeys.evidence.allowed_quotes import pieces_without_consent
from journeys.evidence.outline import outline_of
from journeys.models import Journey
from journeys.reading.models import ReviewRound
from journeys.reading.progress import RoundProgress
from journeys.review.starting import ClosesInThePast
from journeys.texts.story import story_texts
from journeys.texts.text import StoryText
from journeys.withdrawing.rounds import pieces_in_words, pieces_on

_NOT_FREE = {"curve_summary", "portrait"}
"""Hold no free text but the name of the persona, which stands in the story itself."""


class RoundSince(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Daarna begon een nieuwe leesronde over deze klantreis. Deze kan niet meer open. Nodig leden daar uit.")
        )


class RestsOnTakenBackSince(ResearcherError):
    def __init__(self, pieces: tuple[int, ...]) -> None:
        super().__init__(
            _(
                "Voor %(pieces)s is er geen toestemming (meer). Deze tekst kan de adviesraad niet meer lezen. "
                "Haal uit de klantreis wat hieruit komt en begin een nieuwe leesronde.",
                pieces=pieces_in_words(pieces),
            )
        )


class HoldsNamesSince(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "In de tekst van deze leesronde staat een naam die intussen als echte naam bekend is. "
                "Deze tekst kan de adviesraad niet meer lezen. Begin een nieuwe leesronde."
            )
        )


def newest_round_id(session: Session, journey: Journey) -> int:
    """Of a journey that was read along with; only this round can open again."""
    query = select(ReviewRound.id).where(ReviewRound.journey_id == journey.id)
    return session.exec(query.order_by(col(ReviewRound.number).desc())).first() or 0


def what_keeps_closed(session: Session, progress: RoundProgress) -> ResearcherError | None:
    """Why the council can't read this text once the round is closed, whatever the last day; None when it can."""
    if newest_round_id(session, progress.journey) != progress.round.id:
        return RoundSince()
    journey = progress.journey
    taken = pieces_on(progress, outline_of(session, journey), taken_back(session, journey.study_id))
    unallowed = pieces_without_consent(session, progress.round.quoted or {})
    if taken or unallowed:
        return RestsOnTakenBackSince(tuple(sorted({*taken, *unallowed})))
    return HoldsNamesSince() if _has_names(session, progress) else None


def reopen_round(session: Session, progress: RoundProgress, closes_on: date) -> None:
    """Let the council read and speak again, up to and including `closes_on`, with the links and words they had.

    Raises ClosesInThePast, RoundSince, RestsOnTakenBackSince, HoldsNamesSince.
    """
    if closes_on < today():
        raise ClosesInThePast
    keeps_closed = what_keeps_closed(session, progress)
    if keeps_closed:
        raise keeps_closed
    progress.round.closed_at, progress.round.closes_on = None, closes_on
    session.add(progress.round)
    session.flush()


def _has_names(session: Session, progress: RoundProgress) -> bool:
    """Whether the frozen text holds a real name. A word may stand that may stand in the same text of the story now."""
    journey = progress.journey
    now_written = story_texts(session, journey, outline_of(session, journey))
    waived = names_in_story(session, journey, now_written).waived
    texts, everywhere = {(one.text.text, one.word) for one in waived}, {w.word for w in waived if w.text.is_of_study}

    def may_stand(one: NameInStory) -> bool:
        return (one.text.text, one.word) in texts or one.word in everywhere

    frozen = [StoryText("", "", text, "") for text in _texts_in(progress.round.content)]
    return not all(may_stand(one) for one in names_in_story(session, journey, frozen).found)


def _texts_in(content: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        yield from (text for key, part in content.items() if key not in _NOT_FREE for text in _texts_in(part))
    elif isinstance(content, list | tuple):
        yield from (text for part in content for text in _texts_in(part))
