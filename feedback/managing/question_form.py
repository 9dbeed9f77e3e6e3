"""The form of a questionnaire: every question with its fields, moved, added and removed without losing a word."""

from collections.abc import Mapping, Sequence

from feedback.questionnaires.questions import Kind, Question, new_question
from feedback.questionnaires.steps import read_tie, tied
from foundation.forms.written import one_line

_FIELDS = ("text", "theme", "label", "hint")
_BESIDES = ("key", "kind", "options", "ties", "journey")
DO, STEPS = "doe", "stappen"


def fields_of(place: int) -> dict[str, str]:
    """{field: its name in the form} of the question at this place."""
    return {name: f"{name}-{place}" for name in (*_BESIDES, *_FIELDS)}


def read_form(form: Mapping[str, str]) -> list[Question]:
    """The questions as somebody typed them, whatever is wrong with them."""
    places = range(_how_many(form))
    return [_question({field: form.get(name, "") for field, name in fields_of(place).items()}) for place in places]


def _how_many(form: Mapping[str, str]) -> int:
    place = 0
    while f"key-{place}" in form:
        place += 1
    return place


def _question(typed: dict[str, str]) -> Question:
    kind = Kind(typed["kind"]) if typed["kind"] in set(Kind) else Kind.WORDS
    texts = {name: typed[name] for name in _FIELDS}
    options = tuple(option for option in map(one_line, typed["options"].splitlines()) if option)
    ties = _ties(options, typed["ties"]) if kind is Kind.STEP else ()
    return Question(typed["key"], kind, options=options, ties=ties, **texts)


def carried_ties(question: Question) -> str:
    """'joost-en-tess#12 De eerste brief', one step a line, to come back with the form."""
    return "\n".join(f"{tie} {option}" for tie, option in zip(question.ties, question.options, strict=False))


def _ties(options: Sequence[str], carried: str) -> tuple[str, ...]:
    lines = [line.partition(" ") for line in carried.splitlines()]
    return tied(options, [option for _tie, _space, option in lines], [read_tie(tie) for tie, _space, _option in lines])


def steps_wanted(questions: Sequence[Question], wanted: str) -> int | None:
    """The place of the question that steps are to be taken for: 'stappen-2' -> 2. None for another button."""
    what, _dash, where = wanted.partition("-")
    if what != STEPS or where not in {str(place) for place in range(len(questions))}:
        return None
    return int(where) if questions[int(where)].kind is Kind.STEP else None


def rearranged(questions: list[Question], wanted: str) -> list[Question]:
    """As the button that was pressed asks: 'omhoog-2', 'omlaag-0', 'weg-1', 'erbij-choice'. Others change nothing."""
    what, _dash, where = wanted.partition("-")
    if what == "erbij" and where == Kind.CALL and any(one.kind is Kind.CALL for one in questions):
        return questions
    if what == "erbij" and where in set(Kind):
        return [*questions, new_question(Kind(where))]
    place = int(where) if where.isascii() and where.isdigit() and len(where) < 3 else -1
    if not 0 <= place < len(questions):
        return questions
    if what == "weg":
        return questions[:place] + questions[place + 1 :]
    other = {"omhoog": place - 1, "omlaag": place + 1}.get(what, -1)
    if not 0 <= other < len(questions):
        return questions
    moved = list(questions)
    moved[place], moved[other] = moved[other], moved[place]
    return moved
