"""Changing a code that others coded with: merging asks first and names who, and both merging and renaming are told."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from coding.models import Code, Segment
from coding.removing import WorkOfOthers
from coding.visibility import Coders, coders_of, seen
from foundation.dutch import _, enumerated, ngettext
from interviews.models import Interview
from interviews.texts.models import Source
from studies.history.telling import tell


def ask_for_merge(session: Session, absorbed: Code, kept: Code) -> None:
    """Raises WorkOfOthers when somebody else coded with it; how often is said only of what may be seen."""
    coders = coders_of(session, absorbed.study_id)
    if others := _users(session, absorbed, coders):
        shown = _counted(session, absorbed, seen(session))
        names = enumerated([_named(name, shown[person]) for person, name in others.items()])
        raise WorkOfOthers(
            _(
                "Met de code ‘%(absorbed)s’ codeerde je niet alleen: ook %(names)s. Alles krijgt de code ‘%(kept)s’. "
                "Er is nog niets gewijzigd. Weet je zeker dat je wilt samenvoegen?",
                absorbed=absorbed.name,
                names=names,
                kept=kept.name,
            )
        )


@contextmanager
def told_of_merge(session: Session, absorbed: Code, kept: Code) -> Iterator[list[Segment]]:
    """Let the others know what their segments have after the merge in this block; within the recorded change.

    Where somebody had both codes on one passage there is one segment after it. The block notes those that lost
    different feelings by it.
    """
    coders = coders_of(session, absorbed.study_id)
    about = {"who": _me(coders), "absorbed": absorbed.name, "kept": kept.name}
    lead = _("%(who)s voegde de code ‘%(absorbed)s’ samen met ‘%(kept)s’.", **about)
    users = _users(session, absorbed, coders)
    told_apart: list[Segment] = []
    yield told_apart
    numbers = _counted(session, kept)
    for person in users:
        rest = ngettext(
            "Jij had daarna %(num)d fragment met de code ‘%(kept)s’.",
            "Jij had daarna %(num)d fragmenten met de code ‘%(kept)s’.",
            numbers[person],
            kept=kept.name,
        )
        felt = feelings_gone(session, [one for one in told_apart if one.coder_id == person])
        tell(session, person, " ".join(filter(None, (lead, rest, felt))))


def feelings_gone(session: Session, segments: Sequence[Segment]) -> str:
    """What is said to whoever coded segments that became one with different feelings; '' of none."""
    if not segments:
        return ""
    query = select(Interview).join(Source, col(Source.interview_id) == Interview.id)
    query = query.where(col(Source.id).in_({one.source_id for one in segments})).order_by(col(Interview.number))
    return ngettext(
        "%(num)d fragment daarvan komt uit delen met een verschillend gevoel, en heeft nu geen gevoel. Geef het "
        "opnieuw aan: %(where)s.",
        "%(num)d fragmenten daarvan komen uit delen met een verschillend gevoel, en hebben nu geen gevoel. Geef het "
        "opnieuw aan: %(where)s.",
        len(segments),
        where=enumerated([one.title for one in session.exec(query).all()]),
    )


def theme_from_above(codes: Sequence[Code], above: Code) -> str:
    """What is said of codes that came under another, of which nothing was said; '' of none."""
    if not codes:
        return ""
    return _(
        "%(codes)s: thema en ‘zegt iets over’ zijn nu zoals bij ‘%(above)s’.",
        codes=enumerated(f"‘{one.name}’" for one in codes),
        above=above.name,
    )


def tell_of_name(session: Session, code: Code, earlier: str) -> None:
    """Let the others know how a code that they coded with is called now; within the recorded change."""
    coders = coders_of(session, code.study_id)
    about = {"who": _me(coders), "earlier": earlier, "now": code.name}
    lead = _("%(who)s gaf de code ‘%(earlier)s’ een andere naam: ‘%(now)s’.", **about)
    numbers = _counted(session, code)
    for person in _users(session, code, coders):
        rest = ngettext(
            "%(num)d fragment van jou had die code.", "%(num)d fragmenten van jou hadden die code.", numbers[person]
        )
        tell(session, person, f"{lead} {rest}")


def _users(session: Session, code: Code, coders: Coders) -> dict[int, str]:
    """Who coded with this code besides whoever works in this session, by number."""
    people = sorted(set(_counted(session, code)) - {coders.me})
    return {person: coders.names.get(person, _("iemand anders")) for person in people}


def _counted(session: Session, code: Code, *which: ColumnElement[bool]) -> Counter[int]:
    query = select(Segment.coder_id, func.count(col(Segment.id))).where(Segment.code_id == code.id, *which)
    return Counter(dict(session.exec(query.group_by(col(Segment.coder_id))).all()))


def _named(name: str, number: int) -> str:
    if not number:
        return name
    return ngettext("%(name)s (%(num)d fragment)", "%(name)s (%(num)d fragmenten)", number, name=name)


def _me(coders: Coders) -> str:
    return coders.names.get(coders.me or 0, _("iemand anders"))
