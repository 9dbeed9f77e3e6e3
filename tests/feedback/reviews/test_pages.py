"""The pages of what people wrote, for each who may open them."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from feedback.answers.models import Readers
from feedback.measurements.models import Measurement
from feedback.reviews.models import Review
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person
from tests.feedback.making import codes, measurement
from tests.feedback.reviews.test_deciding import PETRA, WORDS, write

PLACE = "/metingen/spreekuur-geld-en-regels"
PUBLIC = "/cijfers/spreekuur-geld-en-regels"
FIELD = f"beter:{PETRA}-{PETRA + 5}"
CHOSEN = {"vervang": FIELD, f"was:{FIELD}": "Petra", f"door:{FIELD}": "[medewerker]"}
SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def asked(session: Session) -> Measurement:
    return measurement(session)


@pytest.fixture
def answer(client: FlaskClient, session: Session, asked: Measurement) -> str:
    found = write(session, codes(session, asked, sheets=1)[0])
    session.commit()
    return f"{found:x}"


def test_a_name_is_marked_and_its_stand_in_proposed(client: FlaskClient, answer: str) -> None:
    page = client.get(f"{PLACE}/antwoorden").text

    assert '<span class="name-found">Petra</span>' in page
    assert "<option selected>[medewerker]</option>" in page


def test_it_is_placed_and_everybody_reads_it(client: FlaskClient, answer: str) -> None:
    sent = client.post(f"{PLACE}/antwoorden/{answer}/nakijken", data=CHOSEN)

    assert sent.status_code == 303
    for page in (f"{PUBLIC}/reviews", PUBLIC):
        told = client.get(page).text
        assert 'Ik belde met <span class="replaced">[medewerker]</span> van kantoor.' in told
        assert "Petra" not in told


def test_another_word_is_pointed_at_and_nothing_that_was_chosen_is_lost(client: FlaskClient, answer: str) -> None:
    unlike = CHOSEN | {f"door:{FIELD}": "[arts]", "erbij": "ja", "woord": "kantoor"}
    page = client.post(f"{PLACE}/antwoorden/{answer}/nakijken", data=unlike).text

    assert "<option selected>[arts]</option>" in page
    assert '<span class="name-found">kantoor</span>' in page
    assert client.get(f"{PUBLIC}/reviews").text.count("[arts]") == 0

    refused = client.post(f"{PLACE}/antwoorden/{answer}/nakijken", data=CHOSEN | {"erbij": "ja", "woord": "fanfare"})
    assert refused.status_code == 422
    assert "‘fanfare’ staat niet in dit antwoord." in refused.text


def test_what_was_left_standing_stays_so_on_the_next_page(client: FlaskClient, answer: str) -> None:
    unticked = {name: value for name, value in CHOSEN.items() if name != "vervang"}
    page = client.post(
        f"{PLACE}/antwoorden/{answer}/nakijken", data=unticked | {"erbij": "ja", "woord": "kantoor"}
    ).text

    assert f'value="{FIELD}">' in page, "Petra is not ticked any more"


def test_it_is_laid_before_a_colleague_with_one_of_five_reasons(
    client: FlaskClient, session: Session, answer: str, organisation: Organisation, sign_in_as: SignIn
) -> None:
    tariq = add_person(session, organisation, "tariq@voorbeeld.nl", "Tariq Bensaïd", Role.SECOND_CODER)
    session.commit()
    colleague = sign_in_as(tariq)
    for typed in ({}, {"reden": "threat"}, {"reden": "laag-cijfer", "uitleg": "Een 3."}):
        assert client.post(f"{PLACE}/antwoorden/{answer}/voorleggen", data=typed).status_code == 422
    client.post(f"{PLACE}/antwoorden/{answer}/voorleggen", data={"reden": "threat", "uitleg": "Een dreigement."})

    assert client.post(f"{PLACE}/antwoorden/{answer}/niet-plaatsen").status_code == 422
    assert "Eens: niet plaatsen" in colleague.get(f"{PLACE}/antwoorden?stapel=voorgelegd").text
    assert colleague.post(f"{PLACE}/antwoorden/{answer}/niet-plaatsen").status_code == 303
    told = client.get(f"{PUBLIC}/reviews").text
    assert "1 van de 1 reviews staat er niet bij: 1 bevatte een bedreiging of scheldwoord." in told
    assert "dreigement" not in told


def test_the_municipality_answers_below_it(client: FlaskClient, answer: str) -> None:
    client.post(f"{PLACE}/antwoorden/{answer}/nakijken", data=CHOSEN)
    typed = "x" * 601

    refused = client.post(f"{PLACE}/antwoorden/{answer}/reactie", data={"reactie": typed})
    assert (refused.status_code, typed in refused.text) == (422, True)
    client.post(f"{PLACE}/antwoorden/{answer}/reactie", data={"reactie": "Drie weken is te lang."})

    assert "Drie weken is te lang." in client.get(f"{PUBLIC}/reviews").text


def test_a_placed_review_is_taken_off_to_look_at_it_once_more(
    client: FlaskClient, session: Session, answer: str
) -> None:
    client.post(f"{PLACE}/antwoorden/{answer}/nakijken", data=CHOSEN)
    client.post(f"{PLACE}/antwoorden/{answer}/opnieuw")

    assert "[medewerker]" not in client.get(f"{PUBLIC}/reviews").text
    assert session.get(Review, int(answer, 16)) is None


@pytest.mark.parametrize(
    ("readers", "is_read"), [(Readers.EVERYONE, True), (Readers.THOSE_WHO_HELP, True), (Readers.RESEARCHERS, False)]
)
def test_the_social_team_reads_what_it_may_and_never_a_name(
    client: FlaskClient,
    session: Session,
    asked: Measurement,
    organisation: Organisation,
    sign_in_as: SignIn,
    readers: Readers,
    is_read: bool,
) -> None:
    fenna = add_person(session, organisation, "fenna@voorbeeld.nl", "Fenna Dijkstra", Role.SOCIAL_TEAM)
    number = f"{write(session, codes(session, asked, sheets=1)[0], readers=readers):x}"
    session.commit()
    team = sign_in_as(fenna)
    assert WORDS[:20] not in team.get(f"{PLACE}/woorden").text, "nobody looked at it yet"

    client.post(f"{PLACE}/antwoorden/{number}/nakijken", data=CHOSEN)

    page = team.get(f"{PLACE}/woorden").text
    assert (WORDS[:20] in page) == is_read
    assert "Petra" not in page
    for address in (f"{PLACE}/antwoorden", f"{PLACE}/antwoorden?antwoord={number}"):
        assert team.get(address).status_code in {403, 404}


def test_an_answer_of_another_measurement_is_not_found(client: FlaskClient, session: Session, answer: str) -> None:
    other = measurement(session)
    session.commit()

    assert client.get(f"/metingen/{other.slug}/antwoorden?antwoord={answer}").status_code == 404
    for address in ("nakijken", "voorleggen", "niet-plaatsen", "opnieuw", "reactie"):
        sent = client.post(f"/metingen/{other.slug}/antwoorden/{answer}/{address}", data={"uitleg": "x"})
        assert sent.status_code == 404, address


def test_nothing_is_read_of_a_measurement_that_was_not_agreed(client: FlaskClient, session: Session) -> None:
    made = measurement(session, is_agreed=False)
    session.commit()

    assert client.get(f"/cijfers/{made.slug}/reviews").status_code == 404


@pytest.mark.parametrize("address", ["0", "g", "ffffffffffffffff", "3fffffffffffffff", "1" * 40, "-1", "²"])
def test_an_address_that_leads_nowhere_says_so(client: FlaskClient, answer: str, address: str) -> None:
    assert client.get(f"{PLACE}/antwoorden?antwoord={address}").status_code == 404
    assert client.post(f"{PLACE}/antwoorden/{address}/opnieuw").status_code == 404
