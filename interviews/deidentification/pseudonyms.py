"""The name a person gets instead of the real one, the same throughout a study, and the key to the real one.

A study's rows are named by a keyed digest and hold the original sealed: whoever has the database without the key learns
no name from it, and the same person has unrelated rows in two studies. See docs/decisions/0003-pseudonyms.md.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from foundation.secrets.sealing import keyed_digest
from interviews.deidentification.lists.word_lists import entries_of, name_lists, unaccented
from interviews.deidentification.person_names import PersonName, halves_of, name_behind, person_name
from interviews.name_kinds import NameKind
from studies.keys.study_key import StudyKey

_NOTHING_TOLD: Mapping[str, str] = MappingProxyType({})
_DESCRIPTION = {
    NameKind.PLACE: "plaats",
    NameKind.SCHOOL: "school",
    NameKind.ORGANISATION: "organisatie",
    NameKind.ADDRESS: "adres",
    NameKind.DATE: "datum",
    NameKind.AGE: "leeftijd",
    NameKind.PHONE: "telefoonnummer",
    NameKind.NUMBER: "nummer",
    NameKind.EMAIL: "e-mailadres",
    NameKind.LINK: "link",
    NameKind.DETAIL: "kenmerk",
}


@dataclass(frozen=True, slots=True)
class HiddenName:
    """A row to keep: `digest` names it (hex), `sealed` is the original, readable with the key.

    Digest and pseudonym are each unique within a study, so a text can be turned back as well.
    """

    digest: str
    kind: NameKind
    pseudonym: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class StandIn:
    """`text` comes in the place of the name. `digests` are the rows it rests on, the telling one first; `new` those not
    there yet.
    """

    text: str
    digests: tuple[str, ...]
    new: tuple[HiddenName, ...]


Rows = Mapping[str, HiddenName]
"""The rows of one study, by digest."""


class PseudonymVault:
    """Chooses and reveals pseudonyms of one study. Holds a key; keeps no names."""

    def __init__(self, key: StudyKey) -> None:
        self._key = key

    def digest(self, kind: NameKind, name: str) -> str:
        """Names the row of `name`; the same for 'Yassin' and 'yassín', for 'De Wilgen' and 'basisschool de Wilgen'."""
        return keyed_digest(self._key.of(b"digest"), f"{kind.value}|{normalised(kind, name)}")

    def mark_of(self, words: str) -> str:
        """Recognises a whole text when it comes in again; without the key nobody can try out names against it."""
        return keyed_digest(self._key.of(b"words"), words)

    def stand_in(
        self,
        kind: NameKind,
        written: str,
        rows: Rows,
        *,
        titled: bool = False,
        avoid: Collection[str] = (),
        told: Mapping[str, str] = _NOTHING_TOLD,
    ) -> StandIn:
        """What comes in the place of `written`, with its ending ("Daans" -> "Hugo's").

        `titled`: 'meneer' or the like stands before it, so a single unknown word is a surname. `avoid`: words, in lower
        case, that no pseudonym may be, such as those of the text itself. `told`: first names in lower case whose gender
        the text tells, for where the lists don't.
        """
        if kind is NameKind.PERSON:
            return self._person(written, rows, titled, avoid, told)
        digest = self.digest(kind, written)
        row = rows.get(digest) or self.hide(kind, written, _numbered(_DESCRIPTION[kind], rows))
        return StandIn(row.pseudonym, (digest,), () if digest in rows else (row,))

    def hide(self, kind: NameKind, written: str, pseudonym: str) -> HiddenName:
        """The row for a pseudonym that was chosen already; its original is `written`, to the letter."""
        digest = self.digest(kind, written)
        return HiddenName(digest, kind, pseudonym, self._key.seal(b"seal").sealed(written.encode(), digest.encode()))

    def reveal(self, row: HiddenName) -> str:
        """The original as it was written first. Raises KeyDoesNotFit."""
        return self._key.seal(b"seal").opened(row.sealed, row.digest.encode()).decode()

    def name_of(self, written: str, rows: Rows, *, titled: bool = False) -> PersonName:
        """A person's name in its parts, without its endings where the study knows the name behind them."""
        return person_name(written, titled=titled, is_known=lambda part: self.digest(NameKind.PERSON, part) in rows)

    def chosen(
        self, kind: NameKind, written: str, pseudonym: str, rows: Rows, *, titled: bool = False
    ) -> tuple[HiddenName, ...]:
        """The rows for a pseudonym that a person chose for `written`; the first is the one that must get it.

        Of a full name its parts follow: when 'Wilma Jansen' becomes 'Els de Groot', 'Wilma' is 'Els' from then on.
        """
        if kind is not NameKind.PERSON:
            return (self.hide(kind, written, pseudonym),)
        name = self.name_of(written, rows, titled=titled)
        called = name_behind(pseudonym, name)
        if name.inflected(called) != pseudonym:
            return (self.hide(kind, written, pseudonym),)
        whole = self.hide(kind, name.whole, called)
        halves = [self.hide(kind, part, half) for part, half in halves_of(called, name)]
        if len(name.parts) > 1 and any(half.digest == whole.digest for half in halves):
            return tuple(halves)
        return (whole, *(half for half in halves if half.digest != whole.digest and half.digest not in rows))

    def _person(
        self, written: str, rows: Rows, titled: bool, avoid: Collection[str], told: Mapping[str, str]
    ) -> StandIn:
        name = self.name_of(written, rows, titled=titled)
        if settled := self._settled(written, name, rows):
            return settled
        known = dict(rows)
        digests = []
        for part, pool in _parts(name, told):
            digest = self.digest(NameKind.PERSON, part)
            digests.append(digest)
            if digest not in known:
                known[digest] = self.hide(NameKind.PERSON, part, self._choose(digest, pool, known, avoid))
        new = tuple(row for digest, row in known.items() if digest not in rows)
        return StandIn(name.inflected(self._spoken(name, known)), tuple(digests), new)

    def _settled(self, written: str, name: PersonName, rows: Rows) -> StandIn | None:
        """What was chosen for this very writing, or for the whole name behind it."""
        parts = {self.digest(NameKind.PERSON, part) for part in name.parts} if len(name.parts) > 1 else set()
        exact, whole = self.digest(NameKind.PERSON, written), self.digest(NameKind.PERSON, name.whole)
        if exact in rows and exact != whole:
            return StandIn(rows[exact].pseudonym, (exact,), ())
        if whole in rows and whole not in parts:
            return StandIn(name.inflected(rows[whole].pseudonym), (whole,), ())
        return None

    def _spoken(self, name: PersonName, rows: Rows) -> str:
        parts = [*name.given[:1], name.surname] if name.surname else name.given[:1]
        return " ".join(rows[self.digest(NameKind.PERSON, part)].pseudonym for part in parts)

    def _choose(self, digest: str, pool: tuple[str, ...], rows: Rows, avoid: Collection[str]) -> str:
        used = {row.pseudonym for row in rows.values()}
        first = int(digest[:8], 16)
        for step in range(len(pool)):
            candidate = pool[(first + step) % len(pool)]
            is_original = self.digest(NameKind.PERSON, candidate) in rows
            if candidate not in used and candidate.lower() not in avoid and not is_original:
                return candidate
        return _numbered("persoon", rows)


