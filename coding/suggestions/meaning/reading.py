"""Reading texts with the encoder that this process was started with. Only a worker reads; others ask for names."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from coding.suggestions.meaning.encoders import USE, Encoder, Reads

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

_LONGEST = 2_000
"""Characters: what comes after says little new, and one long text would take as long as many."""

_chosen = USE


def read_with(encoder: Encoder) -> None:
    """From now on, in this process."""
    global _chosen
    _chosen = encoder


def encoder_here() -> Encoder:
    """Of which vectors are made and compared here, whether or not its package is installed."""
    return _chosen


def encoder_is_here() -> bool:
    """Whether texts can be read. Does not load what reads them."""
    return _chosen.is_here


def name_of_encoder() -> str:
    """Of the encoder that texts are read with; empty where words alone are compared."""
    return _chosen.name if encoder_is_here() else ""


def encoded(texts: Sequence[str]) -> "Vectors":
    """[text, dimension], each of unit length. The same text gives the same vector. Raises ImportError without it."""
    import numpy as np

    if not texts:
        return np.zeros((0, _chosen.dimensions), dtype=np.float32)
    return np.asarray(_loaded(_chosen)([text[:_LONGEST] for text in texts]), dtype=np.float32)


@cache
def _loaded(encoder: Encoder) -> Reads:
    return encoder.load()
