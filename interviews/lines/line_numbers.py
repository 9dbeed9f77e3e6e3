"""Numbers that a coding program prints before every line: '1 I: Hoe kwam u?', '2 B: Via de huisarts.'"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from foundation.dutch import _
from interviews.files.blocks import Block, Line

_NUMBERED = re.compile(r"\s*(?P<number>\d{1,5})(?:[.)]?[ \t]+|$)")
_FEWEST = 4
_MOST = 0.9
"""From this share of the lines on, that count up by one, the numbers are of the program; people say numbers too."""


def without_line_numbers(blocks: Sequence[Block]) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks without such numbers, and a notice when there were any."""
    lines = [block for block in blocks if isinstance(block, Line) and not block.blank]
    numbers = [int(found["number"]) for line in lines if (found := _NUMBERED.match(line.text))]
    counted = sum(later == earlier + 1 for earlier, later in pairwise(numbers))
    if len(numbers) < _FEWEST or counted < _MOST * (len(lines) - 1) or len(lines) < len(list(_filled(blocks))):
        return list(blocks), ()
    said = _("De regels waren genummerd. Die nummers zijn niet overgenomen.")
    return [_bare(block) if isinstance(block, Line) else block for block in blocks], (said,)


def _filled(blocks: Sequence[Block]) -> Iterator[Block]:
    """Tables too: in a text with tables nobody numbers the lines."""
    return (block for block in blocks if not isinstance(block, Line) or not block.blank)


def _bare(line: Line) -> Line:
    found = _NUMBERED.match(line.text)
    return Line(line.text[found.end() :], max(0, line.bold - found.end())) if found else line
