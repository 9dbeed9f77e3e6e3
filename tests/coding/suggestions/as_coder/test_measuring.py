"""The program beside the coders of a study: measured after it learnt, and shown to who may know it."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from coding.agreement.figures import TwoByTwo
from coding.codebook.changing import add_code
from coding.models import Certainty, CodingDone, Segment, Suggestion, SuggestionState
from coding.segments import add_segment
from coding.suggestions.as_coder import measuring
from coding.suggestions.as_coder.agreeing import FEWEST_GIVEN, AgreementWith, WordHeld, agreements
from coding.suggestions.as_coder.learning import changed_since, coder_name, learning_of
from coding.suggestions.as_coder.measuring import MEASURING
from coding.suggestions.as_coder.models import DoubtedCoding, Learning, ProgramAgreement
from coding.suggestions.jobs import SUGGESTIONS
from foundation.clock import now, today
from foundation.database.engine import unit_of_work
from foundation.jobs.asking import enqueue, latest_job
from foundation.jobs.models import JobState
from interviews.models import Interview
from interviews.respondents.conversations import link_interview
from interviews.respondents.register import add_respondent
from interviews.respondents.withdrawal import withdraw_from_study
from interviews.texts.corrections import replace_stretches
from interviews.texts.models import Source
from interviews.texts.offsets import Replacement
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from tests.coding.suggestions.as_coder.coded_study import answers_in, code_like_a_person, make_coded
from tests.conftest import SignInAs
from webapp.work.worker import work_off

PAGE = "/onderzoeken/jeugdhulp/coderen/onderwerpen/programma"


def learn(session: Session, study: Study, engine: Engine) -> None:
    """As when somebody asks for suggestions and the worker does all that follows."""
    enqueue(session, SUGGESTIONS, study.id)
    session.commit()
    work_off(engine)
    work_off(engine)
    session.expire_all()


def _learnt(session: Session, study: Study) -> Learning:
    found = learning_of(session, study.id)
    assert found is not None
    return found


def page_of(session: Session, client: FlaskClient) -> str:
    """The page of the program. A test that holds a transaction open would keep it waiting."""
    session.commit()
    return client.get(PAGE).text


def second_coder(engine: Engine, organisation: Organisation, name: str = "Tariq Bensaïd") -> Person:
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "tariq@voorbeeld.nl", name, Role.SECOND_CODER)
        across.expunge(person)
    return person


def test_it_is_measured_beside_a_researcher_in_interviews_that_it_did_not_learn_from(
    session: Session, study: Study, engine: Engine, client: FlaskClient
) -> None:
    make_coded(session, study)

    learn(session, study, engine)

    (with_me,) = agreements(session, study.id)
    assert (with_me.interviews, with_me.turns) == (4, 36)
    assert with_me.is_enough
    assert with_me.counted.kappa is not None
    assert with_me.counted.kappa > 0.8
    page = page_of(session, client)
    assert "Bijna steeds dezelfde code." in page
    assert f"{with_me.counted.kappa:.2f}".replace(".", ",") in page


def test_proposals_carry_the_name_and_version_of_who_made_them(
    session: Session, study: Study, engine: Engine, client: FlaskClient
) -> None:
    make_coded(session, study)
    learn(session, study, engine)
    first = learning_of(session, study.id)
    assert first is not None
    assert (first.segments, first.interviews, first.by_itself) == (24, 4, False)
    assert coder_name(first).startswith("Verhaallijn")
    assert first.digest in page_of(session, client)
    before = first.digest

    learn(session, study, engine)
    assert _learnt(session, study).digest == before, "nothing changed"
    session.delete(session.exec(select(Segment)).first())
    learn(session, study, engine)
    assert _learnt(session, study).digest != before


def test_a_second_coder_is_compared_only_where_both_are_done_and_told_nothing(
    session: Session,
    study: Study,
    engine: Engine,
    organisation: Organisation,
    client: FlaskClient,
    sign_in_as: SignInAs,
) -> None:
    tariq = second_coder(engine, organisation)
    sources, codes = make_coded(session, study, interviews=5, each=4)
    session.commit()
    with unit_of_work(engine, organisation.id, tariq.id) as theirs:
        for source in sources:
            code_like_a_person(theirs, source, {one.name: one for one in codes})
        for source in sources[:4]:
            theirs.add(CodingDone(interview_id=source.interview_id, person_id=tariq.id))
        for done in theirs.exec(select(CodingDone)).all()[:3]:
            done.seen_at = now()

    learn(session, study, engine)

    stored = session.exec(select(ProgramAgreement).where(ProgramAgreement.coder_id == tariq.id)).all()
    assert {one.source_id for one in stored} == {one.id for one in sources[:4]}
    me, other = agreements(session, study.id)
    assert (me.is_second, me.interviews) == (False, 5)
    assert (other.name, other.interviews) == ("Tariq Bensaïd", 3), "not where the researcher may not look yet"
    session.commit()
    assert sign_in_as(tariq).get(PAGE).status_code == 403
    with unit_of_work(engine, organisation.id, tariq.id) as theirs:
        assert agreements(theirs, study.id) == []


def test_of_a_colleagues_turns_a_researcher_is_not_asked(
    session: Session, study: Study, engine: Engine, organisation: Organisation
) -> None:
    sources, _codes = make_coded(session, study)
    session.commit()
    with unit_of_work(engine, across=True) as across:
        anna = add_person(across, organisation, "anna@voorbeeld.nl", "Anna Smit", Role.RESEARCHER).id
    mine = session.exec(select(Segment).where(Segment.source_id == sources[0].id)).all()
    for one in mine[:3]:
        one.coder_id = anna
        session.add(one)

    learn(session, study, engine)

    anna_with, me_with = agreements(session, study.id)
    assert (anna_with.name, anna_with.interviews) == ("Anna Smit", 1)
    assert anna_with.turns == 6, "three of hers, three that nobody coded"
    assert me_with.turns == 36 - 3
    assert not anna_with.is_enough


def test_turns_in_which_somebody_decided_on_a_proposal_do_not_count(
    session: Session, study: Study, engine: Engine
) -> None:
    sources, codes = make_coded(session, study)
    turn = answers_in(session, sources[0])[0]
    proposed = {"rank": 1, "probability": 0.7, "certainty": Certainty.LIKELY, "quotation": turn.text}
    place = {"start": turn.start, "end": turn.end, "code_id": codes[0].id}
    session.add(
        Suggestion(study_id=study.id, source_id=sources[0].id, state=SuggestionState.ACCEPTED, **place, **proposed)
    )

    learn(session, study, engine)

    assert agreements(session, study.id)[0].turns == 35


def test_there_is_no_figure_of_too_little() -> None:
    few = AgreementWith("Lotte", False, 5, 60, TwoByTwo(both=FEWEST_GIVEN - 1, neither=40))
    assert not few.is_enough
    assert few.verdict == "Geen cijfer: daarvoor is er te weinig om te vergelijken."
    assert not AgreementWith("Lotte", False, 2, 60, TwoByTwo(both=40, neither=40)).is_enough
    assert not AgreementWith("Lotte", False, 3, 60, TwoByTwo(both=40)).is_enough, "chance alone is always right"


def test_how_often_a_word_held_is_said_only_when_it_was_said_often_enough() -> None:
    assert WordHeld(Certainty.LIKELY, 8, 10).sentence == "Zei het ‘waarschijnlijk’, dan klopte dat 8 van de 10 keer."
    assert "te weinig" in WordHeld(Certainty.POSSIBLE, 1, 1).sentence


def test_how_often_each_word_held_is_measured_in_this_study(
    session: Session, study: Study, engine: Engine, client: FlaskClient
) -> None:
    make_coded(session, study, interviews=6)
    learn(session, study, engine)

    learning = learning_of(session, study.id)

    assert learning is not None
    assert learning.measured_at
    right, said = (sum(one[side] for one in learning.measured.values()) for side in (0, 1))
    assert 0 < right <= said
    assert "klopte dat" in page_of(session, client)


def test_with_two_interviews_done_a_sentence_stands_there_instead(
    session: Session, study: Study, engine: Engine, client: FlaskClient
) -> None:
    make_coded(session, study, interviews=2)
    learn(session, study, engine)

    page = page_of(session, client)

    assert session.exec(select(ProgramAgreement)).all() == []
    assert "Daarvoor moeten minstens 3 gesprekken klaar zijn." in page
    assert "%</td>" not in page


def test_before_anybody_asked_there_is_nothing_and_the_page_says_how_it_begins(
    session: Session, client: FlaskClient, study: Study
) -> None:
    assert "Het programma leerde hier nog niets" in page_of(session, client)


def test_a_text_that_changes_while_it_is_measured_gives_no_figure(
    session: Session, study: Study, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, _codes = make_coded(session, study)
    first, then = sources[0].id, measuring.said_and_right

    def changed_meanwhile(left_out: object) -> object:
        if not then_changed:
            then_changed.append(True)
            with unit_of_work(engine, study.organisation_id) as meanwhile:
                replace_stretches(meanwhile, meanwhile.get_one(Source, first), [Replacement(0, 3, "Wat")])
        return then(left_out)  # type: ignore[arg-type]

    then_changed: list[bool] = []
    monkeypatch.setattr(measuring, "said_and_right", changed_meanwhile)

    learn(session, study, engine)

    assert {one.source_id for one in session.exec(select(ProgramAgreement)).all()} == {one.id for one in sources[1:]}


def test_what_was_measured_leaves_with_who_withdraws(
    session: Session, study: Study, engine: Engine, client: FlaskClient
) -> None:
    sources, _codes = make_coded(session, study)
    learn(session, study, engine)
    respondent = add_respondent(session, study, "ouder")
    link_interview(session, respondent, session.get_one(Interview, sources[0].interview_id))

    withdraw_from_study(session, respondent, today())

    assert agreements(session, study.id)[0].interviews == 3
    assert sources[0].id not in {one.source_id for one in session.exec(select(ProgramAgreement)).all()}


def test_changes_since_are_counted_made_recoded_and_removed(session: Session, study: Study, engine: Engine) -> None:
    sources, codes = make_coded(session, study)
    learn(session, study, engine)
    learning = learning_of(session, study.id)
    assert learning is not None
    assert changed_since(session, learning) == 0
    segments = session.exec(select(Segment).order_by(Segment.id)).all()  # type: ignore[arg-type]
    for one in segments[:3]:
        session.delete(one)
    session.flush()
    assert changed_since(session, learning) == 3
    weather = answers_in(session, sources[1])[1]
    for number in range(5):
        start = weather.start + 3 * number
        quote = weather.text[3 * number : 3 * number + 2]
        if quote.strip():
            add_segment(session, sources[1].id, start, start + 2, quote, codes[0].id)
    assert changed_since(session, learning) >= 4


def test_measuring_follows_on_suggestions_and_fails_alone(session: Session, study: Study, engine: Engine) -> None:
    make_coded(session, study)
    enqueue(session, SUGGESTIONS, study.id)
    session.commit()

    work_off(engine)

    session.expire_all()
    job = latest_job(session, MEASURING, study.id)
    assert job is not None
    assert job.state is JobState.WAITING
    assert session.exec(select(Suggestion)).all(), "suggestions do not wait for it"


def test_one_code_with_very_many_segments_and_one_with_a_single_one(
    session: Session, study: Study, engine: Engine
) -> None:
    sources, codes = make_coded(session, study, interviews=3, each=8)
    rare = add_code(session, study.id, "Zeldzaam")
    turn = answers_in(session, sources[0])[1]
    add_segment(session, sources[0].id, turn.start, turn.end, turn.text, rare.id)

    learn(session, study, engine)

    assert _learnt(session, study).per_code == {str(codes[0].id): 24, str(codes[1].id): 24, str(rare.id): 1}
    assert session.exec(select(DoubtedCoding).where(DoubtedCoding.code_id == rare.id)).all() == []


def test_learning_is_of_its_study_alone(session: Session, study: Study, engine: Engine) -> None:
    make_coded(session, study)
    learn(session, study, engine)
    assert [one.study_id for one in session.exec(select(Learning)).all()] == [study.id]
