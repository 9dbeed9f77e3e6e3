"""The child of `open_apart`: a file on standard input, its blocks or the reason to refuse it as JSON on the output.

What reads the file is named on the command line: a module, and a function in it.
"""

import json
import resource
import sys
from importlib import import_module
from typing import Any

from interviews.files import limits
from interviews.files.document_data import as_data
from interviews.files.unreadable import Unreadable


def main() -> None:
    """Limit this process, then read."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY_BYTES, limits.CHILD_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CHILD_SECONDS, limits.CHILD_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    module, reader = sys.argv[1:]
    json.dump(_answer(module, reader, sys.stdin.buffer.read()), sys.stdout)


def _answer(module: str, reader: str, content: bytes) -> dict[str, Any]:
    try:
        return as_data(getattr(import_module(module), reader)(content))
    except Unreadable as problem:
        return {"refused": problem.reason}


if __name__ == "__main__":
    main()
