"""Nothing a council member typed is lost: by leaving, switching, editing, another button, or the end of the round."""

import re

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from journeys.checks.gate import open_points
from journeys.models import Journey
from journeys.reading.council import StepUnknown, keep_unsent, say
from journeys.reading.models import Comment, CouncilMember, Outcome, UnsentAnswer, Verdict
from journeys.reading.opened_form import FilledIn
from journeys.reading.progress import rounds_progress
from journeys.reading.unsent_answers import LONGEST, TooLongToKeep, unsent_of
from journeys.review.rounds import OnlyRead, answer, close_round
from journeys.review.starting import StartedRound
from tests.journeys.making import stored


def sent(session: Session) -> list[tuple[int, str | None, bool]]:
    def read(fresh: Session) -> list[tuple[int, str | None, bool]]:
        found = fresh.exec(select(Comment).order_by(col(Comment.step_number))).all()
        return [(one.step_number, one.text, one.is_good) for one in found]

    found = stored(session, read)
    session.rollback()
    return found


def test_good_may_carry_a_remark_that_reaches_the_researcher(
    session: Session, reader: FlaskClient, client: FlaskClient, started: StartedRound, link: str
) -> None:
    reader.post(f"{link}/stukje/2", data={"oordeel": "goed", "tekst": "En het raakte mij."})

    assert sent(session) == [(2, "En het raakte mij.", True)]
    page = client.get(f"/onderzoeken/jeugdhulp/leesrondes/{started.round.id}").text
    assert "En het raakte mij." in page
    assert "Vindt dit stukje goed zo." in page
    assert "1 keer ‘goed zo’" in page


def test_what_is_good_can_be_thanked_for_and_what_should_be_better_asks_for_a_decision(
    session: Session, member: CouncilMember, journey: Journey, reader: FlaskClient, link: str
) -> None:
    better = say(session, member, 1, "Te kort.")
    good = say(session, member, 2, "Mooi.", is_good=True)

    with pytest.raises(OnlyRead):
        answer(session, better, Outcome.READ)
    answer(session, better, Outcome.ADOPTED)
    answer(session, good, Outcome.READ)
    session.commit()

    assert not [point for point in open_points(session, journey) if point.is_of_council and point.is_blocking]
    assert "Wij hebben dit gelezen." in reader.get(f"{link}/bedankt").text


def test_typed_words_are_on_the_page_again_and_are_not_sent(
    session: Session, reader: FlaskClient, client: FlaskClient, started: StartedRound, link: str
) -> None:
    kept = reader.post(f"{link}/concept", data={"stukje": "2", "oordeel": "goed", "tekst": "Halve zin"})

    assert kept.status_code == 204
    again = reader.get(f"{link}/stukje/2").text
    assert "Halve zin</textarea>" in again
    assert 'value="goed" checked' in again
    assert "Dat is nog niet verstuurd." in again
    assert "Halve zin</textarea>" in reader.get(f"{link}/geheel").text
    assert sent(session) == []
    assert "Halve zin" not in client.get(f"/onderzoeken/jeugdhulp/leesrondes/{started.round.id}").text


def test_words_on_two_lines_that_were_sent_are_never_called_not_sent(
    session: Session, reader: FlaskClient, client: FlaskClient, started: StartedRound, link: str
) -> None:
    """A browser sends the end of a line as two signs, and what was sent is kept with one."""
    two_lines = {"oordeel": "beter", "tekst": "Dit snap ik niet.\r\nWie gaf dat fietsje?"}
    reader.post(f"{link}/stukje/2", data=two_lines)
    reader.post(f"{link}/stukje/2", data=two_lines | {"naar": "vorige"})
    reader.post(f"{link}/oordeel", data={"oordeel": "agreed", "tekst": "Mooi verhaal.\r\nGroet"})
    reader.post(f"{link}/concept", data={"stukje": "0", "oordeel": "agreed", "tekst": "Mooi verhaal.\r\nGroet"})

    for page in ("stukje/2", "geheel", "oordeel", "bedankt"):
        told = reader.get(f"{link}/{page}").text
        assert not [said for said in ("Het is nog niet verstuurd.", "Dit heeft u nog niet verstuurd") if said in told]
    closing = client.get(f"/onderzoeken/jeugdhulp/leesrondes/{started.round.id}/sluiten").text
    assert "ingevuld dat niet is verstuurd" not in closing
    assert sent(session) == [(2, "Dit snap ik niet.\nWie gaf dat fietsje?", False)]


