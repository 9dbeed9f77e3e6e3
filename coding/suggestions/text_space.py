"""Texts as points: what topics and code suggestions both compare texts with. Offline, learnt from the texts alone.

A text is its lemmas, the parts of its compounds, and letter sequences of three to five (TF-IDF). Interview turns are
short, so two turns about one thing often share no word; each text therefore borrows the average of its nearest
neighbours, and both are also placed in a space of a few latent dimensions (LSA; Deerwester et al., 1990).
scikit-learn is imported inside the functions: the web process never needs it.
"""

import contextlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from interviews.language import compound_parts, content_lemmas, content_words

Sparse = Any  # a scipy.sparse CSR array, which has no types
Floats = npt.NDArray[np.float32]

NEIGHBOURS = 20
LATENT_DIMENSIONS = 200
_ROWS_AT_A_TIME = 500
_LARGEST_SHARE, _RARE_ENOUGH = 0.1, 20
_MOST_COMPARED_BY_WORD = 15_000  # beyond it neighbours are sought in the latent space: comparing words is quadratic


class TextSpace:
    """All texts of a study, each different text once. Same texts and seed, same space.

    `texts[i]` is row i of everything here; `row[text]` finds it back.
    """

    def __init__(self, texts: Iterable[str], *, seed: int = 42) -> None:
        self.texts = list(dict.fromkeys(texts))
        self.row = {text: row for row, text in enumerate(self.texts)}
        self._seed = seed
        self._vectorizers, counted = _fitted_vectorizers(self.texts)
        self.surface = _side_by_side(counted, len(self.texts))

    def surface_of(self, texts: list[str]) -> Sparse:
        """[text, feature], unit length, of texts that need not be in the space; zeros for one without known words.

        What is in the space was counted when it was made.
        """
        import scipy.sparse as sp

        different = dict.fromkeys(texts)
        there, new = [one for one in different if one in self.row], [one for one in different if one not in self.row]
        known = self.surface[[self.row[text] for text in there]]
        both = sp.vstack([known, self._counted(new)], format="csr") if new else known
        place = {text: number for number, text in enumerate([*there, *new])}
        return both[[place[text] for text in texts]]

    def _counted(self, texts: list[str]) -> Sparse:
        return _side_by_side([vectorizer.transform(texts) for vectorizer in self._vectorizers], len(texts))

    def columns_of(self, word: str) -> frozenset[int]:
        """Which features of the surface one word of a text gives."""
        columns, before = set(), 0
        for vectorizer in self._vectorizers:
            known = vectorizer.vocabulary_
            columns |= {before + known[feature] for feature in vectorizer.build_analyzer()(word) if feature in known}
            before += len(known)
        return frozenset(columns)

    @cached_property
    def neighbours(self) -> Sparse:
        """[text, text]: the NEIGHBOURS most similar other texts of each text; rows sum to one, or to zero."""
        return self.neighbours_of(self.surface, themselves=True)

    def neighbours_of(self, surface: Sparse, *, themselves: bool = False) -> Sparse:
        """[row of `surface`, text]: as `neighbours`. `themselves`: row i is text i, which is no neighbour of itself."""
        import scipy.sparse as sp

        if len(self.texts) <= _MOST_COMPARED_BY_WORD:
            points, others = surface[:, self._telling], self.surface[:, self._telling].T.tocsr()
        else:
            points, others = unit_rows(self._latent_surface(surface)), unit_rows(self._latent).T
        blocks = [
            _nearest(points[start:end] @ others, NEIGHBOURS, start if themselves else None)
            for start, end in _blocks(points.shape[0])
        ]
        return sp.vstack(blocks, format="csr") if blocks else sp.csr_array((0, len(self.texts)), dtype=np.float32)

    def smoothed(self, surface: Sparse, neighbours: Sparse) -> Sparse:
        """[row, feature], unit length: each text plus the average of its neighbours."""
        from sklearn.preprocessing import normalize

        return normalize(surface + neighbours @ self.surface)

    def latent(self, surface: Sparse, neighbours: Sparse) -> Floats:
        """[row, dimension]: the smoothed texts in latent dimensions, the most telling first, of any length."""
        mixed = unit_rows(self._latent_surface(surface) + neighbours @ self._latent)
        return np.asarray(mixed @ self._principal, dtype=np.float32)

    def plain_latent(self, surface: Sparse) -> Floats:
        """[row, dimension], unit length: texts in latent dimensions by their own words, no neighbour's."""
        return unit_rows(self._latent_surface(surface))

    @cached_property
    def own_latent(self) -> Floats:
        """`latent` of the texts of this space."""
        return self.latent(self.surface, self.neighbours)

    @cached_property
    def _telling(self) -> npt.NDArray[np.intp]:
        """The features that tell texts apart: what many texts share says little, and takes most of the time."""
        texts_with = np.bincount(self.surface.indices, minlength=self.surface.shape[1])
        return np.flatnonzero(texts_with <= max(_RARE_ENOUGH, _LARGEST_SHARE * len(self.texts)))

    @cached_property
    def _principal(self) -> Floats:
        mixed = unit_rows(self._latent + self.neighbours @ self._latent).astype(np.float64)
        _, directions = np.linalg.eigh(mixed.T @ mixed)
        return np.asarray(directions[:, ::-1], dtype=np.float32)

    @cached_property
    def _latent(self) -> Floats:
        return self._latent_surface(self.surface)

    @cached_property
    def _projection(self) -> Floats:
        """[feature, dimension]"""
        return _right_singular_vectors(self.surface, min(LATENT_DIMENSIONS, *self.surface.shape), self._seed)

    def _latent_surface(self, surface: Sparse) -> Floats:
        return np.asarray(surface @ self._projection, dtype=np.float32)


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Linear algebra in one thread: many small matrices go several times faster, and the outcome does not depend on
    how many processors the machine has."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        yield


