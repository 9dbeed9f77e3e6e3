"""What topics are made of: whole answers with their question, parted where the subject changes."""

from collections.abc import Sequence

import numpy as np

from coding.suggestions.judging.material import Conversation, Material, Spoken
from coding.suggestions.text_space import Floats
from coding.suggestions.topics.finding.units import MOST_WORDS, Answers

SCHOOL = "De school heeft ons toen heel erg goed geholpen met alles wat er speelde."
MONEY = "Het geld van het pgb kwam alleen veel te laat binnen bij ons thuis."
SUBJECTS = ("school", "geld", "huisarts")


def encode(texts: Sequence[str]) -> Floats:
    """A dimension for each subject, and one that all texts have."""
    return np.array([[1.0, *(2.0 * (one in text.lower()) for one in SUBJECTS)] for text in texts], dtype=np.float32)


def told(*turns: tuple[str, bool]) -> Material:
    spoken, start = [], 0
    for text, asks in turns:
        spoken.append(Spoken(start, text, asks))
        start += len(text) + 1
    return Material((Conversation(1, 1, tuple(spoken), False),), (), ())


def test_an_answer_stays_whole_as_long_as_it_is_about_one_thing() -> None:
    same = [(f"{SCHOOL} {SCHOOL}", False)] * 6

    found = Answers(told(*same, (f"{MONEY} {MONEY}", False)), encode)

    assert [one.passage.text for one in found.units] == [text for text, _asks in same] + [f"{MONEY} {MONEY}"]


def test_an_answer_is_parted_where_its_subject_changes() -> None:
    same = [(f"{SCHOOL} {SCHOOL}", False)] * 6

    found = Answers(told(*same, (f"{SCHOOL} {MONEY} {MONEY}", False)), encode)

    assert [one.passage.text for one in found.units[-2:]] == [SCHOOL, f"{MONEY} {MONEY}"]


def test_a_very_long_answer_is_parted_also_about_one_thing() -> None:
    found = Answers(told((" ".join([SCHOOL] * 30), False)), encode)

    assert len(found.units) > 1
    assert all(len(one.text.split()) <= MOST_WORDS for one in found.units)


def test_a_unit_is_a_slice_of_one_turn_with_the_question_before_it() -> None:
    question = "Hoe ging dat bij de huisarts?"
    material = told((question, True), (MONEY, False), (SCHOOL, False))

    found = Answers(material, encode)

    turns = {one.start: one for one in material.conversations[0].turns}
    for one in found.units:
        assert turns[one.passage.start].text == one.passage.text
        assert one.question == question


def test_two_answers_in_the_same_words_lie_apart_by_what_was_asked() -> None:
    turns = [("Hoe was het op school?", True), (MONEY, False), ("En bij de huisarts?", True), (MONEY, False)]

    found = Answers(told(*turns, (SCHOOL, False)), encode)

    first, second = found.points[:2] if found.points is not None else ([], [])
    assert float(first @ second) < 0.99


def test_without_an_encoder_there_are_units_and_no_points() -> None:
    found = Answers(told((f"{SCHOOL} {MONEY}", False)), None)

    assert [one.passage.text for one in found.units] == [f"{SCHOOL} {MONEY}"]
    assert found.points is None
    assert found.said == set()


def test_nothing_said_is_nothing_to_group() -> None:
    assert Answers(told(("Hoe was het?", True), ("Ja.", False)), encode).units == []
