"""What an importer hands over: speaker turns, and what it could not bring along."""

from dataclasses import dataclass

from foundation.errors import ResearcherError


class TranscriptRefused(ResearcherError):
    """The file cannot be read as a transcript; the text says why and what to do."""


@dataclass(frozen=True)
class DraftTurn:
    """One speaker's turn. `speaker` is as in the file, empty when unknown; `seconds` from the start, or None."""

    speaker: str
    text: str
    seconds: float | None = None


@dataclass(frozen=True)
class TranscriptDraft:
    """A transcript as read, before a person has looked at it.

    `heading` holds the lines before the first turn (title, date, …); they are shown, not coded.
    `notices` says in Dutch what was skipped or changed (comments, footnotes, deleted text, images). Those in `unknown`
    are about speakers, and hold until a person says who speaks.
    `closing` holds lines of the program at the end ('Meeting ended after 00:27:42'); a notice says that they are there.
    """

    turns: tuple[DraftTurn, ...]
    heading: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """The lines around the conversation, which may tell when it was and how long it took."""
        return (*self.heading, *self.closing)

    @property
    def lasting(self) -> tuple[str, ...]:
        """The notices that hold whatever a person says about the speakers."""
        return tuple(notice for notice in self.notices if notice not in self.unknown)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Each speaker once, in order of first appearance."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))
