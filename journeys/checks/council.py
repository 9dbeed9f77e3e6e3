"""What the gate says of the advisory council: comments that wait, who agrees, and with which text that was.

The council advises. Only a comment without an answer stops publication; that the text is another one than its members
read is said, to researchers here and to readers in how the story was made.
"""

from collections.abc import Iterator

from sqlmodel import Session

from foundation.dutch import _, counted, short_date
from journeys.evidence.outline import Outline
from journeys.lookup import persona_of
from journeys.models import Journey
from journeys.open_point import OpenPoint
from journeys.reading.progress import RoundProgress, rounds_of_journey
from journeys.texts.since_read import TextSince, text_since


def agreed_by_council(session: Session, journey: Journey, outline: Outline) -> list[str]:
    """That everybody in the newest reading round agrees with the text as it stands, when that is so."""
    newest = next(iter(rounds_of_journey(session, journey)), None)
    if newest is None or not _all_agree(newest) or since_round(session, newest, outline):
        return []
    return [_("Akkoord van de adviesraad")]


def since_round(session: Session, progress: RoundProgress, outline: Outline) -> TextSince:
    """What is other in the journey than in the text that the members of this round have."""
    journey = progress.journey
    return text_since(progress.story, progress.round.step_ids, journey, persona_of(session, journey), outline)


def council_points(session: Session, journey: Journey, outline: Outline) -> Iterator[OpenPoint]:
    """Comments wait for an answer in whatever round they were made; verdicts are those of the newest."""
    rounds = rounds_of_journey(session, journey)
    waiting = sum(len(progress.unanswered) for progress in rounds)
    if waiting:
        comments = counted(waiting, "opmerking", "opmerkingen")
        yield OpenPoint(_("%(comments)s zonder antwoord", comments=comments), "leesronde", is_of_council=True)
    if not rounds:
        yield _signal(_("De adviesraad heeft nog niet meegelezen"))
        return
    yield from _verdicts(rounds[0])
    if since := since_round(session, rounds[0], outline):
        yield _signal(_other_text(rounds[0]))
        yield from changed_points(since)


def changed_points(since: TextSince) -> Iterator[OpenPoint]:
    """One signal for each place that the members did not read as it stands now."""
    for of in since.new:
        sentence = _("Stap %(number)s is nieuw: de leden lazen die niet", number=of.number)
        yield OpenPoint(sentence, "stap-title", is_blocking=False, step_id=of.step.id)
    for of in since.changed:
        sentence = _("Stap %(number)s is veranderd nadat de leden de tekst kregen", number=of.number)
        yield OpenPoint(sentence, "stap-title", is_blocking=False, step_id=of.step.id)
    for title in since.gone:
        sentence = _("Stap ‘%(title)s’, die de leden lazen, is weg", title=title)
        yield OpenPoint(sentence, "reis", is_blocking=False)
    for name, anchor in since.elsewhere:
        sentence = _("‘%(name)s’ is veranderd nadat de leden de tekst kregen", name=name)
        yield OpenPoint(sentence, anchor, is_blocking=False)


def _verdicts(newest: RoundProgress) -> Iterator[OpenPoint]:
    agreed, members = len(newest.agreed), len(newest.members)
    if agreed < members == 1:
        yield _signal(_("Het lid van de adviesraad gaf nog geen akkoord"))
    elif agreed < members:
        yield _signal(_("Akkoord van %(agreed)s van de %(members)s leden", agreed=agreed, members=members))


def _other_text(newest: RoundProgress) -> str:
    day = short_date(newest.round.started_at)
    if _all_agree(newest):
        return _("Het akkoord van de adviesraad is voor de tekst van %(day)s. Die is daarna veranderd", day=day)
    return _("De adviesraad kreeg de tekst van %(day)s. Die is daarna veranderd", day=day)


def _all_agree(newest: RoundProgress) -> bool:
    return bool(newest.agreed) and len(newest.agreed) == len(newest.members)


def _signal(sentence: str) -> OpenPoint:
    return OpenPoint(sentence, "leesronde", is_blocking=False, is_of_council=True)
