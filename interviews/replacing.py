"""Names in an interview: proposed, replaced by what a person settled, put back, or left standing.

What stood in the text is kept sealed with every replaced place; nothing else of it stays behind. Whoever replaces names
does not make a text anonymous: people are recognised by their story too.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from interviews.corrections import replace_stretches
from interviews.deidentification import Replacement, stand_ins
from interviews.models import FindingState, Interview, InterviewState, NameFinding, Pseudonym, Source, Turn
from interviews.name_finding import Finding, NameKind, find_names
from interviews.name_kinds import Clue
from interviews.pseudonyms import HiddenName, PseudonymVault
from interviews.sources import source_of, turns_of
from interviews.speakers import gives_nobody_away
from interviews.whole_words import occurrences, with_instead

LONGEST_REPLACEMENT = 80
OWN = "own"
"""The reason of a finding that a person pointed at."""
SPEAKER = "speaker"
"""The reason of a finding that is how the file called a speaker."""


class AlreadyReleased(ResearcherError):
    def __init__(self, title: str) -> None:
        super().__init__(_("%(title)s is al vrijgegeven. De namen kunnen niet meer veranderen.", title=title))


class FindingUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit voorstel is er niet meer. Herlaad de pagina om de stand van nu te zien."))


class ReplacementWrong(ResearcherError):
    """The replacement is empty, or is the name itself."""


class NameElsewhere(ResearcherError):
    def __init__(self, pseudonym: str) -> None:
        super().__init__(
            _(
                "Deze naam heet in dit onderzoek al ‘%(pseudonym)s’. Gebruik dat, dan blijven de gesprekken bij elkaar "
                "passen. Er is niets veranderd.",
                pseudonym=pseudonym,
            )
        )


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
        return self.originals[finding.id].casefold(), finding.state, stands

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


def original_of(vault: PseudonymVault, finding: NameFinding, text: str) -> str:
    """What stood there, as written."""
    if finding.sealed is None:
        return text[finding.start : finding.end]
    return vault.reveal(HiddenName(finding.digest, NameKind(finding.kind), "", finding.sealed))


def study_rows(session: Session, study_id: int) -> dict[str, HiddenName]:
    """The pseudonyms of a study, by digest."""
    rows = session.exec(select(Pseudonym).where(Pseudonym.study_id == study_id).order_by(col(Pseudonym.id))).all()
    return {row.digest: HiddenName(row.digest, NameKind(row.kind), row.pseudonym, row.sealed) for row in rows}


def propose_names(session: Session, vault: PseudonymVault, interview: Interview, also: Iterable[str] = ()) -> int:
    """Look for names and propose each place; how many there are. Names of earlier interviews are known.

    `also`: labels of speakers as the file had them; one that is a person's name is looked for too.
    """
    _check_open(interview)
    names = names_in(session, vault, interview)
    rows = study_rows(session, interview.study_id)
    speakers = {label: NameKind.PERSON for label in also if not gives_nobody_away(label)}
    earlier = {vault.reveal(row): row.kind for row in rows.values()}
    taken = {place for finding in names.findings for place in range(finding.start, finding.end)}
    found = [
        NameFinding(
            source_id=names.source.id,
            start=one.start,
            end=one.end,
            kind=one.kind,
            reason=SPEAKER if one.clue is Clue.KNOWN and names.text[one.start : one.end] in speakers else one.clue,
        )
        for one in find_names(names.text, known=speakers | earlier)
        if one.end <= names.turn_at(one.start).end and taken.isdisjoint(range(one.start, one.end))
    ]
    session.add_all(found)
    interview.names_searched = True
    session.flush()
    return len(found)


def proposed_replacements(
    vault: PseudonymVault, names: NamesInSource, findings: Sequence[NameFinding], rows: dict[str, HiddenName]
) -> dict[int, str]:
    """Finding -> what would come in its place. A pseudonym that a person chose in this study goes first."""
    by_place = {finding.start: finding for finding in findings}
    wanted = [Finding(one.start, one.end, NameKind(one.kind), Clue.KNOWN) for one in findings]
    proposed = {by_place[one.start].id: one.new for one in stand_ins(vault, names.text, wanted, rows).replacements}
    for finding in findings:
        whole = rows.get(vault.digest(NameKind(finding.kind), names.originals[finding.id]))
        if whole is not None:
            proposed[finding.id] = whole.pseudonym
    return proposed


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

    Raises ReplacementWrong, NameElsewhere, AlreadyReleased.
    """
    _check_open(interview)
    names = names_in(session, vault, interview)
    findings = [finding for finding in findings if finding.state is not FindingState.REPLACED]
    if not findings:
        return
    rows = study_rows(session, interview.study_id)
    proposed = proposed_replacements(vault, names, findings, rows)
    chosen = " ".join(chosen.split())[:LONGEST_REPLACEMENT]
    if chosen and chosen != proposed[findings[0].id]:
        _check_replacement(chosen, names.originals[findings[0].id])
        _choose(session, vault, interview, names, findings[0], chosen)
        proposed = dict.fromkeys(proposed, chosen)
    else:
        _store_stand_ins(session, vault, interview, names, findings, rows)
    _put_in_place(session, vault, interview, names, {finding.id: proposed[finding.id] for finding in findings})


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


