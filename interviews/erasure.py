"""An interview that goes, with everything that was kept of it: its names, the key to them, and what quotes it."""

from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.models import Interview, NameFinding, Pseudonym, Source
from interviews.name_kinds import NameKind
from interviews.pseudonyms import HiddenName, KeyDoesNotFit, PseudonymVault
from interviews.sources import coded_sources, source_of
from interviews.study_names import study_rows
from interviews.traces import forget_text


class InterviewCoded(ResearcherError):
    def __init__(self, title: str) -> None:
        super().__init__(
            _(
                "%(title)s is al gecodeerd en kan niet weg: de codes en klantreizen steunen erop. "
                "Haal eerst de codes van dit gesprek weg.",
                title=title,
            )
        )


def delete_interview(session: Session, vault: PseudonymVault, interview: Interview) -> None:
    """Remove an interview, its text, all that hangs on the text, and the names that no other interview holds.

    Raises InterviewCoded once it is coded.
    """
    source = source_of(session, interview)
    if source.id in coded_sources(session, interview.study_id):
        raise InterviewCoded(interview.title)
    study_id = interview.study_id
    forget_text(session, source)
    session.delete(interview)
    session.flush()
    _drop_unused_names(session, vault, study_id)


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
