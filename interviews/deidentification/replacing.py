"""Names in an interview: proposed, replaced by what a person settled, put back, or left standing.

What stood in the text is kept sealed with every replaced place; nothing else of it stays behind. Whoever replaces names
does not make a text anonymous: people are recognised by their story too.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from interviews.deidentification.chosen_names import check_came_about, check_chosen
from interviews.deidentification.finding.proposals import Finding, NameKind, find_names
from interviews.deidentification.kinds import Clue
from interviews.deidentification.known.names import known_names
from interviews.deidentification.known.passed_over import in_disguise, standing_in
from interviews.deidentification.pseudonyms import HiddenName, PseudonymVault
from interviews.deidentification.stand_ins import has_title, stand_ins
from interviews.deidentification.study_names import (
    OWN,
    as_compared,
    kept_before,
    original_of,
    pointed_at,
    said_elsewhere,
    settle,
    store,
    study_rows,
)
from interviews.deidentification.words.whole_words import occurrences, with_instead
from interviews.lines.speaker_labels import gives_nobody_away
from interviews.models import FindingState, Interview, InterviewState, NameFinding, Source, Turn
from interviews.texts.corrections import replace_stretches
from interviews.texts.offsets import Replacement
from interviews.texts.sources import source_of, turns_of

LONGEST_REPLACEMENT = 80
SPEAKER = "speaker"
"""The reason of a finding that is how the file called a speaker."""
KEPT_BEFORE = "kept_before"
"""The reason of a finding that was left standing in another interview of the study."""


class AlreadyReleased(ResearcherError):
    def __init__(self, title: str) -> None:
        super().__init__(_("%(title)s is al vrijgegeven. De namen kunnen niet meer veranderen.", title=title))


class FindingUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit voorstel is er niet meer. Herlaad de pagina om de stand van nu te zien."))


class NotInText(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("‘%(name)s’ staat niet in dit gesprek, of is al een voorstel. Kijk hoe het gespeld is.", name=name)
        )


@dataclass(frozen=True)
class NamesInSource:
    """One source with its turns and findings. Holds names in clear: never keep one longer than a request."""

    source: Source
    turns: list[Turn]
    text: str
    findings: list[NameFinding]
    originals: dict[int, str]
    """Finding -> what stood there, also where it is replaced."""

    def alike(self, finding: NameFinding) -> list[NameFinding]:
        """All places of the same name on which the same was decided, in the order of the text."""
        key = self.key(finding)
        return [other for other in self.findings if self.key(other) == key]

    def key(self, finding: NameFinding) -> tuple[str, FindingState, str]:
        """What makes two findings one row on the screen."""
        stands = self.text[finding.start : finding.end] if finding.state is FindingState.REPLACED else ""
        return as_compared(self.originals[finding.id]), finding.state, as_compared(stands)

    @property
    def people(self) -> set[str]:
        """The names of people in the text, replaced ones too."""
        return {self.originals[one.id] for one in self.findings if one.kind == NameKind.PERSON}

    def turn_at(self, offset: int) -> Turn:
        """The turn that holds this offset."""
        return self.turns[bisect_right(self.turns, offset, key=lambda turn: turn.start) - 1]


def names_in(session: Session, vault: PseudonymVault, interview: Interview) -> NamesInSource:
    """Everything about the names in an interview."""
    source = source_of(session, interview)
    turns = turns_of(session, source.id)
    text = "\n".join(turn.text for turn in turns)
    query = select(NameFinding).where(NameFinding.source_id == source.id)
    findings = list(session.exec(query.order_by(col(NameFinding.start), col(NameFinding.id))).all())
    originals = {finding.id: original_of(vault, finding, text) for finding in findings}
    return NamesInSource(source, turns, text, findings, originals)


def propose_names(session: Session, vault: PseudonymVault, interview: Interview, also: Iterable[str] = ()) -> int:
    """Look for names and propose each place; how many there are. Names of earlier interviews are known.

    `also`: labels of speakers as the file had them; one that is a person's name is looked for too.
    """
    _check_open(interview)
    names = names_in(session, vault, interview)
    rows = study_rows(session, interview.study_id)
    speakers = {label: NameKind.PERSON for label in also if not gives_nobody_away(label)}
    earlier = {vault.reveal(row): row.kind for row in rows.values()}
    marked = pointed_at(session, vault, interview.study_id)
    kept = kept_before(session, interview)

    def reason(one: Finding) -> str:
        written = names.text[one.start : one.end]
        if one.clue is Clue.KNOWN and written in speakers:
            return SPEAKER
        return KEPT_BEFORE if one.clue is not Clue.KNOWN and as_compared(written) in kept else one.clue

    found = find_names(names.text, known=speakers | earlier, marked=marked)
    again = in_disguise(names.text, found)
    standing = standing_in(names.text, known_names(session, vault, interview.study_id))
    interview.names_searched = True
    return _add_proposals(session, names, [*found, *again, *standing], reason)


def propose_standing(session: Session, vault: PseudonymVault, interview: Interview) -> int:
    """Propose each place where a name of the study stands, in any form, about which nothing was decided; how many.

    The study may have come to know it after this text was searched.
    """
    names = names_in(session, vault, interview)
    known = known_names(session, vault, interview.study_id)
    return _add_proposals(session, names, standing_in(names.text, known), lambda one: one.clue)


def _add_proposals(
    session: Session, names: NamesInSource, found: Iterable[Finding], reason: Callable[[Finding], str]
) -> int:
    """Those that lie within one turn, and on none that is there already; of two that overlap the longer. How many."""
    taken = {place for finding in names.findings for place in range(finding.start, finding.end)}
    new = []
    for one in sorted(found, key=lambda one: one.start - one.end):
        if one.end <= names.turn_at(one.start).end and taken.isdisjoint(range(one.start, one.end)):
            new.append(one)
            taken |= set(range(one.start, one.end))
    session.add_all(
        NameFinding(source_id=names.source.id, start=one.start, end=one.end, kind=one.kind, reason=reason(one))
        for one in sorted(new, key=lambda one: one.start)
    )
    session.flush()
    return len(new)


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
    given = stand_ins(vault, names.text, wanted, rows, avoid=said_elsewhere(session, names.source))
    return {by_place[one.start].id: one.new for one in given.replacements}, given.new


def finding_by_id(names: NamesInSource, finding_id: int) -> NameFinding:
    """Raises FindingUnknown."""
    found = next((finding for finding in names.findings if finding.id == finding_id), None)
    if found is None:
        raise FindingUnknown
    return found


def replace_names(
    session: Session, vault: PseudonymVault, interview: Interview, findings: Sequence[NameFinding], chosen: str = ""
) -> None:
    """Put pseudonyms in place of these findings. `chosen` overrules what is proposed: they are then all of one name.

    Raises ReplacementWrong, ReplacedMeanwhile, NameElsewhere, AlreadyReleased.
    """
    _check_open(interview)
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


def shortest_of(names: NamesInSource, findings: Sequence[NameFinding]) -> NameFinding:
    """The place where the name stands without a possessive, if there is one: what its row shows."""
    return min(findings, key=lambda one: (one.end - one.start, one.start))


def keep_names(session: Session, interview: Interview, findings: Iterable[NameFinding]) -> None:
    """These may stay as they are."""
    _check_open(interview)
    for finding in findings:
        if finding.state is FindingState.PROPOSED:
            _decide(session, finding, FindingState.KEPT)
    session.flush()


def keep_rest(session: Session, vault: PseudonymVault, interview: Interview) -> None:
    """Everything still undecided may stay as it is."""
    keep_names(session, interview, names_in(session, vault, interview).findings)


def take_back(session: Session, vault: PseudonymVault, interview: Interview, findings: Iterable[NameFinding]) -> None:
    """Undo a decision: the original words stand there again, and wait for a decision. Raises KeyDoesNotFit."""
    _check_open(interview)
    names = names_in(session, vault, interview)
    replaced = [finding for finding in findings if finding.state is FindingState.REPLACED]
    old = [Replacement(one.start, one.end, names.originals[one.id]) for one in replaced]
    if old:
        replace_stretches(session, names.source, old)
    for finding in findings:
        finding.digest, finding.sealed = "", None
        _decide(session, finding, FindingState.PROPOSED)
    session.flush()


def mark_name(
    session: Session, vault: PseudonymVault, interview: Interview, name: str, kind: NameKind
) -> list[NameFinding]:
    """Propose every place where a name stands that a person pointed at. Raises NotInText."""
    name = " ".join(name.split())
    marked = mark_names(session, vault, interview, [(name, kind)])
    if not marked:
        raise NotInText(name)
    return marked


def mark_names(
    session: Session, vault: PseudonymVault, interview: Interview, wanted: Iterable[tuple[str, NameKind]]
) -> list[NameFinding]:
    """Propose every place of these names that is not a proposal yet; where two overlap, the one named first counts."""
    _check_open(interview)
    names = names_in(session, vault, interview)
    decided = {(one.start, one.end): one for one in names.findings if one.state is FindingState.KEPT}
    taken = {place for one in names.findings for place in range(one.start, one.end)}
    marked = []
    for name, kind in wanted:
        for start, end in occurrences(names.text, name):
            if (start, end) in decided:
                _decide(session, decided[start, end], FindingState.PROPOSED)
                marked.append(decided.pop((start, end)))
            elif taken.isdisjoint(range(start, end)):
                marked.append(NameFinding(source_id=names.source.id, start=start, end=end, kind=kind, reason=OWN))
                taken |= set(range(start, end))
    session.add_all(marked)
    session.flush()
    return marked


def _check_open(interview: Interview) -> None:
    if interview.state is not InterviewState.NAMES:
        raise AlreadyReleased(interview.title)


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
        _decide(session, finding, FindingState.REPLACED)
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


def _decide(session: Session, finding: NameFinding, state: FindingState) -> None:
    finding.state, finding.decided_at = state, now()
    finding.decided_by = session.info.get("person_id")
