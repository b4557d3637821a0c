"""A small network over an article's words and its statements' signs (convolutions: Kim 2014, EMNLP), as plain numbers without text.

Convolutions read the words; each statement is the greatest and the mean values of its parts. What the issues' lists find in and around it
is read by weights that all issues share, so that an issue added since is read as well. Convolutions over the row of statements, and
their mean, let each take up what the article is about.
"""

from __future__ import annotations

import functools
import io
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from analytics.positions.hearing import Heard
from analytics.records import POSITIONS
from analytics.released import release, verified

FILE = Path(__file__).with_name("network.npz")
NAMES = ("words", "issues", "countries")  # arrays that hold no weights
PARTS = ("speaker", "cue", "content", "near")
Array = NDArray[np.float32]
Numbers = NDArray[np.int64]


class Opinion(NamedTuple):
    """The probability of each issue ("" is none), and under each issue, in their order, that of each position."""

    issues: Mapping[str, float]
    stances: Array  # shape (issues, positions)

    def positions(self, issue: str) -> dict[str, float]:
        """The probability of each position under an issue."""
        return dict(zip(POSITIONS, self.stances[[*self.issues][1:].index(issue)].tolist(), strict=True))


class Signs(NamedTuple):
    """What is read in an article's statements beside their words: shapes (statements, issues, signs) and (statements, signs)."""

    issues: Array
    general: Array


class Common(NamedTuple):
    """An article as every member reads it: its words by number, and the places of each part of its statements."""

    words: list[int]
    title: NDArray[np.bool_]  # of each word, whether it is the title's
    parts: list[tuple[Numbers, Array]]  # as PARTS
    heading: tuple[Numbers, Array]  # the title's words, as one row
    countries: list[int]
    signs: Signs
    listed: list[int]  # of each issue that is listed now its number among the learnt ones, or -1


def key(word: str) -> int:
    """The number by which a word is known: the words themselves are not kept."""
    return zlib.crc32(word.encode())


class Network:
    """The numbers and what they compute: the mean of what they give who learnt the same in another order."""

    def __init__(self, *taught: Mapping[str, np.ndarray]) -> None:
        """Take the arrays that teaching gives, once or several times; the words, issues and countries are the same in all."""
        self.issues = tuple(taught[0]["issues"].tolist())
        self.known = {int(k): n for n, k in enumerate(taught[0]["words"])}
        self.countries = {code: n for n, code in enumerate(taught[0]["countries"].tolist(), 1)}
        self.members = [{name: array.astype(np.float32) for name, array in one.items() if name not in NAMES} for one in taught]

    def opinions(self, article: Heard, signs: Signs, listed: Sequence[str]) -> list[Opinion]:
        """What the network makes of an article's statements, of the issues that are listed now."""
        if not article.statements:
            return []
        with blas().limit(limits=1, user_api="blas"):  # at this size threads cost more than they save, here and in what runs beside
            chances, stances = self.forward(article, signs, listed)
        names = ("", *listed)
        return [Opinion(dict(zip(names, row, strict=True)), under) for row, under in zip(chances.tolist(), stances, strict=True)]

    def forward(self, article: Heard, signs: Signs, listed: Sequence[str]) -> tuple[Array, Array]:
        """Probabilities of none and the issues, shape (n, 1 + issues), and of the positions under each, shape (n, issues, positions)."""
        common = self.common(article, signs, listed)
        given = [self.member(at, common) for at in self.members]
        chances, stances = (sum(found) / len(given) for found in zip(*given, strict=True))
        return chances, stances

    def common(self, article: Heard, signs: Signs, listed: Sequence[str]) -> Common:
        """What is the same whichever member reads."""
        return Common(
            words=[self.known.get(key(word), len(self.known)) for word in article.words],
            title=np.arange(len(article.words)) < article.title,
            parts=[padded([getattr(one, part) for one in article.statements]) for part in PARTS],
            heading=padded([range(article.title)]),
            countries=[self.countries.get(one.country, 0) for one in article.statements],
            signs=signs,
            listed=[self.issues.index(i) if i in self.issues else -1 for i in listed],
        )

    def member(self, at: Mapping[str, Array], common: Common) -> tuple[Array, Array]:
        """What one of them gives."""
        alone = common.listed
        states = self.states(at, common)
        told = self.told(at, states, common.signs.issues)
        around = relu(convolved(states, at["row"], at["row_bias"])) + relu(states.mean(axis=0) @ at["mean"].T + at["mean_bias"])
        around = around + relu(convolved(around, at["far"], at["far_bias"]))
        states = np.concatenate([states, around], axis=1)
        issues = told @ at["score"][0] + at["score_bias"][0] + taken(at["bias"], alone, at["bias"].mean())
        issues = issues + states @ taken(at["issue"], alone, 0.0).T
        none = np.concatenate([states, told.max(axis=1)], axis=1) @ at["none"].T + at["none_bias"]
        under = taken(at["under"].reshape(len(self.issues), -1), alone, 0.0).reshape(-1, states.shape[1])
        sides = (states @ under.T).reshape(len(states), len(alone), -1) + told @ at["side"].T + at["side_bias"]
        sides = sides + (states @ at["position"].T + at["position_bias"])[:, None]
        return softmax(np.concatenate([none, issues], axis=1)), softmax(sides)

    def states(self, at: Mapping[str, Array], common: Common) -> Array:
        """Each statement by its words, its speaker's country and its signs, shape (n, width)."""
        seen = at["embedding"][common.words] + at["title"] * common.title[:, None]
        first = deep = relu(convolved(seen, at["convolution0"], at["convolution0_bias"]))
        for n, step in ((1, 2), (2, 4)):
            deep = deep + relu(convolved(deep, at[f"convolution{n}"], at[f"convolution{n}_bias"], step))
        speaker, cue, content, near = common.parts
        title = np.tile(greatest(deep, common.heading), (len(common.countries), 1))
        country = at["country"][common.countries]
        rows = [greatest(deep, content), mean(deep, content), greatest(first, content), mean(seen, content), mean(deep, cue)]
        rows += [mean(deep, speaker), title, greatest(deep, near), mean(deep, near), country, common.signs.general]
        return relu(np.concatenate(rows, axis=1) @ at["above"].T + at["above_bias"])

    def told(self, at: Mapping[str, Array], states: Array, signs: Array) -> Array:
        """What tells of each issue, in the statement and in those around it, shape (n, issues, width)."""
        own = relu(signs @ at["signs"].T + at["signs_bias"] + (states @ at["hint"].T)[:, None])
        own = own + relu(own @ at["second"].T + at["second_bias"])
        usual = own.mean(axis=0)
        whole = np.concatenate([usual, usual - usual.mean(axis=0)], axis=1) @ at["whole"].T + at["whole_bias"]
        return np.concatenate([own, relu(convolved(own, at["beside"], at["beside_bias"]) + whole)], axis=2)


