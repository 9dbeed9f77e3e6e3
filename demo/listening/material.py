"""What is told in the measurements of the demonstration, read from the files in this folder."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from feedback.answers.models import Readers
from feedback.reviews.models import ReplyBy

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Opinion:
    """What one person answered and wrote. `names`: what gives somebody away in it, as it stands there."""

    id: str
    provider: str
    month: date
    grade: int | None
    good: str
    better: str
    readers: Readers
    names: tuple[str, ...]


def opinions() -> list[Opinion]:
    return [
        Opinion(
            row["id"],
            row["provider"],
            date.fromisoformat(f"{row['month']}-01"),
            int(row["grade"]) if row["grade"] else None,
            row["good"],
            row["better"],
            Readers(row["readers"]),
            tuple(filter(None, row["names"].split(";"))),
        )
        for row in _rows("answers.csv")
    ]


def refused() -> dict[str, tuple[str, str]]:
    """{opinion: (refusal, why in one sentence)}"""
    return {row["about"]: (row["refusal"], row["explained"]) for row in _rows("refused.csv")}


def replies() -> list[tuple[str, ReplyBy, str]]:
    """(opinion, whose answer, the answer)"""
    return [(row["about"], ReplyBy(row["by"]), row["text"]) for row in _rows("replies.csv")]


def measurement(which: str) -> dict[str, Any]:
    """'help' or 'desk', with its agreement and questions."""
    told: dict[str, Any] = yaml.safe_load((_HERE / "measurements.yaml").read_text(encoding="utf-8"))[which]
    return told


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
