"""What is said beside ASVS and BIO2 is whole: each requirement once, each answer one of four, each proof there."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STATEMENTS = ROOT / "docs" / "statements"
ASVS, BIO2 = STATEMENTS / "asvs.md", STATEMENTS / "bio2.md"
ANSWERS = ("met", "met in part", "not met", "does not apply")
WHO = ("programma", "beheerder", "organisatie")
CONTROLS = [
    f"{chapter}.{number}" for chapter, most in ((5, 37), (6, 8), (7, 14), (8, 34)) for number in range(1, most + 1)
]
"""Of ISO/IEC 27002:2022, which BIO2 follows: 93."""


def _rows(document: Path, beginning: str) -> list[list[str]]:
    """The cells of each row whose first cell is of this form."""
    told = re.findall(rf"^\| ({beginning}) \| (.+) \|$", document.read_text(), re.MULTILINE)
    return [[first, *rest.split(" | ")] for first, rest in told]


def _levels() -> dict[str, int]:
    """{'1.1.1': 2} of all requirements of ASVS 5.0.0."""
    levels: dict[str, int] = json.loads((STATEMENTS / "asvs.json").read_text())["levels"]
    return levels


def _is_there(name: str) -> bool:
    """A file or folder, a test in a file, or a module as Python writes it."""
    path = ROOT / name.partition("::")[0]
    module = ROOT / name.replace(".", "/")
    return path.exists() or module.is_dir() or module.with_suffix(".py").exists()


def _proofs(cell: str) -> list[str]:
    return [name for name in re.findall(r"`([\w./:-]+)`", cell) if _is_there(name)]


def test_the_standard_has_as_many_requirements_as_it_says() -> None:
    assert Counter(_levels().values()) == {1: 70, 2: 183, 3: 92}


def test_every_requirement_of_the_first_two_levels_stands_there_once_in_its_order() -> None:
    rows = _rows(ASVS, r"\d+\.\d+\.\d+")
    levels = _levels()
    assert [(row[0], int(row[1])) for row in rows] == [(number, level) for number, level in levels.items() if level < 3]
    assert [row for row in rows if len(row) != 5 or row[3] not in ANSWERS] == []


def test_what_is_met_names_a_proof_that_is_there_and_what_is_not_says_why() -> None:
    rows = _rows(ASVS, r"\d+\.\d+\.\d+")
    assert [row[0] for row in rows if row[3] == "met" and not _proofs(row[4])] == []
    assert [row[0] for row in rows if len(row[4]) < 5] == []


@pytest.mark.parametrize("answer", [*ANSWERS, "all"])
def test_the_counts_at_the_top_are_those_of_the_rows(answer: str) -> None:
    rows = [row for row in _rows(ASVS, r"\d+\.\d+\.\d+") if answer in (row[3], "all")]
    by_level = [sum(row[1] == level for row in rows) for level in "12"]
    assert [row[1:] for row in _rows(ASVS, answer)] == [[str(one) for one in (*by_level, len(rows))]]


def _controls_of(cell: str) -> list[str]:
    """'5.5–5.7' -> 5.5, 5.6, 5.7; '6.1' is itself."""
    first, _dash, last = cell.partition("–")
    start, end = CONTROLS.index(first), CONTROLS.index(last or first)
    return CONTROLS[start : end + 1]


def _grouped() -> list[list[str]]:
    return _rows(BIO2, r"\d\.\d+(?:–\d\.\d+)?")


def test_every_control_of_bio2_stands_there_once_in_its_order() -> None:
    assert len(CONTROLS) == 93
    assert [one for row in _grouped() for one in _controls_of(row[0])] == CONTROLS
    assert [row[0] for row in _grouped() if len(row) != 5 or not set(row[2].split(", ")) <= set(WHO)] == []


def test_what_the_program_does_for_a_control_is_shown_by_something_that_is_there() -> None:
    rows = _grouped()
    told = [row for row in rows if "programma" in row[2]]
    decided = re.compile(r"\]\(\.\./[\w./-]+\.md\)")
    assert [row[0] for row in told if not _proofs(row[3]) and not decided.search(row[3])] == []
    assert [row[0] for row in rows if not row[4].strip()] == []
    only_theirs = [row for row in rows if "programma" not in row[2]]
    assert [row[0] for row in only_theirs if "`" in row[3]] == [], "then the program does something for it"


@pytest.mark.parametrize("who", WHO)
def test_the_counts_at_the_top_of_bio2_are_those_of_the_rows(who: str) -> None:
    controls = sum(len(_controls_of(row[0])) for row in _grouped() if who in row[2])
    assert [row[1] for row in _rows(BIO2, who)] == [str(controls)]


@pytest.mark.parametrize("document", [ASVS, BIO2, STATEMENTS / "dpia.md"], ids=lambda path: path.name)
@pytest.mark.parametrize("beginning", ["SECURITY.md", "README.md"])
def test_who_begins_reading_finds_it(document: Path, beginning: str) -> None:
    assert f"docs/statements/{document.name})" in (ROOT / beginning).read_text()


@pytest.mark.parametrize("document", [ASVS, BIO2], ids=lambda path: path.name)
def test_what_it_refers_to_is_there(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text())
    assert [one for one in links if not (document.parent / one).exists()] == []
