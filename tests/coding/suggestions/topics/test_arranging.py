"""Topics put together and taken apart, what they belong with, and how much of what was said they cover."""

from collections.abc import Sequence

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from coding.codebook.changing import add_code
from coding.models import Code, Segment, Topic
from coding.suggestions.topics.belonging import belongings
from coding.suggestions.topics.codes import topics_of
from coding.suggestions.topics.coverage import coverage_of, left_turns
from coding.suggestions.topics.drawing import drawing_of
from coding.suggestions.topics.finding.map import places_on_map, ties_between
from coding.suggestions.topics.passages import passages_of_topic
from coding.suggestions.topics.rearranging import merge_topics
from foundation.jobs.models import Job
from interviews.models import Interview
from interviews.texts.models import Source
from studies.access import Role
from studies.models import Organisation, Study
from tests.coding.test_visibility import BASE, _person
from tests.conftest import SignInAs
from tests.factories import make_interview
from tests.webapp.people.test_inviting import words_of
from webapp.work.worker import work_off

_NOTHING = {"stretches": [], "segments": 0, "interviews": 0}
SAID = [f"Wij wachtten al {number} maanden op een bericht van de gemeente." for number in range(2, 12)]


@pytest.fixture
def source(session: Session, study: Study) -> Source:
    source = make_interview(session, study, [("Ouder", text, False) for text in SAID])
    session.commit()
    return source


def _places(source: Source, turns: Sequence[int]) -> list[list[int]]:
    starts = [sum(len(one) + 1 for one in SAID[:turn]) for turn in turns]
    return [[source.id, start, start + len(SAID[turn])] for turn, start in zip(turns, starts, strict=True)]


def _topic(session: Session, source: Source, name: str, turns: Sequence[int], maybe: Sequence[int] = ()) -> Topic:
    stretches = _places(source, turns)
    topic = Topic(
        study_id=source.study_id,
        position=len(session.exec(select(Topic)).all()),
        name=name,
        words=[name.lower()],
        stretches=stretches,
        maybe=_places(source, maybe),
        segments=len(stretches),
        interviews=1,
    )
    session.add(topic)
    session.flush()
    return topic


def _code(session: Session, source: Source, turns: Sequence[int], name: str, coder: int = 1) -> Code:
    known = session.exec(select(Code).where(Code.name == name)).first()
    code = known or add_code(session, source.study_id, name)
    for turn, (_source, start, end) in zip(turns, _places(source, turns), strict=True):
        about = {"study_id": source.study_id, "source_id": source.id, "code_id": code.id, "coder_id": coder}
        session.add(Segment(start=start, end=end, quotation=SAID[turn], **about))
    session.flush()
    return code


def _arrange(client: FlaskClient, doing: str, *topics: int | None) -> str:
    answer = client.post(f"{BASE}/onderwerpen/schik", data={"doe": doing, "onderwerp": list(topics)})
    if answer.status_code == 302:
        return client.get(answer.headers["Location"]).text
    assert answer.status_code == 422
    return answer.text


def test_what_is_put_together_can_be_taken_apart_as_it_was(
    client: FlaskClient, session: Session, study: Study, source: Source
) -> None:
    first = _topic(session, source, "Wachten", [0, 1, 2], maybe=[5]).id
    second = _topic(session, source, "Bericht", [2, 5]).id
    session.commit()

    page = _arrange(client, "voeg", first, second)

    assert "Samengevoegd tot ‘Wachten en Bericht’." in words_of(page)
    (together,) = [one.topic for one in topics_of(session, study.id)]
    assert together.stretches == _places(source, [0, 1, 2, 5]), "each passage once, and what is sure in one is sure"
    assert together.maybe == []
    number = together.id
    session.rollback()

    page = _arrange(client, "splits", number)

    assert "Weer uit elkaar: ‘Wachten’ en ‘Bericht’." in words_of(page)
    session.expire_all()
    apart = {one.topic.name: (one.topic.stretches, one.topic.maybe) for one in topics_of(session, study.id)}
    assert apart == {
        "Wachten": (_places(source, [0, 1, 2]), _places(source, [5])),
        "Bericht": (_places(source, [2, 5]), []),
    }


