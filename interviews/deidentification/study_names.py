"""What a study knows about names: stand-ins, names pointed at, names that were left standing."""

import re
from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, func, select

from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.deidentification.models import FindingState, NameFinding, Pseudonym
from interviews.deidentification.pseudonyms import HiddenName, PseudonymVault, stand_in_words
from interviews.deidentification.words.accents import composed
from interviews.name_kinds import NameKind
from interviews.texts.models import Source, Turn
from studies.models import Membership, Person

OWN = "own"
"""The reason of a finding that a person pointed at."""
_WORD = re.compile(r"[^\W_]+")
_BY_FORM = (NameKind.DATE, NameKind.AGE, NameKind.PHONE, NameKind.NUMBER, NameKind.EMAIL, NameKind.LINK)


class NameElsewhere(ResearcherError):
    def __init__(self, pseudonym: str) -> None:
        super().__init__(
            _(
                "Deze naam heet in dit onderzoek al ‘%(pseudonym)s’. Gebruik dat, dan blijven de gesprekken bij elkaar "
                "passen. Er is niets veranderd.",
                pseudonym=pseudonym,
            )
        )


def study_rows(session: Session, study_id: int) -> dict[str, HiddenName]:
    """The pseudonyms of a study, by digest."""
    rows = session.exec(select(Pseudonym).where(Pseudonym.study_id == study_id).order_by(col(Pseudonym.id))).all()
    return {row.digest: HiddenName(row.digest, row.kind, row.pseudonym, row.sealed) for row in rows}


def keeps_names(session: Session, study_id: int) -> bool:
    """Whether the study holds any name of its conversations, behind a key."""
    return session.exec(select(Pseudonym.id).where(Pseudonym.study_id == study_id).limit(1)).first() is not None


def original_of(vault: PseudonymVault, finding: NameFinding, text: str) -> str:
    """What stood there, as written."""
    if finding.sealed is None:
        return text[finding.start : finding.end]
    return vault.reveal(HiddenName(finding.digest, finding.kind, "", finding.sealed))


def store(session: Session, study_id: int, hidden: Iterable[HiddenName]) -> None:
    """Add these rows to the study."""
    session.add_all(
        Pseudonym(study_id=study_id, kind=row.kind, digest=row.digest, pseudonym=row.pseudonym, sealed=row.sealed)
        for row in hidden
    )
    session.flush()


def settle(
    session: Session, vault: PseudonymVault, study_id: int, hidden: Sequence[HiddenName], rows: dict[str, HiddenName]
) -> dict[str, HiddenName]:
    """Remember what a person chose, the first row for the name itself; the rows as they are then.

    Raises NameElsewhere: a name that stands replaced in a text keeps its pseudonym.
    """
    known = rows.get(hidden[0].digest)
    if known is not None and known.pseudonym != hidden[0].pseudonym:
        if _is_in_use(session, vault, study_id, known, rows):
            raise NameElsewhere(known.pseudonym)
        query = select(Pseudonym).where(Pseudonym.study_id == study_id, Pseudonym.digest == known.digest)
        session.exec(query).one().pseudonym = hidden[0].pseudonym
    store(session, study_id, (row for row in hidden if row.digest not in rows))
    return rows | {row.digest: row for row in hidden}


def _is_in_use(
    session: Session, vault: PseudonymVault, study_id: int, row: HiddenName, rows: dict[str, HiddenName]
) -> bool:
    """A text of the study shows the pseudonym of this row, alone or in a full name."""
    written = (original_of(vault, one, "") for one in replaced_in_study(session, study_id) if one.kind == row.kind)
    return any(row.digest in vault.stand_in(row.kind, name, rows).digests for name in written)


def replaced_in_study(session: Session, study_id: int) -> list[NameFinding]:
    """Every finding of the study that was replaced, in the order they were made."""
    query = select(NameFinding).join(Source, col(Source.id) == col(NameFinding.source_id))
    query = query.where(Source.study_id == study_id, col(NameFinding.sealed).is_not(None))
    return list(session.exec(query.order_by(col(NameFinding.id))).all())


def pointed_at(session: Session, vault: PseudonymVault, study_id: int) -> dict[str, NameKind]:
    """The names that a person pointed at and replaced, as written, with their kind."""
    return {
        original_of(vault, one, ""): one.kind
        for one in replaced_in_study(session, study_id)
        if one.reason == OWN and one.kind not in _BY_FORM
    }


def kept_before(session: Session, study_id: int, besides: int | None) -> set[str]:
    """What was left standing in the study's interviews, `besides` one, to compare with `as_compared`."""
    words = func.substr(Turn.text, NameFinding.start - Turn.start + 1, NameFinding.end - NameFinding.start)
    query = (
        select(words)
        .select_from(NameFinding)
        .join(Source, col(Source.id) == col(NameFinding.source_id))
        .join(
            Turn,
            (col(Turn.source_id) == col(NameFinding.source_id))
            & (col(Turn.start) <= col(NameFinding.start))
            & (col(Turn.end) >= col(NameFinding.end)),
        )
        .where(Source.study_id == study_id, col(Source.interview_id).is_distinct_from(besides))
        .where(NameFinding.state == FindingState.KEPT)
        .order_by(col(NameFinding.id))
    )
    return {as_compared(written) for written in session.exec(query).all()}


def as_compared(written: str) -> str:
    """What two writings of a name share on the screen: capitals, accents' form and a possessive don't count."""
    plain = composed(written).casefold()
    return plain[:-2] if plain.endswith("'s") else plain.rstrip("'")


def said_elsewhere(session: Session, source: Source) -> set[str]:
    """Names of the list of stand-ins that occur in the other texts of the study: they might be somebody's."""
    query = select(Turn.text).join(Source, col(Source.id) == col(Turn.source_id))
    query = query.where(Source.study_id == source.study_id, Source.id != source.id)
    return said(session.exec(query.order_by(col(Turn.id))).all())


def of_colleagues(session: Session) -> set[str]:
    """Names of the list of stand-ins that somebody of the organisation has, also who left: it would seem about them."""
    query = select(Person.name).join(Membership, col(Membership.person_id) == Person.id)
    return said(session.exec(query.order_by(col(Person.id))).all())


def said(texts: Iterable[str]) -> set[str]:
    """The stand-ins, in lower case, that are words of these texts."""
    return {word for text in texts for word in _WORD.findall(text.lower())} & stand_in_words()
