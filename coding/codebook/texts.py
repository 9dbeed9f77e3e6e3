"""What a code says of itself, and how two codes that become one say it together: nothing that was written is lost."""

from sqlmodel import Session

from coding.codebook.inherited import own_or_above
from coding.models import Code
from foundation.dutch import _

TEXTS = ("definition", "when_to_use", "when_not", "example")


def take_over_description(session: Session, absorbed: Code, kept: Code) -> None:
    """Add to `kept` what `absorbed` said of itself; where `kept` says nothing of theme or dimension, that too.

    A theme or dimension that differs is written in the definition, so that somebody can decide.
    """
    for field in TEXTS:
        setattr(kept, field, _together(getattr(kept, field), getattr(absorbed, field), absorbed.name))
    for field, word in (("theme", _("thema uit de wet")), ("dimension", _("zegt iets over"))):
        mine, theirs = own_or_above(session, kept, field), own_or_above(session, absorbed, field)
        if not mine:
            setattr(kept, field, theirs)
        elif theirs not in ("", mine):
            said = _("%(what)s: %(value)s", what=word, value=theirs)
            kept.definition = _together(kept.definition, said, absorbed.name)
    session.add(kept)
    session.flush()


def _together(mine: str, theirs: str, name: str) -> str:
    if not theirs or theirs.strip() == mine.strip():
        return mine
    added: str = _("Uit ‘%(name)s’: %(text)s", name=name, text=theirs)
    return f"{mine}\n\n{added}" if mine else theirs
