"""With whom the program agrees, as far as whoever asks may know it, and what the figure means."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from coding.agreement.figures import TwoByTwo
from coding.models import Certainty
from coding.suggestions.as_coder.models import Learning, ProgramAgreement
from coding.visibility import coders_of, seen_numbers
from foundation.dutch import _, ngettext, whole

FEWEST_COMPARED = 3
FEWEST_GIVEN = 20
"""Codes that a person gave to turns: with fewer, one turn decides the figure."""
FEWEST_SAID = 10
"""Times that a word of certainty was said: with fewer, how often it held says nothing."""


@dataclass(frozen=True)
class AgreementWith:
    """The program beside one person, over all texts that both judged and the reader may see."""

    name: str
    is_second: bool
    interviews: int
    turns: int
    counted: TwoByTwo

    @property
    def is_enough(self) -> bool:
        """Whether there may be a figure."""
        enough = self.interviews >= FEWEST_COMPARED and self.counted.by_second >= FEWEST_GIVEN
        return enough and self.counted.kappa is not None

    @property
    def verdict(self) -> str:
        """What kappa says, in words; why there is none, where there is none."""
        if not self.is_enough:
            return _("Geen cijfer: daarvoor is er te weinig om te vergelijken.")
        kappa = self.counted.kappa or 0.0
        if kappa >= 0.8:
            return _("Bijna steeds dezelfde code.")
        if kappa >= 0.6:
            return _("In grote lijnen dezelfde codes.")
        if kappa >= 0.4:
            return _("Vaak dezelfde code, en ook vaak een andere.")
        return _("Meestal een andere code, of geen. Lees voorstellen als een vraag.")


@dataclass(frozen=True)
class WordHeld:
    """How often a word of certainty was right."""

    word: Certainty
    right: int
    said: int

    @property
    def sentence(self) -> str:
        if self.said < FEWEST_SAID:
            return ngettext(
                "Het zei maar één keer ‘%(word)s’. Dat is te weinig om er iets over te zeggen.",
                "Het zei maar %(num)d keer ‘%(word)s’. Dat is te weinig om er iets over te zeggen.",
                self.said,
                word=self.word.dutch,
            )
        return _(
            "Zei het ‘%(word)s’, dan klopte dat %(right)s van de %(said)s keer.",
            word=self.word.dutch,
            right=whole(self.right),
            said=whole(self.said),
        )


def agreements(session: Session, study_id: int) -> list[AgreementWith]:
    """Each person whose coding the reader may see somewhere, by name; second coders come last."""
    may_see = seen_numbers(session, study_id, col(ProgramAgreement.source_id), col(ProgramAgreement.coder_id))
    query = select(ProgramAgreement).where(ProgramAgreement.study_id == study_id, may_see)
    rows: dict[int, list[ProgramAgreement]] = {}
    for one in session.exec(query.order_by(col(ProgramAgreement.id))).all():
        rows.setdefault(one.coder_id, []).append(one)
    coders = coders_of(session, study_id)
    found = [
        AgreementWith(
            coders.names.get(coder, _("iemand anders")),
            coder in coders.second,
            len(theirs),
            sum(one.turns for one in theirs),
            sum((_counted(one) for one in theirs), TwoByTwo()),
        )
        for coder, theirs in rows.items()
    ]
    return sorted(found, key=lambda one: (one.is_second, one.name.casefold()))


def words_that_held(learning: Learning) -> list[WordHeld]:
    """The surest word first; a word that was never said is left out."""
    return [WordHeld(word, *learning.measured[word.value]) for word in Certainty if word.value in learning.measured]


def _counted(one: ProgramAgreement) -> TwoByTwo:
    return TwoByTwo(one.both, one.program_only, one.coder_only, one.neither)
