"""A reading round begins: the draft is frozen, and the council invited to read it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from foundation.clock import today
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import one_line
from foundation.numbering import next_number
from interviews.respondents.consent import QuoteUse
from journeys.checks.names import names_in_story
from journeys.composing.field_rules import SHORT, FieldTooLong
from journeys.evidence.allowed_quotes import quoted_without_consent
from journeys.evidence.outline import Outline, outline_of
from journeys.models import Journey
from journeys.public.freezing import frozen_story
from journeys.reading.invitations import Invitation, invite
from journeys.reading.invited import Invited, checked
from journeys.reading.models import ReviewRound
from journeys.reading.progress import is_open
from journeys.story import as_json
from journeys.texts.story import story_texts
from journeys.withdrawing.rereading import steps_taken_back
from journeys.withdrawing.rests_on import quoted, rests_on
from journeys.withdrawing.withdrawn import in_words

_FEWEST_DIGITS = 5
"""Municipalities have numbers as short as 14 043."""


class NothingToRead(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Deze klantreis heeft nog geen stappen. Maak eerst stappen, dan kan de adviesraad lezen."))


class HoldsNames(ResearcherError):
    def __init__(self, places: list[str]) -> None:
        super().__init__(
            _(
                "In deze klantreis staan nog echte namen uit de gesprekken: %(places)s. Er is niets verstuurd. "
                "Herschrijf ze in de klantreis, of zeg daar waarom ze mogen blijven staan.",
                places="; ".join(places),
            )
        )


class RestsOnTakenBack(ResearcherError):
    def __init__(self, steps: tuple[int, ...]) -> None:
        super().__init__(
            _(
                "Bij %(steps)s van deze klantreis is geen toestemming (meer) om de woorden van iemand te gebruiken. "
                "Haal eerst uit de klantreis wat hieruit komt, en lees daar na wat er nog staat. Er is nog geen "
                "leesronde begonnen.",
                steps=in_words(steps),
            )
        )


class QuotesLiterally(ResearcherError):
    """Whoever said these words may not be quoted literally: not to the council either."""

    def __init__(self, steps: tuple[int, ...]) -> None:
        super().__init__(
            _(
                "Bij %(steps)s van deze klantreis staat een letterlijk citaat waarvoor geen toestemming is. Herschrijf "
                "het eerst in de klantreis. Er is nog geen leesronde begonnen.",
                steps=in_words(steps),
            )
        )


class RoundStillOpen(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Over deze klantreis loopt al een leesronde. Sluit die eerst; wat er gezegd is, blijft bewaard.")
        )


class ClosesInThePast(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Kies een laatste leesdag die nog moet komen, of vandaag."))


class ContactMissing(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Schrijf op wie de leden kunnen bellen als ze vragen hebben."))


class TelephoneUnclear(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Vul een telefoonnummer in dat leden kunnen bellen, met alleen cijfers en streepjes."))


@dataclass(frozen=True)
class StartedRound:
    """A new round with its invitations; their tokens are known only now."""

    round: ReviewRound
    invitations: list[Invitation]


def start_round(
    session: Session,
    journey: Journey,
    members: Sequence[Invited],
    closes_on: date,
    contact: str,
    telephone: str,
    *,
    looks_for_names: bool = False,
) -> StartedRound:
    """Freeze the draft and invite the council to read it, up to and including `closes_on`.

    With `looks_for_names` no real name of the study goes to the council either.

    Raises NothingToRead, HoldsNames, RestsOnTakenBack, QuotesLiterally, RoundStillOpen, ClosesInThePast,
    ContactMissing, TelephoneUnclear, and what `checked` raises of the members.
    """
    rounds = session.exec(select(ReviewRound).where(ReviewRound.journey_id == journey.id)).all()
    if any(is_open(one) for one in rounds):
        raise RoundStillOpen
    if closes_on < today():
        raise ClosesInThePast
    outline = outline_of(session, journey)
    step_ids = [of.step.id for of in outline.steps]
    if not step_ids:
        raise NothingToRead
    if looks_for_names:
        _check_names(session, journey, outline)
    _check_consent(session, journey, outline)
    people = checked(members)
    number = next_number(session, ReviewRound.number, ReviewRound.journey_id == journey.id)
    story = frozen_story(session, journey, version=number, published_on=today(), public_address="")
    review_round = ReviewRound(
        journey_id=journey.id,
        number=number,
        content=as_json(story),
        step_ids=step_ids,
        rests_on=rests_on(outline),
        quoted=quoted(outline),
        closes_on=closes_on,
        contact=_contact(contact),
        telephone=_telephone(telephone),
        started_by=session.info.get("person_id"),
    )
    session.add(review_round)
    session.flush()
    return StartedRound(review_round, invite(session, review_round, people))


def _check_names(session: Session, journey: Journey, outline: Outline) -> None:
    names = names_in_story(session, journey, story_texts(session, journey, outline))
    places = [one.text.place for one in names.open]
    if places:
        raise HoldsNames(list(dict.fromkeys(places)))


def _check_consent(session: Session, journey: Journey, outline: Outline) -> None:
    """Whoever took their words back, took them back from the council too; what was not allowed is not sent either."""
    unwanted, unread = quoted_without_consent(session, outline), steps_taken_back(session, journey)
    taken_back = tuple(
        of.number
        for of in outline.steps
        if of.evidence.withdrawn_segments or of.step.id in unread or unwanted.get(of.step.id) is QuoteUse.REWORDED
    )
    if taken_back:
        raise RestsOnTakenBack(taken_back)
    if unwanted:
        raise QuotesLiterally(tuple(of.number for of in outline.steps if of.step.id in unwanted))


def _contact(text: str) -> str:
    name = one_line(text)
    if not name:
        raise ContactMissing
    if len(name) > SHORT:
        raise FieldTooLong(_("wie de leden kunnen bellen"), SHORT)
    return name


def _telephone(text: str) -> str:
    number = one_line(text)
    if not re.fullmatch(r"[+(]?[\d\s()–-]{3,30}", number) or sum(map(str.isdigit, number)) < _FEWEST_DIGITS:
        raise TelephoneUnclear
    return number
