"""Sentences about the research that somebody typed: the product counts these itself, so that they are true.

A list of words, no reader: a claim in other words passes. What a story needs of its own (three calls, half a class,
a parent at the gate who says something) may stand, and so may what a municipality counts of its own work.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from foundation.dutch import _
from journeys.checks.quantified_people import (
    MIND,
    OF_ALL_OR_NONE,
    OF_QUANTITIES,
    PAST,
    PEOPLE,
    STUCK,
    acts_on_the_persona,
    goes_before,
    goes_with,
)
from journeys.open_point import OpenPoint
from journeys.texts.text import StoryText

_UNITS = "een|één|twee|drie|vier|vijf|zes|zeven|acht|negen"
_TENS = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig"
_NUMBER = (
    rf"(?:\d+|(?:(?:{_UNITS})(?:en|ën))?(?:{_TENS})|der?tien|veertien|(?:vijf|zes|zeven|acht|negen)tien|tien|elf|"
    rf"twaalf|honderd|tientallen|{_UNITS})"
)
_SOME = rf"(?:{_NUMBER}|alle|geen|elk|elke|beide|de helft van de)"
_MANY = rf"(?!(?:\d|{_UNITS.replace('|vier|vijf|zes|zeven|acht|negen', '')})\b){_NUMBER}"
"""Four and more in words, ten and more in digits: a person meets two mothers, a study counts nine."""
_ASKED = r"(?:respondent(?:en)?|geïnterviewden?|ondervraagden?|interviews?)"
_TALKS = r"(?:gesprekken|interviews)"
_TOLD = (
    r"(?:vertel(?:de|den|t|len)|verteld|zei|zeiden|zegt|zeggen|noem(?:de|den|t|en)|genoemd|gaf|gaven|geven|geeft|"
    r"vond|vonden|vindt|vinden|ervaart|ervaren|ervoer|ervoeren|herken(?:de|den|t|nen)|meld(?:de|den|t|en))"
)
_HEARD = r"(?:hoorden|hoorde|kwam|kwamen|verteld|vertelden|vertelde|genoemd|noemden|zeiden|gingen|ging)"
_OF = r"van (?:de|alle|onze)(?: \w+)?"
_RATIO = rf"(?:{_NUMBER} van de {_NUMBER}|(?<!een ){_NUMBER} op de {_NUMBER}|\d+/\d+)"
_SHARE = (
    rf"(?:de helft|(?:een|één|twee|drie)\s?(?:derde|kwart|vierde|vijfde)|driekwart|tweederde|het merendeel|"
    rf"(?:een|de) (?:ruime |grote |overgrote |kleine )?meerderheid|(?:een (?:groot |klein )?|het grootste )deel|"
    rf"(?:\d+,)?{_NUMBER}\s?(?:%|procent))"
)
_NEARLY = r"(?:bijna|vrijwel|nagenoeg)"


@cache
def _pattern(parts: tuple[str, ...]) -> re.Pattern[str]:
    """Made when a text is first read: all of them together take an eighth of a second, which no start waits for."""
    return re.compile("|".join(rf"(?<!\w)(?:{part})(?!\w)" for part in parts), re.IGNORECASE)


_OF_PEOPLE_SPOKEN_TO = (
    r"die (?:we|wij) (?:\w+ )?(?:spraken|interviewden|ondervroegen)|met wie (?:we|wij) (?:\w+ )?(?:spraken|praatten)",
    r"(?:die|met wie) (?:we|wij) (?:\w+ )?(?:gesproken|geïnterviewd|ondervraagd)",
    rf"(?:in|uit) (?:dit|ons) onderzoek|onderzoek onder {_SOME}|(?:we|wij) (?:interviewden|ondervroegen)",
    rf"uit de {_TALKS} (?:blijkt|bleek|komt|kwam)",
    rf"{_SOME} (?:\w+ )?{_ASKED}|{_SOME} codeurs?|respondenten|geïnterviewden|ondervraagden",
    rf"{_NEARLY} iedereen (?:\w+ )?{_TOLD}|de meesten (?:\w+ )?{_TOLD}",
    rf"(?:de meeste|veel|alle|(?<!aan ){_MANY}) (?:\w+ )?{PEOPLE} (?:\w+ )?{_TOLD}|alle {_NUMBER} {_TOLD}",
    rf"(?:{_RATIO}|{_SHARE})(?: (?:{_OF} )?{PEOPLE})? (?:\w+ )?{_TOLD}",
    rf"(?:alle {_NUMBER}|{_RATIO}|{_SHARE} {_OF}|{_NEARLY} alle) {_TALKS}",
    rf"{_HEARD}\b[^.!?]* in {_SOME} {_TALKS}|in (?:{_SOME}|de meeste) {_TALKS} (?:\w+ )?{_HEARD}",
)
"""Claims wherever they stand."""
_OF_A_STORY = (
    rf"(?:{_RATIO}|{_SHARE} van de) {PEOPLE}",
    r"(?:we|wij) (?:spraken|hoorden)|hoorden (?:we|wij)",
    rf"(?:komt uit|gemaakt (?:van|uit)|gebaseerd op|rust op) {_SOME} {_TALKS}|wij belden met {_SOME} {PEOPLE}",
    rf"gemiddeld\b[^.!?]*\b{PEOPLE}|{PEOPLE}\b[^.!?]*\bgemiddeld",
    rf"bij {_MANY} van de {_NUMBER}(?! \w+(?:en|s)\b(?<!ging))",
)
"""What only a study counts; of a measure it may be the work itself."""
_OF_PERSONS = (
    *OF_QUANTITIES,
    goes_with(rf"(?:{MIND}|{PAST})", rf"(?:(?<!aan ){_MANY} (?:\w+ )?{PEOPLE}|{_RATIO})"),
    goes_before(rf"(?:{MIND}|{STUCK})", rf"{_SHARE}(?: van (?:hen|de {PEOPLE}))?"),
    rf"(?:dit|dat) {MIND} (?:(?:ruim|meer dan|minder dan|bijna) )?{_SHARE}",
)
"""The same, unless it acts on the persona."""
_COUNTED = (
    rf"(?:gesprek(?:ken)?|interviews?|leden|lid|codeurs?|onderzoekers?|respondenten|opmerkingen|telefoontjes|"
    rf"{PEOPLE}|maanden|weken|minuten)"
)
_MONTH = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
_OF_RESEARCH = (
    rf"{_SOME}\s+(?:\w+\s+)?{_COUNTED}",
    r"(?:niemand|iedereen|mensen|wie) die (?:we|wij) spraken",
    r"(?:we|wij)\s+(?:belden|spraken|interviewden)",
    rf"(?:belden|spraken|gesprekken|interviews)\b.*\b{_MONTH}",
    r"akkoord|gecodeerd|citaten|namen\b.*\b(?:vervangen|veranderd)",
    r"(?:adviesraad|leden)\b.*\b(?:lazen?|las|gelezen)",
    rf"{_RATIO}|{_SHARE}",
)
_ANYWHERE = _OF_PEOPLE_SPOKEN_TO
_IN_STORY = (*_OF_PEOPLE_SPOKEN_TO, *_OF_A_STORY)
_IN_HOW_MADE = (*_OF_PEOPLE_SPOKEN_TO, *_OF_A_STORY, *_OF_RESEARCH)
_OF_ANY_NUMBER = (*OF_ALL_OR_NONE, *_OF_PERSONS)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")


def claim_points(texts: Iterable[StoryText]) -> Iterator[OpenPoint]:
    """One point per claim, at the text in which it stands. A quote is somebody speaking: there nothing is a claim."""
    texts = list(texts)
    persona = next((one.text for one in texts if one.key == "persona:name"), "")
    for one in texts:
        for claim in _claims_in(one, persona):
            told = _(
                "‘%(typed)s’ (%(place)s): dit rekent het programma zelf uit, "
                "haal de zin weg of schrijf hem zonder aantal",
                typed=claim,
                place=one.place,
            )
            yield OpenPoint(told, one.anchor, step_id=one.step_id, is_of_study=one.is_of_study)


def _claims_in(one: StoryText, persona: str) -> list[str]:
    kind, _number, field = (*one.key.split(":"), "", "")[:3]
    if field == "quote" or kind in ("study", "role"):
        return []
    if one.key == "journey:how_made":
        return claims_in_how_made([one.text])
    return claims_in_measure(one.text) if kind == "measure" else claims_in_story(one.text, persona)


def claims_in_how_made(sentences: list[str]) -> list[str]:
    """The sentences that count, date or vouch for something in the research."""
    return [claim for typed in sentences for claim in _claims(typed, _IN_HOW_MADE, _OF_ANY_NUMBER)]


def claims_in_story(text: str, persona: str = "") -> list[str]:
    """The same in a text of the story, where numbers, months and who acts on the persona may be the story's own."""
    return _claims(text, _IN_STORY, _OF_ANY_NUMBER, persona)


def claims_in_measure(text: str) -> list[str]:
    """The same in a measure, where a municipality may count how many people it reached."""
    return _claims(text, _ANYWHERE, OF_ALL_OR_NONE)


def _claims(text: str, always: tuple[str, ...], unless_of_persona: tuple[str, ...], persona: str = "") -> list[str]:
    claims, counts = _pattern(always), _pattern(unless_of_persona)
    return [
        part
        for part in _SENTENCE.split(text)
        if claims.search(part) or (counts.search(part) and not acts_on_the_persona(part, persona))
    ]
