"""What of a deleted conversation stays elsewhere is said with its place; a step that leaned on it is read again."""

from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from coding.codebook.changing import add_code
from coding.memos import add_memo
from coding.models import Code, Memo, Segment
from coding.segments import add_segment
from exports.publishing.publish import publish_journey
from foundation.database.engine import open_session, unit_of_work
from foundation.errors import ResearcherError
from interviews.models import Interview
from interviews.texts.models import Source
from interviews.texts.spoken import Spoken
from journeys.composing.fields import change_journey, change_step
from journeys.evidence.ledger import cite, set_stance, uncite
from journeys.evidence.models import Evidence, Stance
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey, Publication, Step
from journeys.story import MeasureState
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from tests.factories import make_interview
from tests.journeys.making import SITE, all_steps, make_finished

TOLD = "Mijn kanarie Pietronella zong terwijl ik wachtte op de kwijtgeraakte aanvraag bij het loket."
RUN = "terwijl ik wachtte op de kwijtgeraakte aanvraag"
"""Seven words; eight with the one before it."""
QUOTED = f"Let op: «zong {RUN}». Dat komt vaker voor."
HOME = "/onderzoeken/jeugdhulp"


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    session.expire_on_commit = False
    journey = make_finished(session, study)
    session.commit()
    return journey


@pytest.fixture
def told(session: Session, study: Study, journey: Journey) -> Source:
    """A fourth conversation, which the first step rests on beside the other three."""
    source = make_interview(session, study, [("Ouder", TOLD, False)])
    code = add_code(session, study.id, "wachten")
    segment = add_segment(session, source.id, 0, len(TOLD), TOLD, code.id)
    rest_on(session, journey, all_steps(session, journey)[0], segment)
    session.commit()
    return source


@pytest.fixture
def second(engine: Engine, organisation: Organisation) -> Person:
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "s.mol@voorbeeld.nl", "Sanne Mol", Role.SECOND_CODER)
        across.expunge(person)
    return person


def rest_on(session: Session, journey: Journey, step: Step, segment: Segment) -> None:
    cite(session, journey, step, segment.id)
    set_stance(session, journey, step, segment.id, Stance.TELLS)


def the_only_ground(session: Session, journey: Journey, step: Step, source: Source) -> None:
    """Nothing is left under this step but what this text has."""
    query = select(Evidence.segment_id).join(Segment, col(Segment.id) == Evidence.segment_id)
    for one in session.exec(query.where(Evidence.step_id == step.id, Segment.source_id != source.id)).all():
        uncite(session, journey, step, one)
    session.commit()


def page_of(session: Session, source: Source) -> str:
    number = session.exec(select(Interview.number).where(Interview.id == source.interview_id)).one()
    session.commit()
    return f"{HOME}/interviews/{number}/wissen/"


def deleted(session: Session, client: FlaskClient, source: Source) -> str:
    """Delete the conversation; the page that follows, as it reads."""
    page = page_of(session, source)
    answer = client.post(page, follow_redirects=True)
    assert answer.status_code == 200
    return unescape(answer.text)


def composer(session: Session, client: FlaskClient, journey: Journey) -> str:
    address = f"{HOME}/klantreizen/{journey.slug}"
    session.commit()
    return unescape(client.get(address).text)


