"""A step keeps its words when what was withdrawn is untied from it: somebody reads them before they go public."""

from datetime import date
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from coding.codebook.changing import add_code
from coding.codebook.going import delete_code, merge_codes
from coding.models import Code, Segment
from coding.segments import add_segment, remove_segment
from coding.undo import in_codebook, in_text
from exports.publishing.publish import NotReady, publish_journey
from foundation.clock import today
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.erasing.conversation import delete_interview
from interviews.models import Interview, Respondent
from interviews.respondents.consent import record_consent, withdraw_consent
from interviews.respondents.conversations import link_interview
from interviews.respondents.models import ConsentWay, Purpose
from interviews.respondents.register import add_respondent
from interviews.texts.models import Source
from interviews.texts.sources import text_of
from journeys.checks.gate import open_points
from journeys.composing.fields import change_step
from journeys.composing.order import remove_step
from journeys.evidence.ledger import cite, uncite
from journeys.evidence.models import Evidence
from journeys.lookup import journey_area
from journeys.models import Journey, Step
from journeys.review.starting import RestsOnTakenBack
from journeys.withdrawing.rereading import was_reread
from studies.history.undoing import redo, undo
from studies.keys.keeping import study_key
from studies.models import Study
from tests.journeys.making import SITE, all_steps, make_finished, make_segment
from tests.journeys.rounds import make_round

DAY = date(2026, 6, 1)
HOME = "/onderzoeken/jeugdhulp"
POINT = "Stap 3 rustte op Gesprek 2, dat is ingetrokken. Lees na of de tekst en het citaat zonder dat gesprek kloppen"
TIED = "Stap 3: de toestemming voor 1 fragment is ingetrokken. Haal weg wat hieruit komt, ook in de tekst"


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """Four people told a story; the second one told its third step alone, and can take that back."""
    journey = make_finished(session, study, ("ouder", "ouder", "jongere", "verzorger"))
    told = add_respondent(session, study, "ouder")
    link_interview(session, told, interview_2(session))
    record_consent(session, told, Purpose.QUOTE_REWORDED, True, DAY, ConsentWay.BY_TELEPHONE)
    for step in all_steps(session, journey):
        if step.id != third(session, journey).id:
            uncite(session, journey, step, segment_2(session).id)
    session.commit()
    return journey


@pytest.fixture
def untied(session: Session, journey: Journey) -> Journey:
    """Taken back, and untied after that."""
    take_back(session)
    uncite(session, journey, third(session, journey), segment_2(session).id)
    session.commit()
    return journey


def interview_2(session: Session) -> Interview:
    return session.exec(select(Interview).where(Interview.number == 2)).one()


def source_2(session: Session) -> Source:
    return session.exec(select(Source).where(Source.interview_id == interview_2(session).id)).one()


def segment_2(session: Session) -> Segment:
    query = select(Segment).where(Segment.source_id == source_2(session).id).order_by(col(Segment.id))
    found = session.exec(query).first()
    assert found is not None
    return found


def third(session: Session, journey: Journey) -> Step:
    return all_steps(session, journey)[2]


def take_back(session: Session) -> None:
    withdraw_consent(session, session.exec(select(Respondent)).one(), Purpose.QUOTE_REWORDED, DAY)


def closed_by(session: Session, journey: Journey) -> list[str]:
    session.expire_all()
    return [point.sentence for point in open_points(session, journey) if point.is_blocking]


def read(session: Session, journey: Journey) -> None:
    (point,) = [one for one in open_points(session, journey) if one.anchor.startswith("nalezen-")]
    was_reread(session, journey, int(point.anchor.removeprefix("nalezen-")))


def button(page: str) -> str:
    """Where 'Nagelezen' leads; there is one."""
    (action,) = {part.partition('"')[0] for part in page.split('action="') if "/nagelezen/" in part.partition('"')[0]}
    return action


