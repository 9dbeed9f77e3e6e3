"""How good are code suggestions and topics on labelled texts? `python bench/suggestions.py [--words] DATA.tsv [...]`

DATA is tab-separated with a header and the columns text and label (or category, or code); quoted fields are read as
such. n texts of every label are the examples and all other texts of those labels are the test; a label needs at least
n + 1 different texts to take part at n. Every figure is a mean over five seeds. The last line holds them all as
key=value; nan means that too few labels have enough texts. `--words`: without the encoder, which else is the one that
VERHAALLIJN_ENCODER asks for.
The limits printed are those for ../shared/data/sib200-nld.
"""

import csv
import math
import sys
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from statistics import mean

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from coding.models import Certainty
from coding.suggestions.judging.judge import CodeSuggestion, Judge
from coding.suggestions.judging.material import CodeInWords, Coding, Conversation, Material, Spoken
from coding.suggestions.meaning.reading import encoded, read_with
from coding.suggestions.passages import Passage
from coding.suggestions.text_space import Floats, unit_rows
from coding.suggestions.topics.finding.grouping import TooFewSegments, topic_labels
from coding.suggestions.topics.finding.told import Told
from webapp.settings import Settings

SEEDS = range(5)
SIZES = (5, 10, 20, 50)
LIMITS = {"macro_f1_n5": 0.50, "macro_f1_n20": 0.70, "macro_f1_n50": 0.73, "top3_n20": 0.93, "ami": 0.34}
LABEL_COLUMNS = ("label", "category", "code", "topic")

_VECTORS: dict[str, Floats] = {}


def encode_once(given: Sequence[str]) -> Floats:
    new = [text for text in dict.fromkeys(given) if text not in _VECTORS]
    _VECTORS.update(zip(new, encoded(new), strict=True))
    return np.vstack([_VECTORS[text] for text in given])


ENCODE = None if "--words" in sys.argv else encode_once
Judged = list[tuple[str, list[CodeSuggestion]]]


def main(paths: list[str]) -> None:
    if not paths:
        sys.exit(__doc__)
    read_with(Settings().text_encoder)
    csv.field_size_limit(10_000_000)
    texts, labels = read(paths)
    print(f"{len(texts)} different texts, {len(set(labels))} labels; mean over {len(SEEDS)} seeds")
    figures: dict[str, float] = {}
    for size in SIZES:
        figures |= suggestions_at(size, texts, labels)
    figures["ami"] = topics_ami(texts, labels)
    for key, limit in LIMITS.items():
        print(f"{key}: {figures[key]:.3f} (limit for sib200-nld: at least {limit:.2f})")
    print(" ".join(f"{key}={value:.3f}" for key, value in figures.items()))


def read(paths: list[str]) -> tuple[list[str], list[str]]:
    """Texts and their labels, each different text once, with the label it comes with first."""
    label_of: dict[str, str] = {}
    for path in paths:
        for text, label in rows(Path(path)):
            label_of.setdefault(text, label)
    return list(label_of), list(label_of.values())


def rows(path: Path) -> Iterator[tuple[str, str]]:
    header, *lines = cells(path)
    place = {name.strip().lower(): column for column, name in enumerate(header)}
    label = next((place[name] for name in LABEL_COLUMNS if name in place), None)
    if "text" not in place or label is None:
        sys.exit(f"{path}: the header needs a column text and a column label, with tabs between")
    for line in lines:
        if len(line) == len(header) and line[place["text"]].strip() and line[label].strip():
            yield line[place["text"]].strip(), line[label].strip()


