"""Learn the weights again: `python -m analytics.positions.train`; what from, lessons.py says, and what with, teaching.py."""

from __future__ import annotations

import hashlib
import itertools
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

from analytics.lexicon.issues import Issue
from analytics.positions.assign import Asked, Thread, stance_of
from analytics.positions.chances import NONE
from analytics.positions.features import best_points, general_features, issue_features, position_features, word_features
from analytics.positions.fit import Fitted, Table, fit, table
from analytics.positions.lessons import Lesson, examples, labelled, others, passages
from analytics.positions.model import restored, save
from analytics.positions.network import Network
from analytics.positions.network import save as save_network
from analytics.positions.teaching import teach
from analytics.positions.topics import topics
from analytics.records import POSITIONS, Stance

HELD = {"words": (0.33, 0.0), "news": (0.3, 0.3), "position": (3.0, 0.0)}  # best of 0.1-4 in cross-validation
WEIGHT = {  # of a statement in each model, by where it is from
    "words": {"own": 0.5, "made": 0.2, "real": 0.02, "other": 0.3},
    "news": {"own": 0.125, "made": 0.25, "real": 0.4, "other": 0.1},
    "position": {"own": 0.5, "made": 0.3, "real": 0.12, "other": 0.0},
}
MORE = 4.0  # times that a sentence of our own on no issue counts for the words: one in five of ours has none, of news three in five
RARER = 2.0  # times that a conditional position counts: one in fifty of news is, and a word tells it from support
FOLDS = 5
FEW = 4  # statements that must hold a word for it to have a weight: no name of one story is remembered
TINY = 0.03  # weights below it in every class are left out
STEPS = 12  # points of the stored curve of reliability
STRAIGHT = ((0.0, 0.0), (1.0, 1.0))  # a probability as it is
CONDITIONAL = POSITIONS.index("conditional")
Rows = NDArray[np.int64]


def main() -> None:
    """Print how well the models do on documents they have not seen, then learn from all and store the numbers."""
    lessons = [*labelled(), *examples(), *passages(), *others()]
    tables = Tables(lessons)
    real = np.flatnonzero([one.origin == "real" for one in lessons])
    if not len(real):
        sys.exit("no labelled statement is there to learn from: set NARRATIVES_CORPORA to the folder of the corpora")
    found = crossed(tables, real)
    sure = [lessons[n].sure for n in real]
    report("statements", [lessons[n] for n in real], found)
    report("with a sure label", [lessons[n] for n in real[sure]], list(itertools.compress(found, sure)))
    save(tables.stored(np.arange(len(lessons)), *(curve(lessons, real, found, issue) for issue in (True, False))))
    save_network(teach(lessons, tables.classes), tables.classes)


