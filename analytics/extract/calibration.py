"""From scores to probabilities: how often a report of such scores is one, and how often its speaker is right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

SMALLEST = 1e-6
BINS = 10


class Calibration(NamedTuple):
    """Logistics over log odds (Platt 1999): bias and weights of the cue's and the content's score; bias and weight of the source's."""

    extraction: tuple[float, ...] = (0.0, 1.0, 0.0)
    attribution: tuple[float, ...] = (0.0, 1.0)

    def extracted(self, cue: float, content: float) -> float:
        """The probability that a report is one, with about this content, from the probabilities of its cue and of its content."""
        return through(self.extraction, (cue, content))

    def attributed(self, source: float) -> float:
        """The probability that the speaker of a report is the right one."""
        return through(self.attribution, (source,))


class Outcome(NamedTuple):
    """A report on held-out text: its three scores, whether it was one, and whether its speaker was right (None: nothing to compare)."""

    cue: float
    content: float
    source: float
    right: bool
    speaker_right: bool | None
    weight: float


def through(numbers: Sequence[float], scores: Sequence[float]) -> float:
    """The logistic of the scores' log odds."""
    return 1 / (1 + math.exp(-numbers[0] - sum(w * log_odds(p) for w, p in zip(numbers[1:], scores, strict=True))))


def log_odds(probability: float) -> float:
    """The log odds, finite."""
    p = min(max(probability, SMALLEST), 1 - SMALLEST)
    return math.log(p / (1 - p))


def calibrated(outcomes: Sequence[Outcome]) -> Calibration:
    """The calibration that fits the outcomes on held-out text best."""
    named = [o for o in outcomes if o.right and o.speaker_right is not None]
    return Calibration(
        logistic([(o.cue, o.content) for o in outcomes], [o.right for o in outcomes], [o.weight for o in outcomes]),
        logistic([(o.source,) for o in named], [bool(o.speaker_right) for o in named], [o.weight for o in named]),
    )


def logistic(scores: Sequence[Sequence[float]], right: Sequence[bool], weights: Sequence[float]) -> tuple[float, ...]:
    """Bias and weights of a logistic regression on log odds; the first score as it is, where all were right or all wrong."""
    if len({*right}) < 2:
        return (0.0, 1.0, *(0.0 for _ in (scores[0] if scores else (0.0,))[1:]))
    from sklearn.linear_model import LogisticRegression

    rows = np.array([[log_odds(p) for p in row] for row in scores])
    learnt = LogisticRegression(C=100.0).fit(rows, right, sample_weight=weights)
    return (float(learnt.intercept_[0]), *map(float, learnt.coef_[0]))


class Bin(NamedTuple):
    """Statements of about one confidence: how many, their mean confidence, and the share that was right."""

    number: int
    confidence: float
    right: float


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """A reliability table (DeGroot and Fienberg 1983) of ten bins of equal number, the least sure first."""
    order = np.argsort(np.asarray(confidences), kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    return [Bin(len(p), float(np.mean([confidences[i] for i in p])), float(np.mean([right[i] for i in p]))) for p in parts]


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error (Naeini, Cooper and Hauskrecht 2015): the bins' mean gap between confidence and share right."""
    total = sum(b.number for b in bins)
    return sum(b.number * abs(b.confidence - b.right) for b in bins) / total if total else 0.0
