"""What would suggestions have said of an interview that nobody coded yet? `python -m bench.suggestions_in_study`

    python -m bench.suggestions_in_study [--data FOLDER | --url DATABASE] [--study SLUG] [--without-encoder]

Leaves one interview of a coded study out, learns from the others, and judges the one left out: each of its segments
(was the code first, or among three?), and each of its passages, as a researcher would meet them: the ten surest. Once
more with what is known after three coded interviews, the next three by number. Without a folder or database it builds
the demonstration in a temporary folder. Texts are read by the encoder that VERHAALLIJN_ENCODER asks for. Figures with
95% intervals: interviews drawn anew, 2,000 times, fixed seed.

A code is right for a passage when somebody, also a second coder, gave it to a segment that shares half of the shorter
of the two. A proposal is false when nobody coded any of its passage. Bins with fewer than 40 passages say nothing.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

sys.path.insert(0, str(Path(__file__).parents[1]))

from coding.models import Certainty, Segment
from coding.suggestions.judging.blocks import Encode
from coding.suggestions.judging.judge import CodeSuggestion
from coding.suggestions.judging.judge import Judge as Judging
from coding.suggestions.judging.material import Coding, Conversation, Material, material_of
from coding.suggestions.meaning.reading import encoded, read_with
from coding.suggestions.passages import Passage, passages_of
from coding.suggestions.text_space import Floats
from foundation.database.engine import open_engine, read_only, unit_of_work
from interviews.language import one_pass
from studies.models import Study
from webapp.settings import Settings

AT_FIRST = 3
SUREST = 10
ALLOWED = 3
DRAWS = 2_000
BINS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.33, 0.66, 1.01)
FEWEST_IN_BIN = 40

Ranked = list[tuple[int, float]]
"""(code, said probability), the best first; nothing where nothing is proposed."""
Judge = Callable[[Material, Conversation, list[Coding], list[Passage]], tuple[list[Ranked], list[Ranked]]]
"""What is said of the segments and of the passages of a conversation that was left out."""


@dataclass
class Outcome:
    """Of one interview: per segment its code's rank, per passage what was said and what is so."""

    words: int
    first: list[bool] = field(default_factory=list)
    among_three: list[bool] = field(default_factory=list)
    passages: list["JudgedPassage"] = field(default_factory=list)


@dataclass(frozen=True)
class JudgedPassage:
    said: float
    is_right: bool
    any_right: bool
    is_coded: bool
    proposed: int


def main() -> None:
    asked = _asked()
    read_with(Settings().text_encoder)
    with tempfile.TemporaryDirectory() as folder:
        url = asked.url or _database_in(Path(asked.data or _built(Path(folder))))
        engine = read_only(open_engine(url))
        material, everybody = _study(engine, asked.study)
        with one_pass():
            _print_all(material, everybody, as_the_job_does(None if asked.without_encoder else remembered(encoded)))


def as_the_job_does(encode: Encode | None) -> Judge:
    def judge(
        material: Material, _held: Conversation, segments: list[Coding], passages: list[Passage]
    ) -> tuple[list[Ranked], list[Ranked]]:
        learnt = Judging(material, encode)
        of_segments, of_passages = learnt.judge(segments), learnt.judge(passages)
        return _ranked(one.codes for one in of_segments), _ranked(one.proposed for one in of_passages)

    return judge


def remembered(encode: Encode) -> Encode:
    """The same text is asked for with every interview that is left out."""
    known: dict[str, Floats] = {}

    def encode_new(texts: Sequence[str]) -> Floats:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, encode(new), strict=True))
        return np.vstack([known[text] for text in texts])

    return encode_new


def _ranked(found: Iterable[tuple[CodeSuggestion, ...]]) -> list[Ranked]:
    return [[(one.code, one.probability) for one in codes] for codes in found]


def _print_all(material: Material, everybody: list[Coding], judge: Judge) -> None:
    coded = [one for one in material.conversations if any(c.source_id == one.source_id for c in material.codings)]
    print(f"{len(coded)} coded interviews, {len(material.codings)} segments, {len(material.codes)} codes")
    full = [_judged(material, everybody, judge, held, [one for one in coded if one is not held]) for held in coded]
    _print_segments("all other interviews coded", full)
    _print_proposals(full)
    _print_bins(full)
    early = [_judged(material, everybody, judge, held, _next(coded, held)) for held in coded]
    _print_segments(f"{AT_FIRST} interviews coded", early)
    _print_proposals(early)
    _print_bins(early)


def _judged(
    material: Material, everybody: list[Coding], judge: Judge, held: Conversation, known: list[Conversation]
) -> Outcome:
    segments = [one for one in material.codings if one.source_id == held.source_id]
    passages, there = _passages(held), [one for one in everybody if one.source_id == held.source_id]
    of_segments, of_passages = judge(_as_known(material, held, known), held, segments, passages)
    outcome = Outcome(sum(len(one.text.split()) for one in held.answers))
    for segment, ranked in zip(segments, of_segments, strict=True):
        codes = [code for code, _said in ranked[:ALLOWED]]
        outcome.first.append(codes[:1] == [segment.code_id])
        outcome.among_three.append(segment.code_id in codes)
    outcome.passages = [
        _against(passage, ranked, there) for passage, ranked in zip(passages, of_passages, strict=True) if ranked
    ]
    return outcome


def _as_known(material: Material, held: Conversation, known: list[Conversation]) -> Material:
    """The study before this interview was coded: no example in the codebook comes from it either."""
    told = " ".join(one.text for one in held.turns)
    codes = tuple(
        replace(one, example="" if one.example.rstrip(" .") in told else one.example) for one in material.codes
    )
    return replace(material.coded_only_in({one.source_id for one in known}), codes=codes)


