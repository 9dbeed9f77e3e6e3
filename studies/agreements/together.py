"""Two people wrote the agreement at once: what the second changed, laid over what the first stored.

Its fields as of any form (foundation.forms.laid_over), and besides them who asked and the parties.
"""

from dataclasses import replace
from urllib.parse import parse_qs, urlencode

from werkzeug.datastructures import MultiDict

from foundation.dutch import _
from foundation.forms.laid_over import laid_over
from studies.agreements.form import AgreementForm, read_agreement
from studies.agreements.terms import Party, Terms


def as_seen(form: AgreementForm) -> str:
    """What a form shows, as it carries that along."""
    rows = {"party_name": [one.name for one in form.parties], "party_role": [one.role for one in form.parties]}
    return urlencode({**form.values, "asked_by": form.asked_by, **rows}, doseq=True)


def read_seen(carried: str) -> AgreementForm:
    """What the form showed when it was opened; of one that does not tell, all that is filled in counts as new."""
    return read_agreement(MultiDict(parse_qs(carried, keep_blank_values=True)), Terms())


def agreement_laid_over(theirs: AgreementForm, mine: AgreementForm, seen: AgreementForm) -> AgreementForm:
    """The form as `theirs`, with what was changed in `mine`; `errors` tell what of theirs no longer stands in it."""
    both = laid_over(theirs.values, mine.values, seen.values)
    return replace(
        mine,
        values=both.values,
        asked_by=[one for one in {*mine.asked_by, *theirs.asked_by} if _is_asked(one, theirs, mine, seen)],
        parties=_parties(theirs, mine, seen),
        errors=both.sentences | _told_of_parties(theirs, mine, seen),
    )


def _is_asked(asker: str, theirs: AgreementForm, mine: AgreementForm, seen: AgreementForm) -> bool:
    is_untouched = (asker in mine.asked_by) == (asker in seen.asked_by)
    return asker in (theirs if is_untouched else mine).asked_by


def _parties(theirs: AgreementForm, mine: AgreementForm, seen: AgreementForm) -> list[Party]:
    """Whoever the other named stays, but for who was taken out here; whoever was named here comes below."""
    if list(theirs.parties) == list(seen.parties):
        return list(mine.parties)
    gone = _taken_out(mine, seen)
    added = [one for one in mine.parties if one not in seen.parties and one not in theirs.parties]
    return [*(one for one in theirs.parties if one not in gone), *added]


def _taken_out(mine: AgreementForm, seen: AgreementForm) -> list[Party]:
    """Or changed: then it is among those named here as it became."""
    return [one for one in seen.parties if one not in mine.parties]


def _told_of_parties(theirs: AgreementForm, mine: AgreementForm, seen: AgreementForm) -> dict[str, str]:
    """That the other changed a party which was taken out or changed here too."""
    names = {one.name.casefold() for one in _taken_out(mine, seen) if one not in theirs.parties}
    both = [one for one in theirs.parties if one not in seen.parties and one.name.casefold() in names]
    if not both:
        return {}
    rows = [", ".join(filter(None, (one.name, one.role))) for one in both]
    return {"parties": _("Intussen is hier bewaard: ‘%(text)s’", text="; ".join(rows))}