@pytest.mark.parametrize(
    ("doing", "count", "said"),
    [
        ("voeg", 1, "Vink twee of meer onderwerpen aan om ze samen te voegen."),
        ("splits", 2, "Vink één onderwerp aan om het te splitsen."),
        ("weg", 0, "Vink aan welk onderwerp je wilt wegleggen."),
        ("anders", 1, "Kies wat je met de onderwerpen wilt doen."),
    ],
)
def test_what_can_not_be_arranged_is_said_and_stays_chosen(
    client: FlaskClient, session: Session, study: Study, source: Source, doing: str, count: int, said: str
) -> None:
    topics = [_topic(session, source, name, [number]).id for number, name in enumerate(("Wachten", "Bericht"))]
    session.commit()

    page = _arrange(client, doing, *topics[:count])

    assert said in words_of(page)
    assert page.count('name="onderwerp"') == 2
    chosen = page[page.index('class="topic-choice"') : page.index("topic-acts")]
    assert chosen.count(" checked>") == count
    assert len(topics_of(session, study.id)) == 2


def test_places_of_an_older_text_are_never_read_in_a_newer_one(session: Session, study: Study, source: Source) -> None:
    old, new = _topic(session, source, "Wachten", [0]), _topic(session, source, "Bericht", [1])
    old.revisions, new.revisions, source.revision = {str(source.id): 1}, {str(source.id): 2}, 2
    session.flush()
    assert passages_of_topic(session, old) == []

    together = merge_topics(session, study.id, [old.id, new.id])

    assert passages_of_topic(session, together) == [], "neither can be told from the other any more"


def test_a_second_split_waits_for_the_first(
    client: FlaskClient, session: Session, study: Study, source: Source
) -> None:
    topics = [_topic(session, source, name, range(4)).id for name in ("Wachten", "Bericht")]
    session.commit()

    _arrange(client, "splits", topics[0])

    assert "Er wordt al een onderwerp gesplitst." in words_of(_arrange(client, "splits", topics[1]))


def test_several_are_laid_aside_at_once(client: FlaskClient, session: Session, study: Study, source: Source) -> None:
    topics = [_topic(session, source, name, [number]).id for number, name in enumerate(("Wachten", "Bericht"))]
    session.commit()

    page = _arrange(client, "weg", *topics)

    assert "‘Wachten’ en ‘Bericht’ zijn weggelegd en komen bij opnieuw zoeken niet terug." in words_of(page)
    assert topics_of(session, study.id) == []


def test_a_topic_of_another_study_is_not_arranged(
    client: FlaskClient, session: Session, study: Study, source: Source
) -> None:
    mine = _topic(session, source, "Wachten", [0]).id
    other = Study(slug="ander", title="Ander onderzoek")
    session.add(other)
    session.flush()
    far = make_interview(session, other, [("Ouder", SAID[0], False)])
    theirs = _topic(session, far, "Elders", [0]).id
    session.commit()

    answer = client.post(f"{BASE}/onderwerpen/schik", data={"doe": "voeg", "onderwerp": [mine, theirs]})

    assert answer.status_code in (404, 422)
    assert len(session.exec(select(Topic)).all()) == 2


