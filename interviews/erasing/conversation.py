"""An interview that goes, with everything that was kept of it: its names, the key to them, and what quotes it."""

from collections.abc import Callable

from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.sealing import KeyDoesNotFit
from interviews.deidentification.models import NameFinding, Pseudonym
from interviews.deidentification.pseudonyms import HiddenName, PseudonymVault
from interviews.deidentification.study_names import study_rows
from interviews.erasing.words_left import note_words_left
from interviews.models import DeletedInterview, Interview
from interviews.name_kinds import NameKind
from interviews.respondents.withdrawal import withdrawn_interviews
from interviews.texts.models import Source
from interviews.texts.sources import coded_sources, source_of
from interviews.texts.traces import forget_text


class InterviewCoded(ResearcherError):
    def __init__(self, title: str) -> None:
        super().__init__(
            _(
                "%(title)s is al gecodeerd en kan niet weg: de codes en klantreizen steunen erop. "
                "Wis het met alle codes, of haal eerst de codes weg.",
                title=title,
            )
        )


LetGo = Callable[[Session, Interview, DeletedInterview], None]
_LETTING_GO: list[LetGo] = []


def lets_go_of_interviews(let_go: LetGo) -> LetGo:
    """Declare a function that takes out of its package what came from an interview that goes, while it is there."""
    _LETTING_GO.append(let_go)
    return let_go


def delete_interview(
    session: Session,
    vault: PseudonymVault,
    interview: Interview,
    *,
    with_codings: bool = False,
    is_taken_back: bool = False,
) -> DeletedInterview:
    """Remove an interview, its text, all that hangs on the text, and the names that no other interview holds.

    What stays is that it was there, who removed it and when. `is_taken_back`: who told it asked for this, also when
    no respondent was noted. Raises InterviewCoded once it is coded, unless its codings go along.
    """
    source = source_of(session, interview)
    if not with_codings and source.id in coded_sources(session, interview.study_id):
        raise InterviewCoded(interview.title)
    deleted = _noted(session, interview, is_taken_back)
    for let_go in _LETTING_GO:
        let_go(session, interview, deleted)
    note_words_left(session, interview, deleted)
    forget_text(session, source)
    session.delete(interview)
    session.flush()
    _drop_unused_names(session, vault, deleted.study_id)
    session.expire_all()  # the database took along what hung on it
    return deleted


def _noted(session: Session, interview: Interview, is_taken_back: bool) -> DeletedInterview:
    deleted = DeletedInterview(
        study_id=interview.study_id,
        number=interview.number,
        respondent_id=interview.respondent_id,
        is_taken_back=is_taken_back or interview.id in withdrawn_interviews(session, interview.study_id),
        person_id=session.info.get("person_id"),
    )
    session.add(deleted)
    session.flush()
    return deleted


def _drop_unused_names(session: Session, vault: PseudonymVault, study_id: int) -> None:
    """The key table keeps what an interview still rests on. A key that does not fit tells nothing: all stays."""
    try:
        in_use = _digests_in_use(session, vault, study_id)
    except KeyDoesNotFit:
        return
    for row in session.exec(select(Pseudonym).where(Pseudonym.study_id == study_id).order_by(col(Pseudonym.id))).all():
        if row.digest not in in_use:
            session.delete(row)
    session.flush()


def _digests_in_use(session: Session, vault: PseudonymVault, study_id: int) -> set[str]:
    """'Daan de Vries' rests on the rows of 'Daan' and 'de Vries', and perhaps on one of its own."""
    rows, in_use = study_rows(session, study_id), set()
    query = select(NameFinding.kind, NameFinding.digest, NameFinding.sealed).join(
        Source, col(Source.id) == NameFinding.source_id
    )
    for kind, digest, sealed in session.exec(query.where(Source.study_id == study_id).distinct()).all():
        if sealed is not None:
            original = vault.reveal(HiddenName(digest, NameKind(kind), "", sealed))
            in_use.add(digest)
            for titled in (True, False):
                in_use.update(vault.stand_in(NameKind(kind), original, rows, titled=titled).digests)
    return in_use
