"""The demonstration study keeps its own rules: interviews, names, codebook, codings and journeys fit each other."""

import csv
import re
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import docx
import pyphen
import pytest
import yaml
from docx.document import Document

from demo.make_documents import DOCUMENTS, TEXTS, Master, Turn, masters, word_document
from foundation.dutch import long_date
from interviews.transcripts.reading import read_transcript
from interviews.transcripts.speakers import guessed_turns
from journeys.evidence.models import Stance
from journeys.story import Channel, Feeling, MeasureState

DEMO = TEXTS.parent
MASTERS = {master.number: master for master in masters()}
OPENING = (TEXTS / "opening.txt").read_text(encoding="utf-8").splitlines()
JOURNEYS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (DEMO / "journeys").glob("*.yaml")}

ROLES = {"ouder", "jongere", "verzorger"}
THEMES = {"toegankelijkheid", "kwaliteit", "effect"}
DIMENSIONS = {"tevredenheid", "output", "uitkomst", "impact"}
KINDS = {"person", "place", "organisation", "school", "date", "number", "other"}

every_interview = pytest.mark.parametrize("master", MASTERS.values(), ids=MASTERS)
STORIES = JOURNEYS | {"last-year": yaml.safe_load((DEMO / "last_year" / "journey.yaml").read_text(encoding="utf-8"))}

every_story = pytest.mark.parametrize("journey", STORIES.values(), ids=STORIES)
every_journey = pytest.mark.parametrize("journey", JOURNEYS.values(), ids=JOURNEYS)


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[at : at + length]) for at in range(len(found) - length + 1)}


@cache
def whole_word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def occurs(name: str, text: str) -> bool:
    return name in text and whole_word(name).search(text) is not None


def spoken(master: Master, *speakers: str) -> list[Turn]:
    return [turn for turn in master.turns if turn.speaker in speakers]


def without_opening(text: str) -> str:
    for sentence in OPENING:
        text = text.replace(sentence, " ")
    return text


@cache
def own_runs(number: str) -> set[tuple[str, ...]]:
    """Every eight words in a row of an interview, the spoken consent text excepted."""
    return runs(" ".join(without_opening(turn.text) for turn in spoken(MASTERS[number], "I", "R")), 8)


@cache
def made(number: str) -> bytes:
    return word_document(MASTERS[number])


def names(interview: str, decision: str | None = None) -> list[str]:
    return [r["name"] for r in rows("names.csv") if r["interview"] == interview and decision in (None, r["decision"])]


# The interviews


def test_fifteen_people_were_called_parents_young_people_and_carers() -> None:
    roles = Counter(master.heading["Respondent"] for master in MASTERS.values())

    assert roles == {"ouder": 6, "jongere": 6, "verzorger": 3}


@every_interview
def test_an_interview_is_as_long_as_a_real_one(master: Master) -> None:
    count = sum(len(turn.text.split()) for turn in spoken(master, "I", "R"))

    assert 1200 <= count <= 2500


@every_interview
def test_time_runs_on_and_speakers_take_turns(master: Master) -> None:
    seconds = [turn.seconds for turn in master.turns]
    speakers = [turn.speaker for turn in spoken(master, "I", "R")]

    assert seconds == sorted(seconds)
    assert all(one != next_one for one, next_one in pairwise(speakers))
    assert master.turns[-1].text == "einde opname"


@every_interview
def test_the_interviewer_asks_consent_before_the_first_question(master: Master) -> None:
    asked = " ".join(turn.text for turn in master.turns[:5] if turn.speaker == "I")

    assert any(sentence in asked for sentence in OPENING)


@every_interview
def test_the_respondent_does_most_of_the_talking(master: Master) -> None:
    said = {speaker: sum(len(turn.text) for turn in spoken(master, speaker)) for speaker in "IR"}

    assert said["R"] > 3 * said["I"]


