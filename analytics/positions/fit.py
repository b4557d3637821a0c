"""Fit a multinomial logistic regression whose classes may share weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax
from sklearn.feature_extraction import DictVectorizer

Row = Mapping[str, float]


@dataclass(frozen=True)
class Table:
    """Statements as numbers: general features for all classes, and shared ones of each class."""

    names: list[str]
    general: Any  # sparse, a row a statement
    shared_names: list[str]
    shared: NDArray[np.float64]  # statement, class, feature

    def rows(self, chosen: NDArray[np.int64]) -> Table:
        """Some of the statements."""
        return Table(self.names, self.general[chosen], self.shared_names, self.shared[chosen])


@dataclass(frozen=True)
class Fitted:
    """Weights: of general features a column a class, and of the shared ones."""

    bias: NDArray[np.float64]
    weights: NDArray[np.float64]
    shared: NDArray[np.float64]

    def chances(self, table: Table) -> NDArray[np.float64]:
        """Each statement's probability of each class."""
        return np.exp(log_softmax(points(table, self.bias, self.weights, self.shared), axis=1))


def table(general: Sequence[Row], shared: Sequence[Sequence[Row]], least: NDArray[np.int64] | None = None, few: int = 2) -> Table:
    """The features as a table; general ones that fewer than `few` of the statements at `least` have are left out."""
    vectors = DictVectorizer()
    made = vectors.fit_transform(general)
    counted = np.asarray((made[least] if least is not None else made).astype(bool).sum(axis=0)).ravel()
    kept = np.flatnonzero(counted >= few)
    names = sorted({name for row in shared for one in row for name in one})
    at = {name: n for n, name in enumerate(names)}
    values = np.zeros((len(general), len(shared[0]) if shared else 0, len(names)))
    for n, row in enumerate(shared):
        for k, one in enumerate(row):
            for name, value in one.items():
                values[n, k, at[name]] = value
    return Table([vectors.get_feature_names_out()[k] for k in kept], made[:, kept], names, values)


def points(rows: Table, bias: NDArray[np.float64], weights: NDArray[np.float64], shared: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each statement's points for each class."""
    classes = len(bias)
    extra = (rows.shared.reshape(-1, len(shared)) @ shared).reshape(-1, classes) if len(shared) else 0.0
    return np.asarray(rows.general @ weights + bias + extra)


def fit(rows: Table, answers: NDArray[np.int64], counts: NDArray[np.float64], classes: int, held: tuple[float, float]) -> Fitted:
    """The weights of least loss; `held` is how strongly general and shared ones are held near nothing."""
    width, few = len(rows.names), len(rows.shared_names)
    truth = np.eye(classes)[answers]

    def parts(flat: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        return flat[:classes], flat[classes : classes * (width + 1)].reshape(width, classes), flat[classes * (width + 1) :]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        bias, weights, shared = parts(flat)
        logs = log_softmax(points(rows, bias, weights, shared), axis=1)
        miss = (np.exp(logs) - truth) * counts[:, None]
        total = -(counts * logs[np.arange(len(answers)), answers]).sum()
        total += 0.5 * (held[0] * (weights**2).sum() + held[1] * (shared**2).sum() + 0.01 * (bias**2).sum())
        slope = [miss.sum(axis=0) + 0.01 * bias, (rows.general.T @ miss + held[0] * weights).ravel()]
        slope.append((rows.shared.reshape(-1, few).T @ miss.ravel() + held[1] * shared) if few else shared)
        return total, np.concatenate(slope)

    found = minimize(loss, np.zeros(classes * (width + 1) + few), jac=True, method="L-BFGS-B", options={"maxiter": 120})
    return Fitted(*parts(found.x))
