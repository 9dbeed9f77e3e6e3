"""What the doctor says of one thing that it looked at."""

from dataclasses import dataclass
from enum import StrEnum

from foundation.dutch import _, translatable


class Standing(StrEnum):
    FINE = "fine"
    MIND = "mind"
    """It goes on, but somebody should look."""
    WRONG = "wrong"

    @property
    def dutch(self) -> str:
        return _(_STANDINGS[self])


_STANDINGS = {
    Standing.FINE: translatable("in orde"),
    Standing.MIND: translatable("let op"),
    Standing.WRONG: translatable("fout"),
}


@dataclass(frozen=True)
class Finding:
    """`sentence` says what to do where something is to be done. None holds a name, a key or a password."""

    standing: Standing
    sentence: str


def fine(sentence: str) -> Finding:
    return Finding(Standing.FINE, sentence)


def mind(sentence: str) -> Finding:
    return Finding(Standing.MIND, sentence)


def wrong(sentence: str) -> Finding:
    return Finding(Standing.WRONG, sentence)
