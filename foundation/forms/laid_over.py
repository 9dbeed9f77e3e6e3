"""A form that was opened before somebody stored it anew: what this page changed, laid over what stands now.

The form carries what it showed (`seen`), so that it is known what somebody changed; it works without scripts. In the
browser static/js/lib/laid-over.js does the same with what was typed and not sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from foundation.dutch import _
from foundation.errors import ResearcherError


class StoredMeanwhile(ResearcherError):
    """Both changed the same: nothing is stored until a person has looked at it."""

    status = 409

    def __init__(self, told: str = "") -> None:
        """`told`: what is stored of fields that have no place for it beside them."""
        sentence = _(
            "Dit is intussen anders bewaard. Dat staat hieronder, met wat je zelf veranderde. "
            "Wat je veranderde, is nog niet bewaard. Kijk het na en bewaar dan opnieuw."
        )
        super().__init__(f"{sentence} {told}".strip())


@dataclass(frozen=True)
class LaidOver:
    """The form as it is now; `both` holds what is stored of every field that was changed there and here."""

    values: dict[str, str]
    both: dict[str, str]

    @property
    def sentences(self) -> dict[str, str]:
        """What to say at each of `both`."""
        return {name: stored_meanwhile(text) for name, text in self.both.items()}


def carried(shown: Mapping[str, str]) -> str:
    """What a form shows, as it carries that along."""
    return urlencode(shown)


def seen_in(carried: str) -> dict[str, str]:
    """What the form showed when it was opened, in the same order."""
    return dict(parse_qsl(carried, keep_blank_values=True))


def laid_over(stored: Mapping[str, str], sent: Mapping[str, str], seen: Mapping[str, str]) -> LaidOver:
    """`sent` over `stored`. Of a form that does not tell what it showed, all that is filled in counts."""
    mine = {name: text.replace("\r\n", "\n") for name, text in sent.items()}
    if not seen:
        return LaidOver({**stored, **mine}, {})
    changed = {name: text for name, text in mine.items() if text != seen.get(name)}
    known = {name: stored[name] for name in changed if name in stored}
    both = {name: there for name, there in known.items() if there not in (seen.get(name), changed[name])}
    return LaidOver({**stored, **changed}, both)


def stored_meanwhile(text: str) -> str:
    return _("Intussen is hier bewaard: ‘%(text)s’", text=text) if text else _("Intussen is dit leeggemaakt.")