@every_interview
def test_the_interviewer_asks_short_questions(master: Master) -> None:
    lengths = [len(without_opening(turn.text).split()) for turn in spoken(master, "I")]

    assert max(lengths) <= 30


@pytest.mark.parametrize(("one", "other"), list(combinations(MASTERS, 2)))
def test_two_interviews_never_share_eight_words_in_a_row(one: str, other: str) -> None:
    assert not own_runs(one) & own_runs(other)


@every_interview
def test_a_telephone_number_is_read_aloud_from_a_series_that_is_not_issued(master: Master) -> None:
    said = " ".join(master.said_by("R")).lower()

    assert "nul zes, nul nul" in said
    assert not re.search(r"\b06\D?[1-9]", said)


# The Word documents


def document_text(document: Document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@every_interview
def test_the_document_holds_every_word_of_the_master(master: Master) -> None:
    text = document_text(docx.Document(BytesIO(made(master.number))))

    assert [turn.text for turn in master.turns if turn.text not in text] == []


@every_interview
def test_the_committed_document_is_the_one_the_master_makes(master: Master) -> None:
    committed = docx.Document(str(DOCUMENTS / f"gesprek-{master.number}.docx"))

    assert document_text(committed) == document_text(docx.Document(BytesIO(made(master.number))))


@every_interview
def test_making_a_document_twice_gives_the_same_bytes(master: Master) -> None:
    assert word_document(master) == made(master.number)


@every_interview
def test_the_properties_of_a_document_name_nobody(master: Master) -> None:
    properties = docx.Document(str(DOCUMENTS / f"gesprek-{master.number}.docx")).core_properties

    assert properties.author == properties.last_modified_by == "Onderzoeker"
    assert not properties.comments


def test_five_layouts_are_in_use() -> None:
    layouts = Counter(master.layout for master in MASTERS.values())

    assert set(layouts) == {"vet", "initialen", "tabel", "eigennaam", "woordentijd"}
    assert min(layouts.values()) >= 2


@every_interview
def test_every_layout_is_read_back_with_its_speakers_times_and_words(master: Master) -> None:
    read = guessed_turns(read_transcript(f"gesprek-{master.number}.docx", made(master.number)).turns)
    said = spoken(master, "I", "R")

    assert [(turn.is_interviewer, turn.seconds) for turn in read] == [(t.speaker == "I", t.seconds) for t in said]
    assert [turn.text.split("\n")[0] for turn in read] == [turn.text for turn in said]
    assert len({turn.speaker for turn in read}) == 2


# Respondents and names


def test_every_interview_has_one_respondent() -> None:
    found = {row["number"]: row for row in rows("respondents.csv")}

    assert sorted(found) == sorted(MASTERS)
    for number, row in found.items():
        heading = MASTERS[number].heading
        assert row["role"] in ROLES
        assert row["role"] == heading["Respondent"]
        assert row["consent_quotes"] in {"yes", "no"}
        assert row["consent_recall"] in {"yes", "no"}
        assert long_date(date.fromisoformat(row["date"])) in heading["Datum"]
        assert abs(int(row["minutes"]) - MASTERS[number].turns[-1].seconds / 60) < 1


def test_every_name_is_decided_once_and_stands_in_its_interview() -> None:
    for number, master in MASTERS.items():
        text = "\n".join(turn.text for turn in master.turns)
        listed = names(number)
        assert [name for name in listed if not occurs(name, text)] == []
        assert [name for name, count in Counter(listed).items() if count > 1] == []
    for row in rows("names.csv"):
        assert row["kind"] in KINDS
        assert row["decision"] in {"replace", "keep"}
        assert row["decision"] == "replace" or not row["instead"]


@every_interview
def test_every_capital_in_the_middle_of_a_sentence_has_been_decided_on(master: Master) -> None:
    decided = set(re.findall(r"[\w']+", " ".join(names(master.number))))
    capitals = {
        found for turn in spoken(master, "I", "R") for found in re.findall(r"(?<=[a-zà-ÿ,;] )[A-ZŁŻŚ][\w']*", turn.text)
    }

    assert capitals - decided == set()


# Codebook and codings


def level(codes: dict[str, dict[str, str]], name: str) -> int:
    """1 for a theme, 2 for a code in it, 3 for a code under that."""
    parent = codes[name]["parent"]
    return 1 + level(codes, parent) if parent else 1


def test_the_codebook_holds_about_thirty_codes_in_three_levels() -> None:
    codes = {row["name"]: row for row in rows("codebook.csv")}
    levels = Counter(level(codes, name) for name in codes)

    assert len(codes) == len(rows("codebook.csv"))
    assert set(levels) == {1, 2, 3}
    assert levels[1] == 6
    assert 28 <= levels[2] + levels[3] <= 32
    assert levels[3] >= 4


def test_every_code_says_what_it_means_and_when_to_use_it() -> None:
    codes = {row["name"]: row for row in rows("codebook.csv")}
    tops = {name for name in codes if level(codes, name) == 1}

    for name, row in codes.items():
        assert row["definition"]
        assert row["when_to_use"]
        assert row["when_not"]
        assert row["theme"] in THEMES
        assert row["dimension"] in DIMENSIONS
        assert (row["colour"] in set("12345678")) == (name in tops)
        assert name in tops or row["example"]


def test_what_does_not_belong_to_a_code_points_to_codes_that_exist() -> None:
    codes = {row["name"] for row in rows("codebook.csv")}
    pointed = {name for row in rows("codebook.csv") for name in re.findall(r"‘([^’]+)’", row["when_not"])}

    assert pointed <= codes


def all_codings() -> list[dict[str, str]]:
    return rows("coding.csv") + rows("coding_second.csv")


def test_a_quote_is_an_exact_stretch_of_one_turn_and_occurs_once() -> None:
    for row in all_codings():
        master = MASTERS[row["interview"]]
        everything = "\n".join(turn.text for turn in master.turns)
        assert sum(text.count(row["quote"]) for text in master.said_by("R")) == 1, row["quote"]
        assert everything.count(row["quote"]) == 1, row["quote"]
        assert 6 <= len(row["quote"].split()) <= 45, row["quote"]


def test_a_quote_survives_the_replacing_of_names() -> None:
    broken = [
        (row["quote"], name)
        for row in all_codings()
        for name in names(row["interview"], "replace")
        if occurs(name, row["quote"])
    ]

    assert broken == []


def test_codings_use_the_codes_of_the_codebook_and_known_feelings() -> None:
    below_a_theme = {row["name"] for row in rows("codebook.csv") if row["parent"]}

    assert {row["code"] for row in rows("coding.csv")} == below_a_theme
    assert {row["code"] for row in rows("coding_second.csv")} <= below_a_theme
    assert {row["feeling"] for row in all_codings()} <= {"", *Feeling}
    for codings in (rows("coding.csv"), rows("coding_second.csv")):
        assert len({(row["interview"], row["quote"], row["code"]) for row in codings}) == len(codings)


def test_there_is_enough_to_learn_from() -> None:
    codings = rows("coding.csv")
    interviews = defaultdict(set)
    for row in codings:
        interviews[row["code"]].add(row["interview"])
    per_code = Counter(row["code"] for row in codings)
    per_interview = Counter(row["interview"] for row in codings)

    assert min(per_interview[number] for number in MASTERS) >= 15
    assert 290 <= len(codings) <= 330
    assert all(len(found) >= 3 for found in interviews.values())
    assert sum(count >= 8 for count in per_code.values()) >= 20
    assert sum(bool(row["memo"]) for row in codings) >= 100


Span = tuple[str, int, int, int]
"""Interview, turn, start, end: where a coding stands."""


def span(row: dict[str, str]) -> Span:
    said = MASTERS[row["interview"]].said_by("R")
    turn = next(at for at, text in enumerate(said) if row["quote"] in text)
    start = said[turn].index(row["quote"])
    return row["interview"], turn, start, start + len(row["quote"])


def overlap(one: Span, other: Span) -> bool:
    return one[:2] == other[:2] and one[2] < other[3] and other[2] < one[3]


def test_some_segments_overlap() -> None:
    spans = [span(row) for row in rows("coding.csv")]

    assert sum(overlap(one, other) for one, other in combinations(spans, 2)) >= 10


def test_a_second_coder_read_five_interviews() -> None:
    second = rows("coding_second.csv")
    per_interview = Counter(row["interview"] for row in second)

    assert len(per_interview) == 5
    assert min(per_interview.values()) >= 15
    assert sum(bool(row["memo"]) for row in second) >= 30


def test_two_coders_differ_as_two_readers_do() -> None:
    """On stretches both coded: a fifth or a quarter another code, many bounds moved; and each saw things alone."""
    second = [(span(row), row["code"]) for row in rows("coding_second.csv")]
    both = {interview for (interview, *_), _code in second}
    first = [(span(row), row["code"]) for row in rows("coding.csv") if row["interview"] in both]
    met = [(one, code, [other for other in first if overlap(one, other[0])]) for one, code in second]
    shared = [(one, code, others) for one, code, others in met if others]
    other_code = sum(code not in {c for _, c in others} for _, code, others in shared)
    other_bounds = sum(one not in {place for place, _ in others} for one, _, others in shared)
    missed = [place for place, _ in first if not any(overlap(place, one) for one, _ in second)]

    assert 0.18 <= other_code / len(shared) <= 0.28
    assert other_bounds / len(shared) >= 0.2
    assert len(second) - len(shared) >= 10
    assert len(missed) >= 10


# Journeys


def steps_of(journey: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for phase in journey["phases"] for step in phase["steps"]]


def citizen_text(journey: dict[str, Any]) -> list[str]:
    """Everything a citizen reads, without titles and labels."""
    persona, measures = journey["persona"], journey["measures"]
    fields = ("happens", "gain", "pain_point", "need", "opportunity", "quote")
    texts = [journey["introduction"], persona["about"], journey["curve_summary"]]
    texts += [step[field] for step in steps_of(journey) for field in fields]
    texts += [measure[field] for measure in measures for field in ("what", "reason")]
    texts += journey["how_made"] + [meaning for _term, meaning in journey["glossary"]]
    return [text for text in texts if text]


def sentences(texts: list[str]) -> list[str]:
    return [sentence for text in texts for sentence in re.split(r"(?<=[.?!])\s+", text) if words(sentence)]


def flesch_douma(found: list[str]) -> float:
    """206.84 - 0.77 * syllables per 100 words - 0.93 * words per sentence (Douma 1960); syllables by hyphenation."""
    hyphens = pyphen.Pyphen(lang="nl_NL")
    tokens = [word for sentence in found for word in words(sentence)]
    syllables = sum(len(hyphens.positions(word)) + 1 for word in tokens)
    return 206.84 - 77 * syllables / len(tokens) - 0.93 * len(tokens) / len(found)


def test_there_are_three_journeys_and_one_of_last_year() -> None:
    assert sorted(STORIES) == ["joost-en-tess", "last-year", "noor-wordt-achttien", "riet-en-kyra"]


@every_journey
def test_a_journey_has_the_shape_of_a_published_one(journey: dict[str, Any]) -> None:
    steps = steps_of(journey)

    assert 4 <= len(journey["phases"]) <= 5
    assert 8 <= len(steps) <= 12
    assert len(journey["glossary"]) == 8
    assert {step["channel"] for step in steps} <= set(Channel)
    assert {step["feeling"] for step in steps} == set(Feeling)
    for step in steps:
        assert all(step[field] for field in ("title", "who", "happens", "feeling_word", "need", "opportunity", "quote"))
        assert step["gain"] or step["pain_point"]


@every_journey
def test_every_step_rests_on_codings_of_at_least_two_interviews(journey: dict[str, Any]) -> None:
    coded = {(row["interview"], row["quote"]) for row in rows("coding.csv")}
    behind: set[str] = set()
    for step in steps_of(journey):
        cited = [(one["interview"], one["quote"]) for one in step["evidence"]]
        interviews = {interview for interview, _quote in cited}
        assert set(cited) <= coded, step["title"]
        assert len(interviews) >= 2, step["title"]
        behind |= interviews

    assert len(behind) >= 3


@every_journey
def test_every_tie_was_judged_and_nearly_every_step_is_told_by_three_conversations(journey: dict[str, Any]) -> None:
    told_by_few = []
    for phase in journey["phases"]:
        for step in phase["steps"]:
            unjudged = [one["quote"] for one in step["evidence"] if Stance(one.get("stance", "")) not in list(Stance)]
            telling = {one["interview"] for one in step["evidence"] if one["stance"] == Stance.TELLS}
            assert unjudged == []
            assert len(telling) >= 2, (step["title"], telling)
            told_by_few += [step["title"]] if len(telling) < 3 else []
    assert len(told_by_few) <= 1, told_by_few


def test_some_tell_otherwise_and_the_counts_differ_as_they_do_in_life() -> None:
    steps = [step for journey in JOURNEYS.values() for phase in journey["phases"] for step in phase["steps"]]
    stances = Counter(one["stance"] for step in steps for one in step["evidence"])
    telling = {len({one["interview"] for one in step["evidence"] if one["stance"] == Stance.TELLS}) for step in steps}

    assert stances[Stance.DIFFERS] > 20
    assert stances[Stance.THEME] > 20
    assert len(telling) >= 4


def test_the_story_of_a_girl_of_sixteen_does_not_say_u() -> None:
    journey = JOURNEYS["noor-wordt-achttien"]
    steps = [step for phase in journey["phases"] for step in phase["steps"]]
    told = [value for step in steps for field, value in step.items() if field != "evidence"]
    explained = [meaning for _term, meaning in journey["glossary"]]

    assert [text for text in [*told, *explained] if {"u", "uw"} & set(words(text))] == []


@every_journey
def test_a_measure_of_each_kind_answers_a_step(journey: dict[str, Any]) -> None:
    measures = journey["measures"]

    assert {measure["state"] for measure in measures} == {MeasureState.DONE, MeasureState.BUSY, MeasureState.NOT_YET}
    for measure in measures:
        assert 1 <= measure["step"] <= len(steps_of(journey))
        assert measure["owner"]
        assert bool(measure["when"]) == (measure["state"] != MeasureState.NOT_YET)
        assert bool(measure["reason"]) == (measure["state"] == MeasureState.NOT_YET)


@every_story
def test_nothing_in_a_journey_is_taken_literally_from_an_interview(journey: dict[str, Any]) -> None:
    told = set().union(*(runs(" ".join(master.said_by("R")), 6) for master in MASTERS.values()))

    assert not told & set().union(*(runs(text, 6) for text in citizen_text(journey)))


@every_story
def test_no_name_from_an_interview_stands_in_a_journey(journey: dict[str, Any]) -> None:
    text = "\n".join([journey["title"], journey["persona"]["name"], *citizen_text(journey)])
    replaced = {row["name"] for row in rows("names.csv") if row["decision"] == "replace"}

    assert [name for name in replaced if occurs(name, text)] == []


@every_story
def test_a_journey_reads_as_plain_dutch(journey: dict[str, Any]) -> None:
    found = sentences(citizen_text(journey))
    lengths = [len(words(sentence)) for sentence in found]

    assert sum(lengths) / len(lengths) <= 12
    assert max(lengths) <= 20
    assert flesch_douma(found) >= 65


def test_every_document_belongs_to_a_master() -> None:
    assert {path.stem for path in DOCUMENTS.glob("*.docx")} == {f"gesprek-{number}" for number in MASTERS}
    assert all(Path(TEXTS / f"gesprek-{number}.txt").exists() for number in MASTERS)
