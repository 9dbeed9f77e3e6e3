"""A draft may be printed before everything is filled in: headings and lists still need words."""

from dataclasses import replace

from foundation.dutch import _
from journeys.story import Story


def without_gaps(journey: Story) -> Story:
    """The journey with a word where a title or name is missing, and without empty lines in its lists."""
    return replace(
        journey,
        title=journey.title.strip() or _("Klantreis"),
        persona=replace(journey.persona, name=journey.persona.name.strip() or _("De hoofdpersoon")),
        measures=tuple(replace(measure, title=measure.title.strip() or _("Maatregel")) for measure in journey.measures),
        how_made=tuple(words for words in journey.how_made if words.strip()),
        glossary=tuple((term, meaning) for term, meaning in journey.glossary if term.strip() and meaning.strip()),
    )
