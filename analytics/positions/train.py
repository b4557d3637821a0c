"""Learn the weights again: `python -m analytics.positions.train`; what from, lessons.py says, and what with, teaching.py."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from analytics.positions.assign import decided
from analytics.positions.chances import NONE
from analytics.positions.features import position_features, word_features
from analytics.positions.lessons import Document, Lesson, examples, excerpts, items, labelled, others, passages
from analytics.positions.model import restored, save
from analytics.positions.network import Network
from analytics.positions.network import save as save_network
from analytics.positions.teaching import teach
from analytics.positions.topics import topics
from analytics.records import POSITIONS, Stance

HELD = {"words": 0.33, "position": 3.0}  # best of 0.1-4 in cross-validation
WEIGHT = {  # of a statement in each model, by where it is from
    "words": {"own": 0.5, "made": 0.2, "item": 0.2, "real": 0.02, "other": 0.3},
    "position": {"own": 0.5, "made": 0.3, "item": 0.3, "real": 0.12, "other": 0.0},
}
MORE = 4.0  # times that a sentence of our own on no issue counts for the words: one in five of ours has none, of news three in five
RARER = 2.0  # times that a conditional position counts: one in fifty of news is, and a word tells it from support
FOLDS = 3
MEMBERS = 2  # networks whose mean counts: two that differ by their order alone gave 46 of 377 statements another stance
TESTED = ("real", "item")  # origins whose documents are kept apart by turns
FEW = 4  # statements that must hold a word for it to have a weight: no name of one story is remembered
TINY = 0.03  # weights below it in every class are left out
STEPS = 12  # points of the stored curve of reliability
STRAIGHT = ((0.0, 0.0), (1.0, 1.0))  # a probability as it is
CONDITIONAL = POSITIONS.index("conditional")
Rows = NDArray[np.int64]
Pair = tuple[Lesson, Stance]


def main() -> None:
    """Print how well the models do on documents they have not seen, then learn from all and store the numbers."""
    documents = [*labelled(), *items(), *examples(), *passages(), *others()]
    if not any(one.origin == "real" for one in documents):
        sys.exit("no labelled statement is there to learn from: set NARRATIVES_CORPORA to the folder of the corpora")
    tables = Tables(documents)
    cuts = list(excerpts())
    pairs = crossed(documents, cuts, tables)
    for origin in TESTED:
        report(f"statements ({origin})", pairs[origin])
        report(f"with a sure label ({origin})", [(one, given) for one, given in pairs[origin] if one.sure])
    every = [pair for origin in TESTED for pair in pairs[origin]]
    save(tables.stored(range(len(documents)), curve(every, stance=True), curve(every, stance=False)))
    save_network(several([*documents, *cuts]))


class Tables:
    """The lessons as numbers for the two regressions."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Read the features of each; words that only a foreign corpus of other matters holds have no weights."""
        lessons = [lesson for one in documents for lesson in one.lessons]
        self.origins = np.array([one.origin for one in documents for _ in one.lessons])
        self.documents = np.array([n for n, one in enumerate(documents) for _ in one.lessons])
        self.classes = [NONE, *(issue.id for issue in topics().issues)]
        self.words = Table.of([word_features(one.read) for one in lessons], np.flatnonzero(self.origins != "other"))
        self.answers = np.array([self.classes.index(one.issue) for one in lessons])
        self.spoken = np.flatnonzero(self.answers > 0)
        self.stances = Table.of([position_features(lessons[n].read, lessons[n].issue) for n in self.spoken.tolist()])
        self.sides = np.array([list[str](POSITIONS).index(lessons[n].position) for n in self.spoken.tolist()])

    def weights(self, model: str, chosen: Rows) -> NDArray[np.float64]:
        """What each lesson counts for a model."""
        counts = np.array([WEIGHT[model][origin] for origin in self.origins[chosen]])
        return counts * np.where((self.answers[chosen] == 0) & (model == "words"), MORE, 1.0)

    def stored(self, documents: Sequence[int], stance: Any = STRAIGHT, none: Any = STRAIGHT) -> dict[str, object]:
        """The two models as plain numbers, learnt from some of the documents."""
        chosen = np.flatnonzero(np.isin(self.documents, documents))
        words = regression(self.words, chosen, self.answers[chosen], self.weights("words", chosen), "words")
        taken = np.flatnonzero(np.isin(self.spoken, chosen))
        weights = self.weights("position", self.spoken[taken]) * np.where(self.sides[taken] == CONDITIONAL, RARER, 1.0)
        position = regression(self.stances, taken, self.sides[taken], weights, "position")
        return {"stance": stance, "none": none, "words": words | {"classes": self.classes}, "position": position | {"classes": POSITIONS}}


