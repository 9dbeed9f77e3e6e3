"""Open Word files and spreadsheets in a process of their own, so that no file can take the web server down.

That process has a memory and time limit. The gate and the limits refuse every hostile file known to us within
milliseconds; this is for the ones unknown. The child for Word imports the standard library and lxml only: starting it
takes less than 0.15 s.
"""

import json
import subprocess  # the command below is fixed; the file goes in over stdin
import sys
from pathlib import Path
from typing import Any, Protocol

from interviews.files import limits
from interviews.files.blocks import Document
from interviews.files.document_data import from_data
from interviews.files.unreadable import Reason, Unreadable

_CHECKOUT = Path(__file__).parents[2]


class DocumentReader(Protocol):
    """A function of a module, which gives the document in a file or raises Unreadable."""

    __name__: str

    def __call__(self, content: bytes, /) -> Document: ...


def open_apart(reader: DocumentReader, content: bytes) -> Document:
    """The document that `reader` finds, in a process that imports no more than its module does. Raises Unreadable."""
    process = "interviews.files.document_process"
    return from_data(answer_apart(process, content, reader.__module__, reader.__name__))


def answer_apart(module: str, content: bytes, *arguments: str) -> dict[str, Any]:
    """What `module` makes of `content`, run by itself: data on its standard output. Raises Unreadable."""
    command = (sys.executable, "-E", "-s", "-m", module, *arguments)
    try:
        child = subprocess.run(  # noqa: S603  # nosec B603 # our own program
            command, input=content, capture_output=True, timeout=limits.CHILD_SECONDS, cwd=_CHECKOUT, check=False
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(Reason.TOO_HEAVY) from None
    if child.returncode != 0:
        raise Unreadable(Reason.TOO_HEAVY)
    answer: dict[str, Any] = json.loads(child.stdout)
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    return answer
