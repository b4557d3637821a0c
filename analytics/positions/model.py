"""Learnt numbers: weights of features for classes, kept as JSON without any text they were learnt from."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Model:
    """A multinomial logistic regression."""

    classes: tuple[str, ...]
    bias: NDArray[np.float64]
    weights: Mapping[str, NDArray[np.float64]]

    def logits(self, features: Mapping[str, float]) -> dict[str, float]:
        """Points of each class; their softmax is its probability."""
        total = self.bias.copy()
        for name, value in features.items():
            weight = self.weights.get(name)
            if weight is not None:
                total += value * weight
        return dict(zip(self.classes, total.tolist(), strict=True))


@functools.cache
def models(path: Path = WEIGHTS) -> dict[str, Model]:
    """The models "issue" and "position"."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: Model(tuple(m["classes"]), np.array(m["bias"]), {k: np.array(v) for k, v in m["weights"].items()})
        for name, m in stored.items()
    }