def write_it_down_everywhere(session: Session, study: Study, journey: Journey, told: Source) -> dict[str, str]:
    """{how the page calls the place: where its link leads}."""
    code = session.exec(select(Code).where(Code.name == "wachten")).one()
    code.definition = QUOTED
    add_memo(session, code, QUOTED)
    other = session.exec(select(Segment).where(col(Segment.source_id) != told.id).order_by(col(Segment.id))).first()
    assert other is not None
    add_memo(session, other, QUOTED)
    step = all_steps(session, journey)[1]
    change_step(session, journey, step, "happens", f"Mirjam wacht. {TOLD}")
    change_journey(session, journey, "introduction", QUOTED)
    measure = add_measure(session, journey, MeasureText("Bellen", MeasureState.BUSY, what=QUOTED))
    session.commit()
    reis = f"{HOME}/klantreizen/{journey.slug}"
    said = f"{HOME}/coderen/thema-overzicht/fragmenten?code={code.id}"
    return {
        "Uitleg bij code ‘wachten’": said,
        "Memo van Lotte Veldman bij code ‘wachten’": f"{said}#memos",
        "Memo van Lotte Veldman in Gesprek 1": f"{HOME}/coderen/1",
        f"{journey.title}: Stap 2, ‘Wat gebeurt er?’": f"{reis}?stap={step.id}#stap-happens",
        f"{journey.title}: Inleiding": f"{reis}#reis-introduction",
        f"{journey.title}: Maatregel ‘Bellen’, wat mensen ervan merken": f"{reis}#maatregel-{measure.id}",
    }


def test_the_page_says_where_words_stay_and_the_list_says_so_afterwards(
    session: Session, client: FlaskClient, study: Study, journey: Journey, told: Source
) -> None:
    places = write_it_down_everywhere(session, study, journey, told)

    before, after = unescape(client.get(page_of(session, told)).text), deleted(session, client, told)

    assert "Op 6 plekken staan woorden uit dit gesprek" in before
    assert "Gesprek 4 is gewist. Op 6 plekken staan er nog woorden uit" in after
    assert "met alles wat eruit kwam" not in after
    for page in (before, after.partition("Gewiste gesprekken")[2]):
        for place, link in places.items():
            assert f'<a href="{link}">{place}</a>' in page


def test_a_memo_on_a_code_can_be_read_where_the_page_leads(
    session: Session, client: FlaskClient, study: Study, journey: Journey, told: Source
) -> None:
    places = write_it_down_everywhere(session, study, journey, told)

    page = unescape(client.get(places["Memo van Lotte Veldman bij code ‘wachten’"]).text)

    assert QUOTED in page.partition('id="memos"')[2]


def test_ones_own_memo_on_a_code_can_be_thrown_away_and_a_colleagues_cannot(
    session: Session, client: FlaskClient, study: Study, journey: Journey, second: Person, told: Source
) -> None:
    places = write_it_down_everywhere(session, study, journey, told)
    memos = session.exec(select(Memo).where(col(Memo.code_id).is_not(None))).all()
    theirs = Memo(study_id=study.id, code_id=memos[0].code_id, text=f"{QUOTED} Zei zij.", person_id=second.id)
    session.add(theirs)
    session.commit()
    mine, code = memos[0].id, places["Uitleg bij code ‘wachten’"]

    assert client.post(f"{HOME}/coderen/thema-overzicht/memos/{theirs.id}/weg").status_code == 403
    assert client.post(f"{HOME}/coderen/thema-overzicht/memos/{mine}/weg").headers["Location"] == code

    page = unescape(client.get(code).text)
    assert "Zei zij." in page
    assert page.partition('id="memos"')[2].count(QUOTED) == 1
    assert client.post(f"{HOME}/coderen/thema-overzicht/memos/{mine}/weg").status_code == 404


def test_where_nothing_stays_nothing_is_said_of_it(session: Session, client: FlaskClient, told: Source) -> None:
    before, after = unescape(client.get(page_of(session, told)).text), deleted(session, client, told)

    assert "staan woorden uit dit gesprek" not in before
    assert "Gesprek 4 is gewist, met alles wat eruit kwam." in after


def test_a_memo_of_a_colleague_is_named_with_whose_it_is(
    session: Session, engine: Engine, client: FlaskClient, study: Study, second: Person, told: Source
) -> None:
    session.commit()
    with open_session(engine, study.organisation_id, second.id) as theirs:
        other = theirs.exec(select(Segment).where(col(Segment.source_id) != told.id).order_by(col(Segment.id))).first()
        assert other is not None
        add_memo(theirs, other, QUOTED)
        theirs.commit()

    assert "Memo van Sanne Mol in Gesprek 1" in client.get(page_of(session, told)).text


