"""What the researcher of the demonstration decided about every name, done through the names screen's own functions."""

import re

from sqlmodel import Session

from demo.material import NameDecision, name_decisions
from interviews.deidentification.models import FindingState, NameFinding
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.replacing.deciding import keep_rest
from interviews.deidentification.replacing.names_in_source import names_in
from interviews.deidentification.replacing.proposing import mark_names, propose_names
from interviews.deidentification.replacing.replace import replace_names
from interviews.models import Interview
from interviews.name_kinds import NameKind

_KINDS = {"other": NameKind.DETAIL}


def settle_names(session: Session, interview: Interview, vault: PseudonymVault) -> int:
    """Look for names, add the ones that were missed, replace and keep as decided; how many places were replaced."""
    decided = [one for one in name_decisions() if one.interview == interview.number]
    to_replace = sorted((one for one in decided if one.is_replaced), key=lambda one: -len(one.name))
    propose_names(session, vault, interview)
    mark_names(session, vault, interview, ((one.name, _kind(one)) for one in to_replace))
    for one in to_replace:
        if one.instead:
            replace_names(session, vault, interview, _called(session, vault, interview, one.name), one.instead)
    replace_names(session, vault, interview, _touching(session, vault, interview, to_replace))
    keep_rest(session, vault, interview)
    found = names_in(session, vault, interview).findings
    return sum(finding.state is FindingState.REPLACED for finding in found)


def _kind(decision: NameDecision) -> NameKind:
    return _KINDS.get(decision.kind) or NameKind(decision.kind)


def _called(session: Session, vault: PseudonymVault, interview: Interview, name: str) -> list[NameFinding]:
    """Findings that are this name to the letter."""
    names = names_in(session, vault, interview)
    return [finding for finding in names.findings if names.originals[finding.id] == name]


def _touching(
    session: Session, vault: PseudonymVault, interview: Interview, to_replace: list[NameDecision]
) -> list[NameFinding]:
    """Findings that touch a place where a name to replace stands."""
    names = names_in(session, vault, interview)
    wanted = re.compile("|".join(rf"\b{re.escape(one.name)}\b" for one in to_replace) or r"(?!)")
    places = {place for found in wanted.finditer(names.text) for place in range(*found.span())}
    return [finding for finding in names.findings if not places.isdisjoint(range(finding.start, finding.end))]
