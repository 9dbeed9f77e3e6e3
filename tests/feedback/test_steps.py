"""'In welke stap?': steps that a researcher types or takes from a journey, and that citizens choose from."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from exports.publishing.publish import publish_journey
from feedback.answers.filled_in import AnswerUnclear, FilledIn
from feedback.counts.models import COLUMNS
from feedback.counts.months import month_of, months_before
from feedback.measurements.models import Measurement
from feedback.questionnaires.models import Questionnaire
from feedback.questionnaires.questions import MOST_STEPS, Kind, Question, first_questions
from feedback.questionnaires.steps import JourneyNotPublic, published_journeys, tied, with_steps_of
from feedback.questionnaires.versions import change_questions, questionnaire_of, questions_of
from feedback.scores.closing import close_blocks
from feedback.scores.figures import figures_of
from feedback.scores.for_everybody import public_figures
from foundation.clock import today
from journeys.models import Publication
from studies.models import Study
from tests.feedback.answered import TEN, give, own_work
from tests.feedback.making import measurement
from tests.feedback.test_managing import PLACE, form_of
from tests.journeys.making import SITE, all_steps, make_finished, make_journey

WHICH = Question("stap", Kind.STEP, "In welke stap was dat?", options=("Aanvragen", "Wachten", "Hulp krijgen"))
PAGE = f"{PLACE}/vragen"


def asked(session: Session, *more: Question) -> Measurement:
    made = measurement(session, is_agreed=False)
    change_questions(session, made, [first_questions("het spreekuur")[0], *more])
    return made


def page_with_step(client: FlaskClient, session: Session) -> tuple[dict[str, str], int]:
    """The form with a question of steps at its end, and its place."""
    form = form_of(session)
    place = sum(name.startswith("key-") for name in form)
    page = client.post(PAGE, data={**form, "doe": "erbij-step"}).text
    (key,) = re.findall(rf'name="key-{place}" value="([^"]+)"', page)
    assert "Hooguit vijftien." in page
    added = {"key": key, "kind": "step", "text": "In welke stap was dat?", "options": "", "ties": ""}
    return form | {f"{name}-{place}": text for name, text in added.items()}, place


def test_for_every_step_there_is_a_column_to_count_it_in() -> None:
    assert len(COLUMNS) == MOST_STEPS + 1


def test_that_somebody_does_not_know_can_always_be_chosen() -> None:
    assert WHICH.choices == ("Aanvragen", "Wachten", "Hulp krijgen", "Dat weet ik niet")
    assert FilledIn().with_answer(WHICH, "4").given == {"stap": 4}
    assert FilledIn().with_answer(WHICH, "2").with_answer(WHICH, "").is_empty
    with pytest.raises(AnswerUnclear):
        FilledIn().with_answer(WHICH, "5")


@pytest.mark.usefixtures("organisation")
def test_it_is_counted_how_many_chose_which_step(session: Session) -> None:
    steps = tuple(f"Stap {number}" for number in range(1, MOST_STEPS + 1))
    made = asked(session, replace(WHICH, options=steps))
    month = months_before(month_of(today()), 1)
    give(session, own_work(session, made), TEN[:8], month, stap=12)
    give(session, own_work(session, made), TEN[:4], month, stap=16)
    close_blocks(session)

    (choice,) = figures_of(session, made, today()).choices
    chosen = {one.answer: one.number for one in choice.shares if one.number}

    assert chosen == {"Stap 12": 8, "Dat weet ik niet": 4}
    assert public_figures(session, made, today()).choices == (choice,)


def test_steps_of_a_journey_are_taken_over_with_where_they_came_from(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey = make_finished(session, study)
    publish_journey(session, journey, SITE)
    measurement(session, is_agreed=False)
    session.commit()
    titles = {step.title: f"{journey.slug}#{step.id}" for step in all_steps(session, journey)}
    slug, title = journey.slug, journey.title
    form, place = page_with_step(client, session)
    form[f"options-{place}"] = "Eerst iets anders"

    taken = client.post(PAGE, data={**form, f"journey-{place}": slug, "doe": f"stappen-{place}"})

    assert title in taken.text
    (ties,) = re.findall(rf'name="ties-{place}" value="([^"]*)"', taken.text)
    lines = ["Eerst iets anders", *titles]
    form |= {f"options-{place}": "\r\n".join(reversed(lines)), f"ties-{place}": ties.replace("\n", "\r\n")}
    assert client.post(PAGE, data=form).status_code == 303
    kept = questions_of(session.exec(select(Questionnaire)).one())[-1]
    assert kept.options == tuple(reversed(lines))
    assert kept.ties == tuple(reversed(["", *titles.values()]))


def test_no_journey_or_one_that_is_not_public_leaves_everything_as_it_was(
    client: FlaskClient, session: Session, study: Study
) -> None:
    slug = make_journey(session, study).slug
    measurement(session, is_agreed=False)
    session.commit()
    form, place = page_with_step(client, session)

    for chosen in ("", slug):
        refused = client.post(PAGE, data={**form, f"journey-{place}": chosen, "doe": f"stappen-{place}"})
        assert refused.status_code == 404
        assert "Kies een klantreis die op de website staat." in refused.text
        assert 'value="In welke stap was dat?"' in refused.text


def test_a_journey_that_was_taken_offline_is_not_offered(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    published = publish_journey(session, journey, SITE)
    assert published_journeys(session) == [(journey.slug, journey.title)]
    assert len(with_steps_of(session, WHICH, journey.slug).options) > len(WHICH.options)

    published.withdrawn_at = published.published_at
    session.add(published)
    session.flush()

    assert session.exec(select(Publication)).one().withdrawn_at is not None
    assert published_journeys(session) == []
    with pytest.raises(JourneyNotPublic):
        with_steps_of(session, WHICH, journey.slug)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("Aanvragen", "2 tot 15 stappen"),
        ("\n".join(f"Stap {number}" for number in range(16)), "Neem dan stappen samen"),
        ("Aanvragen\nDat weet ik niet", "staat een antwoord twee keer"),
    ],
)
def test_steps_that_can_not_be_asked_are_refused(
    client: FlaskClient, session: Session, options: str, said: str
) -> None:
    measurement(session, is_agreed=False)
    session.commit()
    form, place = page_with_step(client, session)

    refused = client.post(PAGE, data={**form, f"options-{place}": options})

    assert refused.status_code == 422
    assert said in refused.text


def test_a_step_keeps_its_tie_when_it_moves_or_is_worded_anew() -> None:
    before, ties = ("Aanvragen", "Wachten"), ("a#1", "a#2")

    assert tied(("Wachten", "Aanvragen"), before, ties) == ("a#2", "a#1")
    assert tied(("Aanvragen", "Lang wachten"), before, ties) == ("a#1", "a#2")
    assert tied(("Wachten",), before, ties) == ("a#2",)
    assert tied(("Nieuw", "Wachten", "Aanvragen"), before, ties) == ("", "a#2", "a#1")


@pytest.mark.usefixtures("organisation")
def test_questions_from_before_there_were_steps_are_still_the_same(session: Session) -> None:
    made = measurement(session)
    version = questionnaire_of(session, made.id)
    version.questions = [{name: value for name, value in one.items() if name != "ties"} for one in version.questions]
    session.add(version)
    session.flush()

    assert change_questions(session, made, questions_of(version)).version == 1
