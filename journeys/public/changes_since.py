"""What is different between the story that readers have and the one that is being worked on, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from difflib import SequenceMatcher
from typing import Any

from foundation.dutch import _, translatable
from journeys.story import Story, StoryMeasure, StoryStep

_OF_JOURNEY = {
    "title": translatable("Titel van de klantreis"),
    "municipality": translatable("Gemeente"),
    "study": translatable("Titel van het onderzoek"),
    "introduction": translatable("Inleiding"),
    "interviews_total": translatable("Aantal gesprekken"),
    "how_made": translatable("Hoe dit verhaal is gemaakt"),
    "glossary": translatable("Woordenlijst"),
}
_OF_PERSONA = {
    "name": translatable("Naam van de verzonnen persoon"),
    "about": translatable("Wie is dit?"),
    "portrait": translatable("Tekening"),
}
_OF_STEP = {
    "title": translatable("titel"),
    "channel": translatable("kanaal"),
    "who": translatable("wie erbij zijn"),
    "happens": translatable("wat er gebeurt"),
    "feeling": translatable("gevoel"),
    "feeling_word": translatable("gevoel in één woord"),
    "gain": translatable("pluspunt"),
    "pain_point": translatable("pijnpunt"),
    "need": translatable("behoefte"),
    "opportunity": translatable("kans"),
    "quote": translatable("citaat"),
    "tells": translatable("aantal gesprekken"),
    "differs": translatable("bij hoeveel het anders ging"),
    "spread": translatable("gevoel in de gesprekken"),
    "beside": translatable("gevoel in de gesprekken"),
}
_OF_MEASURE = {
    "step": translatable("bij welke stap"),
}
"""Readers are told all else of a measure as it is now."""

_COUNTED = frozenset({"interviews_total", "how_made", "tells", "differs", "spread", "beside"})


def changes_since(before: Story, after: Story, with_counts: bool = True) -> list[str]:
    """One line per difference, in reading order: 'Stap 3: citaat', 'Maatregel ‘Eén nummer’: nieuw'.

    Without counts where these can't be made any more: nobody changed what readers were told of them.
    """
    leave_out = frozenset[str]() if with_counts else _COUNTED
    of_journey, of_step = (
        {field: name for field, name in names.items() if field not in leave_out} for names in (_OF_JOURNEY, _OF_STEP)
    )
    return [
        *_differences(before, after, of_journey),
        *_differences(before.persona, after.persona, _OF_PERSONA),
        *_of_phases(before, after),
        *_of_steps(before.steps, after.steps, of_step),
        *_of_measures(before.measures, after.measures),
    ]


def _differences(before: Any, after: Any, names: Mapping[str, str]) -> list[str]:
    """The names of the fields that differ, each once; what has no name here is left out."""
    differing = [
        _(names[field.name])
        for field in fields(before)
        if field.name in names and getattr(before, field.name) != getattr(after, field.name)
    ]
    return list(dict.fromkeys(differing))


def _of_phases(before: Story, after: Story) -> list[str]:
    was, now = ([(phase.title, len(phase.steps)) for phase in story.phases] for story in (before, after))
    return [_("Fases")] if was != now else []


def _of_steps(before: Sequence[StoryStep], after: Sequence[StoryStep], names: Mapping[str, str]) -> Iterator[str]:
    """Steps are recognised by their titles; between two that stayed, one that changed its title by its place."""
    was, now = [step.title for step in before], [step.title for step in after]
    for how, i1, i2, j1, j2 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        together = min(i2 - i1, j2 - j1) if how in ("equal", "replace") else 0
        for old, new in zip(before[i1 : i1 + together], after[j1 : j1 + together], strict=True):
            if changed := _differences(old, new, names):
                yield _("Stap %(number)s: %(changed)s", number=new.number, changed=", ".join(changed))
        for new in after[j1 + together : j2]:
            yield _("Stap %(number)s: nieuw", number=new.number)
        for old in before[i1 + together : i2]:
            yield _("Stap ‘%(title)s’: weg", title=old.title)


def _of_measures(before: Sequence[StoryMeasure], after: Sequence[StoryMeasure]) -> Iterator[str]:
    known = {measure.number: measure for measure in before if measure.number is not None}
    for new in after:
        old = known.pop(new.number, None) if new.number is not None else None
        changed = [_("nieuw")] if old is None else _differences(old, new, _OF_MEASURE)
        if changed:
            yield _("Maatregel ‘%(title)s’: %(changed)s", title=new.title, changed=", ".join(changed))
    if _moved(before, after):
        yield _("Volgorde van de maatregelen")
    for old in known.values():
        yield _("Maatregel ‘%(title)s’: weg", title=old.title)


def _moved(before: Sequence[StoryMeasure], after: Sequence[StoryMeasure]) -> bool:
    """Whether those that both have stand in another order."""
    was, now = [one.number for one in before], [one.number for one in after]
    return [one for one in was if one in now] != [one for one in now if one in was]
