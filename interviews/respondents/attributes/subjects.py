"""What the heading above a column, or the name of an attribute, says that stands in it: so a value is judged.

Somebody: any word that is no ordinary word names them. A place, a school or an organisation: a known place, 'Sint …'
and 'Basisschool Maria' name nobody. A general thing (a language, a kind of help): only what is surely a name does.
Anything else: a word with a capital that nobody knows, standing alone, is taken for a name, for that is what a rare
first name looks like.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from interviews.deidentification.lists.word_lists import name_lists, unaccented
from interviews.respondents.attributes.private_names import is_of_somebody_near, is_unknown


class Subject(StrEnum):
    """What stands below a heading."""

    SOMEBODY = "somebody"
    PLACE = "place"
    INSTITUTION = "institution"
    THING = "thing"
    UNKNOWN = "unknown"


_SOMEBODY = (
    r"contact|begeleid\w*|hulpverlener|behandelaar|casemanager|consulent|mentor|coach|huisarts|arts|docent|leraar|lerares|"
    r"juf|meester|leerkracht|voogd|verwijzer|tolk|interviewer|buur\w*|vriend\w*|familie|gezin|wie|therapeut|psycholoog|"
    r"regisseur|medewerker|aanspreekpunt"
)
_PLACE = (
    r"\w*plaats|\w*gemeente|stad|dorp|wijk|buurt|regio|kern|stadsdeel|land|herkomst|\w*land|provincie|gebied|waar|"
    r"streek|locatie"
)
_INSTITUTION = (
    r"\w*school|opleiding|onderwijs|instelling|organisatie|\w*aanbieder|kerk|moskee|club|vereniging|werkgever|bedrijf|"
    r"dagbesteding|opvang|team|loket|via"
)
_THING = (
    r"hulp|\w*zorg|hulpvorm|taal|talen|moedertaal|nationaliteit\w*|religie|geloof|niveau|status|soort|type|traject|product|"
    r"diagnose|geslacht|leeftijd\w*|opleidingsniveau|klas|groep|\w*situatie|begonnen|begin|thema|onderwerp|vraag|functie|"
    r"beroep|werk|hobby"
)
_FORMS = (
    (Subject.SOMEBODY, _SOMEBODY),
    (Subject.INSTITUTION, _INSTITUTION),
    (Subject.PLACE, _PLACE),
    (Subject.THING, _THING),
)
_COMPILED = [(subject, re.compile(rf"\b(?:{form})\b")) for subject, form in _FORMS]
_SCHOOL = (
    r"(?:basis|middelbare |hoge|muziek)?school|"
    r"o\.?b\.?s\.?|c\.?b\.?s\.?|r\.?k\.?b\.?s\.?|p\.?c\.?b\.?s\.?|k\.?b\.?s\.?|"
    r"bs|sbo|vso|college|lyceum|gymnasium|stichting|kerk|parochie|moskee|kinderopvang|kdv|bibliotheek|dorpshuis|buurthuis|"
    r"wijkcentrum|ziekenhuis"
)
_WORD = r"[A-ZÀ-Þ][\w’'-]*"
_OF_INSTITUTION = re.compile(rf"\b(?i:{_SCHOOL})(?: (?:(?:de|het|van|der|den|St\.?|Sint) )*{_WORD}){{1,3}}")
_BEFORE_INSTITUTION = re.compile(
    rf"(?:{_WORD} (?:(?:van|de|der|den) )*){{1,3}}-?(?:[Cc]ollege|[Ll]yceum|[Gg]ymnasium|[Ss]chool|[Zz]iekenhuis)\b"
    rf"|\b{_WORD} ?[A-ZÀ-Þ]?[a-zà-þ]*(?:school|college|lyceum)\b"
)
_SAINT = re.compile(rf"\b(?:Sint|St\.?|Sinte?)[ -]{_WORD}")
_LOOKED_AT = 200
_MOST = 0.6


def subject_of(heading: str, values: Sequence[str] = ()) -> Subject:
    """What stands below a heading; of a heading that does not say, told by what most `values` are."""
    if is_of_somebody_near(heading):
        return Subject.SOMEBODY
    words = " ".join(re.findall(r"\w+", unaccented(heading.lower())))
    told = next((subject for subject, form in _COMPILED if form.search(words)), Subject.UNKNOWN)
    if told is not Subject.UNKNOWN or len(values) < 2:
        return told
    seen = values[:_LOOKED_AT]
    if sum(value.lower() in name_lists().places for value in seen) >= len(seen) * _MOST:
        return Subject.PLACE
    return Subject.INSTITUTION if sum(map(_is_institution, seen)) >= len(seen) * _MOST else told


def without_places(subject: Subject, text: str) -> str:
    """`text` without the names in it that are of no person: what is left is judged."""
    if text.lower() in name_lists().places:
        return ""
    for form in (_OF_INSTITUTION, _BEFORE_INSTITUTION, _SAINT):
        if subject is not Subject.SOMEBODY or form is not _SAINT:
            text = form.sub(" ", text)
    return text


def stands_alone_as_a_name(subject: Subject, text: str) -> bool:
    """Whether `text` as a whole is a name that no list knows: 'Djamila', 'Shurandy Öztürk'."""
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    if not words or len(words) > 3:
        return False
    if subject is Subject.SOMEBODY:
        return any(all(map(is_unknown, word.split("-"))) and not word.isupper() for word in words)
    if subject is not Subject.UNKNOWN:
        return False
    return text.strip() == " ".join(words) and all(
        word[0].isupper() and not word.isupper() and is_unknown(word) for word in words
    )


def _is_institution(value: str) -> bool:
    return bool(_OF_INSTITUTION.search(value) or _BEFORE_INSTITUTION.search(value))