class Table(NamedTuple):
    """Statements as numbers: the features' names, and a sparse row for each statement."""

    names: list[str]
    rows: Any

    @classmethod
    def of(cls, features: Sequence[Mapping[str, float]], counted: Rows | None = None) -> Table:
        """Take features that at least FEW of the statements at `counted`, or of all, have."""
        vectors = DictVectorizer()
        made = vectors.fit_transform(features)
        held = np.asarray((made if counted is None else made[counted]).astype(bool).sum(axis=0)).ravel()
        kept = np.flatnonzero(held >= FEW)
        return cls([vectors.get_feature_names_out()[k] for k in kept], made[:, kept])


def regression(table: Table, chosen: Rows, answers: Rows, weights: NDArray[np.float64], model: str) -> dict[str, object]:
    """A multinomial logistic regression for the file of weights."""
    found = LogisticRegression(C=1 / HELD[model], max_iter=400).fit(table.rows[chosen], answers, weights)
    kept = {f: np.round(w, 2).tolist() for f, w in zip(table.names, found.coef_.T, strict=True) if abs(w).max() >= TINY}
    return {"bias": np.round(found.intercept_, 3).tolist(), "weights": kept}


def crossed(documents: Sequence[Document], cuts: Sequence[Document], tables: Tables) -> dict[str, list[Pair]]:
    """What is decided on each labelled statement by models that have not seen its document, by origin; confidences are raw."""
    found: dict[str, list[Pair]] = {origin: [] for origin in TESTED}
    for k in range(FOLDS):
        chosen = [n for n, one in enumerate(documents) if one.origin not in TESTED or fold(one) != k]
        seen = [*(documents[n] for n in chosen), *(one for one in cuts if fold(one) != k)]
        learnt = restored(tables.stored(chosen), Network(*several(seen)))
        apart = [one for one in documents if one.origin in TESTED and fold(one) == k]
        for one in apart:
            reads, wheres = [x.read if x.where.asked else None for x in one.lessons], [x.where for x in one.lessons]
            found[one.origin] += zip(one.lessons, decided(reads, wheres, one.article, topics(), learnt), strict=True)
    return found


def several(documents: Sequence[Document]) -> list[dict[str, np.ndarray]]:
    """The arrays of networks that learn from documents in different orders."""
    return [teach(documents, seed) for seed in range(1, MEMBERS + 1)]


def fold(one: Document) -> int:
    """The turn in which a document is kept apart, and what is cut from it."""
    return number("fold " + one.name) % FOLDS


def curve(pairs: Sequence[Pair], stance: bool) -> list[tuple[float, float]]:
    """The reliability of stances, or of answers that there is none, as a rising curve (isotonic regression)."""
    chosen = [(given.confidence, right(one, given)) for one, given in pairs if (given.position if stance else not given.issue)]
    raw, hits = (np.array(part, dtype=float) for part in zip(*chosen, strict=True))
    fitted = IsotonicRegression(out_of_bounds="clip").fit(raw, hits)
    at = np.unique(np.round(np.quantile(raw, np.linspace(0, 1, STEPS)), 3))
    smooth = np.convolve(np.pad(fitted.predict(at), 1, mode="edge"), (0.25, 0.5, 0.25), "valid")
    return [(float(a), round(float(b), 3)) for a, b in zip(at, np.clip(smooth, 0.02, 0.98), strict=True)]


def right(one: Lesson, given: Stance) -> bool:
    """Whether issue and position are the label's."""
    return (one.issue, one.position) == (given.issue or NONE, given.position or NONE)


def report(which: str, pairs: Sequence[Pair]) -> None:
    """Print how often issue and position are right, and what is taken for what."""
    issue = sum(one.issue == (given.issue or NONE) for one, given in pairs) / len(pairs)
    hits = sum(right(one, given) for one, given in pairs if given.position)
    score = 2 * hits / max(1, sum(bool(given.position) + bool(one.position) for one, given in pairs))
    sys.stderr.write(f"{len(pairs)} {which} in {FOLDS}-fold cross-validation: issue {100 * issue:.1f} %, stance F1 {100 * score:.1f}\n")
    taken: Counter[tuple[str, str]] = Counter((one.position or "none", given.position or "none") for one, given in pairs)
    names = (*POSITIONS, "none")
    sys.stderr.write(f"{'labelled, given:':18}{''.join(f'{name:>12}' for name in names)}\n")
    sys.stderr.writelines(f"{name:18}{''.join(f'{taken[name, other]:12}' for other in names)}\n" for name in names)


def number(name: str) -> int:
    """A number that a name always has."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


if __name__ == "__main__":
    main()
