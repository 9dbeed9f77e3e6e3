"""In which language a conversation was held, and in which most of what is coded was said.

Codes are learnt in one language; across languages only what texts mean can be compared, not their words.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from coding.suggestions.judging.material import Conversation, Material
from foundation.dutch import _
from interviews.language import language_among, words

DUTCH = "nl"
OF_ENCODER = ("nl", "en", "de", "fr", "es", "it", "pl", "pt", "tr", "ru", "ar")
"""What the encoder learnt to compare, as far as it can be told apart here."""
_OTHERS = ("uk", "ro", "bg", "fa", "hu")
_ENOUGH_WORDS = 40
_MOST_WORDS = 400


@dataclass(frozen=True)
class SpokenLanguages:
    """`main`: the language of most codings. `others`: {source id: language} of the texts that are in another one."""

    main: str = DUTCH
    others: Mapping[int, str] = field(default_factory=dict)

    def may_propose_in(self, source_id: int, *, by_meaning: bool) -> bool:
        """Whether codes can be proposed there: in another language only by what texts mean, if the encoder knows it."""
        language = self.others.get(source_id)
        return language is None or (by_meaning and language in OF_ENCODER and self.main in OF_ENCODER)


def languages_in(material: Material) -> SpokenLanguages:
    """By what respondents said. A text with too little to tell counts as the main language."""
    found = {one.source_id: language_of(one) for one in material.conversations}
    known = {source_id: language for source_id, language in found.items() if language}
    coded = Counter(known[one.source_id] for one in material.codings if one.source_id in known)
    held = Counter(known.values())
    main = max(sorted(held), key=lambda one: (coded[one], held[one], one == DUTCH), default=DUTCH)
    return SpokenLanguages(main, {source_id: language for source_id, language in known.items() if language != main})


def language_of(conversation: Conversation) -> str:
    """As in ISO 639-1; empty where there is too little text, or it is none of those that are known."""
    said: list[str] = []
    for answer in conversation.answers:
        said += words(answer.text)
        if len(said) >= _MOST_WORDS:
            break
    if len(said) < _ENOUGH_WORDS:
        return ""
    return language_among(said[:_MOST_WORDS], (*OF_ENCODER, *_OTHERS))


def language_name(language: str) -> str:
    """'Engels'."""
    return {
        "nl": _("Nederlands"),
        "en": _("Engels"),
        "de": _("Duits"),
        "fr": _("Frans"),
        "es": _("Spaans"),
        "it": _("Italiaans"),
        "pl": _("Pools"),
        "pt": _("Portugees"),
        "tr": _("Turks"),
        "ru": _("Russisch"),
        "ar": _("Arabisch"),
        "uk": _("Oekraïens"),
        "ro": _("Roemeens"),
        "bg": _("Bulgaars"),
        "fa": _("Perzisch"),
        "hu": _("Hongaars"),
    }.get(language, language)
