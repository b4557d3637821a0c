"""Learnt numbers: weights of features for classes, kept as JSON without any text they were learnt from."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.positions.network import Network, network
from analytics.released import release, verified

WEIGHTS = Path(__file__).with_name("weights.json")
Steps = Sequence[tuple[float, float]]  # raw probability and the share that was right, both rising


@dataclass(frozen=True)
class Model:
    """A multinomial logistic regression."""

    classes: tuple[str, ...]
    bias: NDArray[np.float64]
    weights: Mapping[str, NDArray[np.float64]]

    def points(self, features: Mapping[str, float]) -> dict[str, float]:
        """Points of each class; their softmax is its probability."""
        known = [(weight, value) for name, value in features.items() if (weight := self.weights.get(name)) is not None]
        total = self.bias
        if known:
            rows, values = zip(*known, strict=True)
            total = total + np.array(values) @ np.array(rows)
        return dict(zip(self.classes, total.tolist(), strict=True))

    @functools.cached_property
    def usual(self) -> float:
        """The mean bias of the classes that are something."""
        found = [float(b) for b, c in zip(self.bias, self.classes, strict=True) if c]
        return sum(found) / max(1, len(found))

    @functools.cached_property
    def means(self) -> Mapping[str, float]:
        """What a feature of each sort, "cues" of "cues:ceasefire", is worth to its own class on average."""
        own: dict[str, list[float]] = {}
        for name, weight in self.weights.items():
            sort, _, of = name.partition(":")
            if of in self.classes:
                own.setdefault(sort, []).append(float(weight[self.classes.index(of)]))
        return {sort: sum(found) / len(found) for sort, found in own.items()}


@dataclass(frozen=True)
class Models:
    """What is learnt: issues by the words, positions, a network for both; and how often answers are right."""

    words: Model
    position: Model
    network: Network
    stance: Steps
    none: Steps


def calibrated(chance: float, steps: Steps) -> float:
    """How often an answer of this raw probability was right on documents kept apart."""
    raw, right = zip(*steps, strict=True)
    return float(np.interp(chance, raw, right))


@functools.cache
def models(path: Path = WEIGHTS) -> Models:
    """The released models; raises ValueError where the file is not the one that its digest names."""
    return restored(json.loads(verified(path)), network())


def restored(stored: Mapping[str, Any], learnt: Network) -> Models:
    """The models of a file of weights, and a network."""
    words, position = model(stored["words"]), model(stored["position"])
    stance, none = ([(float(a), float(b)) for a, b in stored[name]] for name in ("stance", "none"))
    return Models(words, position, learnt, stance, none)


def model(stored: Mapping[str, Any]) -> Model:
    """One stored model."""
    weights = {k: np.array(v) for k, v in stored["weights"].items()}
    return Model(tuple(stored["classes"]), np.array(stored["bias"]), weights)


def save(stored: Mapping[str, Any], path: Path = WEIGHTS) -> None:
    """Write a file of weights and its digest."""
    release(path, (json.dumps(stored, separators=(",", ":"), sort_keys=True) + "\n").encode())