def normalised(kind: NameKind, name: str) -> str:
    """What two writings of one name share: no capitals, accents or signs, and no words for the kind or the prefix."""
    words = unaccented(name.casefold().replace("’", "'")).split()
    telling = [word for word in words if word not in _untelling(kind)] or words
    return "".join(sign for sign in "".join(telling) if sign.isalnum()) or name


@cache
def _untelling(kind: NameKind) -> frozenset[str]:
    cues = name_lists().cues
    if kind is NameKind.PERSON:
        return cues["prefixes"]
    if kind in {NameKind.SCHOOL, NameKind.ORGANISATION}:
        return cues["articles"] | cues["school_words"] | cues["organisation_words"]
    return cues["articles"]


def _parts(name: PersonName, told: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for part in name.given:
        listed = name_lists().first_names.get(unaccented(part.lower()), "x")
        yield part, _first_names(told.get(part.lower(), "x") if listed == "x" else listed)
    if name.surname:
        yield name.surname, _surnames()


@cache
def _first_names(gender: str) -> tuple[str, ...]:
    pairs = [line.rsplit(" ", 1) for line in entries_of("stand_ins.txt")]
    return tuple(name for name, of in pairs if gender in (of, "x"))


@cache
def _surnames() -> tuple[str, ...]:
    return tuple(entries_of("stand_in_surnames.txt"))


@cache
def stand_in_words() -> frozenset[str]:
    """Every name that may be given instead of a real one, in lower case."""
    return frozenset(name.lower() for name in (*_first_names("x"), *_surnames()))


def _numbered(word: str, rows: Rows) -> str:
    used = {row.pseudonym for row in rows.values()}
    number = 1
    while f"[{word} {number}]" in used:
        number += 1
    return f"[{word} {number}]"
