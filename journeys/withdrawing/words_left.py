"""What journeys hold of the words of a conversation that goes, and keep: texts, measures, what the council wrote."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from coding.erasing.coded_here import spoken_in
from foundation.dutch import _
from interviews.erasing.words_left import WordsLeft, finds_words_left
from interviews.models import Interview
from interviews.texts.sources import source_of
from interviews.texts.spoken import Spoken
from journeys.evidence.outline import outlines_of_study
from journeys.measures.models import Measure, MeasureChange, WaitingWords
from journeys.models import Journey
from journeys.reading.models import Comment, CouncilMember, ReviewRound
from journeys.texts.story import story_texts
from journeys.texts.text import StoryText


@finds_words_left
def words_left_in_journeys(session: Session, interview: Interview) -> list[WordsLeft]:
    """Quotes are left out: one that holds its words goes."""
    spoken = spoken_in(session, source_of(session, interview))
    found = []
    for journey, outline in outlines_of_study(session, interview.study_id):
        texts = texts_with_words(spoken, story_texts(session, journey, outline))
        found += [_in_text(journey, one, spoken) for one in texts]
        found += _in_measures(session, journey, spoken)
        found += _of_council(session, journey, spoken)
    return [one for place, one in enumerate(found) if one not in found[:place]]


def texts_with_words(spoken: Spoken, texts: Iterator[StoryText]) -> list[StoryText]:
    """The texts of a story, but for quotes, in which words of a conversation stand."""
    return [one for one in texts if not one.key.endswith(":quote") and spoken.stands_in(one.text)]


def _in_text(journey: Journey, one: StoryText, spoken: Spoken) -> WordsLeft:
    what = f"{spoken.unsaid(journey.title)}: {spoken.unsaid(one.place)}"
    values = {"journey": journey.slug, "_anchor": one.anchor}
    if one.is_of_study:
        return WordsLeft(what, "study_facts.page", values)
    return WordsLeft(what, "journeys.composer", values | ({"stap": one.step_id} if one.step_id else {}))


def _in_measures(session: Session, journey: Journey, spoken: Spoken) -> Iterator[WordsLeft]:
    """What was told of a measure before, and what waits for a look."""
    query = select(Measure, MeasureChange).join(MeasureChange, col(MeasureChange.measure_id) == Measure.id)
    query = query.where(Measure.journey_id == journey.id).order_by(col(Measure.position), col(MeasureChange.id))
    for measure, change in session.exec(query).all():
        earlier = [words for name, words in change.told.items() if words != getattr(measure, name, "")]
        if spoken.stands_in_any(earlier):
            told = _("Wat eerder bij maatregel ‘%(title)s’ stond", title=spoken.unsaid(measure.title))
            yield WordsLeft(told, "measures.all_measures", {"_anchor": f"maatregel-{measure.id}"})
    waiting = select(WaitingWords).where(WaitingWords.journey_id == journey.id).order_by(col(WaitingWords.id))
    for words in session.exec(waiting).all():
        if spoken.stands_in_any(words.typed):
            yield WordsLeft(_("Tekst bij een maatregel die nog op een blik wacht"), "measures.all_measures")


def _of_council(session: Session, journey: Journey, spoken: Spoken) -> Iterator[WordsLeft]:
    rounds = select(CouncilMember, ReviewRound.id, ReviewRound.number)
    rounds = rounds.join(ReviewRound, col(ReviewRound.id) == CouncilMember.round_id)
    rounds = rounds.where(ReviewRound.journey_id == journey.id).order_by(col(CouncilMember.id))
    members = {member.id: (member, round_id, number) for member, round_id, number in session.exec(rounds).all()}
    for member, round_id, number in members.values():
        if spoken.stands_in(member.verdict_note):
            told = _("Oordeel van een lid in leesronde %(round)s", round=number)
            yield WordsLeft(told, "review.one_round", {"round_id": round_id})
    comments = select(Comment).where(col(Comment.member_id).in_(members)).order_by(col(Comment.id))
    for comment in session.exec(comments).all():
        if spoken.stands_in_any([comment.text, comment.answer, comment.earlier]):
            _member, round_id, number = members[comment.member_id]
            told = _(
                "Opmerking van een lid bij stukje %(step)s in leesronde %(round)s",
                step=comment.step_number,
                round=number,
            )
            place = {"round_id": round_id, "_anchor": f"stukje-{comment.step_number}"}
            yield WordsLeft(told, "review.one_round", place)