def cells(path: Path) -> list[list[str]]:
    """Fields are quoted if the file can be read so without a fault; otherwise quotation marks belong to the texts."""
    content = path.read_text(encoding="utf-8-sig")
    try:
        lines = list(csv.reader(StringIO(content, newline=""), delimiter="\t", strict=True))
        if len({len(line) for line in lines if line}) == 1:
            return [line for line in lines if line]
    except csv.Error:
        pass
    return list(csv.reader(StringIO(content, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))


def suggestions_at(size: int, texts: list[str], labels: list[str]) -> dict[str, float]:
    counts = {label: labels.count(label) for label in sorted(set(labels))}
    taking_part = [label for label, count in counts.items() if count > size]
    left_out = [f"{label} ({count})" for label, count in counts.items() if count <= size]
    print(
        f"n={size}: {len(taking_part)} labels take part" + (f"; too few texts: {', '.join(left_out)}" * bool(left_out))
    )
    figures = [f"macro_f1_n{size}", f"top3_n{size}"]
    if len(taking_part) < 2:
        return dict.fromkeys(figures, math.nan)
    runs = [judged(size, texts, labels, taking_part, seed) for seed in SEEDS]
    print_bands([pair for run in runs for pair in run], taking_part)
    macro_f1 = mean(macro_f1_of(run, taking_part) for run in runs)
    top3 = mean(mean(label in names(found, taking_part) for label, found in run) for run in runs)
    return dict(zip(figures, (macro_f1, top3), strict=True))


def judged(size: int, texts: list[str], labels: list[str], taking_part: list[str], seed: int) -> Judged:
    """The label of each test text and what is suggested for it."""
    order = np.random.default_rng(seed).permutation(len(texts)).tolist()
    by_label = {label: [index for index in order if labels[index] == label] for label in taking_part}
    examples = [(index, code) for code, label in enumerate(taking_part) for index in by_label[label][:size]]
    test = [index for label in taking_part for index in by_label[label][size:]]
    judge = Judge(study_of(texts, examples, len(taking_part)), ENCODE)
    found = judge.judge([passage(index, texts[index]) for index in test])
    return [(labels[index], list(judged.codes)) for index, judged in zip(test, found, strict=True)]


def study_of(texts: list[str], examples: list[tuple[int, int]], labels: int) -> Material:
    """Every text is a conversation of its own; those that are examples are done."""
    coded = {index for index, _code in examples}
    return Material(
        tuple(
            Conversation(index + 1, index + 1, (Spoken(0, text, False),), index in coded)
            for index, text in enumerate(texts)
        ),
        tuple(CodeInWords(code, str(code)) for code in range(labels)),
        tuple(Coding(index + 1, 0, len(texts[index]), code, texts[index]) for index, code in examples),
    )


def passage(index: int, text: str) -> Passage:
    return Passage(index + 1, index + 1, 0, len(text), text)


def names(found: list[CodeSuggestion], taking_part: list[str]) -> list[str]:
    return [taking_part[suggestion.code] for suggestion in found]


def macro_f1_of(run: Judged, taking_part: list[str]) -> float:
    from sklearn.metrics import f1_score

    first = [(names(found, taking_part) or ["(none)"])[0] for _label, found in run]
    return float(
        f1_score([label for label, _found in run], first, labels=taking_part, average="macro", zero_division=0)
    )


def print_bands(pairs: Judged, taking_part: list[str]) -> None:
    for certainty in Certainty:
        right = [
            taking_part[suggestion.code] == label
            for label, found in pairs
            for suggestion in found
            if suggestion.certainty is certainty
        ]
        if right:
            print(f"  {certainty.dutch}: {len(right) // len(SEEDS)} suggestions, {mean(right):.0%} right")


def topics_ami(texts: list[str], labels: list[str]) -> float:
    """Adjusted mutual information of labels and topics, automatic k; texts in no topic count as one group, and those
    that are maybe in one as in it."""
    from sklearn.metrics import adjusted_mutual_info_score

    points = None
    if ENCODE is not None:
        found = ENCODE(texts)
        points = unit_rows(found - found.mean(axis=0, keepdims=True))
    told = Told(texts, range(len(texts)), [""] * len(texts), points)
    try:
        return mean(float(adjusted_mutual_info_score(labels, topic_labels(told, seed=seed))) for seed in SEEDS)
    except TooFewSegments as refusal:
        print(f"topics: {refusal}")
        return math.nan


if __name__ == "__main__":
    main([one for one in sys.argv[1:] if one != "--words"])
