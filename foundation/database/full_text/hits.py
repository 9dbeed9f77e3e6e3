"""A page of hits over many texts: they are counted per text, and then only those on the page are asked for.

What stands there word for word (rank 0) comes first, then the rest (rank 1); each text by text.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

_Group = tuple[int, int]
"""(rank, text)."""

Ask = Callable[[int, list[int], int, int], list[int]]
"""(rank, texts, offset, limit) to the numbers of the hits, in their order."""


@dataclass(frozen=True)
class CountedHits:
    """How many hits there are in each group, in the order of the list."""

    groups: dict[_Group, int]

    @property
    def total(self) -> int:
        return sum(self.groups.values())

    @property
    def texts(self) -> int:
        """In how many they stand."""
        return len({text for _rank, text in self.groups})

    def page(self, limit: int, offset: int, ask: Ask) -> list[int]:
        """The numbers of the hits on a page, from what `ask` gives."""
        on_page, skipped = self._on_page(limit, offset)
        ids: list[int] = []
        for rank in sorted({rank for rank, _text in on_page}):
            texts = [text for one, text in on_page if one == rank]
            ids += ask(rank, texts, 0 if ids else offset - skipped, limit - len(ids))
        return ids

    def _on_page(self, limit: int, offset: int) -> tuple[list[_Group], int]:
        """The groups that stand on a page, and how many hits come before the first of them."""
        on_page: list[_Group] = []
        passed, skipped = 0, offset
        for group, hits in self.groups.items():
            until = passed + hits
            if until > offset and passed < offset + limit:
                skipped = skipped if on_page else passed
                on_page.append(group)
            passed = until
        return on_page, skipped


def counted_hits(counts: Iterable[tuple[int, int, int]], order: Mapping[int, int]) -> CountedHits:
    """From (text, hits, hits word for word); `order` is the place of each text that may be shown."""
    groups: dict[_Group, int] = {}
    for text, total, exactly in counts:
        if text in order:
            groups |= {(0, text): exactly, (1, text): total - exactly}
    ordered = sorted(groups, key=lambda group: (group[0], order[group[1]]))
    return CountedHits({group: groups[group] for group in ordered if groups[group]})
