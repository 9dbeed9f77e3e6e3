"""All passages of a topic can be read; what is ticked becomes a code; what is laid aside stays away."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from coding.codebook.changing import add_code
from coding.models import Code, Segment
from coding.suggestions.passages import Passage
from coding.suggestions.topics.codes import dismissed_topics, store_topics, topics_of
from coding.suggestions.topics.finding.grouping import FoundTopic
from coding.suggestions.topics.passages import revisions_of
from coding.suggestions.topics.rearranging import merge_topics, put_together, put_together_again
from interviews.texts.corrections import replace_stretches
from interviews.texts.models import Source
from interviews.texts.offsets import Replacement
from studies.models import Study
from tests.coding.test_visibility import BASE
from tests.factories import make_interview
from tests.webapp.people.test_inviting import words_of

SAID = ["We wachtten een half jaar op een bericht.", "Niemand belde terug toen.", "Het was een warme zomer."]
PAGE = f"{BASE}/onderwerpen/1"


@pytest.fixture
def sources(session: Session, study: Study) -> list[Source]:
    """Two interviews in which the same was said, and one topic with all of it."""
    sources = [make_interview(session, study, [("Ouder", text, False) for text in SAID]) for _ in range(2)]
    _found(session, study, sources, range(3))
    session.commit()
    return sources


def _passages(session: Session, sources: list[Source]) -> list[Passage]:
    starts = [0, len(SAID[0]) + 1, len(SAID[0]) + len(SAID[1]) + 2]
    return [
        Passage(source.id, source.interview_id or 0, start, start + len(text), text)
        for source in sources
        for start, text in zip(starts, SAID, strict=True)
    ]


def _found(session: Session, study: Study, sources: list[Source], said: range) -> int:
    passages = _passages(session, sources)
    members = tuple(3 * number + one for number in range(len(sources)) for one in said)
    topic = FoundTopic("Bericht", ("bericht", "wachten"), members, (), members[:1], len(sources))
    return store_topics(session, study.id, [topic], passages, revisions_of(session, study.id))


def _coded(session: Session) -> list[tuple[str, str]]:
    session.expire_all()
    query = select(Code.name, Segment.quotation).join(Segment, col(Segment.code_id) == Code.id)
    return list(session.exec(query.order_by(col(Segment.source_id), col(Segment.start))).all())


def test_all_passages_stand_there_ticked_with_where_and_what_they_have(
    client: FlaskClient, session: Session, study: Study, sources: list[Source]
) -> None:
    code = add_code(session, study.id, "Zomer")
    session.add(
        Segment(
            study_id=study.id,
            source_id=sources[0].id,
            start=70,
            end=80,
            code_id=code.id,
            coder_id=1,
            quotation="warme",
        )
    )
    session.commit()

    page = client.get(PAGE).text

    assert page.count('name="stukje"') == page.count(" checked>") == 6
    assert "Alle 6 stukjes in 2 gesprekken" in words_of(page)
    assert "Gesprek 1, beurt 3 · heeft al: Zomer" in words_of(page)
    assert page.count("heeft al:") == 1
    assert 'aria-current="page">Thema' in page or 'aria-current="true">Thema' in page


def test_what_is_ticked_becomes_the_first_of_a_code(
    client: FlaskClient, session: Session, sources: list[Source]
) -> None:
    ticked = {"stukje": ["0", "4"], "naam": "Lang wachten", "doe": "maak"}

    made = client.post(f"{PAGE}/stukjes", data=ticked)
    page = client.get(made.headers["Location"]).text

    assert "form:onderwerp-jeugdhulp-1" in str(made.headers), "the browser forgets what was half typed"
    assert "De code ‘Lang wachten’ staat in het codeboek, bij 2 fragmenten." in page
    assert _coded(session) == [("Lang wachten", SAID[0]), ("Lang wachten", SAID[1])]
    assert client.get(PAGE).status_code == 302, "it is a code now, and stands in the list"


def test_what_is_ticked_goes_to_a_code_that_is_there(
    client: FlaskClient, session: Session, study: Study, sources: list[Source]
) -> None:
    code = add_code(session, study.id, "Wachten")
    session.commit()

    client.post(f"{PAGE}/stukjes", data={"stukje": ["3"], "code": str(code.id), "doe": "voeg", "naam": "Anders"})

    assert _coded(session) == [("Wachten", SAID[0])]
    assert [one.code.name for one in topics_of(session, study.id) if one.code] == ["Wachten"]
    assert [one.name for one in session.exec(select(Code)).all()] == ["Wachten"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"naam": "Wachten", "doe": "maak"}, "Er is geen stukje aangevinkt."),
        ({"naam": "Wachten", "doe": "voeg", "stukje": ["1", "2"], "code": ""}, "Kies eerst bij welke code"),
        ({"naam": "Wachten", "doe": "voeg", "stukje": ["1", "2"], "code": "99"}, "Deze code bestaat niet meer"),
        ({"naam": " ", "doe": "maak", "stukje": ["1", "2"]}, "naam"),
        ({"naam": "Wachten", "doe": "maak", "stukje": ["1", "99"]}, "Er is niets gecodeerd."),
    ],
)
def test_what_can_not_be_is_refused_and_stays_on_the_page(
    client: FlaskClient, session: Session, sources: list[Source], sent: dict[str, object], said: str
) -> None:
    answer = client.post(f"{PAGE}/stukjes", data=sent)

    assert answer.status_code == 422
    assert said in answer.text.partition('role="alert"')[2].partition("</p>")[0]
    assert answer.text.count(" checked>") == len({"1", "2"} & set(sent.get("stukje", ())))  # type: ignore[call-overload]
    assert f'value="{sent["naam"]}"' in answer.text
    assert _coded(session) == []


def test_a_text_that_changed_since_is_left_out_and_never_coded_by_place(
    client: FlaskClient, session: Session, sources: list[Source]
) -> None:
    replace_stretches(session, session.get_one(Source, sources[0].id), [Replacement(0, 2, "Wij allemaal")])
    session.commit()

    page = client.get(PAGE).text
    answer = client.post(f"{PAGE}/stukjes", data={"stukje": ["0", "3"], "naam": "Wachten", "doe": "maak"})

    assert page.count('name="stukje"') == 3
    assert "3 stukjes staan hier niet meer" in page
    assert answer.status_code == 422
    assert "De tekst van een gesprek is intussen gewijzigd." in answer.text
    assert _coded(session) == []


def test_what_is_laid_aside_stays_away_when_searched_again(
    client: FlaskClient, session: Session, study: Study, sources: list[Source]
) -> None:
    page = client.post(f"{PAGE}/weg", follow_redirects=True).text
    assert "is weggelegd en komt bij opnieuw zoeken niet terug." in page
    assert "Eén onderwerp is weggelegd" in page

    assert _found(session, study, sources, range(2)) == 0, "four of the six passages are the same"
    assert _found(session, study, sources, range(1)) == 1, "a third of them is another topic"
    session.commit()
    assert len(dismissed_topics(session, study.id)) == len(topics_of(session, study.id)) == 1

    session.rollback()
    client.post(f"{PAGE}/terug")
    assert dismissed_topics(session, study.id) == []
    assert len(topics_of(session, study.id)) == 2


def test_what_was_put_together_stays_together_when_the_same_groups_come_back(
    session: Session, study: Study, sources: list[Source]
) -> None:
    passages = _passages(session, sources)
    groups = [
        FoundTopic(name, (name,), (one, 3 + one), (), (one,), 2) for one, name in enumerate(["Brief", "Bel", "Zon"])
    ]
    revisions = revisions_of(session, study.id)
    store_topics(session, study.id, groups, passages, revisions)
    first, second, _third = (one.topic.id for one in topics_of(session, study.id))
    merge_topics(session, study.id, [first, second])

    before = put_together(session, study.id)
    store_topics(session, study.id, groups, passages, revisions)
    put_together_again(session, study.id, before)

    assert sorted(one.topic.name for one in topics_of(session, study.id)) == ["Brief en Bel", "Zon"]

    before = put_together(session, study.id)
    store_topics(session, study.id, groups[1:], passages, revisions)
    put_together_again(session, study.id, before)
    assert sorted(one.topic.name for one in topics_of(session, study.id)) == ["Bel", "Zon"], "of two one came back"


def test_what_a_new_search_keeps_and_loses_is_said_beside_it(client: FlaskClient, sources: list[Source]) -> None:
    page = words_of(client.get(f"{BASE}/onderwerpen").text)
    assert "Wat je splitste, en vinkjes die je nog niet gebruikte, ben je dan kwijt." in page


def test_what_was_laid_aside_and_becomes_a_code_after_all_stands_among_the_topics(
    client: FlaskClient, session: Session, study: Study, sources: list[Source]
) -> None:
    client.post(f"{PAGE}/weg")

    client.post(f"{PAGE}/stukjes", data={"stukje": ["0"], "naam": "Lang wachten", "doe": "maak"})

    assert [one.code.name for one in topics_of(session, study.id) if one.code] == ["Lang wachten"]


def test_a_topic_that_is_not_there_opens_nowhere(client: FlaskClient, session: Session, sources: list[Source]) -> None:
    elsewhere = PAGE.replace("/1", "/99")
    assert client.get(elsewhere).status_code == 404
    for end in ("stukjes", "weg", "terug"):
        assert client.post(f"{elsewhere}/{end}").status_code == 404
