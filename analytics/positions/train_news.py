"""Learn from labelled news: `python -m analytics.positions.train_news`; what from, lessons.py says."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from analytics.lexicon.issues import issues
from analytics.positions.fit import Fitted, Table, fit, table
from analytics.positions.lessons import Lesson, examples, labelled, others
from analytics.positions.news import WEIGHTS
from analytics.positions.news_features import best_points, general_features, issue_features, position_features
from analytics.records import POSITIONS

HELD = {"issue": (0.3, 0.3), "position": (2.0, 1.0)}  # best of 0.1-3 in cross-validation over the labelled documents
NONE, SURE = "", 0.5
FOLDS = 5
TEST = 3  # of ten labelled documents this many are kept for the test
FEW = 3  # statements that must hold a word for it to have a weight
TINY = 0.03  # weights below it in every class are left out
Decision = tuple[str, str, float]  # issue, position, raw probability


def main() -> None:
    """Print how well the models do in cross-validation and on documents kept apart, then learn from all and store the numbers."""
    own, real, more = examples(), list(labelled()), list(others())
    lessons = [*real, *own, *more]
    tables = Tables(lessons, len(real) + len(own))
    apart = np.array([number(one.document) % 10 < TEST for one in real], dtype=bool)
    rest = np.arange(len(real), len(lessons))
    if real:
        kept = np.flatnonzero(apart)
        said(f"{len(kept)} statements kept apart", real, kept, tables.decided(np.concatenate([np.flatnonzero(~apart), rest]), kept))
        every = np.arange(len(real))
        said(f"{len(real)} statements in {FOLDS}-fold cross-validation", real, every, crossed(tables, every, rest, real))
    WEIGHTS.write_text(json.dumps(tables.stored(), separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")


class Tables:
    """The lessons as numbers for both models."""

    def __init__(self, lessons: Sequence[Lesson], counted: int) -> None:
        """Read the features of each; only words of the first `counted` may have weights."""
        self.lessons, self.known = lessons, issues()
        self.classes = [NONE, *(i.id for i in self.known)]
        best = [best_points(one.read, self.known) for one in lessons]
        general = [general_features(one.read, one.where, b) for one, b in zip(lessons, best, strict=True)]
        shared = [[{}, *(issue_features(one.read, one.where, i, b) for i in self.known)] for one, b in zip(lessons, best, strict=True)]
        self.issues = table(general, shared, np.arange(counted), FEW)
        self.answers = np.array([self.classes.index(one.issue) for one in lessons])
        self.counts = np.array([one.weight for one in lessons])
        self.spoken = np.flatnonzero(self.answers > 0)
        self.stances = table([position_features(lessons[n].read, lessons[n].issue) for n in self.spoken.tolist()], [], None, FEW)
        self.sides = np.array([list[str](POSITIONS).index(lessons[n].position) for n in self.spoken.tolist()])

    def fitted(self, chosen: NDArray[np.int64]) -> tuple[Fitted, Fitted]:
        """Both models, learnt from some of the lessons."""
        issue = fit(self.issues.rows(chosen), self.answers[chosen], self.counts[chosen], len(self.classes), HELD["issue"])
        taken = np.flatnonzero(np.isin(self.spoken, chosen))
        weights = self.counts[self.spoken[taken]]
        return issue, fit(self.stances.rows(taken), self.sides[taken], weights, len(POSITIONS), HELD["position"])

    def decided(self, learn: NDArray[np.int64], ask: NDArray[np.int64]) -> list[Decision]:
        """What models that have learnt from some lessons say of others."""
        issue, position = self.fitted(learn)
        chances = issue.chances(self.issues.rows(ask))
        return [self.decision(int(n), row, position) for n, row in zip(ask, chances, strict=True)]

    def decision(self, n: int, chances: NDArray[np.float64], position: Fitted) -> Decision:
        """One lesson's issue, position and probability."""
        if 1 - chances[0] < SURE:
            return NONE, NONE, float(chances[0])
        k = 1 + int(np.argmax(chances[1:]))
        features = position_features(self.lessons[n].read, self.classes[k])
        likely = position.chances(row_of(features, self.stances))[0]
        side = int(np.argmax(likely))
        return self.classes[k], POSITIONS[side], float(chances[k] * likely[side])

    def stored(self) -> dict[str, object]:
        """Both models as plain numbers, learnt from all lessons."""
        issue, position = self.fitted(np.arange(len(self.lessons)))
        return {"issue": numbers(issue, self.issues, self.classes), "position": numbers(position, self.stances, POSITIONS)}


def row_of(features: Mapping[str, float], like: Table) -> Table:
    """One statement's general features as a row of a table."""
    values = np.array([[features.get(name, 0.0) for name in like.names]])
    return Table(like.names, values, [], np.zeros((1, 0, 0)))


def numbers(fitted: Fitted, rows: Table, classes: Sequence[str]) -> dict[str, object]:
    """A model for the file of weights."""
    kept = {f: np.round(w, 2).tolist() for f, w in zip(rows.names, fitted.weights, strict=True) if abs(w).max() >= TINY}
    shared = {f: round(float(w), 3) for f, w in zip(rows.shared_names, fitted.shared, strict=True)}
    return {"classes": list(classes), "bias": np.round(fitted.bias, 3).tolist(), "weights": kept, "shared": shared}


def crossed(tables: Tables, real: NDArray[np.int64], rest: NDArray[np.int64], lessons: Sequence[Lesson]) -> list[Decision]:
    """What is decided on each real statement by models that have not seen its document."""
    fold = np.array([number("fold " + one.document) % FOLDS for one in lessons])
    said: dict[int, Decision] = {}
    for k in range(FOLDS):
        ask = real[fold == k]
        said |= dict(zip(ask.tolist(), tables.decided(np.concatenate([real[fold != k], rest]), ask), strict=True))
    return [said[n] for n in real.tolist()]


def pairs(real: Sequence[Lesson], decided: Sequence[Decision]) -> list[tuple[Lesson, Decision]]:
    """Each statement that was given an issue, with what was decided."""
    return [(one, what) for one, what in zip(real, decided, strict=True) if what[0] != NONE]


def said(what: str, real: Sequence[Lesson], chosen: NDArray[np.int64], decided: Sequence[Decision]) -> None:
    """Print how often issue and position are right."""
    gold = [real[n] for n in chosen]
    issue = sum(one.issue == given[0] for one, given in zip(gold, decided, strict=True)) / len(gold)
    hits = sum((one.issue, one.position) == given[:2] for one, given in pairs(gold, decided))
    score = 2 * hits / max(1, len(pairs(gold, decided)) + sum(one.issue != NONE for one in gold))
    sys.stderr.write(f"{what}: issue {100 * issue:.1f} %, stance F1 {100 * score:.1f}\n")


def number(name: str) -> int:
    """A number that a name always has."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


if __name__ == "__main__":
    main()
