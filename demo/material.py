"""The demonstration study's material as written: interviews, respondents, names, codebook, coding, journeys."""

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


@dataclass(frozen=True)
class NameDecision:
    """What a careful researcher does with a name in one interview."""

    interview: int
    name: str
    kind: str
    is_replaced: bool


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
    return [
        Respondent(int(row["number"]), row["role"], date.fromisoformat(row["date"]), int(row["minutes"]))
        for row in _rows("respondents.csv")
    ]


def name_decisions() -> list[NameDecision]:
    return [
        NameDecision(int(row["interview"]), row["name"], row["kind"], row["decision"] == "replace")
        for row in _rows("names.csv")
    ]


def codebook() -> list[dict[str, str]]:
    """Rows with name, parent, definition, when_to_use, when_not, example, dimension, theme, colour; parents first."""
    return list(_rows("codebook.csv"))


def coding() -> list[CodedQuote]:
    return [
        CodedQuote(int(row["interview"]), row["quote"], row["code"], row["memo"], row["feeling"])
        for row in _rows("coding.csv")
    ]


def journeys() -> list[dict[str, Any]]:
    """The journeys as written, each with the quotes that are its evidence."""
    return [yaml.safe_load(file.read_text()) for file in sorted((ROOT / "journeys").glob("*.yaml"))]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (ROOT / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
