"""The demonstration study's material as written, read from the files in this folder."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent
STUDY_SLUG = "demo"
STUDY_TITLE = "Jeugdhulp in Lindermeer 2026"
STUDY_QUESTION = "Wat maken gezinnen en jongeren mee, van de eerste vraag tot hulp die past?"
MUNICIPALITY = "Gemeente Lindermeer"


@dataclass(frozen=True)
class Respondent:
    """Who was called. `number` is the interview's, counting from 1."""

    number: int
    role: str
    held_on: date
    minutes: int
    attributes: dict[str, str]
    may_quote: bool
    """Word for word; in other words everybody allowed it."""
    may_call_back: bool


@dataclass(frozen=True)
class NameDecision:
    """What a careful researcher does with a name in one interview."""

    interview: int
    name: str
    kind: str
    is_replaced: bool
    instead: str
    """Words that a person chose in its place; empty for what the product proposes."""


@dataclass(frozen=True)
class CodedQuote:
    """One row of the coding: a quote that stands once in its interview."""

    interview: int
    quote: str
    code: str
    memo: str
    feeling: str


def interview_files() -> list[Path]:
    """The transcripts, in order."""
    return sorted((ROOT / "interviews").glob("*.docx"))


def respondents() -> list[Respondent]:
    return [_respondent(row) for row in _rows("respondents.csv")]


def calls() -> list[dict[str, str]]:
    """Rows with number, role, interview, date, time, result, again_date, again_time, reason; by number, in time."""
    return list(_rows("calls.csv"))


def agreement() -> dict[str, Any]:
    """What the parties agreed, with the field names of studies.agreements.terms.Terms."""
    return _yaml(ROOT / "agreement.yaml")


def name_decisions() -> list[NameDecision]:
    return [
        NameDecision(int(row["interview"]), row["name"], row["kind"], row["decision"] == "replace", row["instead"])
        for row in _rows("names.csv")
    ]


def codebook() -> list[dict[str, str]]:
    """Rows with name, parent, definition, when_to_use, when_not, example, dimension, theme, colour; parents first."""
    return list(_rows("codebook.csv"))


def coding() -> list[CodedQuote]:
    """What the first coder did."""
    return _coded("coding.csv")


def second_coding() -> list[CodedQuote]:
    """What the second coder did, in five of the interviews."""
    return _coded("coding_second.csv")


def journeys() -> list[dict[str, Any]]:
    """The journeys as written, each with the quotes that are its evidence."""
    return [_yaml(file) for file in sorted((ROOT / "journeys").glob("*.yaml"))]


def published_journeys() -> list[dict[str, Any]]:
    """The journeys that readers have; the council still reads the others."""
    being_read = {written["journey"] for written in rounds_to_open()}
    return [written for written in journeys() if written["slug"] not in being_read]


def finished_rounds() -> list[dict[str, Any]]:
    """Reading rounds that were held and answered."""
    return [_yaml(ROOT / "review.yaml"), _yaml(ROOT / "review_short.yaml")]


def rounds_to_open() -> list[dict[str, Any]]:
    """Reading rounds that go on: they began some days ago and end some days from now."""
    return [_yaml(ROOT / "review_open.yaml")]


def last_year() -> tuple[dict[str, Any], dict[str, Any]]:
    """The study of the year before, and the journey that is left of it."""
    return _yaml(ROOT / "last_year" / "study.yaml"), _yaml(ROOT / "last_year" / "journey.yaml")


def agreement_of_last_year() -> dict[str, Any]:
    return _yaml(ROOT / "last_year" / "agreement.yaml")


def _respondent(row: dict[str, str]) -> Respondent:
    place = {"leeftijd": row["age_group"], "woonplaats": row["place_type"], "hulp": row["kind_of_help"]}
    return Respondent(
        int(row["number"]),
        row["role"],
        date.fromisoformat(row["date"]),
        int(row["minutes"]),
        place,
        may_quote=row["consent_quotes"] == "yes",
        may_call_back=row["consent_recall"] == "yes",
    )


def _coded(name: str) -> list[CodedQuote]:
    return [
        CodedQuote(int(row["interview"]), row["quote"], row["code"], row["memo"], row["feeling"]) for row in _rows(name)
    ]


def _yaml(file: Path) -> dict[str, Any]:
    written: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return written


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (ROOT / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