def test_going_back_without_scripts_keeps_what_was_typed(session: Session, reader: FlaskClient, link: str) -> None:
    back = reader.post(f"{link}/stukje/2", data={"naar": "vorige", "oordeel": "beter", "tekst": "Nog niet af"})

    assert back.headers["Location"] == f"{link}/stukje/1"
    assert "Nog niet af</textarea>" in reader.get(f"{link}/stukje/2").text
    assert sent(session) == []


def test_sending_one_remark_of_the_whole_story_keeps_the_others(
    session: Session, reader: FlaskClient, link: str
) -> None:
    typed = {"tekst-1": "Eén", "tekst-2": "Twee", "tekst-3": "", "oordeel": "agreed_if", "tekst": "Als het klopt."}

    reader.post(f"{link}/geheel/2", data=typed)

    assert sent(session) == [(2, "Twee", False)]
    page = reader.get(f"{link}/geheel").text
    assert "Eén</textarea>" in page
    assert "Als het klopt.</textarea>" in page
    assert 'value="agreed_if" checked' in page


def test_words_that_were_not_sent_are_told_before_the_verdict_goes(
    session: Session, reader: FlaskClient, link: str
) -> None:
    reader.post(f"{link}/concept", data={"stukje": "2", "oordeel": "beter", "tekst": "Vergeten te sturen"})
    asked = reader.post(f"{link}/oordeel", data={"oordeel": "agreed", "tekst": "Prima."}, follow_redirects=True)

    assert asked.status_code == 200
    assert "U heeft nog iets niet verstuurd" in asked.text
    assert "Vergeten te sturen" in asked.text
    assert 'value="Prima."' in asked.text
    assert sent(session) == []
    reader.post(f"{link}/oordeel", data={"oordeel": "agreed", "tekst": "Prima.", "ook": "alles"})
    assert sent(session) == [(2, "Vergeten te sturen", False)]
    assert "nog niet verstuurd" not in reader.get(f"{link}/bedankt").text


def test_the_question_about_words_that_wait_has_an_address_to_come_back_to(
    session: Session, reader: FlaskClient, link: str
) -> None:
    """A browser that goes back to what a form answered shows an error page of its own."""
    reader.post(f"{link}/concept", data={"stukje": "2", "oordeel": "beter", "tekst": "Vergeten te sturen"})
    asks = reader.post(f"{link}/oordeel", data={"oordeel": "agreed", "tekst": "Prima."})
    assert asks.status_code == 303
    address = asks.headers["Location"]

    reader.post(f"{link}/concept", data={"stukje": "2", "oordeel": "beter", "tekst": "Anders gezegd"})
    again = reader.get(address).text
    assert "U heeft nog iets niet verstuurd" in again
    assert "Anders gezegd" in again
    assert 'value="Prima."' in again
    reader.post(f"{link}/stukje/2", data={"oordeel": "beter", "tekst": "Anders gezegd"})
    assert "Verstuur mijn oordeel" in reader.get(address).text, "nothing waits any more"


