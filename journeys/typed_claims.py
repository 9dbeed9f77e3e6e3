"""Sentences about the research that somebody typed: the product counts these itself, so that they are true."""

import re

_NUMBER = (
    r"(?:\d+|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|der?tien|veertien|vijftien|zestien|"
    r"zeventien|achttien|negentien|twintig|alle|geen|elk|elke|beide|de helft van de)"
)
_COUNTED = (
    r"(?:gesprek(?:ken)?|interviews?|leden|lid|codeurs?|onderzoekers?|respondenten|opmerkingen|telefoontjes|"
    r"inwoners|ouders|jongeren|verzorgers|mensen|maanden|weken|minuten)"
)
_MONTH = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
_OF_RESEARCH = re.compile(
    rf"\b{_NUMBER}\s+(?:\w+\s+)?{_COUNTED}\b"
    r"|\b(?:niemand|iedereen|mensen|wie) die (?:we|wij) spraken\b"
    r"|\b(?:we|wij)\s+(?:belden|spraken|interviewden)\b"
    rf"|\b(?:belden|spraken|gesprekken|interviews)\b.*\b{_MONTH}\b"
    r"|\bakkoord\b|\bgecodeerd\b|\bcitaten\b|\bnamen\b.*\b(?:vervangen|veranderd)\b"
    r"|\b(?:adviesraad|leden)\b.*\b(?:lazen?|las|gelezen)\b",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(
    rf"\b{_NUMBER}\s+(?:\w+\s+)?(?:gesprekken|interviews|codeurs|respondenten)\b|\bdie (?:we|wij) spraken\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")


def claims_in_how_made(sentences: list[str]) -> list[str]:
    """The sentences that count, date or vouch for something in the research."""
    return [part for typed in sentences for part in _SENTENCE.split(typed) if _OF_RESEARCH.search(part)]


def claims_in_story(text: str) -> list[str]:
    """The same in an introduction or a portrait, where numbers and months may be the story's own."""
    return [part for part in _SENTENCE.split(text) if _OF_PEOPLE.search(part)]
