"""What a study holds, in figures, when it is deleted. In the shell: it counts what every package holds."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, not_, select

from coding.models import Code, Memo, Segment, Suggestion, Topic
from coding.visibility import seen
from foundation.dutch import _
from interviews.deidentification.models import Pseudonym
from interviews.models import Interview, Respondent
from interviews.respondents.models import CallAttempt, Consent, RespondentContact
from interviews.texts.models import Source, Turn
from interviews.transcripts.models import TranscriptInProgress
from journeys.measures.models import Measure, WaitingWords
from journeys.models import Journey, Publication, PublicationEdition
from journeys.reading.left_unsent import left_unsent
from journeys.reading.models import Comment, CouncilMember, ReviewRound
from journeys.reading.progress import rounds_of_study
from studies.models import Study


@dataclass(frozen=True)
class Holdings:
    """What a study holds, in figures, and which of its stories readers have now."""

    interviews: int
    with_interviews: tuple[str, ...]
    """What there still is of them, in words."""
    in_progress: int
    respondents: int
    with_respondents: tuple[str, ...]
    codes: int
    segments: int
    """As far as whoever looks may see them."""
    with_segments: tuple[str, ...]
    holds_closed: bool
    """Whether others coded what is not to be seen until both are done."""
    journeys: int
    comments: int
    open_rounds: int
    unsent: int
    """How many council members filled in something that they did not send."""
    measures: int
    waiting: int
    """Texts about measures that wait for a researcher."""
    editions: int
    public: tuple[Journey, ...]


def holdings_of(session: Session, study: Study) -> Holdings:
    def number(table: Any, *conditions: Any) -> int:
        return session.exec(select(func.count()).select_from(table).where(*conditions)).one()

    def there(*kinds: tuple[str, Any, Any]) -> tuple[str, ...]:
        return tuple(word for word, table, condition in kinds if number(table, condition))

    sources = select(Source.id).where(Source.study_id == study.id)
    respondents = select(Respondent.id).where(Respondent.study_id == study.id)
    journeys = select(Journey.id).where(Journey.study_id == study.id)
    rounds = select(ReviewRound.id).where(col(ReviewRound.journey_id).in_(journeys))
    members = select(CouncilMember.id).where(col(CouncilMember.round_id).in_(rounds))
    published = select(Publication.id).where(col(Publication.journey_id).in_(journeys))
    standing = select(Publication.journey_id).where(col(Publication.withdrawn_at).is_(None))
    rounds_now = rounds_of_study(session, study.id)
    public = select(Journey).where(Journey.study_id == study.id, col(Journey.id).in_(standing))
    return Holdings(
        interviews=number(Interview, Interview.study_id == study.id),
        with_interviews=there(
            (_("alle tekst"), Turn, col(Turn.source_id).in_(sources)),
            (_("de sleutel naar de echte namen"), Pseudonym, Pseudonym.study_id == study.id),
        ),
        in_progress=number(TranscriptInProgress, TranscriptInProgress.study_id == study.id),
        respondents=number(Respondent, Respondent.study_id == study.id),
        with_respondents=there(
            (_("contactgegevens"), RespondentContact, col(RespondentContact.respondent_id).in_(respondents)),
            (_("telefoontjes"), CallAttempt, col(CallAttempt.respondent_id).in_(respondents)),
            (_("toestemming"), Consent, col(Consent.respondent_id).in_(respondents)),
        ),
        codes=number(Code, Code.study_id == study.id),
        segments=number(Segment, Segment.study_id == study.id, seen(session)),
        holds_closed=number(Segment, Segment.study_id == study.id, not_(seen(session))) > 0,
        with_segments=there(
            (_("memo’s"), Memo, Memo.study_id == study.id),
            (_("suggesties"), Suggestion, Suggestion.study_id == study.id),
            (_("onderwerpen"), Topic, Topic.study_id == study.id),
        ),
        journeys=number(Journey, Journey.study_id == study.id),
        comments=number(Comment, col(Comment.member_id).in_(members)),
        open_rounds=sum(one.is_open for one in rounds_now),
        unsent=sum(len(members_of_round) for members_of_round in left_unsent(session, rounds_now).values()),
        waiting=number(WaitingWords, col(WaitingWords.journey_id).in_(journeys)),
        measures=number(Measure, col(Measure.journey_id).in_(journeys)),
        editions=number(Publication, col(Publication.id).in_(published))
        + number(PublicationEdition, col(PublicationEdition.publication_id).in_(published)),
        public=tuple(session.exec(public.order_by(col(Journey.id))).all()),
    )
