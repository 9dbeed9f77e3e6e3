"""Taking away what is (also) somebody else's: it asks first and names whose it is, and the other is told."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coding.models import Code, Memo, Segment
from coding.visibility import coders_of
from foundation.dutch import _, enumerated
from foundation.errors import Asks
from interviews.models import Interview, Source
from studies.telling import tell


class WorkOfOthers(Asks):
    """Nothing is removed until somebody says that it is meant."""


@dataclass(frozen=True)
class Others:
    """Whose work would go, besides that of whoever works in this session: numbers and names."""

    me: str
    coders: dict[int, str]
    """Whose segments."""
    writers: dict[int, str]
    """Whose memos, of those who have no segment in it."""

    def __bool__(self) -> bool:
        return bool(self.coders or self.writers)


def others_behind(session: Session, segments: Iterable[Segment]) -> Others:
    """Whose segments these are and whose memos hang on them."""
    segments, coders = list(segments), coders_of(session)
    of_segments = select(Memo.person_id).where(col(Memo.segment_id).in_([one.id for one in segments]))
    owners = {one.coder_id for one in segments} - {coders.me}
    writers = set(session.exec(of_segments.distinct()).all()) - owners - {coders.me}
    unknown = _("iemand anders")

    def named(people: Iterable[int]) -> dict[int, str]:
        return {person: coders.names.get(person, unknown) for person in sorted(people)}

    return Others(coders.names.get(coders.me or 0, unknown), named(owners), named(writers))


def ask_for_segment(code: Code, others: Others) -> None:
    """Raises WorkOfOthers when a segment, or a memo that goes with it, is somebody else's."""
    if others.coders:
        owner = enumerated(others.coders.values())
        lead = _("Het fragment met de code ‘%(code)s’ is van %(name)s.", code=code.name, name=owner)
    elif others.writers:
        writer = enumerated(others.writers.values())
        lead = _("Bij dit fragment staat een memo van %(name)s. Die gaat mee weg.", name=writer)
    else:
        return
    raise WorkOfOthers(_("%(lead)s Er is nog niets weggehaald. Weet je zeker dat het weg mag?", lead=lead))


def ask_for_code(code: Code, others: Others) -> None:
    """Raises WorkOfOthers when somebody else coded with it too."""
    if others:
        names = enumerated((others.coders | others.writers).values())
        raise WorkOfOthers(
            _(
                "Met de code ‘%(code)s’ verdwijnt ook werk van %(names)s. Er is nog niets verwijderd. "
                "Weet je zeker dat het weg mag?",
                code=code.name,
                names=names,
            )
        )


def tell_of_segment(session: Session, source: Source, code: Code, others: Others) -> None:
    """Let the others know that a segment went; within the recorded change."""
    interview = session.get(Interview, source.interview_id) if source.interview_id else None
    about = {"who": others.me, "code": code.name, "where": interview.title if interview else _("een tekst")}
    for person in others.coders:
        tell(session, person, _("%(who)s haalde jouw code ‘%(code)s’ weg in %(where)s.", **about))
    for person in others.writers:
        sentence = _("%(who)s haalde de code ‘%(code)s’ weg in %(where)s. Jouw memo daarbij ging mee weg.", **about)
        tell(session, person, sentence)


def tell_of_code(session: Session, code: Code, others: Others) -> None:
    """Let the others know that a code went with what they coded; within the recorded change."""
    for person in others.coders | others.writers:
        sentence = _("%(who)s verwijderde de code ‘%(code)s’, met wat jij daarbij deed.", who=others.me, code=code.name)
        tell(session, person, sentence)
