"""A text that readers get, and where a researcher finds it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StoryText:
    """`place` is how it is called on screen; `key` stays the same when steps move; the rest as in OpenPoint."""

    place: str
    key: str
    text: str
    anchor: str
    step_id: int | None = None
    is_of_study: bool = False
    name: str = ""
    """What a field of a step is called beside its step; '' elsewhere."""
