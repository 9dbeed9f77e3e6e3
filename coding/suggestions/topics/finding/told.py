"""What is put into groups."""

from collections.abc import Sequence
from dataclasses import dataclass

from coding.suggestions.text_space import Floats


@dataclass(frozen=True)
class Told:
    """What is grouped. interviews[i]: the interview that texts[i] comes from; questions[i]: what it answers.

    `points`: [text, dimension] of unit length, what each means; without them words alone are compared. `known`: names
    of what the study looks for, such as its codes. `unsaid`: names that name no topic, such as the municipality's.
    """

    texts: Sequence[str]
    interviews: Sequence[int]
    questions: Sequence[str] = ()
    points: Floats | None = None
    known: Sequence[str] = ()
    unsaid: Sequence[str] = ()
