"""Words that were answered and then taken back with 'Goed zo' were said: member, researcher and readers still know."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from journeys.evidence.outline import outline_of
from journeys.models import Journey
from journeys.public.how_made import how_made
from journeys.reading.council import say
from journeys.reading.models import CouncilMember, Outcome
from journeys.review.rounds import answer, close_round
from journeys.review.starting import StartedRound
from studies.models import Study


def settle(session: Session, member: CouncilMember, text: str = "", outcome: Outcome = Outcome.ADOPTED) -> None:
    """A remark that was answered, after which the member finds the piece good."""
    answer(session, say(session, member, 2, "Te kort."), outcome, text)
    say(session, member, 2, None)
    session.commit()


def test_the_member_still_finds_the_words_and_the_answer(
    session: Session, reader: FlaskClient, member: CouncilMember, started: StartedRound, link: str
) -> None:
    settle(session, member, "Het is nu langer.")

    open_pages = [reader.get(f"{link}/{page}").text for page in ("stukje/2", "geheel", "bedankt")]
    close_round(session, started.round, is_meant=True)
    session.commit()
    for page in (*open_pages, reader.get(link).text):
        assert "Te kort." in page
        assert "Het is nu langer." in page
        assert "U vindt dit stukje nu goed zo." in page
        assert "U schreef:</b>" not in page


@pytest.mark.parametrize("is_good", [False, True])
def test_where_a_remark_stands_its_answer_stands_too(
    session: Session, reader: FlaskClient, member: CouncilMember, link: str, is_good: bool
) -> None:
    comment = say(session, member, 2, "Te kort.", is_good=is_good)
    answer(session, comment, Outcome.ADOPTED, "Het is nu langer.")
    session.commit()

    for page in ("stukje/2", "geheel", "bedankt"):
        told = reader.get(f"{link}/{page}").text
        assert "Te kort." in told, page
        assert "Het is nu langer." in told, page


def test_an_answer_without_words_is_told_again_as_well(
    session: Session, reader: FlaskClient, member: CouncilMember, link: str
) -> None:
    settle(session, member)

    assert "Ons antwoord was: <bdi>Dank u wel. Wij hebben dit overgenomen.</bdi>" in reader.get(f"{link}/stukje/2").text


def test_the_researcher_still_finds_them_at_the_piece(
    session: Session, client: FlaskClient, member: CouncilMember, started: StartedRound
) -> None:
    settle(session, member, "Het is nu langer.")

    page = client.get(f"/onderzoeken/jeugdhulp/leesrondes/{started.round.id}").text
    assert "Te kort." in page
    assert "Het is nu langer." in page
    assert "Niemand verstuurde een opmerking." not in page
    assert '<b class="figure">1</b> opmerking, 1 overgenomen' in page
    assert '<b class="figure">0</b> zonder antwoord' in page


def test_readers_are_not_told_that_there_was_nothing_to_remark(
    session: Session, study: Study, journey: Journey, member: CouncilMember
) -> None:
    settle(session, member)

    told = how_made(session, study, journey, outline_of(session, journey), [])
    assert told[-1] == "Eén lid van de adviesraad las mee. Dat gaf 1 opmerking bij de stappen; die namen we over."


def test_a_second_remark_at_the_same_piece_is_a_second_remark(
    session: Session, study: Study, journey: Journey, member: CouncilMember
) -> None:
    answer(session, say(session, member, 2, "Te kort."), Outcome.ADOPTED)
    say(session, member, 2, "Nu te lang.")
    answer(session, say(session, member, 2, "Nu veel te lang."), Outcome.DECLINED, "Zo is het verteld.")

    told = how_made(session, study, journey, outline_of(session, journey), [])
    assert (
        told[-1]
        == "Eén lid van de adviesraad las mee. Dat gaf 2 opmerkingen bij de stappen; één daarvan namen we over."
    )


def test_what_was_taken_back_before_anybody_answered_is_gone(
    session: Session, reader: FlaskClient, study: Study, journey: Journey, member: CouncilMember, link: str
) -> None:
    say(session, member, 2, "Vergissing.")
    say(session, member, 2, None)
    session.commit()

    assert "Vergissing." not in reader.get(f"{link}/bedankt").text
    told = how_made(session, study, journey, outline_of(session, journey), [])
    assert told[-1] == "Eén lid van de adviesraad las mee. Bij de stappen waren geen opmerkingen."


def test_who_reads_on_is_told_that_the_story_does_not_show_the_change_yet(
    session: Session, reader: FlaskClient, member: CouncilMember, started: StartedRound, link: str
) -> None:
    answer(session, say(session, member, 2, "Te kort."), Outcome.ADOPTED, "Het is nu langer.")
    answer(session, say(session, member, 3, "Te lang."), Outcome.DECLINED, "Zo is het verteld.")
    session.commit()

    not_yet = "In het verhaal dat u van ons kreeg, staat dat nog niet."
    assert reader.get(f"{link}/stukje/2").text.count(not_yet) == 1
    assert not_yet not in reader.get(f"{link}/stukje/3").text
    close_round(session, started.round, is_meant=True)
    session.commit()
    assert not_yet not in reader.get(link).text


@pytest.mark.parametrize("since", [None, "Nu te lang."])
def test_the_same_is_told_beside_an_answer_to_words_that_were_replaced_since(
    session: Session,
    reader: FlaskClient,
    member: CouncilMember,
    started: StartedRound,
    link: str,
    since: str | None,
) -> None:
    answer(session, say(session, member, 2, "Te kort."), Outcome.ADOPTED, "Het is nu langer.")
    say(session, member, 2, since)
    answer(session, say(session, member, 3, "Te lang."), Outcome.DECLINED, "Zo is het verteld.")
    say(session, member, 3, since)
    session.commit()

    told = "<bdi>Het is nu langer.</bdi> In het verhaal dat u van ons kreeg, staat dat nog niet."
    not_yet = "staat dat nog niet."
    for page in ("stukje/2", "geheel", "bedankt"):
        text = reader.get(f"{link}/{page}").text
        assert (text.count(told), text.count(not_yet)) == (1, 1), page
    assert not_yet not in reader.get(f"{link}/stukje/3").text
    close_round(session, started.round, is_meant=True)
    session.commit()
    assert not_yet not in reader.get(link).text


def test_a_choice_that_was_sent_with_words_is_told_with_them(
    session: Session, reader: FlaskClient, member: CouncilMember, started: StartedRound, link: str
) -> None:
    reader.post(f"{link}/stukje/2", data={"oordeel": "goed", "tekst": "Zo was het ook bij ons."})
    session.commit()

    open_pages = [reader.get(f"{link}/{page}").text for page in ("geheel", "bedankt")]
    close_round(session, started.round, is_meant=True)
    session.commit()
    for page in (*open_pages, reader.get(link).text):
        assert "U stuurde: ‘Goed zo’." in page
        assert "U schreef:</b> ‘<bdi>Zo was het ook bij ons.</bdi>’" in page
