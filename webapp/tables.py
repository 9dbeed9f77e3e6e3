"""Every table, whichever room keeps it: what stands in the database is compared with these, and walked over whole.

With them comes what the history tells of their rows: no process writes without.
"""

# ruff: noqa: F401
import coding.erasing.noted_changes
import coding.models
import coding.suggestions.as_coder.models
import feedback.answers.models
import feedback.calling.models
import feedback.cases.models
import feedback.codes.models
import feedback.counts.models
import feedback.intake.models
import feedback.invitations.models
import feedback.measurements.models
import feedback.people.models
import feedback.questionnaires.models
import feedback.reviews.models
import foundation.jobs.models
import foundation.limits.models
import foundation.mail.models
import foundation.secrets.models
import interviews.deidentification.models
import interviews.noted_changes
import interviews.respondents.models
import interviews.texts.models
import interviews.transcripts.models
import journeys.checks.models
import journeys.composing.models
import journeys.evidence.models
import journeys.measures.models
import journeys.noted_changes
import journeys.public.kept_editions
import journeys.reading.models
import journeys.withdrawing.models
import studies.accounts.models
import studies.accounts.noted_changes
import studies.keys.models
import studies.noted_changes
import studies.people.models
import studies.people.noted_changes
import studies.trail.models
