"""What stands in the files of a data folder, looked for as somebody with the disk in hand would."""

import base64
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.databases.on_postgresql import rows_in


def files_with(name: str, folder: Path) -> list[str]:
    """The files in which a name stands: as written, in UTF-16, escaped as JSON does, in base64, or compressed."""
    forms = {name, name.lower(), name.upper()}
    wanted = {form.encode(coding) for form in forms for coding in ("utf-8", "utf-16-le", "utf-16-be")}
    wanted |= {form.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00") for form in forms}
    wanted |= {in_base64 for form in forms for in_base64 in _in_base64(form.encode())}
    return [file for file, content in contents_of(folder).items() if _holds(content, wanted)]


def contents_of(folder: Path) -> dict[str, bytes]:
    """What is in the files of a data folder; on PostgreSQL, what is in the tables of its database too."""
    return {file.name: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()} | rows_in(folder)


def _holds(content: bytes, wanted: set[bytes]) -> bool:
    return any(form in part for part in (content, *_unpacked(content)) for form in wanted)


def _in_base64(form: bytes) -> Iterator[bytes]:
    """Its whole signs, at each of the three places where it may begin."""
    for before in range(3):
        written = base64.b64encode(b" " * before + form).rstrip(b"=")
        yield written[-(-before * 8 // 6) : len(written) - 1]


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What zlib and gzip compressed in it."""
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08", content):
        try:
            yield zlib.decompressobj(47).decompress(content[found.start() :], 1_000_000)
        except zlib.error:
            continue
