"""Replacing what is left of the names in one go: all of it, or nothing."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from sqlmodel import Session

from foundation.dutch import _
from interviews.deidentification.models import FindingState, NameFinding
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.replacing.chosen_names import ReplacementWrong
from interviews.deidentification.replacing.names_in_source import NamesInSource, names_in
from interviews.deidentification.replacing.replace import replace_names
from interviews.deidentification.study_names import NameElsewhere
from interviews.models import Interview


def replace_rest(
    session: Session,
    vault: PseudonymVault,
    interview: Interview,
    findings: Collection[int],
    typed: Mapping[int, str] = MappingProxyType({}),
) -> None:
    """Everything of these that is still undecided gets what is proposed, or what a person `typed` beside a finding.

    Raises ReplacementWrong, AlreadyReleased: nothing is replaced then.
    """
    with session.begin_nested():
        for finding, chosen in sorted(typed.items()):
            _replace_as_typed(session, vault, interview, findings, finding, chosen)
        replace_names(session, vault, interview, _waiting(names_in(session, vault, interview), findings))


def _replace_as_typed(
    session: Session,
    vault: PseudonymVault,
    interview: Interview,
    findings: Collection[int],
    finding: int,
    chosen: str,
) -> None:
    names = names_in(session, vault, interview)
    row = next((one for one in _waiting(names, findings) if one.id == finding), None)
    try:
        replace_names(session, vault, interview, names.alike(row) if row else [], chosen)
    except (ReplacementWrong, NameElsewhere) as wrong:
        if row is None:
            raise
        name = names.originals[row.id]
        raise ReplacementWrong(_("Bij ‘%(name)s’: %(why)s", name=name, why=str(wrong))) from wrong


def _waiting(names: NamesInSource, findings: Collection[int]) -> list[NameFinding]:
    return [one for one in names.findings if one.id in findings and one.state is FindingState.PROPOSED]
