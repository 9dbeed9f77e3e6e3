"""Development: write every sentence of the interface to locale/messages.pot, for who translates.

`make catalogue`, after a sentence came, went or changed.
"""

import tomllib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import write_po

from webapp.settings import ROOT

TEMPLATE = ROOT / "locale" / "messages.pot"
_COUNTED = (2, 3)
_KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "translatable": None,
    "forms": (1, 2),
    "counted": _COUNTED,
    "counted_or_none": _COUNTED,
}
_HEADER = b"""\
msgid ""
msgstr ""
"Project-Id-Version: Verhaallijn\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def main() -> None:
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(as_pot(sentences()))


def sentences() -> Catalog:
    """All that is marked for translation in code and templates, with the files it stands in."""
    catalog = Catalog()
    for method, file in _files():
        for _line, said, comments, context in extract_from_file(method, ROOT / file, _KEYWORDS, ("Translators:",)):
            catalog.add(said, locations=[(file, 0)], auto_comments=comments, context=context)
    return catalog


def as_pot(catalog: Catalog) -> bytes:
    """In a fixed order, without hosts, days and line numbers: it changes when a sentence does."""
    written = BytesIO(_HEADER)
    written.seek(0, 2)
    write_po(written, catalog, omit_header=True, sort_output=True, include_lineno=False, width=100)
    return written.getvalue()


def _files() -> Iterator[tuple[str, str]]:
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    for mapping in configured:
        for pattern in mapping["pattern"]:
            for file in sorted(ROOT.glob(pattern)):
                yield mapping["method"], file.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    main()
