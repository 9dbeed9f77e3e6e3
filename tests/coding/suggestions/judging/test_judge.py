"""What a judge makes of a passage: by the question, the codebook, and whether anybody would code it at all."""

import csv
import random
from pathlib import Path

import numpy as np
import pytest

from coding.models import Certainty
from coding.suggestions.judging.judge import CodeSuggestion, Judge, Judged, NothingToLearnFrom
from coding.suggestions.judging.material import CodeInWords
from tests.coding.suggestions.judging.told import Told

SIB = Path(__file__).parents[4].parent / "shared" / "data" / "sib200-nld" / "train.tsv"
WAITING, SCHOOL, HEARD = 10, 20, 30
SUBJECTS = {
    WAITING: "wachtlijst wachttijd maanden wachten aanmelding plek duurde lang intake uitgesteld",
    SCHOOL: "school leerkracht klas juf rekenen lezen pesten schoolplein rapport toets leerling",
    HEARD: "luisterde gesprek keukentafel vertrouwen begrip belde terug meedenken vriendelijk",
}
SMALL_TALK = "koffie thee koekje weer zon regen fiets buiten melk suiker hond wandelen"
NAMES = {WAITING: "Wachten", SCHOOL: "School", HEARD: "Gehoord worden"}


def sentence(words: str, seed: object, count: int = 6) -> str:
    chance = random.Random(str(seed))  # noqa: S311  (made-up sentences, no secret)
    return " ".join(chance.sample(words.split(), count)).capitalize() + "."


def study(interviews: int = 6, each: int = 2) -> Told:
    """Every interview speaks of every subject, coded, and of the weather, not coded."""
    told = Told([CodeInWords(code, NAMES[code]) for code in SUBJECTS])
    for interview in range(1, interviews + 1):
        for number in range(each):
            for code, words in SUBJECTS.items():
                told.say(interview, sentence(words, (interview, number, code)), code)
                told.say(interview, sentence(SMALL_TALK, (interview, number, code, "weer")))
    return told


def first(judged: Judged) -> int:
    return judged.codes[0].code


def test_a_passage_gets_the_code_of_what_resembles_it() -> None:
    told = study()
    told.open_interviews.add(9)
    asked = {code: told.say(9, sentence(words, "new")) for code, words in SUBJECTS.items()}

    judged = Judge(told.material).judge(list(asked.values()))

    assert [first(one) for one in judged] == list(asked)
    assert all(one.coded > 0.5 for one in judged)


def test_the_question_before_it_tells_what_an_answer_is_about() -> None:
    """Fails when the question is not looked at: the answers are the same."""
    told = Told([CodeInWords(WAITING, "Wachten"), CodeInWords(SCHOOL, "School")])
    about = {WAITING: "Hoe lang stond u op de wachtlijst?", SCHOOL: "Wat deed de juf in de klas?"}
    for interview in range(1, 7):
        for number in range(3):
            for code in sorted(about, key=lambda code: (interview + code) % 3):
                told.say(interview, sentence(SMALL_TALK, (interview, number)), code, question=about[code])
    told.open_interviews.add(9)
    asked = [told.say(9, sentence(SMALL_TALK, "new"), question=question) for question in about.values()]

    judged = Judge(told.material).judge(asked)

    assert [first(one) for one in judged] == list(about)


def test_a_code_is_known_by_what_the_codebook_says_before_anything_is_coded() -> None:
    """Fails when the codebook is not read: there is nothing else to learn from."""
    told = Told(
        [
            CodeInWords(WAITING, "Wachten", "Hoe lang het duurde voor er plek was", "Ook bij een wachtlijst"),
            CodeInWords(SCHOOL, "School", "Wat er in de klas gebeurde", "Ook als de juf of een leerling iets zegt"),
        ]
    )
    asked = [
        told.say(1, "We stonden op een wachtlijst en het duurde lang."),
        told.say(1, "De juf zei in de klas dat hij stil was."),
    ]
    told.open_interviews.add(1)

    judged = Judge(told.material).judge(asked)

    assert [first(one) for one in judged] == [WAITING, SCHOOL]
    assert {suggestion.certainty for one in judged for suggestion in one.codes} == {Certainty.UNCERTAIN}


