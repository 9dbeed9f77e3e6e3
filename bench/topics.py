"""How long do topics over 10,000 segments of 30 words take, and how much memory? `python bench/topics.py [SEGMENTS]`

The segments are made up: half spoken function words, half words about some thirty subjects of youth care, with
inflections and compounds, so that the vocabulary grows as it does in real talk. Importing the libraries is not timed.
"""

import random
import resource
import sys
import time
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from coding.suggestions.topics.finding.grouping import find_topics
from coding.suggestions.topics.finding.told import Told
from interviews.language import words

SEGMENTS, WORDS = 10_000, 30
MOST_SECONDS, MOST_MEGABYTES = 40.0, 1_200.0
SUBJECTS = 30

FUNCTION_WORDS = """
    ik je ze we hij het de een en maar dus want dat dit die er daar hier toen nu niet wel ook nog al heel gewoon
    eigenlijk echt zeg maar eh nou ja van voor met bij naar op in uit om te was is had heb heeft zijn waren kon
    moest wilde zou dan als wat hoe waar mijn ons haar hun
"""
MODIFIERS = """
    jeugd gezin school zorg wacht hulp ouder kind thuis crisis intake gemeente wijk team dag week leer taal gedrag
    rouw pleeg voogd spel sport groep klas leeftijd woon werk geld vervoer avond nacht telefoon brief netwerk
    verslaving eet slaap angst trauma autisme gesprek behandel onderzoek toegang aanmeld indicatie evaluatie
"""
HEADS = """
    gesprek plan hulp lijst tijd verlener consulent begeleider arts team loket huis kamer brief besluit vraag
    probleem coach therapie groep dag traject aanbieder beschikking verslag dossier afspraak training meester ouder
    zorg opvang vervoer regeling budget kosten netwerk klacht ervaring situatie behandeling onderzoek ondersteuning
"""
VERB_STEMS = """
    werk bel praat luister vertel vraag help zoek wacht leer huil speel groei stop start regel meld leg zeg denk
    voel merk probeer begeleid bespreek onderzoek behandel plan wissel verhuis verander verwijs betaal bereken
    ontdek
"""
PREFIXES = ("", "op", "aan", "af", "uit", "mee", "door", "be", "ver", "over")


def vocabulary() -> list[str]:
    compounds = [modifier + head for modifier, head in product(MODIFIERS.split(), HEADS.split())]
    verbs = [
        prefix + stem + end for prefix, stem, end in product(PREFIXES, VERB_STEMS.split(), ("", "t", "en", "de", "te"))
    ]
    adjectives = [word + end for word, end in product(MODIFIERS.split(), ("elijk", "elijke", "loos", "loze", "achtig"))]
    return compounds + [word + "en" for word in compounds] + verbs + adjectives + MODIFIERS.split() + HEADS.split()


def segments(count: int, chance: random.Random) -> list[str]:
    known = vocabulary()
    chance.shuffle(known)
    ranks = [1 / (rank + 3) for rank in range(len(known))]
    subjects = [chance.sample(known, 200) for _subject in range(SUBJECTS)]
    return [
        " ".join(segment_words(known, ranks, chance.choice(subjects), chance)).capitalize() + "."
        for _segment in range(count)
    ]


def segment_words(known: list[str], ranks: list[float], subject: list[str], chance: random.Random) -> list[str]:
    own = WORDS // 5
    told = chance.choices(subject, ranks[: len(subject)], k=own)
    general = chance.choices(known, ranks, k=WORDS // 2 - own)
    spoken = chance.choices(FUNCTION_WORDS.split(), k=WORDS - len(told) - len(general))
    mixed = told + general + spoken
    chance.shuffle(mixed)
    return mixed


def main(count: int) -> None:
    made = segments(count, random.Random(42))  # noqa: S311  (test material, not a secret)
    print(f"{count} segments, {sum(map(len, map(str.split, made)))} words, {len(set(words(' '.join(made))))} different")
    find_topics(Told(made[:60], [0] * 60))  # imports the libraries
    started = time.perf_counter()
    topics = find_topics(Told(made, [index // 200 for index in range(count)]))
    seconds = time.perf_counter() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(topics)} topics; the largest: {', '.join(topics[0].words) if topics else '-'}")
    print(
        f"seconds={seconds:.1f} (limit {MOST_SECONDS:.0f} at {SEGMENTS}) "
        f"megabytes={megabytes:.0f} (limit {MOST_MEGABYTES:.0f})"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SEGMENTS)
