"""Sentences, lemmas and the words that carry meaning, in Dutch as people speak it."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews import language

HEAVY = ["spacy", "sklearn", "bertopic", "umap", "numba", "simplemma"]


def test_importing_the_module_loads_nothing_heavy() -> None:
    check = f"import sys, interviews.language; print([name for name in {HEAVY} if name in sys.modules])"

    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"


def test_sentences_are_cut_out_of_the_text_itself() -> None:
    text = "  Het duurde lang 😀. En toen?\n\nToen belde ze: ‘Kom maar.’ Dat was fijn. "

    found = language.sentences(text)

    assert [sentence.text for sentence in found] == [
        "Het duurde lang 😀.",
        "En toen?",
        "Toen belde ze: ‘Kom maar.’",
        "Dat was fijn.",
    ]
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)


def test_abbreviations_times_and_hesitations_do_not_end_a_sentence() -> None:
    found = language.sentences("Dr. Jansen belde om 14.30 uur. Ik dacht... dit kan toch niet? Nee.")

    assert [sentence.text for sentence in found] == [
        "Dr. Jansen belde om 14.30 uur.",
        "Ik dacht... dit kan toch niet?",
        "Nee.",
    ]


def test_an_opening_quotation_mark_belongs_to_the_sentence_that_follows() -> None:
    found = language.sentences("En toen? ‘Dat gaat niet.’ Maar ja.")

    assert [sentence.text for sentence in found] == ["En toen?", "‘Dat gaat niet.’", "Maar ja."]


def test_speech_without_punctuation_stays_one_sentence() -> None:
    text = "ik vond het wel fijn dat ze luisterde ja dat vond ik wel fijn"

    assert [sentence.text for sentence in language.sentences(text)] == [text]


@pytest.mark.parametrize("text", ["", "   ", "\n \n\n"])
def test_a_text_without_words_has_no_sentences(text: str) -> None:
    assert language.sentences(text) == []


@given(st.text(alphabet=st.sampled_from("ab. !?…‘’\n\u00a0😀é'\""), max_size=60))
def test_sentences_lose_no_word_and_never_overlap(text: str) -> None:
    found = language.sentences(text)

    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert "".join("".join(sentence.text.split()) for sentence in found) == "".join(text.split())


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("gewacht", "wachten"),
        ("wachten", "wachten"),
        ("opgebeld", "opbellen"),
        ("Kinderen", "kind"),
        ("geholpen", "helpen"),
        ("jeugdconsulent", "jeugdconsulent"),
        ("qwrtz", "qwrtz"),
    ],
)
def test_a_word_has_one_lemma_whatever_its_form(form: str, expected: str) -> None:
    assert language.lemma(form) == expected


def test_content_lemmas_leave_out_stop_words_and_spoken_fillers() -> None:
    assert language.content_lemmas("Eh ja, nou, we moesten zo’n tijd wachten, zegmaar, hè?") == ["tijd", "wachten"]


@pytest.mark.parametrize("text", ["", "ja", "Hm, nou ja.", "🙂🙂", "12 3 45", "de het een"])
def test_a_text_that_says_nothing_has_no_content_lemmas(text: str) -> None:
    assert language.content_lemmas(text) == []


def test_accents_count_however_they_are_encoded() -> None:
    assert language.lemmas("coördinator") == language.lemmas("coo\u0308rdinator") == ["coördinator"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [("jeugdconsulent", ("jeugd", "consulent")), ("gezinsvoogd", ("gezin", "voogd")), ("hulp", ()), ("begeleider", ())],
)
def test_a_compound_is_known_by_its_parts(word: str, parts: tuple[str, ...]) -> None:
    assert language.compound_parts(word) == parts


def test_the_active_model_is_named_without_loading_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "nl_core_news_sm").mkdir()
    (tmp_path / "nl_core_news_sm" / "__init__.py").write_text("raise ImportError('not to be loaded')")
    monkeypatch.syspath_prepend(str(tmp_path))

    assert language.active_language_model() in {"nl_core_news_lg", "nl_core_news_md", "nl_core_news_sm"}
