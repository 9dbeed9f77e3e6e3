"""`verhaallijn sbom`: of what this installation is made, in CycloneDX 1.6 (JSON), for who must know that of a leak."""

import json
import tomllib
import uuid
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

import click

from foundation.clock import now
from webapp.settings import ROOT

NAME = "verhaallijn"
_VENDORED = ("static/vendor", "exports/pdf/type/fonts")

Part = dict[str, Any]


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), default="-")
def sbom(file: Path) -> None:
    """Write which libraries, scripts and typefaces this installation consists of to FILE (CycloneDX, JSON)."""
    written = json.dumps(bill_of_materials(), indent=2, ensure_ascii=False) + "\n"
    if str(file) == "-":
        click.echo(written, nl=False)
    else:
        file.write_text(written)


def bill_of_materials() -> dict[str, Any]:
    """What is installed beside this program, and what it brings along; in the order of their names."""
    parts = {part["bom-ref"]: part for part in (*_libraries(), *_vendored())}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": now().isoformat(timespec="seconds"),
            "component": {"type": "application", "bom-ref": NAME, "name": NAME, "version": _own_version()},
        },
        "components": [parts[name] for name in sorted(parts)],
        "dependencies": [{"ref": NAME, "dependsOn": sorted(parts)}],
    }


def _libraries() -> list[Part]:
    found = [one for one in distributions() if one.metadata["Name"] and one.metadata["Name"].lower() != NAME]
    return [_library(one) for one in found]


def _library(found: Distribution) -> Part:
    name = found.metadata["Name"].lower().replace("_", "-")
    package = f"pkg:pypi/{name}@{found.version}"
    part: Part = {"type": "library", "bom-ref": package, "name": name, "version": found.version, "purl": package}
    # An expression is known by its own field; other words about a licence are just words.
    if expression := _told(found, "License-Expression"):
        part["licenses"] = [{"expression": expression}]
    elif (words := _told(found, "License")) and "\n" not in words:
        part["licenses"] = [{"license": {"name": words}}]
    return part


def _told(found: Distribution, name: str) -> str:
    metadata: Any = found.metadata  # a message of e-mail, whose type says less
    return str(metadata.get(name) or "")


def _vendored() -> list[Part]:
    """Scripts and typefaces that stand in the checkout, with the digest of each file."""
    listed = [one for folder in _VENDORED for one in json.loads((ROOT / folder / "VENDOR.json").read_text())]
    return [
        {
            "type": "file",
            "bom-ref": f"file:{one['file']}",
            "name": one["file"],
            "version": str(one["version"]),
            "hashes": [{"alg": "SHA-256", "content": one["sha256"]}],
        }
        for one in listed
    ]


def _own_version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])
