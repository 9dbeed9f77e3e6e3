"""The questions of a measurement: what can be asked, what a new measurement begins with, and how they are stored.

A question keeps its `key` while what it asks stays the same; then answers to several versions are counted together.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import one_line
from foundation.secrets.tokens import new_name

LONGEST_QUESTION, LONGEST_HINT, LONGEST_OPTION = 160, 240, 80
FEWEST_OPTIONS, MOST_OPTIONS = 2, 8
MOST_STEPS = 15
"""With 'Dat weet ik niet' they are sixteen: what is counted has as many columns."""
MOST_QUESTIONS = 9
"""With who may read it as the last page: more than ten pages take more than three minutes."""
LONGEST_ANSWER = 2_000

GRADE_KEY, GOOD_KEY, BETTER_KEY = "cijfer", "goed", "beter"


class Kind(StrEnum):
    GRADE = "grade"
    """A whole number of 1 to 10."""
    CHOICE = "choice"
    """One of the options."""
    STEP = "step"
    """One of the steps of a process, or that somebody doesn't know."""
    WORDS = "words"
    """In somebody's own words."""
    CALL = "call"
    """Whether they may be called, what for, and on which number. Its words are not to be changed."""

    @property
    def dutch(self) -> str:
        return {
            Kind.GRADE: _("Cijfer van 1 tot 10"),
            Kind.CHOICE: _("Keuze"),
            Kind.STEP: _("In welke stap?"),
            Kind.WORDS: _("Eigen woorden"),
            Kind.CALL: _("Mogen we bellen?"),
        }[self]

    @property
    def has_options(self) -> bool:
        return self in (Kind.CHOICE, Kind.STEP)


class QuestionsUnclear(ResearcherError):
    """What was put together is no questionnaire yet."""


@dataclass(frozen=True)
class Question:
    """One page. `label`: what a figure about it is called; `theme`: what stands above it, '' for nothing.

    `ties`: of each step, where it came from, as feedback.questionnaires.steps has it.
    """

    key: str
    kind: Kind
    text: str
    label: str = ""
    theme: str = ""
    hint: str = ""
    options: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """What stands there to choose from, in words; the place of each, from 1, is its value."""
        return (*self.options, _("Dat weet ik niet")) if self.kind is Kind.STEP else self.options

    @property
    def values(self) -> range:
        """What can be chosen."""
        return range(1, 11) if self.kind is Kind.GRADE else range(1, len(self.choices) + 1)


def first_questions(subject: str) -> list[Question]:
    """What a new measurement asks: a grade, the three themes of the client-experience study, and two open questions."""
    return [
        Question(GRADE_KEY, Kind.GRADE, _("Welk cijfer geeft u %(subject)s?", subject=subject), _("Rapportcijfer")),
        Question(
            "vinden",
            Kind.CHOICE,
            _("Wist u waar u moest zijn met uw vraag?"),
            _("Hulp vinden"),
            _("Hulp vinden"),
            options=(
                _("Ja, meteen"),
                _("Ja, na even zoeken"),
                _("Nee, het duurde lang"),
                _("Nee, ik werd steeds doorgestuurd"),
                _("Dat weet ik niet meer"),
            ),
        ),
        Question(
            "kwaliteit",
            Kind.CHOICE,
            _("Werd er goed naar u geluisterd?"),
            _("Kwaliteit van de hulp"),
            _("Kwaliteit van de hulp"),
            options=(_("Ja, helemaal"), _("Meestal wel"), _("Meestal niet"), _("Nee"), _("Dat weet ik niet")),
        ),
        Question(
            "opbrengst",
            Kind.CHOICE,
            _("Gaat het door de hulp beter met u?"),
            _("Wat de hulp brengt"),
            _("Wat de hulp brengt"),
            options=(
                _("Ja, veel beter"),
                _("Ja, een beetje"),
                _("Het maakt geen verschil"),
                _("Het gaat slechter"),
                _("Dat weet ik niet"),
            ),
        ),
        Question(GOOD_KEY, Kind.WORDS, _("Wat ging goed?"), _("Wat ging goed")),
        Question(BETTER_KEY, Kind.WORDS, _("Wat kan er beter?"), _("Wat kan beter")),
    ]


def new_question(kind: Kind) -> Question:
    if kind is Kind.STEP:
        return Question(new_name(), kind, _("In welke stap was dat?"), _("Stap"))
    if kind is Kind.CALL:
        return Question(new_name(), kind, may_we_call())
    return Question(new_name(), kind, "")


