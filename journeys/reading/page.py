"""What a council member sees: the story in pieces, with their own words beside it and the answers to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from foundation.clock import day_of, now
from foundation.dutch import dial
from foundation.dutch import telephone as readable_telephone
from foundation.secrets.tokens import new_name
from journeys.reading.council import reading_of
from journeys.reading.models import Comment, CouncilMember
from journeys.reading.not_sent import NotSent, not_sent
from journeys.reading.opened_form import GOOD, OF_THE_WHOLE, FilledIn, OpenedForm, version_of
from journeys.reading.unsent_answers import sent_answer, sent_verdict, unsent_of, waiting_answer
from journeys.story import Story, StoryStep
from studies.models import Person

_LINE = 220
_EDGE = 10


@dataclass(frozen=True)
class Piece:
    """One step as the council calls it, with what this member said of it and who answered.

    `unsent` is what the member filled in here since, and did not send.
    """

    step: StoryStep
    comment: Comment | None
    answered_by: str
    unsent: FilledIn | None = None

    @property
    def number(self) -> int:
        return self.step.number

    @property
    def remark(self) -> str:
        """What this member wrote of it, or ''."""
        return (self.comment.text or "") if self.comment else ""

    @property
    def answered_before(self) -> list[dict[str, str]]:
        """What this member wrote of it earlier, with the answer it got."""
        return self.comment.answered_before if self.comment else []

    @property
    def in_form(self) -> FilledIn:
        """What the form of this piece shows: what was not sent yet goes before what was."""
        return self.unsent or self.sent

    @property
    def sent(self) -> FilledIn:
        """What this member sent of it."""
        return sent_answer(self.comment)

    @property
    def not_sent(self) -> NotSent:
        """How the form of this piece differs from what was sent."""
        return not_sent(self.unsent, self.sent)

    @property
    def is_good(self) -> bool:
        """Whether the form says that the piece may stay as it is."""
        return self.in_form.choice == GOOD


@dataclass(frozen=True)
class Dot:
    """A piece on the line of progress; `state` is 'done', 'now' or ''."""

    x: float
    radius: float
    state: str


@dataclass(frozen=True)
class ProgressLine:
    """The line of progress in a box of 240 by 20: drawn in full up to `until`."""

    dots: tuple[Dot, ...]
    until: float


@dataclass(frozen=True)
class ReadingPage:
    """The story of one round, for one member."""

    token: str
    member: CouncilMember
    story: Story
    pieces: tuple[Piece, ...]
    closes_on: date
    started_on: date
    """The day whose text this is: its measures too are told as they stood then."""
    is_open: bool
    contact: str
    telephone: str
    opened: OpenedForm
    unsent_verdict: FilledIn | None = None

    @property
    def dial(self) -> str:
        """The telephone number as a link needs it."""
        return dial(self.telephone)

    @property
    def answered(self) -> int:
        """How many pieces this member said something of; what was read is not known."""
        return sum(piece.comment is not None for piece in self.pieces)

    @property
    def next_unanswered(self) -> int | None:
        """The number of the first piece that waits, or None."""
        return next((piece.number for piece in self.pieces if piece.comment is None), None)

    @property
    def remarks(self) -> tuple[Piece, ...]:
        """The pieces this member wrote something of."""
        return tuple(piece for piece in self.pieces if piece.remark)

    @property
    def talked_over(self) -> tuple[Piece, ...]:
        """The pieces with words of this member that stand, or that were answered before."""
        return tuple(piece for piece in self.pieces if piece.remark or piece.answered_before)

    @property
    def unsent(self) -> tuple[Piece, ...]:
        """The pieces whose form differs from what was sent."""
        return tuple(piece for piece in self.pieces if piece.not_sent)

    @property
    def to_send(self) -> tuple[Piece, ...]:
        """Those of them that can be sent: 'better' without a word says nothing yet."""
        return tuple(piece for piece in self.unsent if piece.is_good or piece.in_form.text.strip())

    @property
    def waiting(self) -> dict[int, FilledIn]:
        """What they would send, by step number."""
        return {piece.number: piece.in_form for piece in self.to_send}

    @property
    def still_waits_for_an_answer(self) -> bool:
        """Whether any remark has none yet."""
        return any(piece.comment and not piece.comment.outcome for piece in self.remarks)

    @property
    def verdict_in_form(self) -> FilledIn:
        """What the form of the verdict shows."""
        return self.unsent_verdict or self.sent_verdict

    @property
    def sent_verdict(self) -> FilledIn:
        """What this member sent of the whole."""
        return sent_verdict(self.member)

    @property
    def verdict_not_sent(self) -> NotSent:
        """How the form of the verdict differs from what was sent."""
        return not_sent(self.unsent_verdict, self.sent_verdict)

    def with_typed(self, typed: Mapping[int, FilledIn], opened: OpenedForm | None = None) -> "ReadingPage":
        """The page that was `opened`, with what somebody just typed in its forms, by step number."""
        pieces = tuple(replace(piece, unsent=typed.get(piece.number, piece.unsent)) for piece in self.pieces)
        verdict = typed.get(OF_THE_WHOLE, self.unsent_verdict)
        return replace(self, pieces=pieces, unsent_verdict=verdict, opened=opened or self.opened)

    def piece(self, number: int) -> Piece | None:
        """The piece with this number, counted from 1."""
        return self.pieces[number - 1] if 1 <= number <= len(self.pieces) else None

    def line(self, now: int) -> ProgressLine:
        """The progress with piece `now` before the reader."""
        apart = _LINE / max(len(self.pieces) - 1, 1)
        radius = min(6.0, round(apart * 0.36, 1))
        dots = tuple(
            Dot(
                round(_EDGE + place * apart, 1),
                radius + 2 if piece.number == now else radius,
                "now" if piece.number == now else "done" if piece.comment else "",
            )
            for place, piece in enumerate(self.pieces)
        )
        return ProgressLine(dots, dots[now - 1].x)


def reading_page(session: Session, member: CouncilMember, token: str) -> ReadingPage:
    """Everything the council's pages show; nothing in it comes from interviews but what was frozen as story."""
    at = now().isoformat()
    progress, mine = reading_of(session, member)
    names, story = _answerers(session, mine.remarks), progress.story
    waiting = unsent_of(session, member)
    sent = {OF_THE_WHOLE: sent_verdict(member)} | {one.step_number: sent_answer(one) for one in mine.said}
    unsent = {number: waiting_answer(one, sent.get(number, FilledIn())) for number, one in waiting.items()}
    pieces = []
    for step in story.steps:
        comment = mine.of_step(step.number)
        who = names.get(comment.answered_by or 0, progress.round.contact) if comment else ""
        pieces.append(Piece(step, comment, who, unsent.get(step.number)))
    return ReadingPage(
        token=token,
        member=member,
        story=story,
        pieces=tuple(pieces),
        closes_on=progress.round.closes_on,
        started_on=day_of(progress.round.started_at),
        is_open=progress.is_open,
        contact=progress.round.contact,
        telephone=readable_telephone(progress.round.telephone),
        unsent_verdict=unsent.get(OF_THE_WHOLE),
        opened=OpenedForm(new_name(), {number: version_of(one) for number, one in waiting.items()}, at),
    )


def _answerers(session: Session, comments: Iterable[Comment]) -> dict[int, str]:
    ids = {comment.answered_by for comment in comments if comment.answered_by}
    if not ids:
        return {}
    people = session.exec(select(Person).where(col(Person.id).in_(ids)).order_by(col(Person.id))).all()
    return {person.id: person.name for person in people}
