"""Topics as starting points for a codebook: groups of segments that speak of the same thing. The only BERTopic door.

BERTopic gets our own points (coding.suggestions.text_space) instead of embeddings from a language model, and k-means
instead of UMAP with HDBSCAN: its own defaults fail below 15 texts and leave half of a few hundred texts out. The heavy
libraries are imported inside the functions; the web process never loads them.
"""

import contextlib
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from coding.suggestions.text_space import Floats, TextSpace, one_thread, unit_rows
from foundation.dutch import _, ngettext
from foundation.errors import ResearcherError
from interviews.language import content_lemmas, content_words, lemma, one_pass

TellProgress = Callable[[int, int], None]
Labels = npt.NDArray[np.int_]

FEWEST_SEGMENTS = 30
FINER_FROM = 300
WORDS_PER_TOPIC = 5
_NO_TOPIC = -1
_STAGES = 4
_DIMENSIONS = 20
_MOST_TOPICS = 40
_CONTENT_LEMMAS_OF_A_TURN = 3
_SHORT_ANSWER = 5  # content lemmas: below it a typical text is an open answer of a few words, not a turn


@dataclass(frozen=True)
class FoundTopic:
    """A group of segments, as indices into the texts that were given.

    `words`: at most five that set it apart, the most telling first. `nearest`: at most three members closest
    to its centre, from different interviews where there are. `interviews`: how many interviews it comes from.
    """

    words: tuple[str, ...]
    members: tuple[int, ...]
    nearest: tuple[int, ...]
    interviews: int


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


class TooFewSegmentsForFiner(ResearcherError):
    """The finer division needs density, and density needs many segments."""

    def __init__(self, usable: int) -> None:
        super().__init__(
            _(
                "Voor de fijnere indeling zijn minstens %(needed)d fragmenten met genoeg woorden nodig. Er waren er "
                "%(usable)d. Er is niets veranderd. Kies de gewone indeling; die werkt vanaf %(fewest)d fragmenten.",
                needed=FINER_FROM,
                usable=usable,
                fewest=FEWEST_SEGMENTS,
            )
        )


@one_pass()
def find_topics(
    texts: Sequence[str],
    interviews: Sequence[int],
    *,
    finer: bool = False,
    seed: int = 42,
    progress: TellProgress | None = None,
) -> list[FoundTopic]:
    """Topics over segments, the largest first. interviews[i]: the interview that texts[i] comes from.

    Texts of too few words to say what they are about are in no topic. `finer` finds more and uneven groups (UMAP and
    HDBSCAN). Same texts and seed, same topics. `progress` gets (stages done, all stages).
    Raises TooFewSegments, TooFewSegmentsForFiner.
    """
    usable = _usable(texts)
    grouped = _group([texts[index] for index in usable], finer=finer, seed=seed, progress=progress or _silent)
    topics = [
        _topic(usable, np.flatnonzero(grouped.labels == number), grouped, interviews, texts)
        for number in np.unique(grouped.labels)
    ]
    return sorted(topics, key=lambda topic: (-len(topic.members), topic.members))


@one_pass()
def topic_labels(texts: Sequence[str], *, finer: bool = False, seed: int = 42) -> list[int]:
    """The number of each text's topic; -1 for a text of too few words. Raises as find_topics does."""
    labels = [_NO_TOPIC] * len(texts)
    usable = _usable(texts)
    grouped = _group([texts[index] for index in usable], finer=finer, seed=seed, progress=_silent)
    for index, label in zip(usable, grouped.labels, strict=True):
        labels[index] = int(label)
    return labels


@dataclass(frozen=True)
class _Grouped:
    """labels[i] and closeness[i] of text i: its topic, and its likeness to what that topic's texts say on average."""

    labels: Labels
    closeness: Floats
    words: dict[int, tuple[str, ...]]


def _usable(texts: Sequence[str]) -> list[int]:
    sizes = np.array([len(content_lemmas(text)) for text in texts], dtype=int)
    typical = float(np.median(sizes[sizes > 0])) if sizes.any() else 0.0
    fewest = _CONTENT_LEMMAS_OF_A_TURN if typical >= _SHORT_ANSWER else 1
    return [int(index) for index in np.flatnonzero(sizes >= fewest)]


@one_thread()
def _group(texts: list[str], *, finer: bool, seed: int, progress: TellProgress) -> _Grouped:
    if len(texts) < FEWEST_SEGMENTS:
        raise TooFewSegments(len(texts))
    if finer and len(texts) < FINER_FROM:
        raise TooFewSegmentsForFiner(len(texts))
    progress(0, _STAGES)
    space = TextSpace(texts, seed=seed)
    progress(1, _STAGES)
    points = unit_rows(space.own_latent[[space.row[text] for text in texts], :_DIMENSIONS])
    progress(2, _STAGES)
    model = _model(len(space.texts), len(texts), finer=finer, seed=seed)
    progress(3, _STAGES)
    labels = _fitted(model, texts, points)
    progress(_STAGES, _STAGES)
    rows = [space.row[text] for text in texts]
    return _Grouped(labels, _closeness(space, rows, labels), _topic_words(model, texts, labels))


