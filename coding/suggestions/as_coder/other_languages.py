"""Which conversations are in another language than most of what is coded, and what that means for proposals."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from coding.suggestions.as_coder.models import Learning
from coding.suggestions.spoken_languages import SpokenLanguages, language_name
from coding.visibility import texts_taken_back
from foundation.dutch import _
from interviews.models import Interview
from interviews.texts.models import Source


@dataclass(frozen=True)
class InOtherLanguage:
    interview: Interview
    sentence: str


def in_other_languages(session: Session, learning: Learning) -> list[InOtherLanguage]:
    """By number; none where everything is in one language, or too little was said to tell."""
    spoken = SpokenLanguages(learning.language, {int(source_id): one for source_id, one in learning.languages.items()})
    query = (
        select(Source.id, Interview)
        .join(Interview, col(Interview.id) == Source.interview_id)
        .where(col(Source.id).in_(list(spoken.others)), Source.study_id == learning.study_id)
        .where(col(Source.id).not_in(texts_taken_back(session, learning.study_id)))
        .order_by(col(Interview.number))
    )
    by_meaning = bool(learning.encoder)
    return [
        InOtherLanguage(
            interview,
            _sentence(interview, spoken, source_id, can=spoken.may_propose_in(source_id, by_meaning=by_meaning)),
        )
        for source_id, interview in session.exec(query).all()
    ]


def _sentence(interview: Interview, spoken: SpokenLanguages, source_id: int, *, can: bool) -> str:
    about = {
        "title": interview.title,
        "language": language_name(spoken.others[source_id]),
        "main": language_name(spoken.main),
    }
    if can:
        return _(
            "%(title)s is in het %(language)s. De meeste codes leerde het programma in het %(main)s. Het vergelijkt "
            "hier alleen wat teksten betekenen, en is daarom vaker onzeker.",
            **about,
        )
    return _(
        "%(title)s is in het %(language)s. De meeste codes leerde het programma in het %(main)s. Die twee kan het hier "
        "niet vergelijken. Daarom staan er geen voorstellen.",
        **about,
    )