def test_untying_keeps_the_gate_closed_until_somebody_read_the_step(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    take_back(session)
    step, fragment, story = third(session, journey).id, segment_2(session).id, f"{HOME}/klantreizen/{journey.slug}"
    session.commit()

    client.post(f"{story}/stappen/{step}/onderbouwing", data={"segment": fragment})

    assert closed_by(session, journey) == [POINT]
    with pytest.raises(NotReady):
        publish_journey(session, journey, SITE)
    session.rollback()
    page = unescape(client.get(story).text)
    listed = page.partition('id="nalezen"')[2].partition("</section>")[0]
    assert POINT in listed
    assert f"?stap={step}#bewerk" in listed
    assert "lees 1 plek na" in unescape(client.get(f"{HOME}/").text)

    client.post(button(page))
    assert closed_by(session, journey) == []
    session.rollback()
    assert "lees 1 plek na" not in client.get(f"{HOME}/").text

    client.post(f"{story}/ongedaan")
    assert closed_by(session, journey) == [POINT]


def test_it_says_where_words_of_the_conversation_still_stand(session: Session, untied: Journey) -> None:
    change_step(session, untied, third(session, untied), "happens", text_of(session, source_2(session).id))

    assert f"{POINT}. Er staan nog woorden uit dat gesprek in ‘Wat gebeurt er?’" in closed_by(session, untied)


def test_untying_what_still_may_be_used_asks_nothing(session: Session, journey: Journey) -> None:
    uncite(session, journey, third(session, journey), segment_2(session).id)
    take_back(session)

    assert closed_by(session, journey) == []


def test_the_last_of_two_fragments_makes_it_a_point(session: Session, study: Study, journey: Journey) -> None:
    other = make_segment(session, study, source_2(session), session.exec(select(Code)).one(), turn=0)
    cite(session, journey, third(session, journey), other.id)
    take_back(session)

    uncite(session, journey, third(session, journey), segment_2(session).id)
    assert closed_by(session, journey) == [TIED]
    uncite(session, journey, third(session, journey), other.id)
    assert closed_by(session, journey) == [POINT]


# Every other way in which a tie goes


def test_taking_the_code_off_the_fragment(session: Session, journey: Journey) -> None:
    take_back(session)
    with in_text(session, source_2(session), "code weggehaald"):
        remove_segment(session, segment_2(session))

    assert closed_by(session, journey) == [POINT]
    undo(session, f"source:{source_2(session).id}")
    assert closed_by(session, journey) == [TIED]
    redo(session, f"source:{source_2(session).id}")
    assert closed_by(session, journey) == [POINT]


def test_deleting_the_code_and_undoing_that_after_somebody_read_the_step(
    session: Session, study: Study, journey: Journey
) -> None:
    alone = add_code(session, study.id, "alleen hier")
    segment_2(session).code_id = alone.id
    take_back(session)
    with in_codebook(session, study.id, "code verwijderd"):
        delete_code(session, alone, with_segments=True)
    assert closed_by(session, journey) == [POINT]

    read(session, journey)
    assert closed_by(session, journey) == []

    undo(session, f"codebook:{study.id}")
    assert closed_by(session, journey) == [TIED]


def test_codes_that_are_merged_leave_the_step_its_fragment(session: Session, study: Study, journey: Journey) -> None:
    """One passage had both codes, and the step rested on both: one tie goes, and it rests there still."""
    there, other = segment_2(session), add_code(session, study.id, "ook dit")
    twin = add_segment(session, there.source_id, there.start, there.end, there.quotation, other.id)
    cite(session, journey, third(session, journey), twin.id)
    take_back(session)

    merge_codes(session, other, session.get_one(Code, there.code_id))

    assert closed_by(session, journey) == [TIED]


def test_undo_of_what_tied_it(session: Session, journey: Journey) -> None:
    uncite(session, journey, third(session, journey), segment_2(session).id)
    cite(session, journey, third(session, journey), segment_2(session).id)
    take_back(session)

    undo(session, journey_area(journey))

    assert closed_by(session, journey) == [POINT]


def test_undo_ties_it_again_and_redo_lets_go_again(session: Session, untied: Journey) -> None:
    undo(session, journey_area(untied))
    assert closed_by(session, untied) == [TIED]

    redo(session, journey_area(untied))
    assert closed_by(session, untied) == [POINT]


def test_a_step_that_goes_and_comes_back_is_still_to_be_read(session: Session, untied: Journey) -> None:
    remove_step(session, untied, third(session, untied))
    assert POINT not in closed_by(session, untied)

    undo(session, journey_area(untied))
    assert closed_by(session, untied) == [POINT]


def test_a_step_that_goes_while_it_is_tied_comes_back_tied(session: Session, journey: Journey) -> None:
    take_back(session)
    remove_step(session, journey, third(session, journey))

    undo(session, journey_area(journey))
    assert closed_by(session, journey) == [TIED]

    redo(session, journey_area(journey))
    assert POINT not in closed_by(session, journey)


# What becomes of the point


def test_consent_that_is_given_again_leaves_nothing_to_read(
    session: Session, client: FlaskClient, untied: Journey
) -> None:
    told = session.exec(select(Respondent)).one()
    record_consent(session, told, Purpose.QUOTE_REWORDED, True, today(), ConsentWay.BY_TELEPHONE)
    session.commit()

    assert closed_by(session, untied) == []
    session.rollback()
    assert "lees 1 plek na" not in client.get(f"{HOME}/").text


@pytest.mark.parametrize("was_read", [True, False])
def test_a_conversation_that_is_deleted_after_it_was_untied(
    session: Session, study: Study, untied: Journey, was_read: bool
) -> None:
    if was_read:
        read(session, untied)

    delete_interview(session, PseudonymVault(study_key(session, study.id)), interview_2(session), with_codings=True)

    waits = ["Stap 3 rustte op Gesprek 2, dat is gewist. Lees na of de stap nog klopt"]
    assert closed_by(session, untied) == ([] if was_read else waits)


def test_the_council_gets_the_step_once_it_was_read(session: Session, untied: Journey) -> None:
    with pytest.raises(RestsOnTakenBack, match="Bij stap 3 van deze klantreis"):
        make_round(session, untied)

    read(session, untied)

    assert make_round(session, untied).round.number == 1


def test_a_button_on_a_page_from_before_marks_no_other_step_read(
    session: Session, client: FlaskClient, untied: Journey
) -> None:
    """SQLite would give the number of a row that went to the next one."""
    story = f"{HOME}/klantreizen/{untied.slug}"
    session.commit()
    action = button(client.get(story).text)
    client.post(action)
    told = session.exec(select(Respondent)).one()
    record_consent(session, told, Purpose.QUOTE_REWORDED, True, today(), ConsentWay.BY_TELEPHONE)
    first = all_steps(session, untied)[0]
    cite(session, untied, first, segment_2(session).id)
    record_consent(session, told, Purpose.QUOTE_REWORDED, False, today(), ConsentWay.BY_TELEPHONE)
    uncite(session, untied, first, segment_2(session).id)
    session.commit()

    assert client.post(action).status_code == 404

    assert closed_by(session, untied) == [POINT.replace("Stap 3", "Stap 1")]


def test_nothing_is_written_down_about_a_step_twice(session: Session, untied: Journey) -> None:
    for _turn in range(2):
        undo(session, journey_area(untied))
        redo(session, journey_area(untied))

    assert closed_by(session, untied) == [POINT]
    assert (
        third(session, untied).id
        not in session.exec(select(Evidence.step_id).where(Evidence.segment_id == segment_2(session).id)).all()
    )
