"""How many of the marked names are proposed, and how many proposals are right: bench/name_finding.py [GOLD.txt …].

A gold file has one sentence per line with its names marked: Bel [[Sanne|PER]]. Default: the 44 spoken sentences beside
the checkout. A name counts as found when all its words are covered, save a title ('opa') and a lower-case word for its
kind ('basisschool'); a proposal counts as right when it lies on a marked name. The rules were written with these 44
sentences at hand: other interviews will do worse.
"""

import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from interviews.deidentification.finding.proposals import find_names
from interviews.deidentification.lists.word_lists import name_lists

GOLD = Path(__file__).resolve().parents[2] / "shared" / "spikes" / "security" / "gold.txt"
SPOKEN = "Toen kwam Sanne van het wijkteam, die was echt wel aardig hoor. "
MOST_SECONDS = 2
LEAST_RECALL, LEAST_PRECISION = 0.95, 0.90

Spans = list[tuple[int, int]]


def marked(line: str) -> tuple[str, Spans]:
    """The sentence without its marks, and where they were."""
    plain, spans, at = "", [], 0
    for match in re.finditer(r"\[\[(.+?)\|\w+\]\]", line):
        plain += line[at : match.start()]
        spans.append((len(plain), len(plain) + len(match.group(1))))
        plain += match.group(1)
        at = match.end()
    return plain + line[at:], spans


def is_found(text: str, span: tuple[int, int], proposals: Spans) -> bool:
    """Every word of the marked name that names somebody or something lies in a proposal."""
    needed = [word for word in re.finditer(r"[\w@'’.+-]*\w", text[span[0] : span[1]]) if names_something(word.group())]
    return all(
        any(start <= span[0] + word.start() and span[0] + word.end() <= end for start, end in proposals)
        for word in needed
    )


def names_something(word: str) -> bool:
    cues = name_lists().cues
    generic = cues["titles"] | cues["school_words"] | cues["organisation_words"] | cues["prefixes"] | {"jaar", "oud"}
    return word.lower() not in (generic if word.islower() else cues["titles"])


def measure(lines: list[str]) -> tuple[int, int, int, int]:
    """(marked, found, proposed, right), after printing every miss and every proposal that is wrong."""
    counts = [0, 0, 0, 0]
    for line in lines:
        text, gold = marked(line)
        proposals = [(finding.start, finding.end) for finding in find_names(text)]
        missed = [span for span in gold if not is_found(text, span, proposals)]
        wrong = [p for p in proposals if not any(p[0] < end and start < p[1] for start, end in gold)]
        for label, spans in (("missed", missed), ("wrong ", wrong)):
            for start, end in spans:
                print(f"  {label} {text[start:end]!r} in: {text}")
        step = (len(gold), len(gold) - len(missed), len(proposals), len(proposals) - len(wrong))
        counts = [total + more for total, more in zip(counts, step, strict=True)]
    return counts[0], counts[1], counts[2], counts[3]


def main() -> None:
    for path in [Path(name) for name in sys.argv[1:]] or [GOLD]:
        lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
        names, found, proposed, right = measure(lines)
        recall, precision = found / max(1, names), right / max(1, proposed)
        print(
            f"{path.name}: recall {recall:.1%} of {names} (limit {LEAST_RECALL:.0%}), "
            f"precision {precision:.1%} of {proposed} (limit {LEAST_PRECISION:.0%})"
        )
    for label, piece in (("'a'", "a"), ("'A'", "A"), ("'1'", "1")):
        print(f"1 MB of {label}: {seconds(piece):.1f} s (limit {MOST_SECONDS} s)")
    print(f"1 MB of speech: {seconds(SPOKEN):.1f} s")


def seconds(piece: str) -> float:
    """Processor time for a megabyte of `piece` repeated, the word lists being loaded."""
    text = piece * (1_000_000 // len(piece))
    begun = time.process_time()
    find_names(text)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
