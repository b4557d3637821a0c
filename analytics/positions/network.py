"""A small convolutional network over a statement's words and those around it (Kim 2014, EMNLP), as plain numbers without any text."""

from __future__ import annotations

import functools
import io
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from analytics.positions.reading import said
from analytics.records import POSITIONS, Attribution
from analytics.released import release, verified

FILE = Path(__file__).with_name("network.npz")
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?!:;,]|[\"“”]")
GAP = "<gap>"
BEFORE, AFTER, TITLE, LONGEST = 300, 60, 120, 700  # characters that are read
FAR = 400  # characters before the content at which a speaker no longer tells where the statement begins
BATCH = 16  # statements of about one length computed at once
Array = NDArray[np.float32]


class Told(NamedTuple):
    """A statement as the network reads it: its parts, and the text before and after it."""

    speaker: str
    country: str
    cue: str
    content: str
    before: str = ""
    after: str = ""
    title: str = ""


class Opinion(NamedTuple):
    """The probability of each issue ("" is none), and under each issue that of each position."""

    issues: Mapping[str, float]
    positions: Mapping[str, Mapping[str, float]]


def told(text: str, title: str, one: Attribution, country: str | None) -> Told:
    """One statement of an article; of several countries the first."""
    places = [*one.speaker, *one.cue, *one.content]
    start, end = min(a for a, _ in places), max(b for _, b in places)
    start = max(start, one.content[0].start - FAR)
    speaker, cue, content = (said(text, spans) for spans in (one.speaker, one.cue, one.content))
    return Told(speaker, code(country), cue, content, text[max(0, start - BEFORE) : start], text[end : end + AFTER], title)


def code(country: str | None) -> str:
    """The first of a statement's countries."""
    return (country or "").split("+")[0].strip()


def pieces(one: Told) -> list[tuple[str, int]]:
    """The words that the network reads, each with the number of its part."""
    parts = (words(one.speaker)[-8:], words(one.cue)[:5], words(one.content[:LONGEST])[:70])
    around = (words(one.before[-BEFORE:])[-30:], words(one.title[:TITLE])[:14], words(one.after[:AFTER])[:8])
    found = [(f"<{code(one.country).lower() or 'none'}>", 0)]
    for part, row in enumerate((*parts, *around)):
        found += [(GAP, part)] if part in (3, 4) else []
        found += [(word, part) for word in row]
    return found


def words(text: str) -> list[str]:
    """The words and marks of a text."""
    return WORD.findall(text.lower().replace("’", "'"))


def key(word: str) -> int:
    """The number by which a word is known: the words themselves are not kept."""
    return zlib.crc32(word.encode())


class Network:
    """Embeddings, two convolutions, the greatest and the mean values of each part, and one layer above them."""

    def __init__(self, arrays: Mapping[str, np.ndarray], issues: Sequence[str]) -> None:
        """Take the arrays of network.npz and the issues of its answers, "" first."""
        self.issues = tuple(issues)
        self.known = {int(k): n for n, k in enumerate(arrays["words"])}
        self.at = {name: array.astype(np.float32) for name, array in arrays.items() if name not in ("words", "issues")}

    def opinions(self, statements: Sequence[Told]) -> list[Opinion]:
        """What the network makes of statements, in their order."""
        rows = [pieces(one) for one in statements]
        order = sorted(range(len(rows)), key=lambda n: len(rows[n]))
        found: dict[int, Opinion] = {}
        with blas().limit(limits=1, user_api="blas"):  # at this size threads cost more than they save, here and in what runs beside
            for first in range(0, len(order), BATCH):
                near = order[first : first + BATCH]
                found |= zip(near, self.batch([rows[n] for n in near]), strict=True)
        return [found[n] for n in range(len(rows))]

    def batch(self, rows: Sequence[Sequence[tuple[str, int]]]) -> Iterator[Opinion]:
        """The same of some that are computed at once."""
        for chances, stances in zip(*self.forward(*self.numbered(rows)), strict=True):
            under = zip(self.issues, stances.tolist(), strict=True)
            yield Opinion(
                dict(zip(self.issues, chances.tolist(), strict=True)), {i: dict(zip(POSITIONS, p, strict=True)) for i, p in under}
            )

    def numbered(self, rows: Sequence[Sequence[tuple[str, int]]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows of the embeddings and parts, each of shape (statements, words); part -1 where a statement is shorter."""
        longest = max(len(row) for row in rows)
        ids, parts = np.zeros((len(rows), longest), dtype=np.int64), np.full((len(rows), longest), -1, dtype=np.int64)
        unknown = len(self.known)
        for n, row in enumerate(rows):
            ids[n, : len(row)] = [self.known.get(key(word), unknown) for word, _ in row]
            parts[n, : len(row)] = [part for _, part in row]
        return ids, parts

    def forward(self, ids: NDArray[np.int64], parts: NDArray[np.int64]) -> tuple[Array, Array]:
        """Probabilities of the issues, shape (n, issues), and of the positions under each, shape (n, issues, positions)."""
        at = self.at
        real = (parts >= 0)[..., None]
        seen = (at["embedding"][ids] + at["part"][np.maximum(parts, 0)]) * real
        first = relu(convolved(seen, at["first"], at["first_bias"], 1)) * real
        second = (first + relu(convolved(first, at["second"], at["second_bias"], 2))) * real
        own, around, cue = real & (parts <= 2)[..., None], (parts >= 3)[..., None], (parts == 1)[..., None]
        of_own = [greatest(second, own), mean(second, own)]
        of_others = [greatest(second, around), mean(second, around), mean(second, cue)]
        pooled = np.concatenate([*of_own, *of_others, greatest(first, own), mean(seen, own)], axis=1)
        above = relu(pooled @ at["above"].T + at["above_bias"])
        issues = above @ at["issue"].T + at["issue_bias"]
        general = above @ at["position"].T + at["position_bias"]
        under = (above @ at["under"].T + at["under_bias"]).reshape(len(above), len(self.issues), len(POSITIONS))
        return softmax(issues), softmax(general[:, None, :] + under)


def convolved(rows: Array, weights: Array, bias: Array, step: int) -> Array:
    """A convolution of width three over rows of shape (n, words, in), with weights of shape (out, in, 3); its words lie `step` apart."""
    padded = np.pad(rows, ((0, 0), (step, step), (0, 0)))
    length = rows.shape[1]
    near = np.concatenate([padded[:, k * step : k * step + length] for k in range(3)], axis=2)
    return near @ weights.transpose(2, 1, 0).reshape(-1, weights.shape[0]) + bias


def relu(values: Array) -> Array:
    """What is above zero."""
    return np.maximum(values, 0)


def greatest(values: Array, where: NDArray[np.bool_]) -> Array:
    """The greatest value among the words of a part."""
    return np.where(where, values, values - 30).max(axis=1)


def mean(values: Array, where: NDArray[np.bool_]) -> Array:
    """The mean among the words of a part; 0 where it has none."""
    return (values * where).sum(axis=1) / np.maximum(1, where.sum(axis=1))


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
        arrays = {name: stored[name] for name in stored.files}
    return Network(arrays, ["", *arrays["issues"].tolist()])


def save(arrays: Mapping[str, np.ndarray], issues: Sequence[str], path: Path = FILE) -> None:
    """Write a network and its digest, its numbers in half precision."""
    kept = {name: array if name == "words" else array.astype(np.float16) for name, array in arrays.items()}
    filled = io.BytesIO()
    np.savez_compressed(filled, **kept, issues=np.array([issue for issue in issues if issue]))  # type: ignore[arg-type]
    release(path, filled.getvalue())
