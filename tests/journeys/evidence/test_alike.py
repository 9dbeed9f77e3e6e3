"""Finding evidence by meaning, beside by word: what is like a fragment, coded or not yet."""

from flask.testing import FlaskClient
from sqlmodel import Session

from coding.segments import add_segment
from journeys.evidence.list import evidence_list
from journeys.models import Journey
from studies.models import Study
from tests.coding.suggestions.test_likeness import NOBODY, QUIET, SUMMER, _read
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_code, make_journey

HOME = "/onderzoeken/jeugdhulp/klantreizen"


def _alike(session: Session, study: Study, *, read: bool = True) -> tuple[Journey, int, int]:
    """(journey, its first step, a fragment); conversation 2 has one that means the same, and a passage without code."""
    journey, code = make_journey(session, study), make_code(session, study)
    first = make_interview(session, study, [("Ouder", QUIET, False)])
    second = make_interview(session, study, [("Ouder", NOBODY, False), ("Ouder", SUMMER, False)])
    fragment = add_segment(session, first.id, 0, len(QUIET), QUIET, code.id)
    add_segment(session, second.id, 0, len(NOBODY), NOBODY, code.id)
    if read:
        _read(session, study)
    numbers = (all_steps(session, journey)[0].id, fragment.id)
    session.flush()
    return journey, *numbers


def test_what_means_the_same_can_be_cited_and_the_rest_is_told(session: Session, study: Study) -> None:
    journey, _step, fragment = _alike(session, study)

    found = evidence_list(session, journey, all_steps(session, journey)[0], alike_to=fragment)

    assert [one.found.segment.quotation for one in found.proofs] == [NOBODY]
    assert found.alike
    assert [one.text for one in found.alike.uncoded] == [SUMMER]


def test_the_composer_finds_by_meaning_and_stays_there_while_one_cites(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey, step, fragment = _alike(session, study)
    slug = journey.slug
    session.commit()
    before = client.get(f"{HOME}/{slug}?stap={step}").text
    assert f"lijkt={fragment}#onderbouwing" in before

    page = client.get(f"{HOME}/{slug}?stap={step}&lijkt={fragment}").text
    assert "Op betekenis: lijkt op" in page
    assert "Terug naar zoeken op woord" in page
    assert "Lees en codeer in gesprek 2" in page
    assert page.index(NOBODY[:30]) < page.index(SUMMER[:30])

    answer = client.post(
        f"{HOME}/{slug}/stappen/{step}/onderbouwing", data={"segment": fragment, "cited": "1", "lijkt": str(fragment)}
    )
    assert f"lijkt={fragment}" in answer.location


def test_it_says_why_it_cannot_be_found_by_meaning(client: FlaskClient, session: Session, study: Study) -> None:
    journey, step, fragment = _alike(session, study, read=False)
    slug = journey.slug
    session.commit()

    page = client.get(f"{HOME}/{slug}?stap={step}&lijkt={fragment}").text

    assert "nog niet op betekenis gelezen" in page
    assert "Geen fragment past hierbij" not in page


def test_a_fragment_that_is_no_more_is_as_if_nothing_was_asked(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey, step, _fragment = _alike(session, study)
    slug = journey.slug
    session.commit()

    page = client.get(f"{HOME}/{slug}?stap={step}&lijkt=9999").text

    assert "Op betekenis" not in page
    assert QUIET[:30] in page
