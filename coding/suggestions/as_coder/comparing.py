"""With whom the program agrees, in interviews that it had not learnt from; and how often its words of certainty held.

As a coder it takes as many passages as it expects people to code, the surest first, and gives each its first code.
Compared is by turn: was this code given to it or not? Left out are turns that say too little to judge, turns in which
somebody decided on a proposal (who saw it, does not code apart from it), and for a researcher those that only a
colleague coded: researchers make one coding together.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from coding.agreement.figures import TwoByTwo, compared
from coding.models import Certainty, CodingDone, Segment, Suggestion, SuggestionState
from coding.suggestions.judging.material import Coding, Conversation
from coding.suggestions.passages import Passage
from coding.suggestions.proposals import Guess, surest_per_interview
from coding.visibility import coders_of
from interviews.texts.models import Source

if TYPE_CHECKING:
    from coding.suggestions.judging.left_out import LeftOut

Span = tuple[int, int]
Times = tuple[int, int]
"""(times right, times said)"""


@dataclass(frozen=True)
class People:
    """Who coded what in a study, and where somebody decided on a proposal. For the program alone.

    `codings[source id][coder]`; `done[source id]`: the second coders who are done there.
    """

    codings: Mapping[int, Mapping[int, list[Coding]]]
    done: Mapping[int, set[int]]
    second: Collection[int]
    decided: Mapping[int, list[Span]]


@dataclass(frozen=True)
class Compared:
    """With one person in one text, over so many turns."""

    source_id: int
    coder_id: int
    turns: int
    counted: TwoByTwo


def people_of(session: Session, study_id: int) -> People:
    """Everybody's codings, whoever may see them: what is stored of it is numbers, and who reads those is asked then."""
    codings: dict[int, dict[int, list[Coding]]] = defaultdict(lambda: defaultdict(list))
    query = select(Segment).where(Segment.study_id == study_id).order_by(col(Segment.id))
    for one in session.exec(query).all():
        coding = Coding(one.source_id, one.start, one.end, one.code_id, "")
        codings[one.source_id][one.coder_id].append(coding)
    done: dict[int, set[int]] = defaultdict(set)
    ends = select(Source.id, CodingDone.person_id).join(Source, col(Source.interview_id) == CodingDone.interview_id)
    for source_id, person_id in session.exec(ends.where(Source.study_id == study_id)).all():
        done[source_id].add(person_id)
    return People(codings, done, coders_of(session, study_id).second, _decided(session, study_id))


def compared_with_people(left_out: "LeftOut", people: People, codes: Collection[int]) -> list[Compared]:
    """The program beside each person who is done with this interview."""
    held = left_out.conversation
    of = people.codings.get(held.source_id, {})
    found = []
    for coder, theirs in sorted(of.items()):
        is_second = coder in people.second
        if is_second and coder not in people.done.get(held.source_id, ()):
            continue
        colleagues = () if is_second else [one for one in of if one != coder and one not in people.second]
        not_asked = [coding for one in colleagues for coding in of[one]]
        turns = _turns_to_compare(left_out, theirs, not_asked, people.decided.get(held.source_id, ()))
        own, other = by_turn(held, program_coding(left_out)), by_turn(held, theirs)
        found.append(Compared(held.source_id, coder, len(turns), compared(turns, codes, own, other)))
    return found


def program_coding(left_out: "LeftOut") -> list[Coding]:
    """What the program would code of an interview that it never saw coded."""
    judged = [
        (one.codes[0], passage) for passage, one in zip(left_out.passages, left_out.judged, strict=True) if one.codes
    ]
    surest = sorted(judged, key=lambda one: (-one[0].probability, one[1].start))[: left_out.expected]
    return [Coding(one.source_id, one.start, one.end, first.code, "") for first, one in surest]


def by_turn(held: Conversation, codings: Iterable[Coding]) -> dict[int, set[int]]:
    """{place of the answer: codes that touch it}."""
    answers = held.answers
    given: dict[int, set[int]] = defaultdict(set)
    for one in codings:
        for place, answer in enumerate(answers):
            if one.start < answer.end and answer.start < one.end:
                given[place].add(one.code_id)
    return given


def said_and_right(left_out: "LeftOut") -> dict[Certainty, Times]:
    """Of what would have been shown of this interview: how often each word was said, and how often it held."""
    guesses = [
        Guess(passage, one.code, rank, one.probability, one.certainty)
        for passage, judged in zip(left_out.passages, left_out.judged, strict=True)
        for rank, one in enumerate(judged.proposed, start=1)
    ]
    times: dict[Certainty, list[int]] = {one: [0, 0] for one in Certainty}
    for guess in surest_per_interview(guesses):
        if is_clear(guess.passage, left_out.codings):
            times[guess.certainty][0] += guess.code_id in codes_at(guess.passage, left_out.codings)
            times[guess.certainty][1] += 1
    return {one: (right, said) for one, (right, said) in times.items()}


def is_clear(passage: Passage, codings: Sequence[Coding]) -> bool:
    """Whether it has a code, or was left alone: of one that is coded for a small part neither can be said."""
    return bool(codes_at(passage, codings)) or not any(shared(passage, one) for one in codings)


def codes_at(passage: Passage | Coding, codings: Iterable[Coding]) -> set[int]:
    """Of what shares at least half of the shorter of the two."""
    length = passage.end - passage.start
    return {
        one.code_id
        for one in codings
        if shared(passage, one) > 0 and shared(passage, one) >= min(length, one.end - one.start) / 2
    }


def shared(one: Passage | Coding, other: Passage | Coding) -> int:
    """How many characters of one text both hold."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _turns_to_compare(
    left_out: "LeftOut", theirs: Sequence[Coding], not_asked: Sequence[Coding], decided: Sequence[Span]
) -> list[int]:
    held = left_out.conversation
    own, colleagues = by_turn(held, theirs), by_turn(held, not_asked)
    says_something = by_turn(held, [Coding(one.source_id, one.start, one.end, 0, "") for one in left_out.passages])
    seen = by_turn(held, [Coding(held.source_id, start, end, 0, "") for start, end in decided])
    return [
        place
        for place in range(len(held.answers))
        if (place in says_something or place in own) and place not in seen and (place in own or place not in colleagues)
    ]


def _decided(session: Session, study_id: int) -> dict[int, list[Span]]:
    query = select(Suggestion.source_id, Suggestion.start, Suggestion.end)
    query = query.where(Suggestion.study_id == study_id, col(Suggestion.state) != SuggestionState.PROPOSED).distinct()
    found: dict[int, list[Span]] = defaultdict(list)
    for source_id, start, end in session.exec(query).all():
        found[source_id].append((start, end))
    return found
