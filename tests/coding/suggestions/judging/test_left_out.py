"""What is thought of an interview by who did not learn from it."""

from coding.suggestions.judging.judge import Judge
from coding.suggestions.judging.left_out import FEWEST_DONE, _without, judged_when_left_out
from coding.suggestions.judging.material import CodeInWords, Material
from tests.coding.suggestions.judging.test_judge import NAMES, SCHOOL, SUBJECTS, WAITING, sentence, study
from tests.coding.suggestions.judging.told import Told


def test_each_interview_that_is_done_is_judged_once_with_what_people_coded_there() -> None:
    told = study(interviews=4)
    told.open_interviews.add(4)

    found = list(judged_when_left_out(told.material, None))

    assert sorted(one.conversation.interview for one in found) == [1, 2, 3]
    for one in found:
        assert len(one.judged) == len(one.passages) == 12
        assert len(one.chances) == len(one.codings) == 6
        assert sum(one.chances[0].values()) == 1 or abs(sum(one.chances[0].values()) - 1) < 1e-6


def test_too_few_interviews_that_are_done_give_nothing() -> None:
    told = study(interviews=4)
    told.open_interviews = {3, 4}
    assert FEWEST_DONE == 3
    assert list(judged_when_left_out(told.material, None)) == []


def test_nothing_is_judged_by_who_learnt_from_it() -> None:
    """Fails when the codings of the interview itself are learnt from: only there is such a text about waiting."""
    told = study(interviews=4)
    odd = told.say(1, "Kaas brood worst appel peer banaan.", WAITING)
    known = Judge(told.material).judge([odd])[0]
    assert known.codes[0].code == WAITING

    left_out = next(one for one in judged_when_left_out(told.material, None) if one.conversation.interview == 1)

    chances = left_out.chances[-1]
    assert left_out.codings[-1].text.startswith("Kaas")
    assert chances[WAITING] < 0.1, "it knows none of these words"


def test_what_the_codebook_quotes_from_an_interview_is_left_out_with_it() -> None:
    told = study(interviews=4)
    said = sentence(SUBJECTS[WAITING], (1, 0, WAITING))
    book = CodeInWords(WAITING, "Wachten", f"Hoe lang het duurt. ‘{said}’", "", f"{said} Heel anders gezegd dan dat.")
    told.codes = [book, *(CodeInWords(code, NAMES[code]) for code in (SCHOOL,))]

    held = [one for one in told.material.conversations if one.interview == 1]
    code = _without(told.material, held).codes[0]

    assert said.rstrip(".") not in code.definition + code.example
    assert code.definition.startswith("Hoe lang het duurt")
    assert "Heel anders gezegd dan dat" in code.example
    others = _without(told.material, [one for one in told.material.conversations if one.interview == 2])
    assert others.codes[0] == book


def test_one_code_beside_one_other_and_only_yes_and_no_break_nothing() -> None:
    told = Told([CodeInWords(WAITING, "Wachten"), CodeInWords(SCHOOL, "School")])
    for interview in range(1, 5):
        told.say(interview, "Ja.", WAITING)
        told.say(interview, "Nee hoor.", SCHOOL)

    found = list(judged_when_left_out(told.material, None))

    assert all(one.expected == 0 or not one.passages for one in found)


def test_an_empty_study_gives_nothing() -> None:
    assert list(judged_when_left_out(Material((), (), ()), None)) == []
