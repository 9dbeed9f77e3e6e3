"""What the researcher of the demonstration decided about every name, done through the names screen's own functions."""

import re
from contextlib import suppress

from sqlmodel import Session

from demo.material import NameDecision, name_decisions
from interviews.models import FindingState, Interview, NameFinding
from interviews.name_kinds import NameKind
from interviews.pseudonyms import PseudonymVault
from interviews.replacing import NotInText, keep_rest, mark_name, names_in, propose_names, replace_names

_KINDS = {"other": NameKind.DETAIL}


def settle_names(session: Session, interview: Interview, vault: PseudonymVault) -> int:
    """Look for names, add the ones that were missed, replace and keep as decided; how many places were replaced."""
    decided = [one for one in name_decisions() if one.interview == interview.number]
    to_replace = sorted((one for one in decided if one.is_replaced), key=lambda one: -len(one.name))
    propose_names(session, vault, interview)
    for one in to_replace:
        with suppress(NotInText):  # every place of it is proposed already
            mark_name(session, vault, interview, one.name, _KINDS.get(one.kind) or NameKind(one.kind))
    for findings in _by_name(session, vault, interview, to_replace):
        replace_names(session, vault, interview, findings)
    keep_rest(session, vault, interview)
    found = names_in(session, vault, interview).findings
    return sum(finding.state is FindingState.REPLACED for finding in found)


def _by_name(
    session: Session, vault: PseudonymVault, interview: Interview, to_replace: list[NameDecision]
) -> list[list[NameFinding]]:
    """Findings that are a name to replace, or hold one, together per name as it is written."""
    names, grouped = names_in(session, vault, interview), dict[str, list[NameFinding]]()
    wanted = re.compile("|".join(rf"\b{re.escape(one.name)}\b" for one in to_replace) or r"(?!)")
    for finding in names.findings:
        original = names.originals[finding.id]
        if wanted.search(original):
            grouped.setdefault(original, []).append(finding)
    return list(grouped.values())
