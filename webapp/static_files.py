"""Scripts, style sheets, typefaces and pictures at an address that tells which version they are.

A browser keeps what it fetched there for as long as the address is asked for, and never mixes modules of two versions.
The plain address still works, and is asked anew each time.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response

from foundation.secrets.tokens import fingerprint

YEAR = 365 * 24 * 3600  # seconds
ADDRESS = "/static/v-<version>/<path:filename>"
_IMPORT = re.compile(r"""^(?:import|export|\})[^;'"]*?["'](\./[^"']+|\.\./[^"']+)["'];""", re.MULTILINE)


class StaticFiles(Flask):
    """An application whose static files have a version."""

    def send_static_file(self, filename: str, version: str | None = None) -> Response:
        """A file, to be kept by the browser when it was asked for by the version that it has now."""
        response = super().send_static_file(filename)
        if version == self.static_version:
            response.cache_control.public = True
            response.cache_control.max_age = YEAR
            response.cache_control.immutable = True
            response.cache_control.no_cache = None
        return response

    def get_send_file_max_age(self, filename: str | None) -> int | None:
        """None: without its version a file is asked anew each time."""
        return None

    @property
    def static_version(self) -> str:
        """Of all static files together. While somebody works on them it is read anew each time."""
        folder = str(self.static_folder)
        return version_of(folder) if self.debug else _version_at_start(folder)

    def add_static_version(self) -> None:
        """Let `url_for("static", …)` give the address with the version in it."""
        self.add_url_rule(ADDRESS, endpoint="static")
        self.url_defaults(self._with_version)
        self.jinja_env.globals["imports_of"] = self._imports_of

    def _with_version(self, endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values.setdefault("version", self.static_version)

    def _imports_of(self, script: str) -> list[str]:
        read = imports_of.__wrapped__ if self.debug else imports_of
        return read(Path(str(self.static_folder)), script)


def version_of(folder: str) -> str:
    """A digest of every file in this folder, with its name."""
    files = sorted(one for one in Path(folder).rglob("*") if one.is_file())
    return fingerprint(
        part for one in files for part in (one.relative_to(folder).as_posix().encode(), one.read_bytes())
    )


_version_at_start = cache(version_of)


@cache
def imports_of(folder: Path, script: str) -> list[str]:
    """What this script imports, and what that imports, by file name within `folder`: asked for along with it."""
    found: dict[str, None] = {}
    waiting = [script]
    for name in waiting:
        text = (folder / name).read_text(encoding="utf-8")
        for imported in _IMPORT.findall(text):
            path = (folder / name).parent.joinpath(imported).resolve().relative_to(folder.resolve()).as_posix()
            if path not in found and path != script:
                found[path] = None
                waiting.append(path)
    return list(found)
