"""What documents point at is there: modules, functions, and the tests that statements name as proof."""

import importlib
import json
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = (
    "foundation",
    "studies",
    "interviews",
    "coding",
    "journeys",
    "feedback",
    "exports",
    "demo",
    "webapp",
    "bench",
)
BESIDE_DOCS = ("README.md", "CONTRIBUTING.md", "SECURITY.md")
DOCUMENTS = [*(ROOT / name for name in BESIDE_DOCS), *sorted((ROOT / "docs").rglob("*.md"))]
STATEMENTS = ROOT / "docs" / "statements"

LONG_TEXTS = ("goal", "proportionality", "human_intervention", "risks", "lawful_basis", "impacttoetsen", "source_data")
LONGEST = dict.fromkeys((*LONG_TEXTS, "tags"), 2500) | {
    "name": 100,
    "description_short": 350,
    "organization": 100,
    "contact_email": 500,
    "provider": 200,
    "methods_and_models": 5000,
    "source_id": 100,
}
"""Texts of a record in the algorithm register, and how many characters they may have."""
CHOSEN = {
    "status": {"In ontwikkeling", "In gebruik", "Buiten gebruik"},
    "publication_category": {"Hoog-risico AI-systeem", "Impactvolle algoritmes", "Overige algoritmes"},
    "lang": {"nld"},
    "standard_version": {"1.0"},
}
LISTS = {"category", "lawful_basis_grouping", "impacttoetsen_grouping"}

PUBLIC = {
    "categories": {"data-collection", "data-analytics", "feedback-and-reviews-management"},
    "scope": {"local-authorities", "welfare", "society", "research"},
    "developmentStatus": {"concept", "development", "beta", "stable", "obsolete"},
    "softwareType": {"standalone/web", "standalone/backend", "standalone/other"},
    "maintenance": {"internal", "contract", "community", "none"},
}
"""Of publiccode.yml: of the words that its lists allow (yml.publiccode.tools), those that could be ours."""


def _pointed_at(document: Path) -> list[str]:
    """What stands between backticks: `interviews.texts.sources.add_interview`, `static/js/lib/code_points.js`."""
    return re.findall(r"(?<!`)`([\w./-]+)`(?!`)", document.read_text())


