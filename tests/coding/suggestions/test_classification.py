"""Code suggestions: proposals with an honest word for how sure they are."""

import csv
import random
from pathlib import Path

import pytest

from coding.models import Certainty
from coding.suggestions.classification import CodeClassifier, CodeSuggestion, TooFewExamples

SIB = Path(__file__).parents[3].parent / "shared" / "data" / "sib200-nld" / "train.tsv"
WAITING, SCHOOL, HEARD = 10, 20, 30
SUBJECTS = {
    WAITING: "wachtlijst wachttijd maanden wachten aanmelding plek duurde lang intake uitgesteld",
    SCHOOL: "school leerkracht klas juf rekenen lezen pesten schoolplein rapport toets leerling",
    HEARD: "luisterde gesprek keukentafel vertrouwen begrip belde terug meedenken vriendelijk",
}


def said(code: int, count: int, seed: int = 1) -> list[str]:
    chance = random.Random(f"{code} {seed}")  # noqa: S311  (made-up sentences, no secret)
    return [" ".join(chance.sample(SUBJECTS[code].split(), 4)) for _text in range(count)]


def examples(count: int, codes: tuple[int, ...] = (WAITING, SCHOOL, HEARD)) -> list[tuple[str, int]]:
    return [(text, code) for code in codes for text in said(code, count)]


def first_codes(suggested: list[list[CodeSuggestion]]) -> list[int]:
    return [found[0].code for found in suggested]


def test_a_text_gets_the_code_of_texts_like_it() -> None:
    uncoded = [text for code in SUBJECTS for text in said(code, 4, seed=2)]

    suggested = CodeClassifier(examples(8), uncoded).suggest(uncoded)

    assert first_codes(suggested) == [code for code in SUBJECTS for _text in range(4)]


def test_a_text_from_outside_the_study_is_judged_too() -> None:
    classifier = CodeClassifier(examples(8))

    assert first_codes(classifier.suggest(["De juf in de klas gaf haar een rapport"])) == [SCHOOL]


def test_three_suggestions_at_most_the_surest_first() -> None:
    fourth = [(f"taxi vervoer bus {word}", 40) for word in ("laat", "vroeg", "chauffeur", "route", "busje")]

    (found,) = CodeClassifier(examples(6) + fourth).suggest(["de taxi naar school duurde lang"])

    assert len(found) == 3
    assert [one.probability for one in found] == sorted((one.probability for one in found), reverse=True)
    assert all(0 < one.probability < 1 for one in found)


def test_a_code_with_four_examples_is_not_suggested() -> None:
    classifier = CodeClassifier(examples(6, (WAITING, SCHOOL)) + [(text, HEARD) for text in said(HEARD, 4)])

    assert classifier.codes == [WAITING, SCHOOL]
    assert all(one.code != HEARD for one in classifier.suggest(said(HEARD, 1))[0])


def test_the_same_fragment_coded_five_times_is_one_example() -> None:
    once = said(HEARD, 1) * 5

    assert CodeClassifier(examples(6, (WAITING, SCHOOL)) + [(text, HEARD) for text in once]).codes == [WAITING, SCHOOL]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "nog geen code"),
        (examples(4), "nog geen code"),
        (examples(9, (WAITING,)), "nog maar één code"),
        ([(filler, code) for code in (1, 2) for filler in ("ja", "nee", "hm", "eh", "nou", "oké")], "nog geen code"),
    ],
)
def test_too_few_examples_are_refused_with_what_to_do(given: list[tuple[str, int]], message: str) -> None:
    with pytest.raises(TooFewExamples, match=f"{message}.*minstens 5.*Codeer eerst meer"):
        CodeClassifier(given, said(SCHOOL, 20))


def test_a_fragment_with_two_codes_counts_for_both() -> None:
    both = [f"{waiting} {school}" for waiting, school in zip(said(WAITING, 8), said(SCHOOL, 8), strict=True)]
    coded = examples(8) + [(text, code) for text in both for code in (WAITING, SCHOOL)]

    (found,) = CodeClassifier(coded).suggest(["door de wachtlijst maanden zonder school en zonder juf"])

    assert {one.code for one in found[:2]} == {WAITING, SCHOOL}


def test_all_fragments_may_have_all_codes() -> None:
    coded = [(text, code) for text in said(SCHOOL, 6) for code in (1, 2)]

    (found,) = CodeClassifier(coded).suggest(["school"])

    assert [one.probability for one in found] == pytest.approx([0.5, 0.5], abs=0.05)


def test_texts_that_say_nothing_get_no_suggestions() -> None:
    nothing = ["", "ja", "hm hm", "🙂", "123"]

    assert CodeClassifier(examples(6), nothing).suggest(nothing) == [[]] * len(nothing)


def test_no_texts_no_suggestions() -> None:
    assert CodeClassifier(examples(6)).suggest([]) == []


def test_any_writing_is_welcome() -> None:
    strange = ["مرحبا بكم في هذا المكان", "Łódź žena şehir 🙂", "a\u0308b co\u0308c"]

    assert len(CodeClassifier(examples(6), strange).suggest([*strange, "шко́ла"])) == 4


def test_the_same_examples_and_seed_give_the_same_suggestions() -> None:
    texts = [text for code in SUBJECTS for text in said(code, 5, seed=3)]

    assert CodeClassifier(examples(6), texts).suggest(texts) == CodeClassifier(examples(6), texts).suggest(texts)


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


def test_what_is_called_likely_is_mostly_right_on_real_sentences() -> None:
    if not SIB.exists():
        pytest.skip(f"the labelled sentences are not here: {SIB}")
    with SIB.open(encoding="utf-8", newline="") as lines:
        rows = [(row["text"], row["category"]) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    labels = sorted({label for _text, label in rows})
    coded = [row for label in labels for row in [row for row in rows if row[1] == label][:20]]
    rest = [row for row in rows if row not in coded]

    suggested = CodeClassifier(
        [(text, labels.index(label)) for text, label in coded], [text for text, _ in rows]
    ).suggest([text for text, _label in rest])

    right = {
        certainty: [
            labels[one.code] == label
            for (_text, label), found in zip(rest, suggested, strict=True)
            for one in found
            if one.certainty is certainty
        ]
        for certainty in Certainty
    }
    share = {certainty: sum(found) / len(found) for certainty, found in right.items()}
    assert share[Certainty.LIKELY] >= 0.66
    assert share[Certainty.LIKELY] > share[Certainty.POSSIBLE] > share[Certainty.UNCERTAIN]
