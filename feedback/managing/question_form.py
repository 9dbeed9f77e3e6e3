"""The form of a questionnaire: every question with its fields, moved, added and removed without losing a word."""

from collections.abc import Mapping

from feedback.questionnaires.questions import Kind, Question, new_question

_FIELDS = ("text", "theme", "label", "hint")
DO = "doe"


def fields_of(place: int) -> dict[str, str]:
    """{field: its name in the form} of the question at this place."""
    return {name: f"{name}-{place}" for name in ("key", "kind", "options", *_FIELDS)}


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
    return Question(typed["key"], kind, options=tuple(typed["options"].splitlines()), **texts)


def rearranged(questions: list[Question], wanted: str) -> list[Question]:
    """As the button that was pressed asks: 'omhoog-2', 'omlaag-0', 'weg-1', 'erbij-choice'. Others change nothing."""
    what, _dash, where = wanted.partition("-")
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