def test_who_is_asked_about_words_that_wait_reads_which_sent_words_they_replace(
    session: Session, reader: FlaskClient, link: str
) -> None:
    phone, tablet = (form_of(reader.get(f"{link}/stukje/2").text) for _device in range(2))
    reader.post(f"{link}/concept", data=tablet | {"stukje": "2", "oordeel": "beter", "tekst": "Half getypt"})
    reader.post(f"{link}/stukje/2", data=phone | {"stukje": "2", "oordeel": "beter", "tekst": "Al verstuurd."})
    reader.post(f"{link}/concept", data={"stukje": "3", "oordeel": "beter", "tekst": "Nieuw"})
    asked = reader.post(f"{link}/oordeel", data={"oordeel": "agreed"}, follow_redirects=True).text

    assert "‘<bdi>Half getypt</bdi>’" in asked
    assert asked.count("U verstuurde al:") == 1
    assert "U verstuurde al: ‘<bdi>Al verstuurd.</bdi>’ Verstuurt u alles, dan komen de woorden hierboven" in asked


def test_a_verdict_may_go_alone_and_the_words_still_wait(session: Session, reader: FlaskClient, link: str) -> None:
    reader.post(f"{link}/concept", data={"stukje": "2", "oordeel": "beter", "tekst": "Later misschien"})
    thanks = reader.post(f"{link}/oordeel", data={"oordeel": "agreed", "ook": "alleen"}, follow_redirects=True)

    assert "Dit heeft u nog niet verstuurd" in thanks.text
    assert "Later misschien" in thanks.text
    assert sent(session) == []


def test_editing_an_answered_remark_keeps_the_earlier_words_and_the_answer(
    session: Session, reader: FlaskClient, client: FlaskClient, started: StartedRound, member: CouncilMember, link: str
) -> None:
    answer(session, say(session, member, 2, "Te kort."), Outcome.ADOPTED, "Het is nu langer.")
    session.commit()
    reader.post(f"{link}/stukje/2", data={"oordeel": "beter", "tekst": "Nu te lang."})

    assert "Nu te lang." in reader.get(f"{link}/stukje/2").text
    for page in (
        reader.get(f"{link}/geheel").text,
        client.get(f"/onderzoeken/jeugdhulp/leesrondes/{started.round.id}").text,
    ):
        assert "Te kort." in page
        assert "Het is nu langer." in page


def test_after_closing_a_member_still_finds_what_was_never_sent(
    session: Session, reader: FlaskClient, started: StartedRound, link: str
) -> None:
    reader.post(f"{link}/concept", data={"stukje": "1", "oordeel": "beter", "tekst": "Te laat gezien"})
    close_round(session, started.round, is_meant=True)
    session.commit()

    assert "‘<bdi>Te laat gezien</bdi>’" in reader.get(link).text
    late = reader.post(f"{link}/geheel/2", data={"tekst-1": "Eén", "tekst-2": "Twee", "tekst": "Slot"})
    assert late.status_code == 410
    for words in ("‘<bdi>Eén</bdi>’", "‘<bdi>Twee</bdi>’", "‘<bdi>Slot</bdi>’"):
        assert words in late.text


def test_what_can_no_longer_be_kept_is_told_beside_the_field(
    session: Session, reader: FlaskClient, started: StartedRound, link: str
) -> None:
    """A script sends along what is typed, and nobody would see a page."""
    typed = {"stukje": "1", "oordeel": "beter", "tekst": "Net te laat."}
    long = reader.post(f"{link}/concept", data=typed | {"tekst": "w" * (LONGEST + 1)})
    close_round(session, started.round, is_meant=True)
    session.commit()
    late = reader.post(f"{link}/concept", data=typed)
    unknown = reader.post("/lezen/geen-uitnodiging/concept", data=typed)

    assert [one.status_code for one in (long, late, unknown)] == [422, 410, 404]
    assert {one.mimetype for one in (long, late, unknown)} == {"text/plain"}
    assert long.text.startswith("Dit is te lang om te bewaren.")
    assert late.text.endswith("Bel Lotte Veldman op 085-0001234.")
    assert unknown.text.endswith("Dit is niet bewaard. Bel de persoon die u uitnodigde.")


