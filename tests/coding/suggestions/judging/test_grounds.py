"""Why a code is suggested: words that stand in the passage, and the fragment that is most like it."""

import pytest

from coding.suggestions.judging.grounds import as_it_stands
from coding.suggestions.judging.judge import Judge
from coding.suggestions.judging.material import CodeInWords, Coding
from coding.suggestions.passages import Passage
from coding.suggestions.reasons import Reason
from coding.suggestions.text_cleaning import StandIns
from tests.coding.suggestions.judging.told import Told

WAITING, SCHOOL, NEW = 10, 20, 30


@pytest.fixture
def told() -> Told:
    """Segment 1 is about a waiting list, 2 about an intake, 3 and 4 about school."""
    told = Told([CodeInWords(WAITING, "Wachten"), CodeInWords(SCHOOL, "School")])
    said = [
        ("We stonden maandenlang op de wachtlijst van de jeugdhulp.", WAITING),
        ("De intake werd drie keer uitgesteld door vakantie.", WAITING),
        ("De juf belde steeds over rekenen in de klas.", SCHOOL),
        ("Op het schoolplein werd hij gepest door leerlingen.", SCHOOL),
    ]
    for number, (text, code) in enumerate(said, start=1):
        told.say(number, text, code)
        told.say(number, "Het regende en we dronken koffie met een koekje.")
    told.codings = [
        Coding(one.source_id, one.start, one.end, one.code_id, one.text, number)
        for number, one in enumerate(told.codings, start=1)
    ]
    told.open_interviews.add(9)
    return told


def _why(told: Told, passage: Passage, code: int) -> Reason:
    (reason,) = Judge(told.material).reasons([(passage, code)])
    return reason


def test_it_names_the_words_that_drove_it_as_they_stand_and_the_nearest_fragment(told: Told) -> None:
    asked = told.say(9, "Ook bij ons: eerst die Wachtlijsten, en daarna koffie met een koekje.")

    reason = _why(told, asked, WAITING)

    assert "Wachtlijsten" in reason.words
    assert not {"koffie", "koekje"} & set(reason.words)
    assert reason.like_segment_id == 1
    assert not reason.by_definition


def test_the_nearest_fragment_is_one_with_that_code(told: Told) -> None:
    asked = told.say(9, "De intake werd weer uitgesteld, zei de juf in de klas.")

    assert _why(told, asked, WAITING).like_segment_id == 2
    assert _why(told, asked, SCHOOL).like_segment_id == 3


def test_no_more_than_five_words_are_named_all_of_the_passage(told: Told) -> None:
    text = "Wachtlijst, jeugdhulp, intake, uitgesteld, vakantie, maandenlang, wachtlijsten en uitgestelde intakes."
    asked = told.say(9, text)

    reason = _why(told, asked, WAITING)

    assert 1 <= len(reason.words) <= 5
    assert all(word in text for word in reason.words)
    places = [text.index(word) for word in reason.words]
    assert places == sorted(places)


def test_words_of_the_question_or_of_what_stands_around_are_not_named(told: Told) -> None:
    asked = told.say(9, "Ja, dat was toen heel zwaar voor ons gezin. Dan die wachtlijst.", question="En de intake?")
    short = Passage(asked.source_id, asked.interview, asked.start, asked.start + 43, asked.text[:43])

    assert not {"wachtlijst", "intake"} & {word.lower() for word in _why(told, short, WAITING).words}


def test_a_stand_in_or_a_note_is_named_by_no_word_that_does_not_stand_there(told: Told) -> None:
    for number in (1, 2, 3):
        told.codings.append(
            Coding(number, 0, 1, WAITING, f"Iemand liet ons wachten, iemand van toen {number}.", 90 + number)
        )
    asked = told.say(9, "Noor liet ons wachten [zucht wachtlijst] tot het te laat was.")
    material = told.material
    object.__setattr__(material, "stand_ins", StandIns(people=frozenset({"noor"})))

    (reason,) = Judge(material).reasons([(asked, WAITING)])

    assert not {"iemand", "Iemand", "Noor", "wachtlijst"} & set(reason.words)


def test_a_code_without_fragments_is_like_its_definition(told: Told) -> None:
    told.codes.append(CodeInWords(NEW, "Vervoer", "De taxi of de bus naar school"))
    asked = told.say(9, "De taxi kwam nooit op tijd.")

    reason = _why(told, asked, NEW)

    assert reason.by_definition
    assert reason.like_segment_id is None
    assert reason.words == ("taxi",)


def test_words_are_found_back_as_they_stand() -> None:
    found = as_it_stands("Zo'n Wácht-lijst, zei ze, of 'thuis'.")

    assert found["wácht-lijst"] == "Wácht-lijst"
    assert found["thuis"] == "thuis"
    assert next(iter(found)) == "zo'n"
