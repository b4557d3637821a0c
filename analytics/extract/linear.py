"""A linear model over named features: what learnt numbers are, how they are kept, and how they score."""

from __future__ import annotations

import functools
import hashlib
import math
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

BITS = 18
MASK = (1 << BITS) - 1
SMALLEST = 0.004  # weights below it change no score that counts


@functools.lru_cache(maxsize=1_000_000)
def slot(feature: str) -> int:
    """The feature's place in the table of weights."""
    return zlib.crc32(feature.encode("utf-8", "surrogatepass")) & MASK


class Linear:
    """Weights per feature slot and a bias; scores are log odds."""

    def __init__(self, weights: np.ndarray, bias: float) -> None:
        """Take weights of shape (2 ** BITS,)."""
        self.weights = weights.astype(np.float32)
        self._table = self.weights.tolist()
        self.bias = float(bias)

    def score(self, features: Iterable[str]) -> float:
        """The log odds."""
        table = self._table
        return self.bias + sum(table[slot(f)] for f in features)

    def probability(self, features: Iterable[str]) -> float:
        """The probability in (0, 1)."""
        return logistic(self.score(features))


def logistic(x: float) -> float:
    """The logistic function, safe for large arguments."""
    return 1 / (1 + math.exp(-x)) if x > -500 else 0.0


def fit(rows: Sequence[Sequence[str]], labels: Sequence[int], sample_weight: Sequence[float] | None = None, c: float = 0.3) -> Linear:
    """A logistic regression over the rows' features."""
    from sklearn.linear_model import LogisticRegression

    learnt = LogisticRegression(C=c, solver="liblinear", max_iter=200).fit(sparse(rows), labels, sample_weight)
    return Linear(learnt.coef_[0], learnt.intercept_[0])


def sparse(rows: Sequence[Sequence[str]]) -> Any:
    """The rows' features as a sparse matrix of zeros and ones, shape (rows, 2 ** BITS)."""
    from scipy.sparse import csr_matrix

    sets = [sorted({slot(f) for f in row}) for row in rows]
    starts = np.cumsum([0, *map(len, sets)])
    columns = np.fromiter((i for row in sets for i in row), dtype=np.int32, count=int(starts[-1]))
    return csr_matrix((np.ones(len(columns), dtype=np.float32), columns, starts), shape=(len(rows), MASK + 1))


def fit_choice(groups: Sequence[Sequence[Sequence[str]]], wanted: Sequence[Sequence[float]], decay: float = 0.5) -> Linear:
    """A conditional logit (McFadden 1974): weights under which the wanted one of each group's options scores highest.

    `wanted` holds a weight per option; a group's weights are scaled to sum to one. `decay` is the L2 penalty.
    """
    from scipy.optimize import minimize

    matrix, starts = sparse([row for group in groups for row in group]), np.cumsum([0, *map(len, groups)])
    target = np.concatenate([np.asarray(w, dtype=float) / sum(w) for w in wanted])
    sizes = np.diff(starts)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts[:-1]), sizes)
        powers = np.exp(scores)
        total = np.add.reduceat(powers, starts[:-1])
        likely = powers / np.repeat(total, sizes)
        value = -(target * (scores - np.repeat(np.log(total), sizes))).sum() + decay / 2 * (weights @ weights)
        return value, matrix.T @ (likely - target) + decay * weights

    best = minimize(loss, np.zeros(MASK + 1), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return Linear(best.x, 0.0)


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
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise ValueError(f"{path.name} is not the file that was released: install the package again, or train it anew")
    models: dict[str, Linear] = {}
    extra: dict[str, np.ndarray] = {}
    with np.load(path, allow_pickle=False) as arrays:
        for key in arrays.files:
            sort, name = key.split(":", 1)
            if sort == "extra":
                extra[name] = arrays[key]
            elif sort == "slots":
                weights = np.zeros(MASK + 1, dtype=np.float32)
                weights[arrays[key]] = arrays[f"weights:{name}"]
                models[name] = Linear(weights, float(arrays[f"bias:{name}"][0]))
    return models, extra