def test_what_nobody_ever_codes_is_hardly_proposed() -> None:
    """Fails without the gate: the words of a code stand in both passages."""
    told = study(interviews=8)
    for interview in range(1, 9):
        for code, words in SUBJECTS.items():
            told.say(interview, sentence(SMALL_TALK, (interview, code)) + f" Daar was {words.split()[interview]} bij.")
    told.open_interviews.add(20)
    small_talk = told.say(20, sentence(SMALL_TALK, "new") + " Daar was school bij.")
    coded = told.say(20, sentence(SUBJECTS[SCHOOL], "new"))

    of_small_talk, of_coded = Judge(told.material).judge([small_talk, coded])

    assert of_small_talk.coded < 0.4 < 0.6 < of_coded.coded
    assert of_small_talk.codes[0].probability < 0.33 < of_coded.codes[0].probability


def test_what_was_left_alone_in_an_interview_that_is_done_is_never_called_sure() -> None:
    told = study()
    told.open_interviews.add(9)
    before = told.say(9, sentence(SUBJECTS[SCHOOL], "new"))
    (while_open,) = Judge(told.material).judge([before])
    told.open_interviews.clear()

    (once_done,) = Judge(told.material).judge([before])

    assert while_open.codes[0].certainty is not Certainty.UNCERTAIN
    assert once_done.codes[0].certainty is Certainty.UNCERTAIN


def test_certainty_is_how_often_it_was_right() -> None:
    """In this study half of each subject is coded, by chance: nobody can be surer than that."""
    told, chance = Told([CodeInWords(code, NAMES[code]) for code in SUBJECTS]), random.Random(7)  # noqa: S311
    for interview in range(1, 9):
        for number in range(6):
            for code, words in SUBJECTS.items():
                told.say(interview, sentence(words, (interview, number)), *([code] if chance.random() < 0.5 else []))
    told.open_interviews.add(20)
    asked = [told.say(20, sentence(words, "new")) for words in SUBJECTS.values()]

    said = [one.codes[0].probability for one in Judge(told.material).judge(asked)]

    assert 0.25 < np.mean(said) < 0.66


def test_three_at_most_the_surest_first() -> None:
    told = study()
    told.codes.append(CodeInWords(40, "Vervoer", "De taxi of bus naar school en terug"))

    (found,) = Judge(told.material).judge([told.say(1, "De taxi naar school duurde lang.")])

    chances = [one.probability for one in found.codes]
    assert 1 <= len(chances) <= 3
    assert chances == sorted(chances, reverse=True)
    assert all(0 < one < 1 for one in chances)


def test_the_same_study_gives_the_same_judgement() -> None:
    told = study()
    asked = [told.say(9, sentence(words, "new")) for words in SUBJECTS.values()]

    assert Judge(told.material).judge(asked) == Judge(told.material).judge(asked)


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        ([], "nog geen code"),
        ([CodeInWords(1, "Wachten"), CodeInWords(2, "School")], "nog geen code"),
        ([CodeInWords(1, "Wachten", "Hoe lang het duurde")], "nog maar één code"),
    ],
)
def test_with_nothing_to_choose_from_it_says_what_to_do(codes: list[CodeInWords], message: str) -> None:
    told = Told(codes)
    told.say(1, "We stonden op een wachtlijst en het duurde lang.")

    with pytest.raises(NothingToLearnFrom, match=f"{message}.*definitie of een fragment"):
        Judge(told.material)


def test_yes_and_no_get_no_proposal() -> None:
    told = study()
    asked = [told.say(9, answer) for answer in ("ja", "nee", "hm hm", "🙂", "123")]

    assert Judge(told.material).judge(asked) == [Judged()] * 5
    assert Judge(told.material).judge([]) == []


