"""What labelled news has taught of issue and position: weights, kept as JSON without any text they were learnt from."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.lexicon.issues import Issue
from analytics.positions.news_features import best_points, general_features, issue_features, position_features
from analytics.positions.place import Place
from analytics.positions.reading import Reading

WEIGHTS = Path(__file__).with_name("news.json")


@dataclass(frozen=True)
class Model:
    """A multinomial logistic regression; `shared` are the weights of features that speak for whichever class they are told of."""

    classes: tuple[str, ...]
    bias: NDArray[np.float64]
    weights: Mapping[str, NDArray[np.float64]]
    shared: Mapping[str, float]

    def logits(self, features: Mapping[str, float]) -> dict[str, float]:
        """Points of each class; their softmax is its probability."""
        total = self.bias.copy()
        for name, value in features.items():
            weight = self.weights.get(name)
            if weight is not None:
                total += value * weight
        return dict(zip(self.classes, total.tolist(), strict=True))

    def worth(self, features: Mapping[str, float]) -> float:
        """Points of the features that any class may have."""
        return sum(value * self.shared.get(name, 0.0) for name, value in features.items())


@functools.cache
def news(path: Path = WEIGHTS) -> dict[str, Model]:
    """The models "issue" and "position"."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {name: model(one) for name, one in stored.items()}


def news_issues(read: Reading, where: Place, known: Sequence[Issue]) -> dict[str, float]:
    """The points of each issue, and of none."""
    taught = news()["issue"]
    best = best_points(read, known)
    points = taught.logits(general_features(read, where, best))
    usual = mean([float(b) for b, c in zip(taught.bias, taught.classes, strict=True) if c])
    return {i.id: points.get(i.id, usual) + taught.worth(issue_features(read, where, i, best)) for i in known} | {"": points[""]}


def news_positions(read: Reading, issue: str) -> dict[str, float]:
    """The points of each position."""
    return news()["position"].logits(position_features(read, issue))


def model(stored: Mapping[str, Any]) -> Model:
    """One stored model."""
    weights = {k: np.array(v) for k, v in stored["weights"].items()}
    return Model(tuple(stored["classes"]), np.array(stored["bias"]), weights, stored.get("shared", {}))


def mean(values: Sequence[float]) -> float:
    """Their mean; 0 of none."""
    return sum(values) / len(values) if values else 0.0
