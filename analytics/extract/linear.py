"""A linear model over named features: what learnt numbers are, how they are kept, and how they score."""

from __future__ import annotations

import functools
import hashlib
import io
import math
import zlib
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from analytics.released import verified

BITS = 18
MASK = (1 << BITS) - 1
FACTOR = 0x9E37B  # odd, and large enough to spread neighbours over the table
SMALLEST = 0.004  # weights below it change no score that counts


@functools.lru_cache(maxsize=1_000_000)
def slot(feature: str) -> int:
    """The feature's place in the table of weights."""
    return zlib.crc32(feature.encode("utf-8", "surrogatepass")) & MASK


def both(one: int, other: int) -> int:
    """The place of the conjunction of two features; a sixth of the time that writing it out as a name takes."""
    return (one * FACTOR + other) & MASK


class Linear:
    """Weights per feature slot and a bias; scores are log odds."""

    def __init__(self, weights: np.ndarray, bias: float) -> None:
        """Take weights of shape (2 ** BITS,)."""
        self.weights = weights.astype(np.float32)
        self._weight = array("f", self.weights.tobytes()).__getitem__
        self.bias = float(bias)

    def score(self, features: Iterable[int]) -> float:
        """The log odds, from the features' places."""
        return self.bias + sum(map(self._weight, features))

    def probability(self, features: Iterable[int]) -> float:
        """The probability in (0, 1)."""
        return logistic(self.score(features))


def logistic(x: float) -> float:
    """The logistic function, safe for large arguments."""
    return 1 / (1 + math.exp(-x)) if x > -500 else 0.0


def fit(rows: Sequence[Sequence[int]], labels: Sequence[int], target: Sequence[bool], c: float = 0.3, weight: float = 1.0) -> Linear:
    """A logistic regression over the rows' features, adapted to those rows that are of the target register.

    Every feature has a weight for all rows and one more for the target's (Daumé 2007); what is returned is their sum, the weights for
    the target. `weight` is what a row of the target counts.
    """
    from sklearn.linear_model import LogisticRegression

    learnt = LogisticRegression(C=c, solver="liblinear", max_iter=200)
    learnt.fit(adapted(rows, target), labels, np.where(target, weight, 1.0))
    return Linear(learnt.coef_[0][: MASK + 1] + learnt.coef_[0][MASK + 1 :], learnt.intercept_[0])


def fit_choice(
    groups: Sequence[Sequence[Sequence[int]]],
    wanted: Sequence[Sequence[float]],
    target: Sequence[bool],
    decay: float = 0.5,
    weight: float = 1.0,
) -> Linear:
    """A conditional logit (McFadden 1974): weights under which the wanted one of each group's options scores highest.

    `wanted` holds a weight per option; a group's weights are scaled to sum to one. `decay` is the L2 penalty; for `target` and `weight`
    see `fit`.
    """
    from scipy.optimize import minimize

    sizes = np.array([len(group) for group in groups])
    starts = np.cumsum([0, *sizes])
    matrix = adapted([row for group in groups for row in group], np.repeat(target, sizes))
    counts = np.repeat(np.where(target, weight, 1.0), sizes)
    wants = np.concatenate([np.asarray(w, dtype=float) / sum(w) for w in wanted])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts[:-1]), sizes)
        powers = np.exp(scores)
        total = np.add.reduceat(powers, starts[:-1])
        value = -(counts * wants * (scores - np.repeat(np.log(total), sizes))).sum() + decay / 2 * (weights @ weights)
        slope = counts * (powers / np.repeat(total, sizes) - wants)
        return value, matrix.T @ slope + decay * weights

    best = minimize(loss, np.zeros(2 * (MASK + 1)), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return Linear(best.x[: MASK + 1] + best.x[MASK + 1 :], 0.0)


def adapted(rows: Sequence[Sequence[int]], target: Any) -> Any:
    """The rows' features as a sparse matrix of zeros and ones, shape (rows, 2 * 2 ** BITS): for all, then again for the target's."""
    from scipy.sparse import csr_matrix

    sets = [sorted({*row}) for row in rows]
    sets = [[*s, *(i + MASK + 1 for i in s)] if t else s for s, t in zip(sets, target, strict=True)]
    starts = np.cumsum([0, *map(len, sets)])
    columns = np.fromiter((i for row in sets for i in row), dtype=np.int32, count=int(starts[-1]))
    return csr_matrix((np.ones(len(columns), dtype=np.float32), columns, starts), shape=(len(rows), 2 * (MASK + 1)))


def save(models: dict[str, Linear], extra: dict[str, np.ndarray], path: Path) -> str:
    """Write models, as half-precision weights in their used slots, and further arrays; returns the file's SHA-256."""
    arrays: dict[str, np.ndarray] = {f"extra:{name}": array for name, array in extra.items()}
    for name, one in models.items():
        used = np.flatnonzero(np.abs(one.weights) > SMALLEST)
        arrays[f"slots:{name}"] = used.astype(np.int32)
        arrays[f"weights:{name}"] = one.weights[used].astype(np.float16)
        arrays[f"bias:{name}"] = np.array([one.bias])
    np.savez_compressed(path, allow_pickle=False, **arrays)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def load(path: Path, digest: str) -> tuple[dict[str, Linear], dict[str, np.ndarray]]:
    """Read models and further arrays; raises ValueError where the file is not the one the digest names."""
    models: dict[str, Linear] = {}
    extra: dict[str, np.ndarray] = {}
    with np.load(io.BytesIO(verified(path, digest)), allow_pickle=False) as arrays:
        for key in arrays.files:
            sort, name = key.split(":", 1)
            if sort == "extra":
                extra[name] = arrays[key]
            elif sort == "slots":
                weights = np.zeros(MASK + 1, dtype=np.float32)
                weights[arrays[key]] = arrays[f"weights:{name}"]
                models[name] = Linear(weights, float(arrays[f"bias:{name}"][0]))
    return models, extra