def test_a_topic_is_split_by_the_program_and_nothing_in_it_is_lost(
    client: FlaskClient, session: Session, study: Study, engine: Engine
) -> None:
    about = ["Op de school was de juf {}.", "Bij de huisarts was de wachtkamer {}."]
    how = ["erg vol en rumoerig", "heel rustig vandaag", "gezellig en warm", "koud maar schoon", "netjes en licht"]
    said = [one.format(word) for word in how for one in about]
    source = make_interview(session, study, [("Ouder", text, False) for text in said])
    starts = [sum(len(one) + 1 for one in said[:turn]) for turn in range(len(said))]
    places = [[source.id, start, start + len(text)] for start, text in zip(starts, said, strict=True)]
    counts = {"words": [], "segments": len(said), "interviews": 1}
    session.add(Topic(study_id=study.id, position=0, name="Alles", stretches=places, **counts))
    session.commit()

    page = _arrange(client, "splits", 1)
    assert "Wacht op de beurt" in page or "Er is nu geen programma" in page
    assert work_off(engine) == 1

    session.expire_all()
    halves = [one.topic for one in topics_of(session, study.id)]
    assert sorted(one.name for one in halves) == ["Huisarts en wachtkamer", "Juf en school"] or len(halves) == 2
    assert sorted(place for one in halves for place in (*one.stretches, *one.maybe)) == places


def test_what_does_not_fall_apart_stays_and_that_is_said(
    client: FlaskClient, session: Session, study: Study, source: Source, engine: Engine
) -> None:
    _topic(session, source, "Wachten", range(4))
    session.commit()

    _arrange(client, "splits", 1)
    work_off(engine)

    assert "‘Wachten’ valt niet uiteen" in words_of(client.get(f"{BASE}/onderwerpen").text)
    assert [one.topic.name for one in topics_of(session, study.id)] == ["Wachten"]
    for number in range(2):
        _topic(session, source, f"Brief {number}", [number])
    session.commit()

    page = words_of(_arrange(client, "voeg", 2, 3))

    assert "Samengevoegd tot" in page
    assert "valt niet uiteen" not in page, "it went well since"


def test_a_topic_belongs_with_the_code_that_most_of_it_has(session: Session, study: Study, source: Source) -> None:
    topic = _topic(session, source, "Wachten", range(8))
    assert belongings(session, study.id, [topic])[0].code is None
    waiting = _code(session, source, [0, 1, 2], "Lang wachten")
    _code(session, source, [3, 4], "Bericht")

    (found,) = belongings(session, study.id, [topic])

    assert (found.passages, found.coded, found.shared, found.different) == (8, 5, 3, 2)
    assert found.code == waiting
    assert found.certainty is not None
    assert found.certainty.dutch == "waarschijnlijk"


def test_a_topic_with_many_codes_is_not_called_new(
    client: FlaskClient, session: Session, study: Study, source: Source
) -> None:
    topic = _topic(session, source, "Wachten", range(8))
    for number, name in enumerate(("Lang wachten", "Bericht", "Gemeente")):
        _code(session, source, [number], name)

    (found,) = belongings(session, study.id, [topic])
    session.commit()

    assert found.is_mixed
    page = words_of(client.get(f"{BASE}/onderwerpen").text)
    assert "Bij geen code in het bijzonder. 3 stukjes hebben al een code" in page
    assert "Nieuw" not in page


def test_two_passages_with_a_code_do_not_make_a_topic_belong(session: Session, study: Study, source: Source) -> None:
    topic = _topic(session, source, "Wachten", range(8))
    _code(session, source, [0, 1], "Lang wachten")

    (found,) = belongings(session, study.id, [topic])

    assert found.certainty is None


def test_who_codes_blind_hears_nothing_of_others_in_a_topic(
    sign_in_as: SignInAs, session: Session, engine: Engine, organisation: Organisation, source: Source
) -> None:
    tariq = _person(engine, organisation, "Tariq Bensaïd", Role.SECOND_CODER)
    _topic(session, source, "Wachten", range(6))
    _code(session, source, [0, 1, 2, 3], "Lang wachten")
    session.commit()

    page = words_of(sign_in_as(tariq).get(f"{BASE}/onderwerpen").text)

    assert "Nog geen stukje heeft een code." in page
    assert "0 antwoorden met een code" in page
    assert "heeft al:" not in page