def test_conversations_of_yes_and_no_alone_are_judged_without_certainty() -> None:
    told = Told([CodeInWords(code, NAMES[code], words) for code, words in SUBJECTS.items()])
    asked = [told.say(interview, "Ja." if interview % 2 else "Nee.", WAITING) for interview in range(1, 6)]

    assert Judge(told.material).judge(asked) == [Judged()] * 5


def test_after_one_interview_nothing_is_called_likely() -> None:
    """Nothing can be left out to measure with."""
    told = study(interviews=1, each=8)
    asked = [told.say(9, sentence(words, "new")) for words in SUBJECTS.values()]
    told.open_interviews.add(9)

    for judged in Judge(told.material).judge(asked):
        assert judged.codes[0].certainty is not Certainty.LIKELY


def test_five_thousand_identical_answers_are_one_example() -> None:
    told = study(interviews=5)
    for number in range(5_000):
        told.say(1 + number % 5, "We moesten maanden wachten op een plek.", WAITING)
    told.open_interviews.add(9)
    same, school = (
        told.say(9, "We moesten maanden wachten op een plek."),
        told.say(9, sentence(SUBJECTS[SCHOOL], "new")),
    )

    of_same, of_school = Judge(told.material).judge([same, school])

    assert (first(of_same), first(of_school)) == (WAITING, SCHOOL)


def test_a_code_with_two_thousand_segments_leaves_room_for_one_with_one() -> None:
    told = study(interviews=4, each=1)
    for number in range(2_000):
        told.say(1 + number % 4, sentence(SUBJECTS[WAITING], number), WAITING)
    told.say(2, "De taxichauffeur reed altijd te hard door de bocht.", 40)
    told.open_interviews.add(9)
    asked = told.say(9, "Die taxichauffeur reed veel te hard.")

    (judged,) = Judge(told.material).judge([asked])

    assert 40 in [one.code for one in judged.codes]
    assert judged.codes[0].certainty is not Certainty.LIKELY


def test_any_writing_is_welcome() -> None:
    told = study(interviews=3)
    strange = ["مرحبا بكم في هذا المكان", "Łódź žena şehir 🙂", "a\u0308b co\u0308c"]
    asked = [told.say(9, text) for text in strange]

    assert len(Judge(told.material).judge(asked)) == 3


def test_what_is_called_likely_is_mostly_right_on_real_sentences() -> None:
    if not SIB.exists():
        pytest.skip(f"the labelled sentences are not here: {SIB}")
    with SIB.open(encoding="utf-8", newline="") as lines:
        rows = [(row["text"], row["category"]) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    labels = sorted({label for _text, label in rows})
    coded = [row for label in labels for row in [row for row in rows if row[1] == label][:20]]
    told = Told([CodeInWords(number, label) for number, label in enumerate(labels)])
    for interview, (text, label) in enumerate(coded, start=1):
        told.say(interview, text, labels.index(label))
    told.open_interviews = set(range(1_000, 2_000))
    rest = [row for row in rows if row not in coded]
    asked = [told.say(1_000 + number, text) for number, (text, _label) in enumerate(rest)]

    judged = Judge(told.material).judge(asked)

    right = {
        certainty: [
            labels[one.code] == label
            for (_text, label), found in zip(rest, judged, strict=True)
            for one in found.codes
            if one.certainty is certainty
        ]
        for certainty in Certainty
    }
    share = {certainty: sum(found) / len(found) for certainty, found in right.items()}
    assert share[Certainty.LIKELY] >= 0.66
    assert share[Certainty.LIKELY] > share[Certainty.POSSIBLE] > share[Certainty.UNCERTAIN]


@pytest.mark.parametrize(
    ("probability", "certainty", "word"),
    [
        (0.66, Certainty.LIKELY, "waarschijnlijk"),
        (0.65, Certainty.POSSIBLE, "mogelijk"),
        (0.32, Certainty.UNCERTAIN, "onzeker"),
    ],
)
def test_a_probability_becomes_a_word(probability: float, certainty: Certainty, word: str) -> None:
    assert CodeSuggestion(1, probability).certainty is certainty
    assert certainty.dutch == word
