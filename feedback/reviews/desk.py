"""The desk at which somebody looks at one answer: its words with what may give somebody away, and what is chosen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from feedback.answers.models import WrittenAnswer
from feedback.questionnaires.questions import Question
from feedback.reviews.checking import StandIn
from feedback.reviews.names import proposed_names
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import one_line
from interviews.name_kinds import NameKind, kind_label

MOST_ADDED = 20


class NotInTheWords(ResearcherError):
    def __init__(self, words: str) -> None:
        super().__init__(
            _(
                "‘%(words)s’ staat niet in dit antwoord. Neem het over zoals het er staat, dan kun je het vervangen.",
                words=words,
            )
        )


@dataclass(frozen=True)
class ChosenNames:
    """What a form brings. `added`: words that somebody pointed at; `replaced` and `stand_ins` are None for a page that
    was not touched yet; by field of a place.
    """

    added: tuple[str, ...] = ()
    replaced: frozenset[str] | None = None
    stand_ins: Mapping[str, str] | None = None
    was: Mapping[str, str] | None = None

    def with_added(self, typed: str, words: Collection[WrittenAnswer]) -> "ChosenNames":
        """Raises NotInTheWords."""
        more = one_line(typed)
        if not any(more.casefold() in one.text.casefold() for one in words) or not more:
            raise NotInTheWords(more)
        added = tuple(dict.fromkeys((*self.added, more)))[-MOST_ADDED:]
        return ChosenNames(added, self.replaced, self.stand_ins, self.was)


@dataclass(frozen=True)
class NameChoice:
    """One place of a name. `field` names it in a form; `stand_in` is what is chosen to stand there."""

    field: str
    text: str
    kind: str
    why: str
    stand_ins: tuple[str, ...]
    stand_in: str
    is_replaced: bool
    is_doubt: bool


@dataclass(frozen=True)
class MarkedWords:
    """A stretch of what was written; `choice` when it may give somebody away."""

    text: str
    choice: NameChoice | None = None


@dataclass(frozen=True)
class AskedWords:
    """One question with what was written at it."""

    label: str
    marked: tuple[MarkedWords, ...]

    @property
    def choices(self) -> list[NameChoice]:
        return [one.choice for one in self.marked if one.choice]


def laid_out(
    words: Sequence[WrittenAnswer], questions: Sequence[Question], chosen: ChosenNames | None = None
) -> list[AskedWords]:
    """What was written, in the order of `words`, with a choice for every name."""
    labels = {one.key: one.text for one in questions}
    return [
        AskedWords(
            labels.get(one.question) or _("Een vraag die nu niet meer gesteld wordt"), tuple(_marked(one, chosen))
        )
        for one in words
    ]


def _marked(written: WrittenAnswer, chosen: ChosenNames | None) -> list[MarkedWords]:
    pieces, at = [], 0
    for one in proposed_names(written.text, chosen.added if chosen else ()):
        field = f"{written.question}:{one.place}"
        is_doubt = one.kind in {kind_label(kind) for kind in (NameKind.AGE, NameKind.DATE)}
        replaced = chosen.replaced if chosen and chosen.was and field in chosen.was else None
        stand_in = (chosen.stand_ins or {}).get(field, "") if chosen else ""
        choice = NameChoice(
            field=field,
            text=one.text,
            kind=one.kind,
            why=one.why,
            stand_ins=one.stand_ins,
            stand_in=stand_in or one.stand_ins[0],
            is_replaced=field in replaced if replaced is not None else not is_doubt,
            is_doubt=is_doubt,
        )
        pieces += [MarkedWords(written.text[at : one.start]), MarkedWords(one.text, choice)]
        at = one.end
    return [one for one in (*pieces, MarkedWords(written.text[at:])) if one.text]


def stand_ins_in(chosen: ChosenNames) -> dict[str, list[StandIn]]:
    """{key of a question: what is to be replaced in what was written at it}; a field that says no place is left out."""
    found: dict[str, list[StandIn]] = {}
    for field in sorted(chosen.replaced or ()):
        question, _colon, place = field.rpartition(":")
        start, _dash, end = place.partition("-")
        if start.isdecimal() and end.isdecimal():
            new = (chosen.stand_ins or {}).get(field, "")
            found.setdefault(question, []).append(StandIn(int(start), int(end), (chosen.was or {}).get(field, ""), new))
    return found
