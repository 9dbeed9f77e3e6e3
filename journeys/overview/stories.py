"""What waits in stories: what was taken back, what must be read again, quotes, and evidence to judge."""

from collections.abc import Collection, Iterator

from sqlmodel import Session

from foundation.dutch import _, counted
from interviews.respondents.consent import QuoteUse
from journeys.evidence.allowed_quotes import journeys_to_rewrite
from journeys.evidence.whole_study import journeys_to_judge
from journeys.withdrawing.rereading import journeys_to_reread
from journeys.withdrawing.withdrawn import Touched, in_words, touched_journeys
from journeys.wording import judge_ties
from studies.models import Study
from studies.overview.answers import Place, Task, Urgency


def withdrawn_stories(session: Session, study: Study) -> list[Task]:
    """Steps, and stories that readers have, that rest on somebody who took their consent back."""
    return [task for found in touched_journeys(session, study.id) for task in _of_touched(found)]


def _of_touched(found: Touched) -> Iterator[Task]:
    slug, title = found.journey.slug, found.journey.title
    if found.published_steps:
        yield Task(
            _("%(title)s is openbaar, en rust op ingetrokken toestemming", title=title),
            _("Haal het verhaal offline, of publiceer een nieuwe uitgave waarin het niet meer staat."),
            Place("journeys.composer", {"journey": slug}, "openbaar"),
            "stop",
            "negative",
            Urgency.MEND,
        )
    if found.steps:
        yield Task(
            _("%(title)s: toestemming ingetrokken bij %(steps)s", title=title, steps=in_words(found.steps)),
            _("Deze fragmenten tellen niet meer mee. Haal weg wat eruit komt, ook in de tekst."),
            Place("journeys.composer", {"journey": slug, "stap": found.first_step_id}, "onderbouwing"),
            "lock",
            "negative",
            Urgency.MEND,
        )


def steps_to_reread(session: Session, study: Study) -> list[Task]:
    """What leaned on a conversation that was deleted or withdrawn, per journey."""
    why = _(
        "Een gesprek waar dit op rustte, is gewist of ingetrokken. Tot iemand het naleest, kan de klantreis niet naar "
        "buiten."
    )
    return [
        Task(
            _("%(title)s: lees %(places)s na", title=journey.title, places=counted(number, "plek", "plekken")),
            why,
            Place("journeys.composer", {"journey": journey.slug}, "nalezen"),
            "stop",
            "negative",
            Urgency.MEND,
        )
        for journey, number in journeys_to_reread(session, study.id)
    ]


def unwanted_quotes(session: Session, study: Study) -> list[Task]:
    return [
        Task(
            _("%(title)s: %(quotes)s", title=journey.title, quotes=_quotes_to_rewrite(len(uses))),
            _why_not(uses),
            Place("journeys.composer", {"journey": journey.slug}),
            "quote",
            "negative",
            Urgency.MEND,
        )
        for journey, uses in journeys_to_rewrite(session, study.id)
    ]


def _why_not(uses: Collection[QuoteUse]) -> str:
    """As the gate says of each."""
    if QuoteUse.REWORDED not in uses:
        return _("Voor letterlijke woorden is toestemming nodig, en die is er niet. Herschrijf het.")
    if QuoteUse.LITERALLY not in uses:
        return _("Deze woorden mogen we niet (meer) gebruiken, ook niet herschreven. Schrijf een ander citaat.")
    return _("Soms is herschrijven genoeg, soms moet er een ander citaat komen. Bij de klantreis staat welk.")


def _quotes_to_rewrite(number: int) -> str:
    return counted(number, "citaat mag er zo niet in", "citaten mogen er zo niet in")


def unjudged_ties(session: Session, study: Study) -> list[Task]:
    """Fragments of which nobody said yet what they tell, per journey."""
    why = _("Alleen een fragment dat de stap vertelt, telt mee in het aantal gesprekken.")
    return [
        Task(
            _("%(title)s. %(work)s", title=found.title, work=judge_ties(found.number)),
            why,
            Place("journeys.composer", {"journey": found.slug, "stap": found.step_id}, "onderbouwing"),
            "link",
            "warn",
            Urgency.MEND,
        )
        for found in journeys_to_judge(session, study.id)
    ]
