"""Files for who goes elsewhere: readable by their owner only, tables as a Dutch spreadsheet opens them."""

import csv
import io
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from coding.retrieval.file import guarded

_BYTE_ORDER_MARK = "\ufeff"


def write(file: Path, content: str | bytes) -> None:
    """A new file, with its folders."""
    for folder in reversed(file.parents):
        folder.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as writing:
        writing.write(content.encode() if isinstance(content, str) else content)


def write_table(file: Path, heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """CSV in UTF-8 with a byte order mark and semicolons; what is not there is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([guarded("" if cell is None else cell) for cell in row] for row in rows)
    write(file, _BYTE_ORDER_MARK + text.getvalue())


def write_json(file: Path, content: Any) -> None:
    write(file, json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n")
