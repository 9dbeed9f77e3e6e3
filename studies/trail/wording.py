"""The history in Dutch: whose numbers these are, and what the words of the program mean."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from sqlalchemy.orm import Session
from sqlmodel import col, select

from foundation.dutch import _, counted, translatable
from studies.access import Role
from studies.models import DeletedStudy, Person
from studies.trail.kinds import About, Kind
from studies.trail.models import TrailEntry

Names = Mapping[About, Mapping[int, str]]
Namer = Callable[[Session, Collection[int]], dict[int, str]]
_NAMERS: dict[About, Namer] = {}

_WORDS = {
    "password": translatable("wachtwoord"),
    "link": translatable("een link"),
    "passkey": translatable("passkey"),
    "provider": translatable("aanmelddienst van de organisatie"),
    "second_step": translatable("tweede stap"),
    "code": translatable("code"),
    "recovery_code": translatable("herstelcode"),
    "app": translatable("app met codes"),
    "all": translatable("alles"),
    "websites": translatable("websites met een cijfer"),
    "name": translatable("naam"),
    "email": translatable("e-mailadres"),
    "telephone": translatable("telefoonnummer"),
    "privacy_words": translatable("woorden over privacy"),
    "accessibility_statement": translatable("verklaring over toegankelijkheid"),
    "second_step_for": translatable("wie een tweede stap moet hebben"),
    "title": translatable("naam"),
    "question": translatable("vraag"),
    "municipality": translatable("gemeente"),
    "written": translatable("voor het eerst opgeschreven"),
    "asked_by": translatable("wie de vraag stelt"),
    "parties": translatable("partijen"),
    "used_for": translatable("waarvoor het dient"),
    "not_for": translatable("waarvoor niet"),
    "published": translatable("wat openbaar wordt"),
    "success": translatable("wat geslaagd is"),
    "transcripts_until": translatable("bewaartermijn van de verslagen"),
    "key_until": translatable("bewaartermijn van de namen"),
    "agreed_on": translatable("dag waarop het is vastgelegd"),
    "record": translatable("opnemen"),
    "quote_reworded": translatable("herschreven citaten"),
    "quote_literally": translatable("letterlijke citaten"),
    "call_back": translatable("terugbellen"),
    "read_first": translatable("eerst zelf lezen"),
}


def names_what_is_about(about: About) -> Callable[[Namer], Namer]:
    """Declare how what rows of the history are about is called now, by its numbers."""

    def declare(namer: Namer) -> Namer:
        _NAMERS[about] = namer
        return namer

    return declare


@names_what_is_about(About.PERSON)
def person_names(session: Session, numbers: Collection[int]) -> dict[int, str]:
    return {
        row[0]: row[1] for row in session.execute(select(Person.id, Person.name).where(col(Person.id).in_(numbers)))
    }


@names_what_is_about(About.STUDY_GONE)
def gone_titles(session: Session, numbers: Collection[int]) -> dict[int, str]:
    query = select(DeletedStudy.id, DeletedStudy.title).where(col(DeletedStudy.id).in_(numbers))
    return {row[0]: row[1] for row in session.execute(query)}


def names_in(session: Session, entries: Iterable[TrailEntry]) -> Names:
    """How everybody and everything in these rows is called now. One question for each kind of thing."""
    asked: defaultdict[About, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.person_id is not None:
            asked[About.PERSON].add(entry.person_id)
        if entry.about and entry.about_id is not None and About(entry.about) in _NAMERS:
            asked[About(entry.about)].add(entry.about_id)
    return {about: _NAMERS[about](session, numbers) for about, numbers in asked.items()}


def who_did(entry: TrailEntry, names: Names) -> str:
    """By name; the program, or who runs it, where there is no account; nobody knows who failed to come in."""
    if entry.kind == Kind.SIGN_IN_FAILED:
        return _("onbekend")
    if entry.person_id is None:
        return _("Verhaallijn of beheer")
    return _called(About.PERSON, entry.person_id, names)


def sentence_of(entry: TrailEntry, names: Names) -> str:
    """What happened: 'Tariq Bensaid kreeg een rol in dit onderzoek: tweede codeur'."""
    whom = _called(About(entry.about), entry.about_id or 0, names) if entry.about else ""
    return _(Kind(entry.kind).sentence, whom=whom, detail=detail_in_dutch(entry.detail))


def detail_in_dutch(detail: str) -> str:
    """'name,email' -> 'naam, e-mailadres'; a role by its name, a number as so many times."""
    return ", ".join(_word_in_dutch(word) for word in detail.split(",") if word)


def _word_in_dutch(word: str) -> str:
    if word.isdecimal():
        return counted(int(word), "keer", "keer")
    return Role(word).dutch if word in set(Role) else _(_WORDS[word])


def known_words() -> frozenset[str]:
    """Of which somebody reads what they mean."""
    return frozenset(_WORDS) | frozenset(role.value for role in Role)


def _called(about: About, number: int, names: Names) -> str:
    if about is About.RESPONDENT:
        return _("Respondent %(number)s", number=number)
    if about is About.INTERVIEW:
        return _("Gesprek %(number)s", number=number)
    gone = {
        About.PERSON: _("iemand van wie het account weg is (nummer %(number)s)", number=number),
        About.JOURNEY: _("een klantreis die gewist is"),
        About.STUDY_GONE: _("een onderzoek"),
    }
    return names.get(about, {}).get(number) or gone.get(about, str(number))
