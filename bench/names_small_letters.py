"""How many names are found in texts that are typed without capitals: bench/names_small_letters.py [--show].

Three kinds of text, each as it is and in small letters. The demonstration's conversations, with the names that its
researcher decided about: people, places, schools and organisations. The 44 marked sentences beside the checkout. A day
of parliament, with the surnames of its members, for names that no list or rule was written for; there a proposal is
right when the text has a capital at one of its words that is no ordinary word.
A name counts as found where all its words are covered, as in bench/name_finding.py. The conversations are read once
more as the study knows them at the end: with every name that was decided about, and in a third writing, with a capital
where a sentence begins and nowhere else.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.name_finding import GOLD, Spans, is_found, marked
from demo.material import ROOT, name_decisions
from interviews.deidentification.finding.proposals import NameKind, find_names
from interviews.deidentification.finding.reading import Reading

PARLIAMENT = GOLD.parents[2] / "data" / "tweedekamer-vlos"
KINDS = ("person", "place", "school", "organisation")
_SPOKEN = re.compile(r"(?m)^(?:\[\d\d:\d\d\] )?(?:[IR]|[A-Z]\w+): ?")
_AFTER_TITLE = r"(?:[Dd]e heer|[Mm]evrouw|[Mm]inister|[Cc]ollega) ((?:[Vv]an |[Dd]e[rn]? )*{})(?!\w)"
_SENTENCE_BEGINS = re.compile(r"(?m)(?:^|[.?!] )(?:\[\d\d:\d\d\] )?(?:[ir]: )?\w")
Write = Callable[[str], str]
Case = tuple[str, Spans, Spans]
"""A text, the names that must be found, and all that a proposal may lie on."""


def of_demonstration() -> Iterator[Case]:
    decisions = list(name_decisions())
    for number in sorted({one.interview for one in decisions}):
        text = (ROOT / "texts" / f"gesprek-{number:02}.txt").read_text("utf-8")
        text = text[text.index("\n\n") :]
        here = [one for one in decisions if one.interview == number]
        may = [span for one in here for span in places_of(one.name, text)]
        yield (
            text,
            [span for one in here if one.kind in KINDS and one.is_replaced for span in places_of(one.name, text)],
            may,
        )


def of_sentences() -> Iterator[Case]:
    for line in GOLD.read_text("utf-8").splitlines():
        text, _spans = marked(line)
        named = [(m.group(1), m.group(2)) for m in re.finditer(r"\[\[(.+?)\|(\w+)\]\]", line)]
        must = [span for name, kind in named if kind in ("PER", "LOC", "ORG") for span in places_of(name, text)]
        yield text, must, [span for name, _kind in named for span in places_of(name, text)]


def of_parliament() -> Iterator[Case]:
    xml = (PARLIAMENT / "plenair-2014-10-15.vlos.xml").read_text("utf-8")
    surnames = {name for name in re.findall(r"<verslagnaam>([^<]+)</verslagnaam>", xml) if len(name) > 3}
    text = (PARLIAMENT / "derived" / "plenair-2014-10-15.txt").read_text("utf-8")[:250_000]
    pattern = re.compile(_AFTER_TITLE.format("(?:" + "|".join(sorted(map(re.escape, surnames))) + ")"))
    reading = Reading(text)
    capitals = [
        (word.start, word.end) for word in reading.words if word.capital and not (word.opens and reading.is_dutch(word))
    ]
    yield text, [match.span(1) for match in pattern.finditer(text)], capitals


def places_of(name: str, text: str) -> Spans:
    return [match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]


def as_written(text: str) -> str:
    return text


def in_small_letters(text: str) -> str:
    """As long as before."""
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def with_capitals_of_sentences(text: str) -> str:
    return _SENTENCE_BEGINS.sub(lambda begin: begin.group().upper(), in_small_letters(text))


def figures(cases: Iterable[Case], write: Write, known: Mapping[str, NameKind], *, shown: bool) -> str:
    """Recall and precision over all of these."""
    marked_names = found = proposed = right = 0
    missed_words, wrong_words = Counter[str](), Counter[str]()
    for text, must, may in cases:
        found_here = find_names(write(text), known=known)
        findings = [one for one in found_here if one.kind.value in KINDS or one.kind is NameKind.ADDRESS]
        proposals = [(one.start, one.end) for one in findings]
        covered = {at for start, end in may for at in range(start, end)}
        missed = [span for span in must if not _is_found(text, span, proposals)]
        wrong = [span for span in proposals if covered.isdisjoint(range(*span))]
        missed_words.update(text[start:end] for start, end in missed)
        wrong_words.update(text[start:end] for start, end in wrong)
        marked_names, found = marked_names + len(must), found + len(must) - len(missed)
        proposed, right = proposed + len(proposals), right + len(proposals) - len(wrong)
    if shown:
        print("  missed", *(f"{word} {times}" for word, times in missed_words.most_common(150)), sep=" | ")
        print("  wrong", *(f"{word} {times}" for word, times in wrong_words.most_common(150)), sep=" | ")
    return f"recall {found / marked_names:.1%} of {marked_names}, precision {right / proposed:.1%} of {proposed}"


def _is_found(text: str, span: tuple[int, int], proposals: Spans) -> bool:
    near = [one for one in proposals if one[0] < span[1] and span[0] < one[1]]
    return is_found(text, span, near)


def main() -> None:
    for name, cases in (
        ("conversations of the demonstration", list(of_demonstration())),
        ("44 sentences", list(of_sentences())),
        ("a day of parliament", list(of_parliament())),
    ):
        for how, write in (("as written", as_written), ("in small letters", in_small_letters)):
            print(f"{name}, {how}: {figures(cases, write, {}, shown='--show' in sys.argv)}")
    known = {one.name: NameKind(one.kind) for one in name_decisions() if one.kind in KINDS and one.is_replaced}
    for how, write in (
        ("as written", as_written),
        ("in small letters", in_small_letters),
        ("with capitals of sentences only", with_capitals_of_sentences),
    ):
        result = figures(of_demonstration(), write, known, shown="--show" in sys.argv)
        print(f"conversations of the demonstration, names known, {how}: {result}")


if __name__ == "__main__":
    main()
