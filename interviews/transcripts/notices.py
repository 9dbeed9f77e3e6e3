"""What was not brought along, counted and quoted in Dutch, so that nothing is lost silently."""

from collections.abc import Callable, Iterable, Iterator

from foundation.dutch import _, ngettext
from interviews.files.blocks import Kind, Skipped

_QUOTED = 12
_QUOTE_LENGTH = 240


def notices_about(skipped: Iterable[Skipped], controls: int) -> tuple[str, ...]:
    """One sentence per kind of thing that was skipped, and one for removed control characters."""
    found = list(skipped)
    return (*_by_kind(found), *_about_controls(controls))


def _by_kind(skipped: list[Skipped]) -> Iterator[str]:
    for kind in Kind:
        texts = [item.text for item in skipped if item.kind is kind]
        if texts:
            yield " ".join(filter(None, [_SENTENCES[kind](len(texts)), _quotes(texts)]))


def _quotes(texts: list[str]) -> str:
    """'Er staat: ‘…’; ‘…’ (en nog 3).', or nothing when there are no words."""
    worded = [text.strip() for text in texts if text.strip()]
    if not worded:
        return ""
    quoted = "; ".join(f"‘{_shortened(text)}’" for text in worded[:_QUOTED])
    if len(worded) <= _QUOTED:
        return _("Er staat: %(quotes)s.", quotes=quoted)
    return _("Er staat: %(quotes)s (en nog %(number)s).", quotes=quoted, number=len(worded) - _QUOTED)


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTE_LENGTH else text[: _QUOTE_LENGTH - 1].rstrip() + "…"


def _about_controls(number: int) -> Iterator[str]:
    if number:
        yield ngettext(
            "%(num)s onleesbaar teken (stuurteken) is weggelaten.",
            "%(num)s onleesbare tekens (stuurtekens) zijn weggelaten.",
            number,
        )


_SENTENCES: dict[Kind, Callable[[int], str]] = {
    Kind.DELETION: lambda n: ngettext(
        "%(num)s stukje tekst dat met ‘Wijzigingen bijhouden’ is verwijderd, is niet overgenomen.",
        "%(num)s stukjes tekst die met ‘Wijzigingen bijhouden’ zijn verwijderd, zijn niet overgenomen.",
        n,
    ),
    Kind.HIDDEN: lambda n: ngettext(
        "%(num)s stukje verborgen tekst is niet overgenomen.",
        "%(num)s stukjes verborgen tekst zijn niet overgenomen.",
        n,
    ),
    Kind.PROMPT: lambda n: ngettext(
        "%(num)s invulveld is leeg gelaten en niet overgenomen.",
        "%(num)s invulvelden zijn leeg gelaten en niet overgenomen.",
        n,
    ),
    Kind.COMMENT: lambda n: ngettext(
        "%(num)s opmerking in de kantlijn is niet overgenomen.",
        "%(num)s opmerkingen in de kantlijn zijn niet overgenomen.",
        n,
    ),
    Kind.FOOTNOTE: lambda n: ngettext(
        "%(num)s voetnoot is niet overgenomen.", "%(num)s voetnoten zijn niet overgenomen.", n
    ),
    Kind.ENDNOTE: lambda n: ngettext(
        "%(num)s eindnoot is niet overgenomen.", "%(num)s eindnoten zijn niet overgenomen.", n
    ),
    Kind.HEADER: lambda n: ngettext(
        "%(num)s koptekst is niet overgenomen.", "%(num)s kopteksten zijn niet overgenomen.", n
    ),
    Kind.FOOTER: lambda n: ngettext(
        "%(num)s voettekst is niet overgenomen.", "%(num)s voetteksten zijn niet overgenomen.", n
    ),
    Kind.IMAGE: lambda n: ngettext(
        "%(num)s afbeelding is niet overgenomen.", "%(num)s afbeeldingen zijn niet overgenomen.", n
    ),
    Kind.EMBEDDED: lambda n: ngettext(
        "%(num)s ingevoegd bestand is niet overgenomen.", "%(num)s ingevoegde bestanden zijn niet overgenomen.", n
    ),
}
