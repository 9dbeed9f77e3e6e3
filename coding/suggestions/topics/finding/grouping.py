"""Groups of texts that speak of the same thing, each with a name. The only BERTopic door.

BERTopic gets our own points instead of embeddings from a language model that it would download, and k-means from our
own seeds instead of UMAP with HDBSCAN: its own defaults fail below 15 texts and leave half of a few hundred texts out.
The heavy libraries are imported inside the functions; the web process never loads them.
"""

import contextlib
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from coding.suggestions.text_space import Floats, TextSpace, one_thread, unit_rows
from coding.suggestions.topics.finding.naming import FEWEST_MEMBERS, NamedGroups
from coding.suggestions.topics.finding.seeds import seeds_of
from coding.suggestions.topics.finding.terms import Terms
from coding.suggestions.topics.finding.told import Told
from foundation.dutch import _, ngettext
from foundation.errors import ResearcherError
from interviews.language import content_lemmas, one_pass

TellProgress = Callable[[int, int], None]
Labels = npt.NDArray[np.int_]

FEWEST_SEGMENTS = 30
_NO_TOPIC = -1
_STAGES = 4
_LATENT = 20
_ASKED_IN = 3
"""Interviews: what is asked once, one person began about."""
_FEWEST_TOPICS, _MOST_TOPICS = 4, 40
_CONTENT_LEMMAS_OF_A_TURN = 3
_SHORT_ANSWER = 5  # content lemmas: below it a typical text is an open answer of a few words, not a turn


class Grain(StrEnum):
    """How finely to divide."""

    FEWER = "fewer"
    AUTOMATIC = "automatic"
    MORE = "more"


_SIZES = {Grain.FEWER: 0.6, Grain.AUTOMATIC: 1.0, Grain.MORE: 1.7}


@dataclass(frozen=True)
class FoundTopic:
    """A group of texts, as indices into the texts that were given. `members` say its name, or are as near as those
    that do; `maybe` are less near.

    `words`: at most five that set it apart, the most telling first; `name` is made of the first. `nearest`: at most
    three members closest to its centre, from different interviews where there are. `interviews`: how many interviews
    it comes from. `centre`: [dimension], of what its members mean, of unit length.
    """

    name: str
    words: tuple[str, ...]
    members: tuple[int, ...]
    maybe: tuple[int, ...]
    nearest: tuple[int, ...]
    interviews: int
    centre: tuple[float, ...] = ()


class TooFewSegments(ResearcherError):
    """Below this, groups say more about chance than about the interviews."""

    def __init__(self, usable: int) -> None:
        found = ngettext(
            "Er was %(num)d fragment met genoeg woorden", "Er waren %(num)d fragmenten met genoeg woorden", usable
        )
        super().__init__(
            _(
                "%(found)s om onderwerpen in te zoeken; er zijn er minstens %(needed)d nodig. "
                "Korte antwoorden als ‘ja’ of ‘klopt’ tellen niet mee. Er is niets veranderd. "
                "Voeg interviews toe en probeer het dan opnieuw.",
                found=found,
                needed=FEWEST_SEGMENTS,
            )
        )


@one_pass()
def find_topics(
    told: Told, grain: Grain = Grain.AUTOMATIC, *, seed: int = 42, progress: TellProgress | None = None
) -> list[FoundTopic]:
    """Topics over texts, the largest first. What lies between two of them is in none.

    Same texts and seed, same topics. `progress` gets (stages done, all stages). Raises TooFewSegments.
    """
    usable = _usable(told.texts)
    if len(usable) < FEWEST_SEGMENTS:
        raise TooFewSegments(len(usable))
    groups = _groups(_only(told, usable), _wanted(told.texts, grain), seed, progress or _silent)
    return _largest_first(groups, usable)


@one_pass()
def split_in_two(told: Told, *, seed: int = 42) -> list[FoundTopic]:
    """The texts of one topic as two, with all of them in either or maybe in it; nothing when they do not fall apart."""
    if len(set(told.texts)) < 2 * FEWEST_MEMBERS:
        return []
    rows = range(len(told.texts))
    groups = _groups(_only(told, rows), 2, seed, _silent)
    if len(groups.numbers) < 2:
        return []
    groups.leave_none_out()
    return _largest_first(groups, rows)


def _largest_first(groups: NamedGroups, usable: Sequence[int]) -> list[FoundTopic]:
    topics = [_topic(groups, number, usable) for number in groups.numbers]
    return sorted(topics, key=lambda topic: (-len(topic.members), topic.members))


@one_pass()
def topic_labels(told: Told, *, seed: int = 42) -> list[int]:
    """The number of the topic that each text is in, or maybe in; -1 for a text in none. Raises as find_topics does."""
    labels = [_NO_TOPIC] * len(told.texts)
    usable = _usable(told.texts)
    if len(usable) < FEWEST_SEGMENTS:
        raise TooFewSegments(len(usable))
    groups = _groups(_only(told, usable), _wanted(told.texts, Grain.AUTOMATIC), seed, _silent)
    for number in groups.numbers:
        for row in (*groups.members(number), *groups.maybe(number)):
            labels[usable[row]] = number
    return labels


