"""What stands around a published story, in the same words and order on the page and in its document."""

from foundation.dutch import _, counted, long_date
from journeys.story import Feeling, Story, StoryMeasure
from journeys.told import dots_beside


def curve_heading() -> str:
    return _("Hoe voelde het?")


def how_to_read_heading() -> str:
    return _("Zo leest u dit verhaal")


def before_the_faces(story: Story) -> str:
    """What a reader finds at every step."""
    return _(
        "De reis heeft %(phases)s en %(steps)s. Bij elke stap ziet u waar die gebeurt en welk gevoel erbij hoort."
        " Voor dat gevoel gebruiken we een gezicht en een woord:",
        phases=counted(len(story.phases), "fase", "fases"),
        steps=counted(len(story.steps), "stap", "stappen"),
    )


def meanings(name: str) -> list[tuple[Feeling, str]]:
    """What each face says of the persona."""
    return [
        (Feeling.POSITIVE, _("dit geeft %(name)s kracht.", name=name)),
        (Feeling.NEUTRAL, _("het gaat wel, of het is dubbel.")),
        (Feeling.NEGATIVE, _("dit kost %(name)s kracht.", name=name)),
    ]


def after_the_faces(story: Story) -> str:
    """What the dots beside a step are; the page has none there. '' when no step has any."""
    if not any(dots_beside(step, story.interviews_total) for step in story.steps):
        return ""
    if not story.is_judged:
        return _(
            "In de rij stippen bij een stap is één stip één gesprek. Een volle stip in die rij betekent: in dat gesprek"
            " is deze stap verteld."
        )
    return _(
        "In de rij stippen bij een stap is één stip één gesprek. Een volle stip in die rij betekent: in dat gesprek"
        " vertelde iemand deze stap. Een open stip in die rij betekent: in dat gesprek niet, of het ging er anders."
    )


def measures_heading() -> str:
    return _("Wat gebeurt hiermee?")


def measures_opening(story: Story) -> str:
    """What a reader finds there, and of which day it is."""
    day = long_date(story.measures_on or story.published_on)
    opening = _("Bij elk punt leest u hoe ver het is. Ook wat nu niet kan, staat hier.")
    return " ".join([opening, _("Stand van %(day)s.", day=day)])


def why_not_yet() -> str:
    return _("Waarom nu niet?")


def what_came_of_it() -> str:
    return _("Wat het opleverde:")


def measure_details(measure: StoryMeasure) -> str:
    """Who does it, at which step it belongs, when; when it was added since publication, and when it was updated."""
    belongs = _("bij stap %(step)s", step=measure.step) if measure.step else ""
    parts = ", ".join(part for part in (measure.owner, belongs) if part)
    added = _("Toegevoegd op %(day)s", day=long_date(measure.added_on)) if measure.added_on else ""
    updated = _("Bijgewerkt op %(day)s", day=long_date(measure.updated_on)) if measure.updated_on else ""
    sentences = [part.strip(" .") for part in (parts, measure.told_when, added, updated) if part.strip(" .")]
    return ". ".join(one[:1].upper() + one[1:] for one in sentences)


def made_heading() -> str:
    return _("Zo is dit verhaal gemaakt")


def how_it_was_made(story: Story) -> list[str]:
    """The sentences on the research; that what people said is erased by now is one of them."""
    erased = _("De gespreksverslagen zijn gewist, zoals vooraf afgesproken. Dit verhaal is gebleven.")
    return [*story.how_made, *([] if story.has_transcripts else [erased])]


def limits_heading() -> str:
    return _("Wat dit verhaal niet zegt")


def glossary_heading() -> str:
    return _("Moeilijke woorden")


def published_line(story: Story) -> str:
    """When it was published, and which edition this is."""
    day = long_date(story.published_on)
    if story.is_draft:
        return _("Voorbeeld van %(day)s. Dit is geen uitgave", day=day)
    if story.edition_on is None:
        return _("Gepubliceerd op %(day)s, uitgave %(edition)s", day=day, edition=story.edition_name)
    return _(
        "Gepubliceerd op %(day)s, uitgave %(edition)s van %(later)s",
        day=day,
        edition=story.edition_name,
        later=long_date(story.edition_on),
    )


def cannot_read(story: Story) -> str:
    """Whom to ask when the document can't be read; '' when the organisation gave no address."""
    if story.telephone and story.email:
        asked = _("Bel %(telephone)s of mail %(email)s.", telephone=story.telephone, email=story.email)
    elif story.telephone:
        asked = _("Bel %(telephone)s.", telephone=story.telephone)
    elif story.email:
        asked = _("Mail %(email)s.", email=story.email)
    else:
        return ""
    return " ".join([_("Kunt u het pdf-bestand niet lezen?"), asked])
