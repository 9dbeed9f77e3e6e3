"""What is in no topic and has no code can be ticked and given one, as the passages of a topic can."""

import re

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from coding.codebook.changing import add_code
from coding.models import Code, Segment
from coding.undo import undo_last
from interviews.models import Interview, InterviewState
from interviews.texts.corrections import replace_stretches
from interviews.texts.models import Source
from interviews.texts.offsets import Replacement
from studies.models import Study
from tests.coding.test_visibility import BASE
from tests.factories import make_interview
from tests.webapp.people.test_inviting import words_of

SAID = ["We wachtten een half jaar op een bericht.", "Niemand belde terug toen."]
PAGE = f"{BASE}/onderwerpen/overig"


@pytest.fixture
def sources(session: Session, study: Study) -> list[Source]:
    sources = [make_interview(session, study, [("Ouder", text, False) for text in SAID]) for _ in range(2)]
    session.commit()
    return sources


def _keys(client: FlaskClient) -> list[str]:
    return re.findall(r'name="beurt" value="([^"]+)"', client.get(PAGE).text)


def _coded(session: Session) -> list[tuple[str, str]]:
    session.expire_all()
    query = select(Code.name, Segment.quotation).join(Segment, col(Segment.code_id) == Code.id)
    found = list(session.exec(query.order_by(col(Segment.source_id), col(Segment.start))).all())
    session.rollback()
    return found


def test_what_is_ticked_gets_a_new_code_and_leaves_the_list(
    client: FlaskClient, session: Session, sources: list[Source]
) -> None:
    first, _second, _third, last = _keys(client)

    page = client.post(PAGE, data={"beurt": [first, last], "naam": "Stilte", "doe": "maak"}, follow_redirects=True).text

    assert "De code ‘Stilte’ staat in het codeboek, bij 2 fragmenten." in page
    assert "2 antwoorden hebben geen code" in words_of(page)
    assert _coded(session) == [("Stilte", SAID[0]), ("Stilte", SAID[1])]
    assert undo_last(session, sources[0]).label == "code ‘Stilte’ maken bij 2 fragmenten in 2 gesprekken"
    assert _coded(session) == []


def test_what_is_ticked_goes_to_a_code_that_is_there(
    client: FlaskClient, session: Session, study: Study, sources: list[Source]
) -> None:
    code = add_code(session, study.id, "Wachten")
    session.commit()

    client.post(PAGE, data={"beurt": _keys(client)[:1], "code": str(code.id), "doe": "voeg", "naam": ""})

    assert _coded(session) == [("Wachten", SAID[0])]


def test_an_interview_that_is_done_opens_only_when_that_is_chosen(
    client: FlaskClient, session: Session, sources: list[Source]
) -> None:
    session.exec(select(Interview).where(Interview.id == sources[0].interview_id)).one().state = InterviewState.CODED
    session.commit()
    keys = _keys(client)
    asked = {"beurt": [keys[0], keys[2]], "naam": "Stilte", "doe": "maak"}

    page = client.post(PAGE, data=asked, follow_redirects=True).text
    assert "Gesprek 1 is klaar en bleef zoals het was" in page
    assert _coded(session) == [("Stilte", SAID[0])]

    page = client.post(PAGE, data={**asked, "naam": "Meer", "ook-klaar": "ja"}, follow_redirects=True).text
    assert "Gesprek 1 was klaar en staat weer open." in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"naam": "Stilte", "doe": "maak"}, "Er is geen stukje aangevinkt."),
        ({"naam": "Stilte", "doe": "voeg", "beurt": [0], "code": ""}, "Kies eerst bij welke code"),
        ({"naam": " ", "doe": "maak", "beurt": [0]}, "naam"),
        ({"naam": "Stilte", "doe": "maak", "beurt": ["999-1"]}, "Er is niets gecodeerd."),
        ({"naam": "Stilte", "doe": "maak", "beurt": ["wat-dan"]}, "Er is geen stukje aangevinkt."),
    ],
)
def test_what_can_not_be_is_refused_and_stays_on_the_page(
    client: FlaskClient, session: Session, sources: list[Source], sent: dict[str, list[str | int]], said: str
) -> None:
    keys = _keys(client)
    ticked = [keys[one] if isinstance(one, int) else one for one in sent.get("beurt", [])]

    answer = client.post(PAGE, data={**sent, "beurt": ticked})

    assert answer.status_code == 422
    assert said in answer.text.partition('role="alert"')[2].partition("</p>")[0]
    assert answer.text.count(" checked>") == len(set(keys) & set(ticked))
    assert f'value="{sent["naam"]}"' in answer.text
    assert _coded(session) == []


def test_a_text_that_changed_since_is_never_coded_by_what_was_read_before(
    client: FlaskClient, session: Session, sources: list[Source]
) -> None:
    keys = _keys(client)
    replace_stretches(session, session.get_one(Source, sources[0].id), [Replacement(0, 2, "Wij allemaal")])
    session.commit()

    answer = client.post(PAGE, data={"beurt": keys, "naam": "Stilte", "doe": "maak"})

    assert answer.status_code == 422
    assert "Een gesprek is intussen gewijzigd" in answer.text
    assert _coded(session) == []
