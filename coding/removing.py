"""Taking away what is (also) somebody else's: it asks first and names whose it is, and the other is told."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from coding.models import Code, Draft, Memo, Segment
from coding.visibility import coders_of
from foundation.dutch import _, enumerated
from foundation.errors import Asks
from interviews.models import Interview
from interviews.texts.models import Source
from studies.history.telling import tell


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
    typing: dict[int, str]
    """Who typed something with it that is not saved yet, of those who have no segment or memo in it."""

    @property
    def names(self) -> dict[int, str]:
        return self.coders | self.writers | self.typing


def others_behind(session: Session, study_id: int, segments: Iterable[Segment], code: Code | None = None) -> Others:
    """Whose segments these are, whose memos hang on them, and who is writing with them or with the code that goes."""
    segments, coders = list(segments), coders_of(session, study_id)
    numbers = [one.id for one in segments]
    of_segments = select(Memo.person_id).where(col(Memo.segment_id).in_(numbers))
    on_code = col(Draft.code_id).in_([code.id] if code else [])
    drafts = select(Draft.person_id).where(or_(col(Draft.segment_id).in_(numbers), on_code))
    owners = {one.coder_id for one in segments} - {coders.me}
    writers = set(session.exec(of_segments.distinct()).all()) - owners - {coders.me}
    typing = set(session.exec(drafts.distinct()).all()) - owners - writers - {coders.me}
    unknown = _("iemand anders")

    def named(people: Iterable[int]) -> dict[int, str]:
        return {person: coders.names.get(person, unknown) for person in sorted(people)}

    return Others(coders.names.get(coders.me or 0, unknown), named(owners), named(writers), named(typing))


def ask_for_segment(code: Code, others: Others) -> None:
    """Raises WorkOfOthers when a segment, or what is written with it, is somebody else's."""
    if others.coders:
        owner = enumerated(others.coders.values())
        lead = _("Het fragment met de code ‘%(code)s’ is van %(name)s.", code=code.name, name=owner)
    elif others.writers:
        writer = enumerated(others.writers.values())
        lead = _("Bij dit fragment staat een memo van %(name)s. Die gaat mee weg.", name=writer)
    elif others.typing:
        typing = enumerated(others.typing.values())
        lead = _("Bij dit fragment schrijft %(name)s iets dat nog niet bewaard is. Dat gaat mee weg.", name=typing)
    else:
        return
    raise WorkOfOthers(_("%(lead)s Er is nog niets weggehaald. Weet je zeker dat het weg mag?", lead=lead))


def ask_for_code(code: Code, others: Others) -> None:
    """Raises WorkOfOthers when somebody else coded with it too, or is writing with it."""
    if others.names:
        names = enumerated(others.names.values())
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
    for person in others.typing:
        sentence = _(
            "%(who)s haalde de code ‘%(code)s’ weg in %(where)s. Wat jij daarbij typte en nog niet bewaarde, "
            "ging mee weg.",
            **about,
        )
        tell(session, person, sentence)


def tell_of_code(session: Session, code: Code, others: Others) -> None:
    """Let the others know that a code went with what they coded; within the recorded change."""
    for person in others.names:
        sentence = _("%(who)s verwijderde de code ‘%(code)s’, met wat jij daarbij deed.", who=others.me, code=code.name)
        tell(session, person, sentence)
