"""What a code has from the code above it as long as it says nothing itself: a theme, a dimension and a colour."""

from collections.abc import Mapping

from sqlmodel import Session

from coding.models import Code

INHERITED = ("theme", "dimension", "colour")
Inherited = Mapping[str, str | int | None]
"""{field: what holds for a code}."""


def own_or_above(session: Session, code: Code, field: str) -> str | int | None:
    """What a code says, or else the nearest code above it that says anything."""
    own: str | int | None = getattr(code, field)
    if own or code.parent_id is None:
        return own
    return own_or_above(session, session.get_one(Code, code.parent_id), field)


def inherited_by(session: Session, code: Code) -> Inherited:
    """What holds for a code now."""
    return {field: own_or_above(session, code, field) for field in INHERITED}


def keep_inherited(session: Session, code: Code, held: Inherited) -> bool:
    """Let a code that came under another say itself what held for it there.

    Whether it got a theme or dimension where none held: that nothing holds, a code cannot say.
    """
    got = False
    for field, value in held.items():
        now = own_or_above(session, code, field)
        if value and now != value:
            setattr(code, field, value)
        got = got or (field != "colour" and bool(now) and not value)
    session.add(code)
    session.flush()
    return got
