"""A document as plain data and back, on its way from one process to another."""

from collections.abc import Iterable
from typing import Any

from interviews.files.blocks import Block, Document, Kind, Line, Skipped, Table


def as_data(document: Document) -> dict[str, Any]:
    """What JSON can hold of it: everything."""
    return {
        "blocks": [_block_data(block) for block in document.blocks],
        "skipped": [(item.kind.value, item.text) for item in document.skipped],
    }


def from_data(data: dict[str, Any]) -> Document:
    """The document that `as_data` was asked about."""
    skipped = tuple(Skipped(Kind(kind), text) for kind, text in data["skipped"])
    return Document(tuple(_block(block) for block in data["blocks"]), skipped)


def _block_data(block: Block) -> dict[str, Any]:
    if isinstance(block, Line):
        return {"line": _line_data(block)}
    return {"rows": [[[_line_data(line) for line in cell] for cell in row] for row in block.rows]}


def _line_data(line: Line) -> tuple[str, int, bool]:
    return line.text, line.bold, line.is_heading


def _block(data: dict[str, Any]) -> Block:
    if "rows" in data:
        return Table(tuple(tuple(_lines(cell) for cell in row) for row in data["rows"]))
    return Line(*data["line"])


def _lines(cell: Iterable[tuple[str, int, bool]]) -> tuple[Line, ...]:
    return tuple(Line(*line) for line in cell)
