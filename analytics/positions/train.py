"""Learn the weights again: `python -m analytics.positions.train`.

The sentences that teach issues and positions are our own (analytics/lexicon/examples.tsv). What is said about other matters is learnt
from US domestic news (PolNeAR, under NARRATIVES_CORPORA) where it names neither Russia nor Ukraine: no issue is ever read off a corpus.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

import analytics.lexicon
from analytics.errors import TableError
from analytics.lexicon.issues import issues
from analytics.positions import train_news
from analytics.positions.features import issue_features, position_features
from analytics.positions.model import WEIGHTS
from analytics.positions.reading import Reading, reading, said
from analytics.positions.setting import ELSEWHERE, RUSSIA, WAR
from analytics.positions.topics import topics
from analytics.records import POSITIONS, Attribution, Span

EXAMPLES = Path(analytics.lexicon.__file__).with_name("examples.tsv")
C = {"issue": 3.0, "position": 1.0}  # best of 0.1-10 in tenfold cross-validation over the examples
OTHERS = Path(os.environ.get("NARRATIVES_CORPORA", "../shared/corpora")) / "polnear" / "train.jsonl"
EVERY = 7  # of 15,000 statements on other matters one in seven is taken
LIGHT = 0.15  # weight of one of them against one of ours
TINY = 0.05  # weights below it in every class are left out


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of our own with its issue ("" is none) and position."""

    issue: str
    position: str
    read: Reading


def examples(path: Path = EXAMPLES) -> list[Example]:
    """The table's sentences, read as statements are."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    known = {i.id for i in issues()}
    for n, row in enumerate(rows, 1):
        if (row["issue"] or row["position"]) and (row["issue"] not in known or row["position"] not in POSITIONS):
            raise TableError(f"{path.name}, row {n}: {row['issue']!r} and {row['position']!r} are no issue and position")
    return [Example(row["issue"], row["position"], read(row["cue"], row["content"], row["country"])) for row in rows]


def read(cue: str, content: str, country: str) -> Reading:
    """A cue and a content as one statement."""
    text = f"They {cue} {content}."
    start = 6 + len(cue)
    one = Attribution(content=(Span(start, len(text) - 1),), cue=(Span(5, start - 1),), speaker=(Span(0, 4),))
    return reading(text, one, country or None, topics())


def others(path: Path = OTHERS) -> Iterator[Example]:
    """Statements on other matters; none where the corpus is absent."""
    if not path.exists():
        sys.stderr.write(f"{path}: not found; trained without statements on other matters\n")
        return
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        article = json.loads(line)
        for quote in article["quotes"][n % EVERY :: EVERY]:
            spans = tuple(Span(a, b) for a, b in quote["content"])
            if not any(finder.search(said(article["text"], spans).lower()) for finder in (WAR, RUSSIA, ELSEWHERE)):
                cue = tuple(Span(a, b) for a, b in quote["cue"] or [])
                yield Example("", "", reading(article["text"], Attribution(content=spans, cue=cue), None, topics()))


def main() -> None:
    """Train both models, print how well they do in cross-validation, and store their numbers."""
    known, more = examples(), list(others())
    spoken = [e for e in known if e.issue]
    stored = {
        "issue": trained("issue", [issue_features(e.read) for e in [*known, *more]], [e.issue for e in [*known, *more]], len(known)),
        "position": trained("position", [position_features(e.read, e.issue) for e in spoken], [e.position for e in spoken], len(spoken)),
    }
    WEIGHTS.write_text(json.dumps(stored, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")
    train_news.main()


def trained(name: str, features: Sequence[Mapping[str, float]], labels: Sequence[str], ours: int) -> dict[str, object]:
    """A logistic regression as plain numbers; the first `ours` rows count fully."""
    vectors = DictVectorizer()
    table, answers = vectors.fit_transform(features), np.array(labels)
    weights = np.where(np.arange(len(labels)) < ours, 1.0, LIGHT)
    model = LogisticRegression(C=C[name], max_iter=3000)
    right = np.mean(crossed(model, table, answers, weights)[:ours] == answers[:ours])
    sys.stderr.write(f"{name}: {ours} examples and {len(labels) - ours} others, {100 * right:.1f} % right in tenfold cross-validation\n")
    model.fit(table, answers, sample_weight=weights)
    own = {f for row in features[:ours] for f in row}  # no word that only a corpus holds
    learnt = zip(vectors.get_feature_names_out(), model.coef_.T, strict=True)
    kept = {f: np.round(w, 2).tolist() for f, w in learnt if f in own and abs(w).max() >= TINY}
    return {"classes": model.classes_.tolist(), "bias": np.round(model.intercept_, 3).tolist(), "weights": kept}


def crossed(model: LogisticRegression, table: Any, answers: NDArray[np.str_], weights: NDArray[np.float64]) -> NDArray[np.str_]:
    """Each row's class as a model says that has not seen it."""
    said = answers.copy()
    for learn, ask in StratifiedKFold(10, shuffle=True, random_state=0).split(table, answers):
        said[ask] = model.fit(table[learn], answers[learn], sample_weight=weights[learn]).predict(table[ask])
    return said


if __name__ == "__main__":
    main()