def test_eight_words_in_a_row_are_somebodys_words_and_seven_are_not() -> None:
    spoken = Spoken(TOLD)

    assert spoken.stands_in(f"Iemand zei: zong {RUN}, en meer.")
    assert not spoken.stands_in(f"Iemand zei: piepte {RUN}, en meer.")


def test_a_title_that_is_somebodys_words_is_not_written_down_once_more(
    session: Session, client: FlaskClient, study: Study, told: Source
) -> None:
    add_code(session, study.id, f"zong {RUN}")
    session.commit()

    after = deleted(session, client, told)

    assert "Naam van een code" in after
    assert "kwijtgeraakte" not in after


POINT = "Stap 1 rustte op Gesprek 4, dat is gewist. Lees na of de stap nog klopt"


def test_a_step_that_leaned_on_it_is_an_open_point_until_somebody_read_it(
    session: Session, client: FlaskClient, journey: Journey, told: Source
) -> None:
    publish_journey(session, journey, SITE)
    before = composer(session, client, journey)
    assert POINT not in before
    deleted(session, client, told)

    page = composer(session, client, journey)
    assert POINT in page
    assert "Stap 2 rustte" not in page
    with pytest.raises(ResearcherError):
        publish_journey(session, journey, SITE)
    session.rollback()
    assert "lees 1 plek na" in unescape(client.get(f"{HOME}/").text)
    assert len(session.exec(select(Publication)).all()) == 1
    session.commit()

    (action,) = {part.partition('"')[0] for part in page.split('action="') if "/nagelezen/" in part.partition('"')[0]}
    assert client.post(action).status_code == 303
    assert POINT not in composer(session, client, journey)
    assert "lees 1 plek na" not in client.get(f"{HOME}/").text

    client.post(action.partition("/nagelezen/")[0] + "/ongedaan")
    assert POINT in composer(session, client, journey)


def test_a_step_that_lost_its_last_ground_says_both(
    session: Session, client: FlaskClient, journey: Journey, told: Source
) -> None:
    the_only_ground(session, journey, all_steps(session, journey)[0], told)

    deleted(session, client, told)

    page = composer(session, client, journey)
    assert POINT in page
    assert "Stap 1 heeft nog geen onderbouwing" in page


def test_a_step_that_only_has_its_words_is_an_open_point_too_and_says_where(
    session: Session, client: FlaskClient, journey: Journey, told: Source
) -> None:
    change_step(session, journey, all_steps(session, journey)[1], "happens", QUOTED)
    change_journey(session, journey, "introduction", QUOTED)
    change_step(session, journey, all_steps(session, journey)[2], "quote", TOLD)

    deleted(session, client, told)

    page = composer(session, client, journey)
    assert "In ‘Wat gebeurt er?’ van stap 2 stonden woorden uit Gesprek 4, dat is gewist. Lees dat na" in page
    assert "In ‘Inleiding’ stonden woorden uit Gesprek 4, dat is gewist. Lees dat na" in page
    assert "Stap 3 rustte op Gesprek 4, dat is gewist. Lees na of de stap nog klopt" in page


def test_a_step_that_goes_and_comes_back_is_still_to_be_read(
    session: Session, client: FlaskClient, journey: Journey, told: Source
) -> None:
    step = all_steps(session, journey)[0].id
    deleted(session, client, told)
    session.commit()

    client.post(f"{HOME}/klantreizen/{journey.slug}/stappen/{step}/verwijder")
    assert POINT not in composer(session, client, journey)
    client.post(f"{HOME}/klantreizen/{journey.slug}/ongedaan")

    assert POINT in composer(session, client, journey)
