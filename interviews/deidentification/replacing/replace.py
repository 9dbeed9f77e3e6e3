"""Names are replaced by what a person settled, or put back.

What stood in the text is kept sealed with every replaced place; nothing else of it stays behind. Whoever replaces names
does not make a text anonymous: people are recognised by their story too.
"""

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from interviews.deidentification.finding.proposals import Finding, NameKind
from interviews.deidentification.kinds import Clue
from interviews.deidentification.models import FindingState, NameFinding
from interviews.deidentification.pseudonyms import HiddenName, PseudonymVault
from interviews.deidentification.replacing.chosen_names import check_came_about, check_chosen
from interviews.deidentification.replacing.deciding import check_open, decide
from interviews.deidentification.replacing.names_in_source import NamesInSource, names_in, shortest_of
from interviews.deidentification.replacing.stand_ins import has_title, stand_ins
from interviews.deidentification.study_names import (
    of_colleagues,
    said_elsewhere,
    settle,
    store,
    study_rows,
)
from interviews.deidentification.words.whole_words import with_instead
from interviews.models import Interview
from interviews.texts.corrections import replace_stretches
from interviews.texts.models import Turn
from interviews.texts.offsets import Replacement

LONGEST_REPLACEMENT = 80


def proposed_replacements(
    session: Session,
    vault: PseudonymVault,
    names: NamesInSource,
    findings: Sequence[NameFinding],
    rows: dict[str, HiddenName],
) -> dict[int, str]:
    """Finding -> what would come in its place. A pseudonym that a person chose in this study goes first."""
    return _stand_ins(session, vault, names, findings, rows)[0]


def _stand_ins(
    session: Session,
    vault: PseudonymVault,
    names: NamesInSource,
    findings: Sequence[NameFinding],
    rows: dict[str, HiddenName],
) -> tuple[dict[int, str], tuple[HiddenName, ...]]:
    """Finding -> what comes in its place, and the rows that this needs."""
    by_place = {finding.start: finding for finding in findings}
    wanted = [Finding(one.start, one.end, one.kind, Clue.KNOWN) for one in findings]
    avoid = said_elsewhere(session, names.source) | of_colleagues(session)
    given = stand_ins(vault, names.text, wanted, rows, avoid=avoid)
    return {by_place[one.start].id: one.new for one in given.replacements}, given.new


def replace_names(
    session: Session, vault: PseudonymVault, interview: Interview, findings: Sequence[NameFinding], chosen: str = ""
) -> None:
    """Put pseudonyms in place of these findings. `chosen` overrules what is proposed: they are then all of one name.

    Raises ReplacementWrong, ReplacedMeanwhile, NameElsewhere, AlreadyReleased.
    """
    check_open(interview)
    names = names_in(session, vault, interview)
    chosen = " ".join(chosen.split())[:LONGEST_REPLACEMENT]
    done = [finding for finding in findings if finding.state is FindingState.REPLACED]
    findings = [finding for finding in findings if finding.state is not FindingState.REPLACED]
    if not findings:
        check_came_about(chosen, [names.text[one.start : one.end] for one in done])
        return
    rows = study_rows(session, interview.study_id)
    proposed, new = _stand_ins(session, vault, names, findings, rows)
    chosen = " ".join(chosen.split())[:LONGEST_REPLACEMENT]
    telling = shortest_of(names, findings)
    if chosen and chosen != proposed[telling.id]:
        check_chosen(vault, telling.kind, names.originals[telling.id], chosen, rows, names.people)
        settled = vault.chosen(
            telling.kind,
            names.originals[telling.id],
            chosen,
            rows,
            titled=has_title(names.text, telling.start),
        )
        rows = settle(session, vault, interview.study_id, settled, rows)
        proposed, new = _stand_ins(session, vault, names, findings, rows)
    store(session, interview.study_id, new)
    _put_in_place(session, vault, interview, names, proposed, rows | {row.digest: row for row in new})


def put_names_back(
    session: Session, vault: PseudonymVault, interview: Interview, findings: Iterable[NameFinding]
) -> None:
    """Undo a decision: the original words stand there again, and wait for a decision. Raises KeyDoesNotFit."""
    check_open(interview)
    names = names_in(session, vault, interview)
    replaced = [finding for finding in findings if finding.state is FindingState.REPLACED]
    old = [Replacement(one.start, one.end, names.originals[one.id]) for one in replaced]
    if old:
        replace_stretches(session, names.source, old)
    for finding in findings:
        finding.digest, finding.sealed = "", None
        decide(session, finding, FindingState.PROPOSED)
    session.flush()


def _put_in_place(
    session: Session,
    vault: PseudonymVault,
    interview: Interview,
    names: NamesInSource,
    new: dict[int, str],
    rows: dict[str, HiddenName],
) -> None:
    chosen = [finding for finding in names.findings if finding.id in new]
    for finding in chosen:
        hidden = vault.hide(finding.kind, names.originals[finding.id], "")
        finding.digest, finding.sealed = hidden.digest, hidden.sealed
        decide(session, finding, FindingState.REPLACED)
    session.flush()
    replace_stretches(session, names.source, [Replacement(one.start, one.end, new[one.id]) for one in chosen])
    around = {names.originals[one.id]: new[one.id] for one in chosen}
    for one in chosen:
        if one.kind == NameKind.PERSON:
            bare = vault.name_of(names.originals[one.id], rows).whole
            around.setdefault(bare, vault.stand_in(NameKind.PERSON, bare, rows).text)
    for written in sorted(around, key=len, reverse=True):
        _replace_around(interview, names.turns, written, around[written])
    session.flush()


def _replace_around(interview: Interview, turns: Sequence[Turn], written: str, instead: str) -> None:
    """The name may also stand in the file's name, above the conversation, in a notice or beside a turn."""

    def cleaned(text: str) -> str:
        return with_instead(text, written, instead)

    interview.heading = [cleaned(line) for line in interview.heading]
    interview.notices = [cleaned(line) for line in interview.notices]
    interview.file_name, interview.role = cleaned(interview.file_name), cleaned(interview.role)
    for turn in turns:
        turn.speaker = cleaned(turn.speaker)