def may_we_call() -> str:
    return _("Mogen we u bellen?")


def checked(questions: Sequence[Question]) -> list[Question]:
    """As they may be asked. Raises QuestionsUnclear."""
    tidied = _call_at_the_end([_tidied(one) for one in questions])
    if not any(one.kind is Kind.GRADE for one in tidied):
        raise QuestionsUnclear(_("Vraag minstens één cijfer. Daarmee vergelijk je de maanden."))
    if len(tidied) > MOST_QUESTIONS:
        raise QuestionsUnclear(
            _(
                "Dit zijn meer dan %(n)s vragen. Invullen mag drie minuten duren: haal er een paar weg.",
                n=MOST_QUESTIONS,
            )
        )
    for number, one in enumerate(tidied, start=1):
        _check(number, one)
    return tidied


def _call_at_the_end(questions: Sequence[Question]) -> list[Question]:
    """Once at most: who knows what they answered knows whether they want to be called."""
    calls = [one for one in questions if one.kind is Kind.CALL]
    return [*(one for one in questions if one.kind is not Kind.CALL), *calls[:1]]


def _tidied(one: Question) -> Question:
    if one.kind is Kind.CALL:
        return Question(one.key, one.kind, may_we_call(), may_we_call())
    options = tuple(option for option in (one_line(option) for option in one.options) if option)
    text, label = one_line(one.text), one_line(one.label)
    kept = options if one.kind.has_options else ()
    ties = one.ties if one.kind is Kind.STEP and any(one.ties) and len(one.ties) == len(kept) else ()
    return Question(one.key, one.kind, text, label or text, one_line(one.theme), one_line(one.hint), kept, ties)


def _check(number: int, one: Question) -> None:
    if not one.text:
        raise QuestionsUnclear(_("Vraag %(number)s is leeg. Schrijf de vraag op, of haal hem weg.", number=number))
    if len(one.text) > LONGEST_QUESTION:
        raise QuestionsUnclear(
            _(
                "Vraag %(number)s is te lang: hooguit %(most)s tekens. Maak hem korter.",
                number=number,
                most=LONGEST_QUESTION,
            )
        )
    if len(one.hint) > LONGEST_HINT or len(one.theme) > LONGEST_OPTION or len(one.label) > LONGEST_QUESTION:
        raise QuestionsUnclear(_("De uitleg bij vraag %(number)s is te lang. Maak hem korter.", number=number))
    if one.kind is Kind.STEP:
        _check_steps(number, one.options)
        _check_each(number, one.choices)
    elif one.kind is Kind.CHOICE:
        _check_options(number, one.options)
        _check_each(number, one.options)


def _check_steps(number: int, steps: Sequence[str]) -> None:
    if not FEWEST_OPTIONS <= len(steps) <= MOST_STEPS:
        raise QuestionsUnclear(
            _(
                "Geef vraag %(number)s %(fewest)s tot %(most)s stappen, elk op een eigen regel. Zijn het er meer? Neem"
                " dan stappen samen.",
                number=number,
                fewest=FEWEST_OPTIONS,
                most=MOST_STEPS,
            )
        )


def _check_options(number: int, options: Sequence[str]) -> None:
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        raise QuestionsUnclear(
            _(
                "Geef vraag %(number)s %(fewest)s tot %(most)s antwoorden om uit te kiezen, elk op een eigen regel.",
                number=number,
                fewest=FEWEST_OPTIONS,
                most=MOST_OPTIONS,
            )
        )


def _check_each(number: int, options: Sequence[str]) -> None:
    if len({option.casefold() for option in options}) < len(options):
        raise QuestionsUnclear(_("Bij vraag %(number)s staat een antwoord twee keer. Haal er één weg.", number=number))
    if max(map(len, options)) > LONGEST_OPTION:
        raise QuestionsUnclear(
            _(
                "Bij vraag %(number)s is een antwoord te lang: hooguit %(most)s tekens.",
                number=number,
                most=LONGEST_OPTION,
            )
        )


def stored(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """For the database."""
    rows = [{**asdict(one), "kind": one.kind.value, "options": list(one.options)} for one in questions]
    return [{**row, "ties": list(row["ties"])} for row in rows]


def read_stored(rows: Sequence[dict[str, Any]]) -> list[Question]:
    lists = ("options", "ties")
    return [
        Question(**{**row, "kind": Kind(row["kind"]), **{name: tuple(row.get(name, ())) for name in lists}})
        for row in rows
    ]
