"""Lists as a person types them, one per line: sentences on how a story was made, and a glossary."""

from foundation.dutch import _
from foundation.errors import ResearcherError


class MeaningMissing(ResearcherError):
    def __init__(self, line: str) -> None:
        super().__init__(
            _(
                "In de regel ‘%(line)s’ mist de uitleg. Schrijf het zo: woord, dubbele punt, uitleg. "
                "De vorige lijst is bewaard gebleven.",
                line=line,
            )
        )


def read_sentences(text: str) -> list[str]:
    """One sentence per line; empty lines fall away."""
    return _lines(text)


def sentence_lines(sentences: list[str]) -> str:
    """The inverse of `read_sentences`."""
    return "\n".join(sentences)


def read_glossary(text: str) -> list[list[str]]:
    """[term, meaning] per line 'term: meaning', in alphabetical order. Raises MeaningMissing."""
    return sorted((_entry(line) for line in _lines(text)), key=lambda entry: (entry[0].casefold(), entry[1]))


def glossary_lines(glossary: list[list[str]]) -> str:
    """The inverse of `read_glossary`."""
    return "\n".join(f"{term}: {meaning}" for term, meaning in glossary)


def _entry(line: str) -> list[str]:
    term, _colon, meaning = (part.strip() for part in line.partition(":"))
    if not term or not meaning:
        raise MeaningMissing(line)
    return [term, meaning]


def _lines(text: str) -> list[str]:
    return [line for raw in text.splitlines() if (line := " ".join(raw.split()))]
