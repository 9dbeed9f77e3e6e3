"""The list of what an installation is made of is one that other programs read, and it is whole."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

from click.testing import CliRunner
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from webapp.commands.verhaallijn import main
from webapp.settings import ROOT


def _written(tmp_path: Path) -> str:
    file = tmp_path / "sbom.json"
    ended = CliRunner().invoke(main, ["sbom", str(file)])
    assert ended.exit_code == 0, ended.output
    return file.read_text()


def test_it_is_what_the_standard_says(tmp_path: Path) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(_written(tmp_path)) is None


def test_every_library_of_the_lock_and_every_vendored_file_is_in_it(tmp_path: Path) -> None:
    parts = {one["name"]: one for one in json.loads(_written(tmp_path))["components"]}
    for name in ("flask", "sqlalchemy", "cryptography", "gunicorn"):
        assert parts[name]["version"] == version(name)
        assert parts[name]["purl"] == f"pkg:pypi/{name}@{version(name)}"
    for entry in json.loads((ROOT / "static/vendor/VENDOR.json").read_text()):
        content = (ROOT / "static/vendor" / entry["file"]).read_bytes()
        assert parts[entry["file"]]["hashes"][0]["content"] == hashlib.sha256(content).hexdigest()


def test_without_a_file_it_is_printed() -> None:
    assert json.loads(CliRunner().invoke(main, ["sbom"]).output)["bomFormat"] == "CycloneDX"
