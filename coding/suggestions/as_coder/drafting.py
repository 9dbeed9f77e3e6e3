"""A beginning for who describes a code: the words that tell its segments from others, and some quotations.

Nothing is made up: words and quotations were said. Quotations go where an example goes, and not into the definition:
an example leaves with the text it is from and on the last day of the transcripts, a definition stays.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from coding.models import Code, Segment
from coding.suggestions.text_cleaning import cleaned_texts, stand_ins_of
from coding.visibility import told
from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.language import content_lemmas, one_pass, sentences
from interviews.respondents.consent import QuoteUse, quotes_allowed
from interviews.texts.models import Source

_MOST_WORDS, MOST_QUOTES = 6, 3
LONGEST_QUOTE = 160
_FEWEST_WORDS = 4
"""Of a quotation: ‘ja, dat was zo’ shows nothing of a code."""
_MOST_OWN, _MOST_OTHERS = 200, 400
_FEWEST_TEXTS = 2
_TELLING = 2.0
"""Times as often in segments of the code as in others."""


class NothingToDraftFrom(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "Uit de fragmenten van ‘%(name)s’ komt geen opzet. Er zijn er te weinig, of ze mogen niet aangehaald "
                "worden. Schrijf zelf wat eronder valt.",
                name=name,
            )
        )


@dataclass(frozen=True)
class BeginOfCode:
    """What may stand in two fields of a code, to be rewritten; one of them may be empty."""

    definition: str
    example: str


@one_pass()
def draft_of_code(session: Session, code: Code) -> BeginOfCode:
    """From segments that whoever asks has in their figures. Raises NothingToDraftFrom."""
    is_own, is_other = col(Segment.code_id) == code.id, col(Segment.code_id) != code.id
    own = _some(session, code.study_id, is_own, _MOST_OWN)
    others = _some(session, code.study_id, is_other, _MOST_OTHERS)
    stand_ins = stand_ins_of(session, code.study_id)
    texts = [cleaned_texts([one.quotation for one in found], stand_ins) for found in (own, others)]
    words = telling_words(*texts)
    quotes = _quotes(session, own, words)
    if not words and not quotes:
        raise NothingToDraftFrom(code.name)
    definition = _("Woorden die opvallen: %(words)s.", words=", ".join(words)) if words else ""
    return BeginOfCode(definition, " ".join(f"‘{one}’" for one in quotes))


def telling_words(own: Sequence[str], others: Sequence[str]) -> list[str]:
    """The lemmas that stand in several of these texts and seldom in others, the most telling first."""
    here, there = _spread(own), _spread(others)

    def rate(lemma: str) -> float:
        return (there[lemma] + 0.5) / (len(others) + 1) if others else 0.0

    shares = {lemma: count / len(own) for lemma, count in here.items() if count >= _FEWEST_TEXTS}
    telling = [lemma for lemma, share in shares.items() if share >= _TELLING * rate(lemma)]
    return sorted(telling, key=lambda lemma: (rate(lemma) - shares[lemma], lemma))[:_MOST_WORDS]


def _spread(texts: Iterable[str]) -> Counter[str]:
    """In how many of the texts each lemma stands."""
    return Counter(lemma for text in texts for lemma in set(content_lemmas(text)))


def _quotes(session: Session, segments: Sequence[Segment], words: Sequence[str]) -> list[str]:
    """Of different conversations first, those with most telling words; nothing that may not be quoted."""
    is_theirs = col(Source.id).in_({one.source_id for one in segments})
    of = dict(session.exec(select(Source.id, Source.interview_id).where(is_theirs)).all())
    allowed = quotes_allowed(session, {one for one in of.values() if one is not None})
    ranked: list[tuple[int, int, str]] = []
    for one in segments:
        use = allowed.get(of.get(one.source_id) or 0, QuoteUse.LITERALLY)
        if use is QuoteUse.LITERALLY and (quote := _short(one.quotation)):
            ranked.append((-len(set(content_lemmas(quote)) & set(words)), one.source_id, quote))
    chosen: list[tuple[int, str]] = []
    for _rank, source_id, quote in sorted(ranked):
        if source_id not in {other for other, _quote in chosen} and quote not in {said for _other, said in chosen}:
            chosen.append((source_id, quote))
    return [quote for _source_id, quote in chosen[:MOST_QUOTES]]


def _short(quotation: str) -> str:
    """The words as they were said, or their first sentence that is short enough; empty when none is."""
    whole = " ".join(quotation.split())
    found = [whole, *(" ".join(one.text.split()) for one in sentences(quotation))]
    return next((one for one in found if len(one) <= LONGEST_QUOTE and len(one.split()) >= _FEWEST_WORDS), "")


def _some(session: Session, study_id: int, condition: ColumnElement[bool], most: int) -> list[Segment]:
    """At most so many segments, evenly over all: of a code with thousands the others say the same."""
    where = (Segment.study_id == study_id, condition, told(session, study_id))
    count = session.exec(select(func.count()).select_from(Segment).where(*where)).one()
    step = max(1, -(-count // most))
    query: SelectOfScalar[Segment] = select(Segment).where(*where, col(Segment.id) % step == 0)
    if step == 1:
        query = select(Segment).where(*where)
    return list(session.exec(query.order_by(col(Segment.id)).limit(most)).all())
