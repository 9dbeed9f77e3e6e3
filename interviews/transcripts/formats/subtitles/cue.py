"""One stretch of subtitle, without markup."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cue:
    """Times in seconds; `voice` is None when the file does not say who speaks, `turns` when another begins here."""

    start: float
    end: float
    text: str
    voice: str | None = None
    turns: bool = False