def unit_scales(latent: Floats, sizes: tuple[int, ...]) -> Floats:
    """The first few dimensions and the first many side by side, each unit length: broad and fine likeness at once."""
    return np.hstack([unit_rows(latent[:, :size]) for size in sizes])


def meaningful_features(text: str) -> list[str]:
    """The content lemmas and, for compounds, their parts."""
    found = content_lemmas(text)
    return found + [part for form in found for part in compound_parts(form)]


def _spelled(text: str) -> str:
    return " ".join(content_words(text))


def _fitted_vectorizers(texts: list[str]) -> tuple[list[Any], list[Sparse]]:
    """Those of words and of letter sequences, and what they count; without the one that finds nothing to count."""
    fitted, counted = [], []
    for vectorizer in _vectorizers(len(texts)):
        with contextlib.suppress(ValueError):  # scikit-learn's word for "nothing but stop words"
            counted.append(vectorizer.fit_transform(texts))
            fitted.append(vectorizer)
    return fitted, counted


def _side_by_side(counted: list[Sparse], texts: int) -> Sparse:
    import scipy.sparse as sp
    from sklearn.preprocessing import normalize

    return normalize(sp.hstack(counted, format="csr")) if counted else sp.csr_array((texts, 0), dtype=np.float32)


def _vectorizers(texts: int) -> list[Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    common = {"sublinear_tf": True, "dtype": np.float32}
    few = texts <= 50
    by_word = TfidfVectorizer(
        analyzer=meaningful_features, min_df=1 if texts < 2000 else 2, max_df=1.0 if few else 0.5, **common
    )
    by_letters = TfidfVectorizer(
        preprocessor=_spelled,
        analyzer="char_wb",
        ngram_range=(3, 5),
        min_df=1 if texts < 100 else 3,
        max_features=60_000,
        **common,
    )
    return [by_word, by_letters]


def _right_singular_vectors(surface: Sparse, count: int, seed: int) -> Floats:
    """[feature, direction], the strongest first. Subspace iteration (Halko et al., 2011, algorithm 4.4).

    Orthogonalises on the side of the texts only; the features are ten times as many, and that is where libraries
    spend their time.
    """
    start = np.random.default_rng(seed).standard_normal((surface.shape[1], min(count + 10, *surface.shape)))
    basis, _ = np.linalg.qr(surface @ start.astype(np.float32))
    for _iteration in range(4):
        basis, _ = np.linalg.qr(surface @ (surface.T @ basis))
    within = surface.T @ basis
    squares, directions = np.linalg.eigh((within.T @ within).astype(np.float64))
    strongest = np.argsort(-squares)[:count]
    lengths = np.sqrt(np.maximum(squares[strongest], np.finfo(np.float32).eps))
    return np.asarray(within @ (directions[:, strongest] / lengths), dtype=np.float32)


def _blocks(rows: int) -> Iterator[tuple[int, int]]:
    return ((start, min(start + _ROWS_AT_A_TIME, rows)) for start in range(0, rows, _ROWS_AT_A_TIME))


def _nearest(similarity: Any, count: int, own_row: int | None) -> Sparse:
    """The `count` largest of each row, made to sum to one. `own_row`: the column of the first row's own text."""
    import scipy.sparse as sp

    dense = np.asarray(similarity.toarray() if sp.issparse(similarity) else similarity, dtype=np.float32)
    rows = np.arange(dense.shape[0])
    if own_row is not None:
        dense[rows, own_row + rows] = 0.0
    count = min(count, dense.shape[1])
    columns = np.sort(np.argpartition(-dense, count - 1, axis=1)[:, :count], axis=1)
    weights = np.maximum(np.take_along_axis(dense, columns, axis=1), 0.0)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), np.finfo(np.float32).tiny)
    ends = np.arange(dense.shape[0] + 1) * count
    nearest = sp.csr_array((weights.ravel(), columns.ravel(), ends), shape=dense.shape)
    nearest.eliminate_zeros()
    return nearest


def unit_rows(points: Floats) -> Floats:
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return np.asarray(points / np.where(lengths > 0, lengths, 1), dtype=np.float32)