def test_what_equals_what_was_sent_waits_no_longer(session: Session, member: CouncilMember) -> None:
    keep_unsent(session, member, {0: FilledIn("agreed", ""), 1: FilledIn("beter", "Half"), 2: FilledIn("beter", " ")})
    assert list(unsent_of(session, member)) == [0, 1]

    say(session, member, 1, "Half")
    keep_unsent(session, member, {0: FilledIn("", "")})

    assert session.exec(select(UnsentAnswer)).all() == []


def test_nothing_is_kept_of_pieces_that_do_not_exist_nor_without_end(session: Session, member: CouncilMember) -> None:
    with pytest.raises(StepUnknown):
        keep_unsent(session, member, {99: FilledIn("beter", "Waar?")})
    with pytest.raises(TooLongToKeep):
        keep_unsent(session, member, {1: FilledIn("beter", "a" * (LONGEST + 1))})
    assert session.exec(select(UnsentAnswer)).all() == []


def test_one_member_never_sees_what_another_did_not_send(
    session: Session, reader: FlaskClient, started: StartedRound, link: str
) -> None:
    other = started.invitations[1]
    keep_unsent(session, other.member, {1: FilledIn("beter", "Geheim van Annie")})
    session.commit()

    for page in ("stukje/1", "geheel", "oordeel", "bedankt"):
        assert "Geheim van Annie" not in reader.get(f"{link}/{page}").text


def test_an_unsent_verdict_counts_for_nothing(session: Session, started: StartedRound, member: CouncilMember) -> None:
    keep_unsent(session, member, {0: FilledIn(Verdict.AGREED.value, "Mooi")})

    progress = rounds_progress(session, [started.round])[0]
    assert progress.judged == ()
    assert progress.readers == ()


def form_of(page: str) -> dict[str, str]:
    """What a form of that page carries along unseen, as a browser sends it."""
    carried = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("formulier", "gezien")}
    return {name: found[1] for name, found in carried.items() if found}


@pytest.mark.parametrize(("place", "answered"), [("stukje/3", {"stukje": "3"}), ("oordeel", {})])
def test_two_devices_never_overwrite_each_other(
    reader: FlaskClient, link: str, place: str, answered: dict[str, str]
) -> None:
    phone, tablet = (form_of(reader.get(f"{link}/{place}").text) for _device in range(2))
    for words in ("Een lang verhaal", "Een lang verhaal van de tablet."):
        assert not reader.post(f"{link}/concept", data=tablet | answered | {"tekst": words}).text
    for words in ("t", "tel"):
        told = reader.post(f"{link}/concept", data=phone | answered | {"tekst": words}).text
        assert "U typte hier ook iets anders." in told

    again = reader.get(f"{link}/{place}").text
    assert "tel\n\nEen lang verhaal van de tablet.</textarea>" in again
    reader.post(f"{link}/concept", data=tablet | answered | {"tekst": "Een lang verhaal van de tablet. Meer."})
    again = reader.get(f"{link}/{place}").text
    assert "Een lang verhaal van de tablet. Meer.\n\ntel</textarea>" in again

    reader.post(f"{link}/concept", data=form_of(again) | answered | {"tekst": "Samen tot één zin gemaakt."})
    assert "Samen tot één zin gemaakt.</textarea>" in reader.get(f"{link}/{place}").text


def test_sending_from_one_device_keeps_what_was_typed_on_the_other(
    session: Session, reader: FlaskClient, link: str
) -> None:
    phone, tablet = (form_of(reader.get(f"{link}/stukje/2").text) for _device in range(2))
    reader.post(f"{link}/concept", data=tablet | {"stukje": "2", "oordeel": "beter", "tekst": "Van de tablet."})
    reader.post(f"{link}/stukje/2", data=phone | {"stukje": "2", "oordeel": "beter", "tekst": "Van de telefoon."})

    assert sent(session) == [(2, "Van de telefoon.", False)]
    assert "Van de tablet.</textarea>" in reader.get(f"{link}/stukje/2").text


