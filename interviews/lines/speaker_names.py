"""Which labels are speakers: by what they look like, and by how the file uses them.

A colon inside speech ("Die zei: ik mis hem") or in the heading ("Datum: 11 maart") makes no speaker.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interviews.lines.openings import Mark, Opening
from interviews.lines.vocabulary import HEADING_FIELDS, NEVER_FIRST, PARTICLES, ROLES, SOUNDS, SPEECH_VERBS

_ROLE = re.compile(
    rf"(?:de |het |een )?(?:{'|'.join(sorted(ROLES))})(?:[ _-]?(?:\d{{1,3}}|[a-z]))?(?: ?\([^()]*\))?", re.IGNORECASE
)
_ABBREVIATION = re.compile(r"(?:int|resp|inter|interv|iv|ivr|ond|mod|dln|deeln|ouder|part|spk|spr)\.?\s?\d{0,3}", re.I)
_LETTERS = re.compile(r"(?:[A-Z]{1,3}\.?[ _-]?\d{0,3}|[A-Za-z]{1,3}[ _-]?\d{1,3}|[irvapqmkIRVAPQMK])")


def is_heading_field(label: str) -> bool:
    """'Datum', 'Duur opname', 'Uitgewerkt door': a line of the heading."""
    words = label.casefold().split()
    return bool(words) and words[0].rstrip(".") in HEADING_FIELDS and _ROLE.fullmatch(label) is None


def is_usual_label(label: str) -> bool:
    """Interviewer, R, INT, P1, Spreker 2, de moeder: known as speakers by themselves."""
    plain = label.strip().rstrip(".")
    if plain.casefold() in NEVER_FIRST and not (len(plain) == 1 and plain.isupper()):
        return False
    return any(form.fullmatch(plain) for form in (_ROLE, _ABBREVIATION, _LETTERS))


def looks_like_name(label: str) -> bool:
    """Mevrouw Van Tongeren (GroenLinks), J. de Vries, Jansen, Piet, Ana: capitals, particles and numbers only."""
    words = _words(label)
    if not 1 <= len(words) <= 7 or not _may_be_speaker(words):
        return False
    return any(_capital(word) for word in words) and all(_capital(word) or word in PARTICLES for word in words)


def is_sound(label: str) -> bool:
    """'[lacht]', '(lange stilte)', '[Muziek]': what is heard, not who speaks."""
    return any(word.strip(".,") in SOUNDS for word in label.casefold().split())


def may_be_label(label: str) -> bool:
    """A few words that are not the beginning of a sentence: 'De voorzitter', 'jonge vrouw'."""
    words = _words(label)
    return 1 <= len(words) <= 4 and _may_be_speaker(words) and len(label) <= 40


def _words(label: str) -> list[str]:
    return re.sub(r"\([^()]*\)", " ", label).replace(",", " ").split()


def _may_be_speaker(words: Sequence[str]) -> bool:
    folded = [word.casefold().rstrip(".") for word in words]
    if folded[0] in NEVER_FIRST or is_heading_field(" ".join(words)):
        return False
    return not any(word in SPEECH_VERBS for word in folded)


def _capital(word: str) -> bool:
    first = next((letter for letter in word if letter.isalnum()), "")
    return first.isupper() or first.isdigit() or word.startswith(("iPad", "iPhone"))


@dataclass(frozen=True)
class Usage:
    """How often each label stands at the start of a line, and how the file looks around it."""

    counts: Counter[tuple[Mark, str]]
    bold: Counter[tuple[Mark, str]]
    lines: int

    def labels(self, mark: Mark) -> list[str]:
        return [key for other, key in self.counts if other is mark]


def speakers_in(candidates: Sequence[Sequence[Opening]], *, share: float = 0.03) -> set[tuple[Mark, str]]:
    """The (mark, key) pairs that are speakers, given every possible opening of every line that is not blank.

    Empty when fewer than `share` of the lines would open a turn, or when no two speakers take turns.
    """
    usage = _usage(candidates)
    forms = {(opening.mark, opening.key): opening.label for line in reversed(candidates) for opening in line}
    found = _chosen(candidates, forms, usage)
    body = _body(found, candidates)
    return found if _is_conversation(found, forms, usage, _lines_opened(found, body), len(body), share) else set()


def _chosen(
    candidates: Sequence[Sequence[Opening]], forms: dict[tuple[Mark, str], str], usage: Usage
) -> set[tuple[Mark, str]]:
    firm = {pair for pair in forms if pair[0] in (Mark.COLON, Mark.TIME) and _is_firm(pair, forms[pair], usage)}
    firm |= _single_names(firm, forms, candidates, (Mark.COLON, Mark.TIME))
    inline = {pair for pair in forms if pair[0] is Mark.INLINE and _is_firm(pair, forms[pair], usage)}
    inline |= _single_names(inline, forms, candidates, (Mark.INLINE,))
    alone = {pair for pair, label in forms.items() if pair[0] is Mark.ALONE and _is_alone(pair, label, usage)}
    # A time in the middle of a sentence ('Sanne [00:01:00] kwam toen') stands there seldom.
    if _lines_opened(inline, candidates) > max(_lines_opened(firm, candidates), _lines_opened(alone, candidates)):
        firm |= inline
    for mark, accepted in (
        (Mark.BOLD, _by_tab),
        (Mark.TAB, _by_tab),
        (Mark.BRACKET, _by_bracket),
        (Mark.SIGN, _by_sign),
    ):
        found = accepted({pair: label for pair, label in forms.items() if pair[0] is mark}, usage)
        if _lines_opened(found, candidates) > _lines_opened(firm, candidates) and not (mark is Mark.BOLD and firm):
            firm |= found
    names = _lines_opened(alone, candidates)
    # Below each name stands what was said; a list of names has nothing between them.
    if names > _lines_opened(firm, candidates) and 2 * names <= usage.lines + 1:
        firm |= alone
    return firm


def _is_conversation(
    pairs: set[tuple[Mark, str]],
    forms: dict[tuple[Mark, str], str],
    usage: Usage,
    opened: int,
    lines: int,
    share: float,
) -> bool:
    """Two speakers who recur, bear usual labels or have a time, or openings on at least half of the lines."""
    recurring = {
        key
        for mark, key in pairs
        if mark is Mark.TIME or usage.counts[mark, key] > 1 or is_usual_label(forms[mark, key])
    }
    return opened >= share * lines and (len(recurring) > 1 or (opened > 1 and 2 * opened >= lines))


def _usage(candidates: Iterable[Sequence[Opening]]) -> Usage:
    counts: Counter[tuple[Mark, str]] = Counter()
    bold: Counter[tuple[Mark, str]] = Counter()
    lines = 0
    for line in candidates:
        lines += 1
        pairs = {(opening.mark, opening.key): opening for opening in line}
        counts.update(pairs.keys())
        bold.update(pair for pair, opening in pairs.items() if opening.bold)
    return Usage(counts, bold, lines)


def _is_firm(pair: tuple[Mark, str], label: str, usage: Usage) -> bool:
    number = usage.counts[pair]
    if is_heading_field(label):
        return False
    if is_usual_label(label):
        return number > 1 or len(label) > 1 or label.isupper()
    if looks_like_name(label):
        return number > 1 or usage.bold[pair] > 0
    return may_be_label(label) and number >= 3 and number * 50 >= usage.lines


def _single_names(
    firm: set[tuple[Mark, str]],
    forms: dict[tuple[Mark, str], str],
    candidates: Sequence[Sequence[Opening]],
    marks: tuple[Mark, ...],
) -> set[tuple[Mark, str]]:
    """Names used once, where a time stands beside them or where practically every line opens a turn."""
    named = {pair for pair, label in forms.items() if pair[0] in marks and looks_like_name(label)}
    body = _body(firm | named, candidates)
    opened = _lines_opened(firm | named, body)
    if len(body) >= 2 and opened >= 0.85 * len(body) and (firm or opened == len(body)):
        return named
    timed = {(opening.mark, opening.key) for line in candidates for opening in line if opening.seconds is not None}
    return named & timed if firm or len(named & timed) > 1 else set()


def _body(pairs: set[tuple[Mark, str]], candidates: Sequence[Sequence[Opening]]) -> Sequence[Sequence[Opening]]:
    """The lines from the first opening on."""
    first = next((index for index, line in enumerate(candidates) if _opens(pairs, line)), len(candidates))
    return candidates[first:]


def _by_tab(forms: dict[tuple[Mark, str], str], usage: Usage) -> set[tuple[Mark, str]]:
    return {
        pair
        for pair, label in forms.items()
        if is_usual_label(label) or (usage.counts[pair] > 1 and len(label) <= 40 and looks_like_name(label))
    }


def _by_bracket(forms: dict[tuple[Mark, str], str], usage: Usage) -> set[tuple[Mark, str]]:
    """'[id1] text', '(Wilma) text': several labels that recur and open most lines, unlike '[lacht]'."""
    found = {pair for pair in forms if usage.counts[pair] > 1 and not is_sound(forms[pair])}
    found = {pair for pair in found if is_usual_label(forms[pair]) or looks_like_name(forms[pair])}
    return found if sum(usage.counts[pair] for pair in found) >= 0.5 * usage.lines else set()


def _by_sign(forms: dict[tuple[Mark, str], str], usage: Usage) -> set[tuple[Mark, str]]:
    """'I - text', 'Marjan > text': two or more labels that open most lines, unlike a numbered or lettered list."""
    found = {pair for pair in forms if usage.counts[pair] > 1}
    found = {pair for pair in found if is_usual_label(forms[pair]) or looks_like_name(forms[pair])}
    often = sum(usage.counts[pair] for pair in found) >= 0.5 * usage.lines
    return found if len(found) > 1 and often else set()


def _is_alone(pair: tuple[Mark, str], label: str, usage: Usage) -> bool:
    """A name on its own line: recurring, or bold and known."""
    if is_heading_field(label) or len(label) > 60 or (label.endswith(".") and not is_usual_label(label)):
        return False
    usual = is_usual_label(label)
    if usage.bold[pair] and (usual or looks_like_name(label)):
        return usual or usage.counts[pair] > 1
    return usage.counts[pair] > 1 and (usual or looks_like_name(label))


def _lines_opened(pairs: set[tuple[Mark, str]], candidates: Sequence[Sequence[Opening]]) -> int:
    return sum(_opens(pairs, line) for line in candidates)


def _opens(pairs: set[tuple[Mark, str]], line: Sequence[Opening]) -> bool:
    return any((opening.mark, opening.key) in pairs for opening in line)