def _wanted(texts: Sequence[str], grain: Grain) -> int:
    return int(np.clip(round(_SIZES[grain] * (len(set(texts)) / 2) ** 0.5), _FEWEST_TOPICS, _MOST_TOPICS))


def _usable(texts: Sequence[str]) -> list[int]:
    """Texts of too few words do not say what they are about."""
    sizes = np.array([len(content_lemmas(text)) for text in texts], dtype=int)
    typical = float(np.median(sizes[sizes > 0])) if sizes.any() else 0.0
    fewest = _CONTENT_LEMMAS_OF_A_TURN if typical >= _SHORT_ANSWER else 1
    return [int(index) for index in np.flatnonzero(sizes >= fewest)]


def _only(told: Told, rows: Sequence[int]) -> Told:
    return Told(
        [told.texts[row] for row in rows],
        [told.interviews[row] for row in rows],
        [told.questions[row] for row in rows] if told.questions else [""] * len(rows),
        None if told.points is None else told.points[list(rows)],
        told.known,
        told.unsaid,
    )


@one_thread()
def _groups(told: Told, wanted: int, seed: int, progress: TellProgress) -> NamedGroups:
    progress(0, _STAGES)
    unsaid = {form for name in told.unsaid for form in content_lemmas(name)}
    terms = Terms(told.texts, dict.fromkeys(told.questions), unsaid)
    progress(1, _STAGES)
    points = _points(told, seed)
    progress(2, _STAGES)
    wanted = min(wanted, len(set(told.texts)))
    known = {form for name in told.known for form in content_lemmas(name)} | _asked_about(told)
    labels = _clustered(told.texts, points, seeds_of(terms, points, told.interviews, known, wanted), wanted, seed)
    progress(3, _STAGES)
    groups = NamedGroups(terms, told, points, labels)
    progress(_STAGES, _STAGES)
    return groups


def _asked_about(told: Told) -> set[str]:
    """Lemmas in questions of several interviews: what a study asks after, as far as nobody wrote it down."""
    heard: dict[str, set[int]] = {}
    for question, interview in dict.fromkeys(zip(told.questions, told.interviews, strict=True)):
        for form in content_lemmas(question):
            heard.setdefault(form, set()).add(interview)
    return {form for form, interviews in heard.items() if len(interviews) >= _ASKED_IN}


def _points(told: Told, seed: int) -> Floats:
    """[text, dimension], unit length: what texts mean; without an encoder the words they say, and their neighbours'."""
    if told.points is not None:
        return told.points
    whole = [f"{question} {text}" for question, text in zip(told.questions, told.texts, strict=True)]
    space = TextSpace(whole, seed=seed)
    return unit_rows(space.own_latent[[space.row[text] for text in whole], :_LATENT])


def _clustered(texts: Sequence[str], points: Floats, seeds: Sequence[Floats], wanted: int, seed: int) -> Labels:
    with _quiet():
        model = _model(_k_means(points, seeds, wanted, seed))
        found, _probabilities = model.fit_transform([" ".join(content_lemmas(text)) for text in texts], points)
    return np.array(found, dtype=int)


def _k_means(points: Floats, seeds: Sequence[Floats], wanted: int, seed: int) -> Any:
    from sklearn.cluster import KMeans, kmeans_plusplus

    if not seeds:
        return KMeans(wanted, n_init=10, random_state=seed)
    starts = np.vstack(seeds)
    if len(seeds) < wanted:
        more, _rows = kmeans_plusplus(points, wanted - len(seeds), random_state=seed)
        starts = np.vstack([starts, more])
    return KMeans(len(starts), init=starts, n_init=1, random_state=seed)


def _model(clusters: Any) -> Any:
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
    from bertopic.dimensionality import BaseDimensionalityReduction
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import CountVectorizer

    return BERTopic(
        language="dutch",  # with "english" BERTopic drops every letter outside a-z
        embedding_model=BaseEmbedder(),
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=clusters,
        vectorizer_model=CountVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False),
        ctfidf_model=ClassTfidfTransformer(reduce_frequent_words=True),
        calculate_probabilities=False,
    )


def _topic(groups: NamedGroups, number: int, usable: Sequence[int]) -> FoundTopic:
    members = groups.members(number)
    return FoundTopic(
        groups.name(number),
        groups.words(number),
        tuple(usable[row] for row in members),
        tuple(usable[row] for row in groups.maybe(number)),
        tuple(usable[row] for row in groups.nearest(number)),
        len({groups.told.interviews[row] for row in members}),
        tuple(float(one) for one in groups.centre(number)),
    )


def _silent(done: int, stages: int) -> None:
    """No one watches."""


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """The libraries warn about themselves (missing TensorFlow, coinciding points), nothing a researcher can act on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