def taken(rows: Array, chosen: Sequence[int], other: float) -> Array:
    """The chosen rows; -1 chooses one that is the same everywhere."""
    return np.array([rows[n] if n >= 0 else np.full_like(rows[0], other) for n in chosen], dtype=np.float32)


def convolved(rows: Array, weights: Array, bias: Array, step: int = 1) -> Array:
    """A convolution over rows of shape (length, ..., in), with weights of shape (out, in, width); what it sees lies `step` apart."""
    width, length = weights.shape[2], len(rows)
    side = step * (width // 2)
    wide = np.zeros((length + 2 * side, *rows.shape[1:]), dtype=np.float32)
    wide[side : side + length] = rows
    near = np.concatenate([wide[k * step : k * step + length] for k in range(width)], axis=-1)
    return near @ weights.transpose(2, 1, 0).reshape(-1, weights.shape[0]) + bias


def padded(places: Sequence[Sequence[int]]) -> tuple[Numbers, Array]:
    """Places of words, shape (n, longest), and which of them are real."""
    longest = max(1, *(len(row) for row in places)) if places else 1
    at, real = np.zeros((len(places), longest), dtype=np.int64), np.zeros((len(places), longest), dtype=np.float32)
    for n, row in enumerate(places):
        at[n, : len(row)], real[n, : len(row)] = row, 1
    return at, real


def greatest(values: Array, where: tuple[Numbers, Array]) -> Array:
    """The greatest value among the words of a part; -1 where it has none."""
    if not len(values):
        return np.full((len(where[0]), values.shape[1]), -1.0, dtype=np.float32)
    at, real = where
    return np.maximum((values[at] + (real - 1)[..., None] * 30).max(axis=1), -1)


def mean(values: Array, where: tuple[Numbers, Array]) -> Array:
    """The mean among the words of a part; 0 where it has none."""
    at, real = where
    total = (values[at] * real[..., None]).sum(axis=1) if len(values) else np.zeros((len(at), values.shape[1]), dtype=np.float32)
    return total / np.maximum(1, real.sum(axis=1, keepdims=True))


def relu(values: Array) -> Array:
    """What is above zero."""
    return np.maximum(values, 0)


def softmax(points: Array) -> Array:
    """Points as probabilities."""
    grown = np.exp(points - points.max(axis=-1, keepdims=True))
    return grown / grown.sum(axis=-1, keepdims=True)


@functools.cache
def blas() -> ThreadpoolController:
    """The libraries that multiply matrices."""
    return ThreadpoolController()


@functools.cache
def network(path: Path = FILE) -> Network:
    """The released network; raises ValueError where the file is not the one that its digest names."""
    with np.load(io.BytesIO(verified(path)), allow_pickle=False) as stored:
        common = {name: stored[name] for name in NAMES}
        members = sorted({name.partition(":")[0] for name in stored.files if name not in NAMES}, key=int)
        own = [{name.partition(":")[2]: stored[name] for name in stored.files if name.startswith(f"{n}:")} for n in members]
        return Network(*(common | one for one in own))


def save(taught: Sequence[Mapping[str, np.ndarray]], path: Path = FILE) -> None:
    """Write a network and its digest, its numbers in half precision; what is common to all members once."""
    held = {name: taught[0][name] for name in NAMES}
    for n, one in enumerate(taught):
        held |= {f"{n}:{name}": array.astype(np.float16) for name, array in one.items() if name not in NAMES}
    filled = io.BytesIO()
    np.savez_compressed(filled, **held)  # type: ignore[arg-type]
    release(path, filled.getvalue())
