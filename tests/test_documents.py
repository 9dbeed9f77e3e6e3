"""What documents point at is there: modules, functions, and the tests that statements name as proof."""

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("foundation", "studies", "interviews", "coding", "journeys", "exports", "demo", "webapp", "bench")
BESIDE_DOCS = ("README.md", "CONTRIBUTING.md", "SECURITY.md")
DOCUMENTS = [*(ROOT / name for name in BESIDE_DOCS), *sorted((ROOT / "docs").rglob("*.md"))]


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


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_module_and_function_that_is_named_is_there(document: Path) -> None:
    dotted = [name for name in _pointed_at(document) if name.split(".")[0] in PACKAGES and "/" not in name]
    assert [name for name in dotted if "." in name and not _exists(name)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_is_named_is_there(document: Path) -> None:
    paths = [name for name in _pointed_at(document) if "/" in name and not name.startswith(("/", "."))]
    ours = [name for name in paths if (ROOT / name.split("/")[0]).exists()]
    assert [name for name in ours if not (ROOT / name).exists()] == []
