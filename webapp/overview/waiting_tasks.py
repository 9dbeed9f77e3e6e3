"""What waits for a person in a study: 'Nu aan jou', the most urgent first.

It stands in the shell because it asks every package; nothing below may do that.
"""

from flask import url_for
from sqlmodel import Session

from foundation.dutch import _, weekday_date
from studies.models import Study
from studies.retention.due import Kept, coming, kept_label
from webapp.overview.material_tasks import names_to_replace, suggestions, told_changes, uncoded, unfinished_transcripts
from webapp.overview.measure_tasks import late_measures, words_to_look_at, words_to_rewrite
from webapp.overview.round_tasks import comments, ended_rounds, withdrawn_reading
from webapp.overview.story_tasks import steps_to_reread, unjudged_ties, unwanted_quotes, withdrawn_stories
from webapp.overview.task import Task
from webapp.requests.guard import may_open


def tasks_of(session: Session, study: Study) -> list[Task]:
    """What waits for this person, the most urgent first; nothing that their role may not open."""
    groups = (
        ("journeys.composer", withdrawn_stories),
        ("review.close", withdrawn_reading),
        ("journeys.composer", steps_to_reread),
        ("journeys.composer", unwanted_quotes),
        ("journeys.composer", unjudged_ties),
        ("measures.return_words", words_to_look_at),
        ("measures.new_measure", words_to_rewrite),
        ("studies.write_agreement", _going),
        ("interviews.upload", unfinished_transcripts),
        ("review.reopen", ended_rounds),
        ("review.answer", comments),
        ("interviews.names", names_to_replace),
        ("coding.mark_told", told_changes),
        ("coding.screen", uncoded),
        ("coding.take_suggestion", suggestions),
        ("measures.new_measure", late_measures),
    )
    return [task for endpoint, find in groups if may_open(endpoint) for task in find(session, study)]


def _going(session: Session, study: Study) -> list[Task]:
    """What the program erases within two weeks, because that was agreed."""
    why = {
        Kept.NAMES: _(
            "Ook contactgegevens gaan dan weg, en gesprekken waarin nog echte namen staan. Er komt niets meer bij."
        ),
        Kept.TRANSCRIPTS: _(
            "Ook de memo’s bij fragmenten gaan dan weg. Klantreizen, publicaties en aantallen blijven."
        ),
    }
    return [
        Task(
            _("Na %(day)s wist Verhaallijn %(what)s", day=weekday_date(last), what=kept_label(what)),
            why[what],
            url_for("studies.agreed", slug=study.slug, _anchor="bewaren"),
            "waiting",
            "warn",
        )
        for what, last in coming(session, study)
    ]
