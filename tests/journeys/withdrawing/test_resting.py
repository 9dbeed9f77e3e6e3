"""Before somebody stops, the researcher reads what rests on what they told: all of it, and how many tell it then."""

from flask.testing import FlaskClient
from sqlmodel import Session, col, select

import journeys.withdrawing.resting  # noqa: F401  declares what rests on interviews
from coding.models import Segment
from interviews.models import Interview
from interviews.respondents.conversations import link_interview
from interviews.respondents.register import add_respondent
from interviews.texts.models import Source
from interviews.texts.resting import resting_on
from journeys.composing.fields import change_step
from journeys.evidence.ledger import cite
from journeys.evidence.models import Evidence, Stance
from journeys.models import Step
from journeys.review.rounds import close_round
from journeys.withdrawing.letting_go import losing
from studies.models import Study
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_code, make_finished, make_journey, make_segment
from tests.journeys.rounds import make_round

SAID = "Ik liep weken rond met een brief die ik niet begreep."


def becomes(session: Session, study: Study, interview: Interview) -> list[str]:
    return [one.becomes for one in resting_on(session, study.id, frozenset({interview.id}))]


def test_a_step_that_only_quotes_somebody_word_for_word_rests_on_them_too(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    source = make_interview(session, study, [("Ouder", SAID, False)])
    segment = make_segment(session, study, source, make_code(session, study), turn=0)
    first, second, _third = all_steps(session, journey)
    cite(session, journey, first, segment.id)
    change_step(session, journey, second, "quote", SAID)

    told = becomes(session, study, session.get_one(Interview, source.interview_id))

    assert [one.partition(";")[0] for one in told] == ["stap 1 en 2"]


def test_what_the_council_reads_now_rests_on_somebody_as_it_was_when_the_round_began(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey = make_finished(session, study)
    first, *_others = session.exec(select(Interview).order_by(col(Interview.number))).all()
    started = make_round(session, journey)
    for tie in session.exec(select(Evidence).order_by(col(Evidence.id))).all():
        if session.get_one(Source, session.get_one(Segment, tie.segment_id).source_id).interview_id == first.id:
            session.delete(tie)
    link_interview(session, add_respondent(session, study, "ouder"), first)
    session.commit()
    page = f"/onderzoeken/{study.slug}/interviews/respondenten/1"

    shown = client.get(page).text
    assert "Wat de adviesraad nu leest" in shown
    assert "gaat om stukje 1, 2, 3 en 4" in shown
    assert f'href="/onderzoeken/{study.slug}/leesrondes/{started.round.id}"' in shown

    close_round(session, started.round, is_meant=True)
    session.commit()
    assert "Wat de adviesraad nu leest" not in client.get(page).text


def test_too_few_are_left_when_too_few_of_them_tell_the_step(session: Session, study: Study) -> None:
    journey = make_finished(session, study, ("ouder", "ouder", "jongere", "verzorger", "ouder"))
    first, second, *others = session.exec(select(Interview).order_by(col(Interview.number))).all()
    step = all_steps(session, journey)[2]
    only_on_the_subject(session, step, others[-2:])

    assert becomes(session, study, first) == ["stap 1, 2, 3 en 4; te weinig gesprekken blijven over bij stap 3"]
    assert losing(session, second)[0].few == (3,)


def only_on_the_subject(session: Session, step: Step, interviews: list[Interview]) -> None:
    """What these people told is on the same subject as the step, and not the step itself."""
    ties = session.exec(select(Evidence).where(Evidence.step_id == step.id).order_by(col(Evidence.id))).all()
    for tie in ties[-len(interviews) :]:
        tie.stance = Stance.THEME
    session.flush()
