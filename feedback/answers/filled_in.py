"""What somebody filled in: read from a form, one question at a time, and as it is kept until it is sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from feedback.answers.models import Readers
from feedback.calling.typed import Calling, checked_calling
from feedback.questionnaires.questions import LONGEST_ANSWER, Kind, Question
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.numbers import whole_number
from foundation.forms.written import clean

Value = TypeVar("Value", int, str)


class AnswerUnclear(ResearcherError):
    """What was chosen is none of the choices, or what was written is too long."""


@dataclass(frozen=True)
class FilledIn:
    """By key of question. `readers` is None until somebody chose; then RESEARCHERS alone may read.

    `calling`: None while they don't want to be called.
    """

    given: Mapping[str, int] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    readers: Readers | None = None
    calling: Calling | None = None

    @property
    def is_empty(self) -> bool:
        return not self.given and not self.written and self.calling is None

    def with_answer(self, question: Question, typed: str) -> "FilledIn":
        """With this answer instead of the one before; nothing typed takes it away. Raises AnswerUnclear."""
        if question.kind is Kind.WORDS:
            return replace(self, written=_put(self.written, question.key, _words(typed)))
        return replace(self, given=_put(self.given, question.key, _chosen(question, typed)))

    def with_calling(self, typed: Calling) -> "FilledIn":
        """Raises CallingUnclear, TelephoneWrong."""
        return replace(self, calling=checked_calling(typed))

    def with_readers(self, typed: str) -> "FilledIn":
        """Raises AnswerUnclear."""
        if typed and typed not in set(Readers):
            raise AnswerUnclear(_("Kies een van de drie antwoorden, of kies niets."))
        return replace(self, readers=Readers(typed) if typed else None)


def _put(answers: Mapping[str, Value], key: str, value: Value | None) -> dict[str, Value]:
    rest = {name: given for name, given in answers.items() if name != key}
    return {**rest, key: value} if value else rest


def _words(typed: str) -> str:
    words = clean(typed)
    if len(words) > LONGEST_ANSWER:
        raise AnswerUnclear(
            _(
                "Dit is %(over)s tekens te lang. Er passen er %(most)s. Maak het korter en ga dan verder.",
                over=len(words) - LONGEST_ANSWER,
                most=LONGEST_ANSWER,
            )
        )
    return words


def _chosen(question: Question, typed: str) -> int | None:
    if not typed:
        return None
    value = whole_number(typed)
    if value not in question.values:
        raise AnswerUnclear(_("Kies een van de antwoorden, of sla deze vraag over."))
    return value


def as_kept(filled: FilledIn) -> bytes:
    """Without `calling`, which is kept apart."""
    kept = {"given": dict(filled.given), "written": dict(filled.written), "readers": filled.readers}
    return json.dumps(kept, ensure_ascii=False).encode()


def read_kept(content: bytes) -> FilledIn:
    kept = json.loads(content)
    return FilledIn(kept["given"], kept["written"], Readers(kept["readers"]) if kept["readers"] else None)
