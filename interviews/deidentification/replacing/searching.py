"""Looking for names in a text. It takes long in a long text, and only reads: nobody who writes need wait for it."""

from collections.abc import Iterable

from sqlmodel import Session

from interviews.deidentification.known.names import known_names, names_known
from interviews.deidentification.known.passed_over import standing_in
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.replacing.looking import Known, LookedThrough, Place, look_through
from interviews.deidentification.replacing.looking_apart import LONG, look_apart
from interviews.deidentification.study_names import kept_before, pointed_at, study_rows
from interviews.lines.speaker_labels import gives_nobody_away


def search_names(
    session: Session,
    vault: PseudonymVault,
    study_id: int,
    text: str,
    *,
    also: Iterable[str] = (),
    besides: int | None = None,
) -> LookedThrough:
    """Every place in the text where a name may stand; those of earlier interviews of the study are known.

    `also`: labels of speakers as the file had them; one that is a person's name is looked for too.
    `besides`: the number of the interview in the database, when it has one already.
    """
    known = Known(
        speakers=tuple(label for label in also if not gives_nobody_away(label)),
        earlier={vault.reveal(row): row.kind for row in study_rows(session, study_id).values()},
        marked=pointed_at(session, vault, study_id),
        kept=frozenset(kept_before(session, study_id, besides)),
        names=tuple((kind, name) for kind, name in names_known(session, vault, study_id) if name),
    )
    return LookedThrough(text, tuple(look_apart(text, known) if len(text) > LONG else look_through(text, known)))


def search_standing(session: Session, vault: PseudonymVault, study_id: int, text: str) -> LookedThrough:
    """Every place where a name that the study knows stands, in any form."""
    found = standing_in(text, known_names(session, vault, study_id))
    return LookedThrough(text, tuple(Place(one.start, one.end, one.kind, one.clue) for one in found))
