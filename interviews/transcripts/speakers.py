"""Who speaks in a transcript: a guess at the interviewer and at a name that gives nobody away. A person decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foundation.dutch import _, ngettext
from interviews.files.draft import DraftTurn
from interviews.lines.speaker_labels import (
    answers_by_label,
    asks_by_label,
    gives_nobody_away,
    voice_in_bold,
    voice_in_plain,
)
from interviews.texts.adding import SpokenTurn

_LEAST_QUESTIONS = 0.3
"""Of the turns of somebody who may be the interviewer by asking most."""
_CLEARLY_MORE = 2
"""So many times the share of the others: an interviewed person asks things back."""


@dataclass(frozen=True)
class SpeakerGuess:
    """One speaker as labelled in the transcript. `sample` is the first thing they say of some length.

    `name` is empty when the file does not say who speaks: it may be anybody, so a person has to choose.
    """

    label: str
    turns: int
    questions: int
    sample: str
    is_interviewer: bool
    name: str


@dataclass(frozen=True)
class Speaker:
    """What a person decided about one label."""

    name: str
    is_interviewer: bool


def guess_speakers(turns: Sequence[DraftTurn]) -> list[SpeakerGuess]:
    """Every speaker once, in order of appearance."""
    labels = list(dict.fromkeys(turn.speaker for turn in turns))
    interviewers = _interviewers(labels, turns)
    names = _names(labels, interviewers)
    return [_guess(label, turns, label in interviewers, names[label]) for label in labels]


def guessed_turns(turns: Sequence[DraftTurn]) -> list[SpokenTurn]:
    """The turns as the guess has them, for when nobody is there to ask (the command line, the demonstration)."""
    unknown = str(_("Onbekend"))
    return spoken(turns, {g.label: Speaker(g.name or unknown, g.is_interviewer) for g in guess_speakers(turns)})


def spoken(turns: Sequence[DraftTurn], speakers: Mapping[str, Speaker]) -> list[SpokenTurn]:
    """The turns with the speakers a person settled, by label."""
    return [
        SpokenTurn(turn.text, speakers[turn.speaker].name, speakers[turn.speaker].is_interviewer, turn.seconds)
        for turn in turns
    ]


def whose_is_the_rest(text: str, own: int, asks: Sequence[bool]) -> int:
    """Whose the part of a turn that is split off most likely is, as a place in `asks`: who of them interviews.

    `own` is whose the turn is, and whose the rest is too unless `text` shows another: a respondent's turn that ends in
    a question holds one of the interviewer, and what the interviewer's own turn ends in after a question is an answer.
    """
    ends_asking = text.strip().endswith("?")
    if ends_asking is asks[own] or "?" not in text:
        return own
    wanted = not asks[own]
    return next((place for place, is_asking in enumerate(asks) if is_asking is wanted), own)


def about_unknown(turns: Sequence[DraftTurn]) -> str:
    """How many turns are of nobody known, where others are; ''."""
    unknown = sum(not turn.speaker for turn in turns)
    if unknown in (0, len(turns)):
        return ""
    return ngettext(
        "Bij %(num)s beurt staat niet wie er spreekt. Kies daar ‘Pas aan’ en zeg van wie de beurt is.",
        "Bij %(num)s beurten staat niet wie er spreekt. Kies daar ‘Pas aan’ en zeg van wie de beurt is.",
        unknown,
    )


def _guess(label: str, turns: Sequence[DraftTurn], is_interviewer: bool, name: str) -> SpeakerGuess:
    own = [turn.text for turn in turns if turn.speaker == label]
    sample = next((text for text in own if len(text) > 40), own[0])
    return SpeakerGuess(label, len(own), _questions(own), sample, is_interviewer, name)


def _interviewers(labels: Sequence[str], turns: Sequence[DraftTurn]) -> set[str]:
    """By what the label says; else who only asks or asks most, when the others ask clearly less; else nobody."""
    by_label = {label for label in labels if asks_by_label(label) or label == voice_in_bold()}
    if by_label or len(labels) < 2:
        return by_label
    shares = {label: _share_of_questions(label, turns) for label in labels if label}
    most = max(shares.values())
    askers = {label for label, share in shares.items() if share == most}
    others = [share for label, share in shares.items() if label not in askers]
    if most < _LEAST_QUESTIONS or most <= _CLEARLY_MORE * max(others, default=0) or len(askers) == len(labels):
        return set()
    # Beside an interviewer somebody may ask one thing only: 'Hoort u mij?'
    often = {label for label in askers if sum(turn.speaker == label for turn in turns) > 1}
    return askers if len(askers) == 1 else often if most == 1 else set()


def _share_of_questions(label: str, turns: Sequence[DraftTurn]) -> float:
    own = [turn.text for turn in turns if turn.speaker == label]
    return _questions(own) / len(own)


def _questions(texts: Sequence[str]) -> int:
    return sum("?" in text for text in texts)


def _names(labels: Sequence[str], interviewers: set[str]) -> dict[str, str]:
    """A safe name for every label; numbered where two would be the same."""
    wanted = {label: _name(label, label in interviewers) for label in labels}
    names: dict[str, str] = {}
    for label, name in wanted.items():
        same = [other for other in wanted if wanted[other] == name]
        names[label] = name if len(same) == 1 else f"{name} {same.index(label) + 1}"
    return names


def _name(label: str, is_interviewer: bool) -> str:
    if is_interviewer:
        return str(_("Interviewer"))
    if not label:
        return ""
    answers = answers_by_label(label)
    if answers or not gives_nobody_away(label) or label == voice_in_plain():
        number = answers[1] if answers else ""
        return _("Respondent %(number)s", number=number) if number else _("Respondent")
    return label[:1].upper() + label[1:]