def _exists(dotted: str) -> bool:
    """A module, or a name in one, or a name in a class of one."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for name in parts[length:]:
            if not hasattr(found, name):
                return False
            found = getattr(found, name)
        return True
    return False


def _defines(path: Path, name: str) -> bool:
    return path.exists() and re.search(rf"^def {name}\(", path.read_text(), re.MULTILINE) is not None


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_module_and_function_that_is_named_is_there(document: Path) -> None:
    dotted = [name for name in _pointed_at(document) if name.split(".")[0] in PACKAGES and "/" not in name]
    assert [name for name in dotted if "." in name and not _exists(name)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_is_named_is_there(document: Path) -> None:
    paths = [name for name in _pointed_at(document) if "/" in name and not name.startswith(("/", "."))]
    ours = [name for name in paths if (ROOT / name.split("/")[0]).exists()]
    assert [name for name in ours if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_test_that_is_named_is_there(document: Path) -> None:
    named = re.findall(r"`(tests/[\w./-]+\.py)::(\w+)`", document.read_text())
    assert [one for one in named if not _defines(ROOT / one[0], one[1])] == []


def test_every_risk_has_measures_and_each_says_what_shows_it() -> None:
    text = (STATEMENTS / "dpia.md").read_text()
    risks = re.findall(r"^\| (R\d+) \|", text, re.MULTILINE)
    measures = text.split("\n## D. ")[1].split("\n### ")[0]
    parts = dict(zip(re.findall(r"\*\*(R\d+)\.", measures), re.split(r"\*\*R\d+\.", measures)[1:], strict=True))
    assert list(parts) == risks != []
    for risk, part in parts.items():
        told = re.findall(r"^- .*", part, re.MULTILINE)
        assert told, risk
        assert [one for one in told if not re.search(r"\((`|\[besluit|.*\[vul in\]|zie \d)", one)] == []


def test_the_file_for_the_dpia_tool_has_its_form_and_says_what_the_document_says() -> None:
    """assessment-output.v2 of MinBZK/par-dpia-form: an answer is {value, lastEditedAt}, a repeated one is numbered."""
    said, text = json.loads((STATEMENTS / "dpia.json").read_text()), (STATEMENTS / "dpia.md").read_text()
    assert set(said) == {"$schema", "metadata", "answers"}
    assert said["metadata"]["urn"] == "urn:nl:dpia:3.0"
    answers = said["answers"]
    assert [key for key in answers if not re.fullmatch(r"\d+(\.\d+)*", key)] == []
    rows = [row for value in answers.values() if isinstance(value, list) for row in value]
    single = [value for value in answers.values() if not isinstance(value, list)]
    single += [value for row in rows for key, value in row.items() if key != "_index"]
    assert [one for one in single if set(one) != {"value", "lastEditedAt"}] == []
    assert [one for one in single if not isinstance(one["value"], str | None)] == []
    for row in answers["16.1"]:
        number, sentence = row["16.1.1"]["value"].split(". ", 1)
        assert f"| {number} | {sentence} |" in text
        assert {row[f"16.1.{place}"]["value"] for place in (3, 5, 7)} <= {"laag", "midden", "hoog"}
    assert len(answers["17.1"]) == len(answers["16.1"])


def test_the_records_fit_the_fields_of_the_algorithm_register() -> None:
    """Publication standard 1.0: which fields there are, which must be there, and how long they may be."""
    text = (STATEMENTS / "algoritmeregister.md").read_text()
    records = json.loads((STATEMENTS / "algoritmeregister.json").read_text())
    assert len(records) == 3
    for record in records:
        assert set(record) == set(LONGEST) | set(CHOSEN) | LISTS
        assert [key for key, most in LONGEST.items() if not 0 < len(record[key]) <= most] == []
        assert [key for key, values in CHOSEN.items() if record[key] not in values] == []
        for key in ("name", "description_short", "goal", "proportionality", "human_intervention", "risks"):
            assert record[key] in text


def test_every_figure_of_an_algorithm_was_measured() -> None:
    """'0,589' in Dutch is '.589' in the benchmarks, and stays the same figure when those are measured again."""
    measured = (ROOT / "docs" / "benchmarks.md").read_text()
    told = set(re.findall(r"\d+,\d+", (STATEMENTS / "algoritmeregister.md").read_text()))
    assert told
    assert [one for one in sorted(told) if one.replace(",", ".").removeprefix("0") not in measured] == []


def test_who_looks_for_software_to_use_again_can_read_what_this_is() -> None:
    """As its schema tells and its validator looks; whether the address of the repository answers is not asked."""
    said = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert re.fullmatch(r"0\.\d+", said["publiccodeYmlVersion"])
    assert said["url"].startswith("https://")
    assert said["name"]
    assert said["platforms"]
    assert 0 < len(said["categories"]) == len(set(said["categories"]) & PUBLIC["categories"])
    assert set(said["intendedAudience"]["scope"]) <= PUBLIC["scope"]
    assert [one for one in said["intendedAudience"]["countries"] if not re.fullmatch("[A-Z]{2}", one)] == []
    assert said["developmentStatus"] in PUBLIC["developmentStatus"]
    assert said["softwareType"] in PUBLIC["softwareType"]
    assert said["maintenance"]["type"] in PUBLIC["maintenance"]
    assert all(one["name"] for one in said["maintenance"]["contacts"]), "internal maintenance has somebody to ask"
    assert said["legal"]["license"] in (ROOT / "pyproject.toml").read_text()
    assert isinstance(said["localisation"]["localisationReady"], bool)
    assert set(said["description"]) == set(said["localisation"]["availableLanguages"]) == {"nl"}
    for told in said["description"].values():
        assert 0 < len(told["shortDescription"]) <= 150
        assert "\n" not in told["shortDescription"]
        assert 150 <= len(told["longDescription"]) <= 10_000
        assert told["features"]