def test_what_was_sent_together_waits_no_longer_and_stands_beside_newer_words(
    session: Session, reader: FlaskClient, link: str
) -> None:
    """Else a part of it would be sent again, in the place of the whole."""
    place, answered = f"{link}/stukje/2", {"stukje": "2", "oordeel": "beter"}
    phone, tablet = (form_of(reader.get(place).text) for _device in range(2))
    reader.post(f"{link}/concept", data=phone | answered | {"tekst": "Van de telefoon."})
    reader.post(f"{link}/concept", data=tablet | answered | {"tekst": "Van de tablet."})
    both = form_of(reader.get(place).text)
    reader.post(place, data=tablet | answered | {"tekst": "Van de tablet."})
    together = "Van de tablet.\n\nVan de telefoon."
    for way in (f"{link}/concept", place):
        reader.post(way, data=both | answered | {"tekst": together})

    assert sent(session) == [(2, together, False)]
    reader.post(f"{link}/concept", data=phone | {"stukje": "3", "oordeel": "beter", "tekst": "Ja"})
    reader.post(f"{link}/stukje/3", data=tablet | {"stukje": "3", "oordeel": "beter", "tekst": "Een Jaar te laat."})
    assert "Ja</textarea>" in reader.get(f"{link}/stukje/3").text
    assert "Dit typte u eerder." not in reader.get(place).text
    reader.post(f"{link}/concept", data=form_of(reader.get(place).text) | answered | {"tekst": "Toch anders."})
    again = reader.get(place).text
    assert "Toch anders.</textarea>" in again
    assert "U schreef:</b> ‘<bdi>Van de tablet." in again


def test_judging_from_one_device_keeps_the_note_of_the_other(reader: FlaskClient, link: str) -> None:
    phone, tablet = (form_of(reader.get(f"{link}/oordeel").text) for _device in range(2))
    reader.post(f"{link}/concept", data=tablet | {"oordeel": "agreed_if", "tekst": "Van de tablet."})
    reader.post(f"{link}/concept", data=phone | {"oordeel": "agreed", "tekst": "Mooi."})
    thanks = reader.post(f"{link}/oordeel", data=phone | {"oordeel": "agreed", "tekst": "Mooi."}, follow_redirects=True)

    assert "‘<bdi>Mooi.</bdi>’" in thanks.text
    assert "‘<bdi>Van de tablet.</bdi>’" in thanks.text


def test_the_whole_story_open_elsewhere_wipes_nothing(reader: FlaskClient, link: str) -> None:
    phone = form_of(reader.get(f"{link}/geheel").text)
    tablet = form_of(reader.get(f"{link}/stukje/3").text)
    reader.post(f"{link}/concept", data=tablet | {"stukje": "3", "oordeel": "goed", "tekst": "Van de tablet."})
    reader.post(f"{link}/concept", data=phone | {"tekst-1": "Bij één", "tekst-3": "", "tekst": ""})

    assert "Bij één</textarea>" in reader.get(f"{link}/stukje/1").text
    third = reader.get(f"{link}/stukje/3").text
    assert "Van de tablet.</textarea>" in third
    assert 'value="goed" checked' in third


def test_a_refused_answer_counts_nothing_of_another_device_as_seen(reader: FlaskClient, link: str) -> None:
    phone, tablet = (form_of(reader.get(f"{link}/stukje/2").text) for _device in range(2))
    reader.post(f"{link}/concept", data=tablet | {"stukje": "2", "oordeel": "beter", "tekst": "Van de tablet."})
    long = {"stukje": "2", "oordeel": "beter", "tekst": "te lang " * 400}
    refused = reader.post(f"{link}/stukje/2", data=phone | long, follow_redirects=True)

    assert "te lang \n\nVan de tablet.</textarea>" in refused.text
    assert "Wat u op elke plek typte, staat hier onder elkaar." in refused.text
    reader.post(f"{link}/stukje/2", data=phone | long | {"tekst": "Kort."})
    assert "Van de tablet.</textarea>" in reader.get(f"{link}/stukje/2").text, "the page before showed nothing of it"


