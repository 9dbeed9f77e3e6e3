"""Words that can name what people talk about: nouns, by how they are used in the study itself.

No Dutch word list says what is a noun in every dialect and trade. What stands after 'de', 'mijn' or 'op', and before
no other word that carries meaning, is used as one. Left out: times, numbers, and words that stand for a name.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from coding.suggestions.text_cleaning import STAND_IN_WORDS
from interviews.language import carries_meaning, content_words, lemma

_OF_VERBS = ("en", "aan", "ien", "oen")
_NOUN_FROM, _VERB_FROM = 0.34, 0.5
"""Shares of how often it is used as one. A form of a verb may be a noun too: 'school' comes from 'schuilen'."""
_PRIOR = 0.4
_SENTENCES = 0.1
"""With fewer words used as a noun, texts are no sentences: in lists and short answers any word may be one."""
_SHORTEST = 3
_MOST_BETWEEN = 2
"""Words between 'de' and the noun: 'een lieve oude leraar'."""
_TOGETHER, _FEWEST_TOGETHER = 0.6, 3
_BEFORE_NOUN = frozenset(
    """
    de het een 'n mijn m'n onze ons jouw uw z'n zo'n eigen hun haar geen elke iedere deze welke
    """.split()  # noqa: SIM905
)
_PREPOSITIONS = frozenset(
    """
    op naar in aan met van bij uit voor door over tegen zonder per na onder tijdens via
    """.split()  # noqa: SIM905
)
_NO_SUBJECT = frozenset(
    """
    moeder mama mam vader papa pap ouder kind kinderen dochter zoon jongen meisje meid broer zus zusje broertje baby
    opa oma oom tante neef nicht gezin familie mens man vrouw meneer mevrouw mevrouwtje vriend vriendin buur buren
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag weekend januari februari maart april mei juni juli
    augustus september oktober november december lente zomer herfst winter voorjaar najaar seconde minuut kwartier uur
    dag week maand kwartaal halfjaar jaar eeuw keer maal ochtend morgen middag avond vandaag gisteren straks
    tijd moment begin einde eind rest deel stuk helft paar aantal boel hoop manier kant punt zin woord vraag antwoord
    een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien
    negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd duizend miljoen nul half anderhalf
    eerste tweede derde vierde vijfde laatste volgende vorige ander andere
    goed best leuk mooi lekker erg groot klein lang kort oud nieuw jong vol leeg dicht open los vast klaar nodig zelf
    elkaar mekaar iedereen niemand iemand druk raar gek blij boos bang moe stil eerlijk gewoon hard snel vroeg laat
    terug samen alleen neer heen weg mee
    """.split()  # noqa: SIM905
)
"""Lemmas that are often used as a noun and name no subject, for they are said of all subjects: who, when, how much."""
_ENDS = frozenset(".!?:\"“‘'…")
_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_]))*|[^\s\w]|[\d_]+")


@dataclass(frozen=True)
class Term:
    """`lemma` with the form in which it is said most, and the texts that say it."""

    lemma: str
    said: str
    rows: tuple[int, ...]


class Terms:
    """The nouns of `texts`; `also`: other sentences that show how words are used, such as the questions.
    `without`: lemmas that name nothing here, such as the municipality's.

    `lemmas[i]`: of the words that carry meaning in texts[i].
    """

    def __init__(self, texts: Sequence[str], also: Iterable[str] = (), without: Collection[str] = ()) -> None:
        self.lemmas = [{lemma(word) for word in content_words(text)} for text in texts]
        rows: dict[str, list[int]] = defaultdict(list)
        for row, found in enumerate(self.lemmas):
            for one in found:
                rows[one].append(row)
        use = _Use([*texts, *also])
        self._terms = {
            one: Term(one, use.name_of(one), tuple(rows[one]))
            for one in sorted(rows)
            if one not in without and _can_name(one) and use.is_noun(one)
        }

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def __contains__(self, one: object) -> bool:
        return one in self._terms

    def __getitem__(self, one: str) -> Term:
        return self._terms[one]


def _can_name(one: str) -> bool:
    return len(one) >= _SHORTEST and one not in _NO_SUBJECT and one not in STAND_IN_WORDS


class _Use:
    """How words are used in texts: as which lemma, in which form, after and before what."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._seen: Counter[str] = Counter()
        self._as_noun: dict[str, float] = defaultdict(float)
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        self._before: dict[str, Counter[str]] = defaultdict(Counter)
        self._after: dict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            self._read(_TOKEN.findall(unicodedata.normalize("NFC", text).replace("’", "'")))

    def is_noun(self, one: str) -> bool:
        """By how it is used."""
        forms = self._forms.get(one)
        if not forms:
            return False
        is_of_verb = one.endswith(_OF_VERBS) and all(form.lower() != one for form in forms)
        if sum(self._as_noun.values()) < _SENTENCES * self._seen.total():
            return not is_of_verb
        share = (self._as_noun[one] + _PRIOR) / (self._seen[one] + 1)
        return share >= (_VERB_FROM if is_of_verb else _NOUN_FROM)

    def name_of(self, one: str) -> str:
        """In the form in which it is said most, with the word that nearly always stands beside it: 'Sociaal Team'."""
        forms = self._forms[one]
        said = min(forms, key=lambda form: (-forms[form], form))
        return " ".join(
            part for part in (self._always(self._before[one], one), said, self._always(self._after[one], one)) if part
        )

    def _always(self, beside: Counter[str], one: str) -> str:
        word, times = next(iter(beside.most_common(1)), ("", 0))
        return word if times >= _FEWEST_TOGETHER and times >= _TOGETHER * self._seen[one] else ""

    def _read(self, tokens: Sequence[str]) -> None:
        carries = [token[0].isalpha() and carries_meaning(token.lower()) for token in tokens]
        for place, token in enumerate(tokens):
            if not carries[place] or len(token) < _SHORTEST:
                continue
            one = lemma(token)
            self._seen[one] += 1
            begins = place == 0 or tokens[place - 1] in _ENDS
            self._forms[one][token.lower() if begins and not token.isupper() else token] += 1
            self._as_noun[one] += _as_noun(tokens, carries, place)
            if place and carries[place - 1]:
                self._before[one][tokens[place - 1]] += 1
            if place + 1 < len(tokens) and carries[place + 1]:
                self._after[one][tokens[place + 1]] += 1


def _as_noun(tokens: Sequence[str], carries: Sequence[bool], place: int) -> float:
    """From 0 to 1: how much what stands around it makes this word a noun."""
    goes_on = place + 1 < len(tokens) and carries[place + 1]
    first = place
    while first and carries[first - 1] and place - first < _MOST_BETWEEN:
        first -= 1
    before = tokens[first - 1].lower() if first else ""
    if before in _BEFORE_NOUN:
        return (0.5 if first == place else 0.3) if goes_on else (1.0 if first == place else 0.8)
    if before in _PREPOSITIONS and first == place:
        return 0.4 if goes_on else 0.8
    return 0.0