class Tables:
    """The lessons as numbers for the three models."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        """Read the features of each; words that only a foreign corpus of other matters holds have no weights."""
        known = topics().issues
        self.lessons, self.classes = lessons, [NONE, *(i.id for i in known)]
        counted = np.flatnonzero([one.origin != "other" for one in lessons])
        best = [best_points(one.read, known) for one in lessons]
        general = [general_features(one.read, one.where, b) for one, b in zip(lessons, best, strict=True)]
        shared = [[{}, *(shared_features(one, i, b) for i in known)] for one, b in zip(lessons, best, strict=True)]
        self.words = table([word_features(one.read) for one in lessons], [], counted, FEW)
        self.news = table(general, shared, counted, FEW)
        self.answers = np.array([self.classes.index(one.issue) for one in lessons])
        self.spoken = np.flatnonzero(self.answers > 0)
        self.stances = table([position_features(lessons[n].read, lessons[n].issue) for n in self.spoken.tolist()], [], None, FEW)
        self.sides = np.array([list[str](POSITIONS).index(lessons[n].position) for n in self.spoken.tolist()])

    def weights(self, model: str, chosen: Rows) -> NDArray[np.float64]:
        """What each lesson counts for a model."""
        counts = np.array([WEIGHT[model][self.lessons[n].origin] for n in chosen])
        return counts * np.where((self.answers[chosen] == 0) & (model == "words"), MORE, 1.0)

    def stored(self, chosen: Rows, stance: Any = STRAIGHT, none: Any = STRAIGHT) -> dict[str, object]:
        """The three models as plain numbers, learnt from some of the lessons."""
        found: dict[str, object] = {"stance": stance, "none": none}
        for name, rows in (("words", self.words), ("news", self.news)):
            fitted = fit(rows.rows(chosen), self.answers[chosen], self.weights(name, chosen), len(self.classes), HELD[name])
            found[name] = numbers(fitted, rows, self.classes)
        taken = np.flatnonzero(np.isin(self.spoken, chosen))
        weights = self.weights("position", self.spoken[taken]) * np.where(self.sides[taken] == CONDITIONAL, RARER, 1.0)
        position = fit(self.stances.rows(taken), self.sides[taken], weights, len(POSITIONS), HELD["position"])
        return found | {"position": numbers(position, self.stances, POSITIONS)}


def shared_features(one: Lesson, issue: Issue, best: float) -> dict[str, float]:
    """What speaks for an issue in terms that hold for any, and what is named where it is one of the war."""
    return {**issue_features(one.read, one.where, issue, best), **(one.where.named if issue.scope == "war" else {})}


def numbers(fitted: Fitted, rows: Table, classes: Sequence[str]) -> dict[str, object]:
    """A model for the file of weights."""
    kept = {f: np.round(w, 2).tolist() for f, w in zip(rows.names, fitted.weights, strict=True) if abs(w).max() >= TINY}
    shared = {f: round(float(w), 3) for f, w in zip(rows.shared_names, fitted.shared, strict=True)}
    return {"classes": list(classes), "bias": np.round(fitted.bias, 3).tolist(), "weights": kept, "shared": shared}


def crossed(tables: Tables, real: Rows) -> list[Stance]:
    """What is decided on each labelled statement by models that have not seen its document; confidences are raw."""
    lessons, known = tables.lessons, topics()
    fold = np.array([number("fold " + one.document) % FOLDS for one in lessons])
    rest = np.flatnonzero([one.origin != "real" for one in lessons])
    found: dict[int, Stance] = {}
    for k in range(FOLDS):
        chosen = np.concatenate([real[fold[real] != k], rest])
        taught = Network(teach([lessons[n] for n in chosen.tolist()], tables.classes), tables.classes)
        learnt, tested = restored(tables.stored(chosen), taught), real[fold[real] == k].tolist()
        for n in tested:
            one = lessons[n]
            found[n] = stance_of(one.read, one.where, Thread(), known, learnt, Asked(taught, one.told))
    return [found[n] for n in real.tolist()]


def curve(lessons: Sequence[Lesson], real: Rows, found: Sequence[Stance], issue: bool) -> list[tuple[float, float]]:
    """The reliability of stances, or of answers that there is none, as a rising curve (isotonic regression)."""
    pairs = [(given.confidence, right(lessons[n], given)) for n, given in zip(real, found, strict=True) if bool(given.issue) == issue]
    raw, hits = (np.array(part, dtype=float) for part in zip(*pairs, strict=True))
    fitted = IsotonicRegression(out_of_bounds="clip").fit(raw, hits)
    at = np.unique(np.round(np.quantile(raw, np.linspace(0, 1, STEPS)), 3))
    smooth = np.convolve(np.pad(fitted.predict(at), 1, mode="edge"), (0.25, 0.5, 0.25), "valid")
    return [(float(a), round(float(b), 3)) for a, b in zip(at, np.clip(smooth, 0.02, 0.98), strict=True)]


def right(one: Lesson, given: Stance) -> bool:
    """Whether issue and position are the label's."""
    return (one.issue, one.position) == (given.issue or NONE, given.position or NONE)


def report(which: str, gold: Sequence[Lesson], found: Sequence[Stance]) -> None:
    """Print how often issue and position are right, and what is taken for what."""
    issue = sum(one.issue == (given.issue or NONE) for one, given in zip(gold, found, strict=True)) / len(gold)
    hits = sum(right(one, given) for one, given in zip(gold, found, strict=True) if given.issue)
    score = 2 * hits / max(1, sum(bool(given.issue) for given in found) + sum(bool(one.issue) for one in gold))
    sys.stderr.write(f"{len(gold)} {which} in {FOLDS}-fold cross-validation: issue {100 * issue:.1f} %, stance F1 {100 * score:.1f}\n")
    pairs = zip(gold, found, strict=True)
    taken: Counter[tuple[str, str]] = Counter((one.position or "none", given.position or "none") for one, given in pairs)
    names = (*POSITIONS, "none")
    sys.stderr.write(f"{'labelled, given:':18}{''.join(f'{name:>12}' for name in names)}\n")
    sys.stderr.writelines(f"{name:18}{''.join(f'{taken[name, other]:12}' for other in names)}\n" for name in names)


def number(name: str) -> int:
    """A number that a name always has."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


if __name__ == "__main__":
    main()