def test_each_answer_is_counted_once(client: FlaskClient, session: Session, study: Study, source: Source) -> None:
    topics = [_topic(session, source, "Wachten", [0, 1, 2, 3]), _topic(session, source, "Bericht", [3, 4], maybe=[9])]
    _code(session, source, [0], "Lang wachten")
    _code(session, source, [0, 5], "Bericht")

    found = coverage_of(session, study.id, topics)

    assert (found.coded, found.in_topic, found.neither, found.short) == (2, 4, 4, 0)
    assert [one.turn for one in left_turns(session, study.id, topics, 10)] == [7, 8, 9, 10]
    session.commit()
    page = words_of(client.get(f"{BASE}/onderwerpen/overig").text)
    assert "4 antwoorden hebben geen code en zitten in geen onderwerp." in page
    assert SAID[6] in page
    assert SAID[0] not in page


def test_after_a_search_in_one_role_only_that_role_is_counted(
    client: FlaskClient, session: Session, study: Study, source: Source, engine: Engine
) -> None:
    session.get_one(Interview, source.interview_id).role = "ouder"
    young = make_interview(session, study, [("Jongere", text, False) for text in SAID[:3]])
    session.get_one(Interview, young.interview_id).role = "jongere"
    _topic(session, source, "Wachten", [0])
    session.commit()
    client.post(f"{BASE}/onderwerpen/zoek", data={"uit": "jongere"})
    session.add(Topic(study_id=study.id, position=9, name="Bericht", words=[], **_NOTHING))
    session.commit()

    page = words_of(client.get(f"{BASE}/onderwerpen").text)

    assert "Hoeveel is al gecodeerd? alleen: jongere" in page
    assert "3 in geen van beide" in page


def test_circles_and_names_never_lie_over_each_other(session: Session, study: Study, source: Source) -> None:
    names = ["Wachten", "Een onderwerp met een heel lange naam", "School", "Bericht van de gemeente", "Bed", "Taal"]
    topics = [_topic(session, source, name * (1 + number // 6), [0]) for number, name in enumerate(names * 4)]

    drawing = drawing_of(topics, belongings(session, study.id, topics))

    for number, one in enumerate(drawing.circles):
        assert one.half <= one.x <= 720 - one.half
        assert one.top >= 0
        assert one.bottom <= drawing.height + 1
        for other in drawing.circles[number + 1 :]:
            beside = abs(one.x - other.x) >= one.half + other.half - 1
            below = one.bottom <= other.top + 1 or other.bottom <= one.top + 1
            assert beside or below, (one.label, other.label)


def test_what_is_alike_stands_near_on_the_map_and_is_tied() -> None:
    centres = [(1.0, 0.0, 0.0), (0.96, 0.28, 0.0), (0.0, 0.0, 1.0)]

    places = places_on_map(centres)

    def apart(one: int, other: int) -> float:
        return sum((a - b) ** 2 for a, b in zip(places[one], places[other], strict=True))

    assert apart(0, 1) < apart(0, 2)
    assert all(0 <= coordinate <= 1 for place in places for coordinate in place)
    assert ties_between(centres) == [[1], [], []]


@pytest.mark.parametrize("centres", [[], [(1.0, 0.0)], [(1.0, 0.0), (1.0, 0.0)], [(1.0, 0.0)] * 4])
def test_few_or_equal_topics_have_a_place_too(centres: list[tuple[float, ...]]) -> None:
    assert len(places_on_map(centres)) == len(ties_between(centres)) == len(centres)


def test_a_search_is_asked_for_as_chosen(client: FlaskClient, session: Session, study: Study, source: Source) -> None:
    session.rollback()
    client.post(f"{BASE}/onderwerpen/zoek", data={"groepen": "fewer", "uit": "bestaat niet"})

    assert [one.arguments for one in session.exec(select(Job).order_by(col(Job.id))).all()] == [{"grain": "fewer"}]
