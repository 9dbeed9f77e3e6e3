"""Made-up studies, small enough to see why a passage should get a code."""

from dataclasses import dataclass, field

from coding.suggestions.judging.material import CodeInWords, Coding, Conversation, Material, Spoken
from coding.suggestions.passages import Passage


@dataclass
class Told:
    """Conversations as they are told: `say` adds a question and an answer, coded or not."""

    codes: list[CodeInWords] = field(default_factory=list)
    turns: dict[int, list[Spoken]] = field(default_factory=dict)
    codings: list[Coding] = field(default_factory=list)
    open_interviews: set[int] = field(default_factory=set)

    def say(self, interview: int, answer: str, *codes: int, question: str = "Hoe ging dat?") -> Passage:
        turns = self.turns.setdefault(interview, [])
        for text, is_interviewer in ((question, True), (answer, False)):
            turns.append(Spoken(turns[-1].end + 1 if turns else 0, text, is_interviewer))
        start, end = turns[-1].start, turns[-1].end
        self.codings += [Coding(interview, start, end, code, answer) for code in codes]
        return Passage(interview, interview, start, end, answer)

    @property
    def material(self) -> Material:
        conversations = [
            Conversation(number, number, tuple(turns), number not in self.open_interviews)
            for number, turns in self.turns.items()
        ]
        return Material(tuple(conversations), tuple(self.codes), tuple(self.codings))
