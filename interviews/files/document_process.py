"""The child of `isolated`: a .docx on standard input, its blocks or the reason to refuse it as JSON on the output."""

import json
import resource
import sys
from typing import Any

from interviews.files import limits
from interviews.files.blocks import Block, Document, Line
from interviews.files.unreadable import Unreadable
from interviews.transcripts.formats.word.reading import read_word


def main() -> None:
    """Limit this process, then read."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY_BYTES, limits.CHILD_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CHILD_SECONDS, limits.CHILD_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(_answer(sys.stdin.buffer.read()), sys.stdout)


def _answer(content: bytes) -> dict[str, Any]:
    try:
        return _as_data(read_word(content))
    except Unreadable as problem:
        return {"refused": problem.reason.value}


def _as_data(document: Document) -> dict[str, Any]:
    return {
        "blocks": [_block(block) for block in document.blocks],
        "skipped": [(item.kind.value, item.text) for item in document.skipped],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Line):
        return {"line": _line(block)}
    return {"rows": [[[_line(line) for line in cell] for cell in row] for row in block.rows]}


def _line(line: Line) -> tuple[str, int, bool]:
    return line.text, line.bold, line.is_heading


if __name__ == "__main__":
    main()