@pytest.mark.parametrize(
    ("naar", "place"), [("begin", ""), ("stukje", "/stukje/1"), ("geheel", "/geheel"), ("oordeel", "/oordeel")]
)
def test_a_tab_without_scripts_keeps_what_was_typed(
    session: Session, reader: FlaskClient, link: str, naar: str, place: str
) -> None:
    gone = reader.post(f"{link}/ga", data={"stukje": "2", "oordeel": "beter", "tekst": "Nog bezig", "naar": naar})

    assert (gone.status_code, gone.headers["Location"]) == (303, f"{link}{place}")
    assert "Nog bezig</textarea>" in reader.get(f"{link}/stukje/2").text
    assert sent(session) == []


NOT_YET = "Alleen als het dorp eruit gaat."


@pytest.mark.parametrize("typed", ["", "Mooi."])
def test_a_page_that_stood_open_replaces_no_remark_that_was_sent_elsewhere_since(
    session: Session, reader: FlaskClient, link: str, typed: str
) -> None:
    phone, tablet = (form_of(reader.get(f"{link}/stukje/2").text) for _device in range(2))
    reader.post(f"{link}/stukje/2", data=tablet | {"stukje": "2", "oordeel": "beter", "tekst": NOT_YET})
    reader.post(f"{link}/stukje/2", data=phone | {"stukje": "2", "oordeel": "goed", "tekst": typed})

    assert sent(session) == [(2, f"{NOT_YET}\n\n{typed}".strip(), True)]
    edited = form_of(reader.get(f"{link}/stukje/2").text)
    for words in ("Toch niets", "Toch niets."):  # the second time by going back to that page
        reader.post(f"{link}/stukje/2", data=edited | {"stukje": "2", "oordeel": "beter", "tekst": words})
    assert sent(session) == [(2, "Toch niets.", False)], "who saw it may change it"


@pytest.mark.parametrize("place", ["oordeel", "geheel"])
@pytest.mark.parametrize("typed", ["", "Mooi."])
def test_a_page_that_stood_open_replaces_no_note_that_was_sent_elsewhere_since(
    session: Session, reader: FlaskClient, link: str, place: str, typed: str
) -> None:
    phone, tablet = (form_of(reader.get(f"{link}/{place}").text) for _device in range(2))
    reader.post(f"{link}/oordeel", data=tablet | {"oordeel": "agreed_if", "tekst": NOT_YET})
    reader.post(f"{link}/oordeel", data=phone | {"oordeel": "agreed", "tekst": typed})

    def judged(fresh: Session) -> list[tuple[Verdict | None, str]]:
        found = fresh.exec(select(CouncilMember).order_by(col(CouncilMember.id))).all()
        return [(one.verdict, one.verdict_note) for one in found]

    assert stored(session, judged)[0] == (Verdict.AGREED, f"{NOT_YET}\n\n{typed}".strip())
    again = form_of(reader.get(f"{link}/{place}").text)
    reader.post(f"{link}/oordeel", data=again | {"oordeel": "agreed", "tekst": ""})
    assert stored(session, judged)[0] == (Verdict.AGREED, "")


@pytest.mark.parametrize(("place", "answered"), [("stukje/3", {"stukje": "3"}), ("oordeel", {})])
def test_words_typed_on_a_page_that_stood_open_wait_beside_what_was_sent_since(
    reader: FlaskClient, link: str, place: str, answered: dict[str, str]
) -> None:
    choice = {"stukje/3": "beter", "oordeel": "agreed_if"}[place]
    phone, tablet = (form_of(reader.get(f"{link}/{place}").text) for _device in range(2))
    reader.post(f"{link}/{place}", data=tablet | answered | {"oordeel": choice, "tekst": NOT_YET})
    told = reader.post(f"{link}/concept", data=phone | answered | {"oordeel": choice, "tekst": "Mooi."})

    assert "U typte hier ook iets anders." in told.text
    again = reader.get(f"{link}/{place}").text
    assert f"Mooi.\n\n{NOT_YET}</textarea>" in again
    assert "Wat u op elke plek typte, staat hier onder elkaar." in again