def _check_replacement(chosen: str, original: str) -> None:
    if any(True for _place in occurrences(chosen, original)):
        raise ReplacementWrong(_("Kies iets anders dan de naam zelf. Er is niets veranderd."))


def _choose(
    session: Session,
    vault: PseudonymVault,
    interview: Interview,
    names: NamesInSource,
    finding: NameFinding,
    chosen: str,
) -> None:
    """Remember what a person chose. A name in use elsewhere in the study keeps its pseudonym."""
    hidden = vault.hide(NameKind(finding.kind), names.originals[finding.id], chosen)
    query = select(Pseudonym).where(Pseudonym.study_id == interview.study_id, Pseudonym.digest == hidden.digest)
    row = session.exec(query).first()
    if row is None:
        _store(session, interview, [hidden])
        return
    in_use = select(NameFinding.id).where(NameFinding.digest == hidden.digest, NameFinding.sealed != None)  # noqa: E711
    if row.pseudonym != chosen and session.exec(in_use.limit(1)).first() is not None:
        raise NameElsewhere(row.pseudonym)
    row.pseudonym = chosen
    session.flush()


def _store_stand_ins(
    session: Session,
    vault: PseudonymVault,
    interview: Interview,
    names: NamesInSource,
    findings: Sequence[NameFinding],
    rows: dict[str, HiddenName],
) -> None:
    wanted = [
        Finding(one.start, one.end, NameKind(one.kind), Clue.KNOWN)
        for one in findings
        if vault.digest(NameKind(one.kind), names.originals[one.id]) not in rows
    ]
    _store(session, interview, stand_ins(vault, names.text, wanted, rows).new)


def _store(session: Session, interview: Interview, hidden: Iterable[HiddenName]) -> None:
    session.add_all(
        Pseudonym(
            study_id=interview.study_id,
            kind=row.kind,
            digest=row.digest,
            pseudonym=row.pseudonym,
            sealed=row.sealed,
        )
        for row in hidden
    )
    session.flush()


def _put_in_place(
    session: Session, vault: PseudonymVault, interview: Interview, names: NamesInSource, new: dict[int, str]
) -> None:
    chosen = [finding for finding in names.findings if finding.id in new]
    for finding in chosen:
        hidden = vault.hide(NameKind(finding.kind), names.originals[finding.id], "")
        finding.digest, finding.sealed = hidden.digest, hidden.sealed
        _decide(session, finding, FindingState.REPLACED)
    session.flush()
    replace_stretches(session, names.source, [Replacement(one.start, one.end, new[one.id]) for one in chosen])
    for written, instead in {names.originals[one.id]: new[one.id] for one in chosen}.items():
        _replace_around(interview, names.turns, written, instead)
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