def _against(passage: Passage, ranked: Ranked, there: list[Coding]) -> JudgedPassage:
    right = {one.code_id for one in there if _shares_half(passage, one)}
    codes = [code for code, _said in ranked[:ALLOWED]]
    is_coded = any(_shared(passage, one) for one in there)
    return JudgedPassage(ranked[0][1], codes[0] in right, bool(right & set(codes)), is_coded, len(codes))


def _shares_half(passage: Passage, coding: Coding) -> bool:
    shorter = min(passage.end - passage.start, coding.end - coding.start)
    return _shared(passage, coding) > 0 and _shared(passage, coding) >= shorter / 2


def _shared(passage: Passage, coding: Coding) -> int:
    return max(0, min(passage.end, coding.end) - max(passage.start, coding.start))


def _passages(conversation: Conversation) -> list[Passage]:
    return [passage for answer in conversation.answers for passage in passages_of(answer)]


def _next(coded: list[Conversation], held: Conversation) -> list[Conversation]:
    place = coded.index(held)
    return [*coded[place + 1 :], *coded[:place]][:AT_FIRST]


def _print_segments(known: str, outcomes: list[Outcome]) -> None:
    print(f"\n== {known}")
    _print("segments: right first", outcomes, lambda one: (sum(one.first), len(one.first)))
    _print("segments: right among three", outcomes, lambda one: (sum(one.among_three), len(one.among_three)))


def _print_proposals(outcomes: list[Outcome]) -> None:
    shown = [sorted(one.passages, key=lambda passage: -passage.said)[:SUREST] for one in outcomes]
    of = dict(zip(map(id, outcomes), shown, strict=True))
    print(f"the {SUREST} surest passages of each interview ({sum(map(len, shown))} in all)")
    _print("  first right", outcomes, lambda one: (sum(p.is_right for p in of[id(one)]), len(of[id(one)])))
    _print(
        "  any of those proposed right", outcomes, lambda one: (sum(p.any_right for p in of[id(one)]), len(of[id(one)]))
    )
    _print(
        "  false per 1,000 words", outcomes, lambda one: (1000 * sum(not p.is_coded for p in of[id(one)]), one.words)
    )
    sets = [p.proposed for found in shown for p in found]
    print(f"  codes proposed per passage: {np.mean(sets) if sets else 0:.2f}")


def _print_bins(outcomes: list[Outcome]) -> None:
    passages = [passage for one in outcomes for passage in one.passages]
    said, right = np.array([one.said for one in passages]), np.array([one.is_right for one in passages])
    worst = 0.0
    for low, high in pairwise(BINS):
        within = (said >= low) & (said < high)
        if within.sum() >= FEWEST_IN_BIN:
            worst = max(worst, abs(said[within].mean() - right[within].mean()))
            print(
                f"  said {low:.2f}–{min(high, 1):.2f}: {within.sum():5d} passages, said {said[within].mean():.3f}, "
                f"right {right[within].mean():.3f}"
            )
    print(f"  largest difference in a bin of {FEWEST_IN_BIN} or more: {worst:.3f}")
    words = {one: np.array([Certainty.of(p) is one for p in said], dtype=bool) for one in Certainty}
    print(
        "  "
        + "; ".join(
            f"{one.value}: {m.sum()}, right {right[m].mean() if m.any() else 0:.2f}" for one, m in words.items()
        )
    )


def _print(name: str, outcomes: Sequence[Outcome], part: Callable[[Outcome], tuple[int, int]]) -> None:
    counted = np.array([part(one) for one in outcomes], dtype=float)
    drawn = np.random.default_rng(1).integers(0, len(counted), (DRAWS, len(counted)))
    sums = counted[drawn].sum(axis=1)
    low, high = np.percentile(sums[:, 0] / np.maximum(sums[:, 1], 1), [2.5, 97.5])
    print(f"{name}: {counted[:, 0].sum() / max(counted[:, 1].sum(), 1):.3f} ({low:.3f}–{high:.3f})")


def _study(engine: Engine, slug: str) -> tuple[Material, list[Coding]]:
    """The study asked for, or the one with most segments; and what everybody coded there, second coders too."""
    with unit_of_work(engine, across=True) as session:
        query = select(Study).join(Segment, col(Segment.study_id) == Study.id).group_by(col(Study.id))
        query = query.where(Study.slug == slug) if slug else query.order_by(func.count(col(Segment.id)).desc())
        study = session.exec(query).first()
        if study is None:
            sys.exit("there is no such study with segments")
        found = study.organisation_id, study.id
    with unit_of_work(engine, found[0]) as session:
        return material_of(session, found[1]), list(_everybody(session, found[1]))


def _everybody(session: Session, study_id: int) -> Iterator[Coding]:
    segments = session.exec(select(Segment).where(Segment.study_id == study_id).order_by(col(Segment.id))).all()
    return (Coding(one.source_id, one.start, one.end, one.code_id, one.quotation) for one in segments)


def _built(folder: Path) -> Path:
    command = [sys.executable, "-m", "webapp.commands", "demo", "--no-serve"]
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "VERHAALLIJN_DATA_DIR": str(folder)},
    )
    return folder


def _database_in(folder: Path) -> str:
    return Settings(data_dir=folder).url


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="", help="data folder of an installation")
    parser.add_argument("--url", default="", help="SQLAlchemy URL of a database")
    parser.add_argument("--without-encoder", action="store_true", help="by words alone")
    parser.add_argument("--study", default="", help="slug; without it the study with most segments")
    return parser.parse_args()


if __name__ == "__main__":
    main()