def _fitted(model: Any, texts: list[str], points: Floats) -> Labels:
    with _quiet():
        found, _probabilities = model.fit_transform([" ".join(content_lemmas(text)) for text in texts], points)
    return _without_outliers(np.array(found), points)


def _topic_words(model: Any, texts: list[str], labels: Labels) -> dict[int, tuple[str, ...]]:
    """The five lemmas that set each topic apart, in the form in which its texts say them most."""
    spoken: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for text, label in zip(texts, labels, strict=True):
        for word in content_words(text):
            spoken[int(label)][lemma(word)][word] += 1
    return {
        number: tuple(_commonest(spoken[number].get(form), form) for form, _weight in weighed if form)[:WORDS_PER_TOPIC]
        for number, weighed in model.get_topics().items()
    }


def _commonest(forms: Counter[str] | None, lemma: str) -> str:
    return min(forms, key=lambda form: (-forms[form], form)) if forms else lemma


def _closeness(space: TextSpace, rows: list[int], labels: Labels) -> Floats:
    # By the words themselves: the neighbours a text borrows from place it, but a quote has to speak for itself.
    said = space.surface[rows]
    closeness = np.zeros(len(rows), dtype=np.float32)
    for number in np.unique(labels):
        members = said[labels == number]
        closeness[labels == number] = members @ np.asarray(members.mean(axis=0)).ravel()
    return closeness


def _model(different: int, segments: int, *, finer: bool, seed: int) -> Any:
    with _quiet():
        from bertopic import BERTopic
        from bertopic.backend import BaseEmbedder
        from bertopic.vectorizers import ClassTfidfTransformer
        from sklearn.feature_extraction.text import CountVectorizer

        reduction, clusters = _finer_steps(segments, seed) if finer else _default_steps(different, seed)
        return BERTopic(
            language="dutch",  # with "english" BERTopic drops every letter outside a-z
            top_n_words=2 * WORDS_PER_TOPIC,
            embedding_model=BaseEmbedder(),
            umap_model=reduction,
            hdbscan_model=clusters,
            vectorizer_model=CountVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False),
            ctfidf_model=ClassTfidfTransformer(reduce_frequent_words=True),
            calculate_probabilities=False,
        )


def _default_steps(different: int, seed: int) -> tuple[Any, Any]:
    from bertopic.dimensionality import BaseDimensionalityReduction
    from sklearn.cluster import KMeans

    wanted = int(np.clip(round((different / 2) ** 0.5), 4, _MOST_TOPICS))
    return BaseDimensionalityReduction(), KMeans(min(wanted, different), n_init=10, random_state=seed)


def _finer_steps(segments: int, seed: int) -> tuple[Any, Any]:
    from hdbscan import HDBSCAN
    from umap import UMAP

    _keep_what_umap_compiles()
    reduction = UMAP(
        n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed, n_jobs=1, low_memory=True
    )
    return reduction, HDBSCAN(min_cluster_size=max(5, segments // 100), min_samples=max(2, segments // 300))


def _keep_what_umap_compiles() -> None:
    """What UMAP would compile anew in every process: most of the time of a search in a few hundred segments."""
    from umap import layouts, umap_, utils

    with contextlib.suppress(RuntimeError):  # there is no folder to keep them in
        umap_.smooth_knn_dist.enable_caching()
        umap_.compute_membership_strengths.enable_caching()
        utils.fast_knn_indices.enable_caching()
        layouts._nb_optimize_layout_euclidean_single_epoch.enable_caching()


def _without_outliers(labels: Labels, points: Floats) -> Labels:
    """HDBSCAN leaves texts out; each goes to the group whose centre is nearest, so that no segment is lost."""
    outside = labels == _NO_TOPIC
    if not outside.any() or outside.all():
        return labels
    numbers = np.unique(labels[~outside])
    centres = unit_rows(np.vstack([points[labels == number].mean(axis=0) for number in numbers]))
    complete = labels.copy()
    complete[outside] = numbers[(points[outside] @ centres.T).argmax(axis=1)]
    return complete


def _topic(
    usable: list[int], rows: npt.NDArray[np.intp], grouped: _Grouped, interviews: Sequence[int], texts: Sequence[str]
) -> FoundTopic:
    members = tuple(usable[row] for row in rows)
    from_centre = np.argsort(-grouped.closeness[rows], kind="stable")
    return FoundTopic(
        words=grouped.words.get(int(grouped.labels[rows[0]]), ()),
        members=members,
        nearest=_from_different_interviews([members[place] for place in from_centre], interviews, texts),
        interviews=len({interviews[index] for index in members}),
    )


def _from_different_interviews(
    ranked: list[int], interviews: Sequence[int], texts: Sequence[str], count: int = 3
) -> tuple[int, ...]:
    """The first of each interview, in order; then the rest, what is said twice last."""
    heard: set[int] = set()
    said: set[str] = set()
    turns: list[tuple[int, int, int]] = []
    for rank, index in enumerate(ranked):
        turns.append((2 * (texts[index] in said) + (interviews[index] in heard), rank, index))
        heard.add(interviews[index])
        said.add(texts[index])
    return tuple(index for _turn, _rank, index in sorted(turns)[:count])


def _silent(done: int, stages: int) -> None:
    """No one watches."""


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """The libraries warn about themselves (missing TensorFlow, coinciding points), nothing a researcher can act on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
