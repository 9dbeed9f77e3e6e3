"""A beginning for a description: words and quotations that were said, and only where nothing stands yet."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session

from coding.codebook.changing import add_code
from coding.models import Code
from coding.segments import add_segment
from coding.suggestions.as_coder.drafting import LONGEST_QUOTE, NothingToDraftFrom, draft_of_code, telling_words
from foundation.clock import today
from interviews.models import Interview
from interviews.respondents.conversations import link_interview
from interviews.respondents.register import add_respondent
from interviews.respondents.withdrawal import withdraw_from_study
from interviews.texts.models import Source
from studies.models import Organisation, Study
from tests.coding.suggestions.as_coder.test_measuring import second_coder
from tests.conftest import SignInAs
from tests.factories import make_interview

WAITED = "We stonden maandenlang op de wachtlijst van de gemeente."
SCHOOL = "De juf op school belde elke week over mijn zoon."


def _coded(session: Session, study: Study, code: Code, *texts: str) -> list[Source]:
    """A conversation for each of the texts, that has the code."""
    sources = []
    for text in texts:
        source = make_interview(session, study, [("Ouder", text, False)])
        add_segment(session, source.id, 0, len(text), text, code.id)
        sources.append(source)
    return sources


@pytest.fixture
def codes(session: Session, study: Study) -> list[Code]:
    made = [add_code(session, study.id, name) for name in ("Wachten", "School")]
    session.commit()
    return made


def test_it_names_words_that_tell_the_code_and_quotes_different_conversations(
    session: Session, study: Study, codes: list[Code]
) -> None:
    said = [WAITED, "Die wachtlijst was maandenlang even lang gebleven.", "Op een wachtlijst hoor je dus niks van ze."]
    _coded(session, study, codes[0], *said, WAITED + " Nog eens.")
    _coded(session, study, codes[1], SCHOOL, "De gemeente zei dat de school het moest doen.")

    made = draft_of_code(session, codes[0])

    assert made.definition.startswith("Woorden die opvallen: wachtlijst")
    assert "school" not in made.definition
    assert made.example.count("‘") == 3
    assert all(one.strip("‘’ ") in " ".join(said) + WAITED + " Nog eens." for one in made.example.split("’ ‘"))


def test_what_may_not_be_quoted_or_was_taken_back_is_not_quoted(
    session: Session, study: Study, codes: list[Code]
) -> None:
    sources = _coded(session, study, codes[0], WAITED, "Die wachtlijst was maandenlang even lang gebleven.")
    for source in sources:
        respondent = add_respondent(session, study, "ouder")
        link_interview(session, respondent, session.get_one(Interview, source.interview_id))
        if source is sources[1]:
            withdraw_from_study(session, respondent, today())

    with pytest.raises(NothingToDraftFrom, match="of ze mogen niet aangehaald worden"):
        draft_of_code(session, codes[0])


def test_a_long_segment_gives_its_first_sentence_that_is_short_enough(
    session: Session, study: Study, codes: list[Code]
) -> None:
    _coded(session, study, codes[0], f"Ja. {WAITED} " + "En toen ging het nog heel lang door met wachten. " * 6)

    made = draft_of_code(session, codes[0])

    assert made.example == f"‘{WAITED}’"
    assert len(made.example) <= LONGEST_QUOTE + 2


def test_a_code_without_fragments_or_with_only_yes_gets_a_sentence(
    session: Session, study: Study, codes: list[Code]
) -> None:
    with pytest.raises(NothingToDraftFrom, match="‘Wachten’"):
        draft_of_code(session, codes[0])
    _coded(session, study, codes[0], "Ja.", "Nee.")
    with pytest.raises(NothingToDraftFrom):
        draft_of_code(session, codes[0])


def test_a_code_with_two_thousand_segments_is_read_in_part() -> None:
    own, others = [WAITED] * 2_000, [SCHOOL]
    assert "wachtlijst" in telling_words(own, others)
    assert telling_words([], []) == []


def test_the_screen_asks_for_it_and_nothing_is_stored(
    session: Session, study: Study, codes: list[Code], client: FlaskClient
) -> None:
    _coded(session, study, codes[0], WAITED, "Die wachtlijst was maandenlang even lang gebleven.")
    session.commit()

    answer = client.post(f"/onderzoeken/jeugdhulp/coderen/1/codes/{codes[0].id}/opzet", json={})

    assert answer.status_code == 200
    assert "wachtlijst" in answer.json["definition"]
    session.expire_all()
    assert session.get_one(Code, codes[0].id).definition == ""


def test_who_codes_blind_makes_none(
    session: Session,
    study: Study,
    codes: list[Code],
    engine: Engine,
    organisation: Organisation,
    sign_in_as: SignInAs,
) -> None:
    _coded(session, study, codes[0], WAITED)
    session.commit()
    tariq = sign_in_as(second_coder(engine, organisation))
    assert tariq.post(f"/onderzoeken/jeugdhulp/coderen/1/codes/{codes[0].id}/opzet", json={}).status_code == 403