def test_what_is_sent_holds_the_words_of_the_member_alone(session: Session, reader: FlaskClient, link: str) -> None:
    """What the page says of them, as where they were typed, never stands among them."""
    place, answered = f"{link}/stukje/2", {"stukje": "2", "oordeel": "beter"}
    typed = {"Van de telefoon.", "Van de tablet."}
    for words, page in zip(sorted(typed), [form_of(reader.get(place).text) for _device in typed], strict=True):
        reader.post(f"{link}/concept", data=page | answered | {"tekst": words})
    both = reader.get(place).text
    shown = re.search(r"<textarea[^>]*>\s*([^<]*)</textarea>", both)
    assert shown
    assert "staat hier onder elkaar" in both
    reader.post(place, data=form_of(both) | answered | {"tekst": shown[1]})

    [(_step, words, _is_good)] = sent(session)
    assert words
    assert {line for line in words.splitlines() if line} == typed
    assert "staat hier onder elkaar" not in reader.get(place).text


def test_words_that_stand_in_others_are_not_offered_twice(reader: FlaskClient, link: str) -> None:
    place, answered = f"{link}/stukje/2", {"stukje": "2", "oordeel": "beter"}
    phone, tablet = (form_of(reader.get(place).text) for _device in range(2))
    reader.post(f"{link}/concept", data=phone | answered | {"tekst": "Niemand belde."})
    reader.post(f"{link}/concept", data=tablet | answered | {"tekst": "Eerst dit.\nNiemand belde."})

    assert "Eerst dit.\nNiemand belde.</textarea>" in reader.get(place).text


@pytest.mark.parametrize("way", ["oordeel", "concept"])
def test_who_is_asked_about_words_that_wait_sends_the_verdict_they_chose(
    session: Session, reader: FlaskClient, link: str, way: str
) -> None:
    """And not the one that the same member chose on another device."""
    phone, tablet = (form_of(reader.get(f"{link}/oordeel").text) for _device in range(2))
    reader.post(f"{link}/{way}", data=tablet | {"oordeel": "not_agreed", "tekst": NOT_YET})
    reader.post(f"{link}/concept", data={"stukje": "2", "oordeel": "beter", "tekst": "Vergeten"})
    asked = reader.post(f"{link}/oordeel", data=phone | {"oordeel": "agreed", "tekst": ""}, follow_redirects=True).text
    assert "U heeft nog iets niet verstuurd" in asked

    assert "Uw oordeel (‘Ja, het is goed zo’) is ook nog niet verstuurd." in asked
    hidden = {name: re.findall(rf'name="{name}" value="([^"]*)"', asked)[0] for name in ("oordeel", "tekst")}
    thanks = reader.post(f"{link}/oordeel", data=form_of(asked) | hidden | {"ook": "alleen"}, follow_redirects=True)
    assert "Uw oordeel: <b>Ja, het is goed zo</b>" in thanks.text
    assert NOT_YET in thanks.text


def test_too_long_a_note_with_a_verdict_loses_nothing_of_the_pieces(
    session: Session, reader: FlaskClient, link: str
) -> None:
    reader.post(f"{link}/oordeel", data={"tekst-1": "Eén", "oordeel": "agreed", "tekst": "Prima."})
    note = {"oordeel": "agreed", "tekst": "te lang " * 400, "ook": "alleen"}
    long = reader.post(f"{link}/oordeel", data=note, follow_redirects=True)

    assert "te lang te lang" in long.text
    assert "Eén" in reader.get(f"{link}/stukje/1").text
    assert sent(session) == []
