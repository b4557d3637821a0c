"""Learn how much likeness by title, lead, names and body tells: python -m analytics.stories.train STORIES.jsonl

Lines with `title`, `text` and `story_id`. Prints the weights for `likeness.py`, and those learnt without each fifth of the stories.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from ..records import Article
from .likeness import Desk, weighed
from .terms import Frequencies, terms_of


def main(path: Path) -> None:
    """Print weights, intercept and their spread over the folds."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    stories = np.array([row["story_id"] for row in rows])
    cosines = likenesses([Article(row["text"], title=row.get("title") if number % 2 else None) for number, row in enumerate(rows)])
    print("all", *learnt(cosines, stories))
    for fold, (kept, _) in enumerate(GroupKFold(5, shuffle=True, random_state=0).split(stories, groups=stories)):
        print("without fold", fold, *learnt(cosines[np.ix_(kept, kept)], stories[kept]))


def likenesses(articles: Sequence[Article]) -> np.ndarray:
    """Square roots of the cosines of every pair, in each space."""
    frequencies = Frequencies()
    terms = [terms_of(article) for article in articles]
    for one in terms:
        frequencies.count(one)
    weights = [weighed(one, frequencies, None) for one in terms]
    desk = Desk()
    return np.array([desk.likeness(one, weights) for one in weights])


def learnt(cosines: np.ndarray, stories: np.ndarray) -> tuple[list[float], float]:
    """Weights and intercept."""
    pairs = np.triu_indices(len(stories), 1)
    model = LogisticRegression(max_iter=1000).fit(cosines[pairs], stories[pairs[0]] == stories[pairs[1]])
    return model.coef_[0].round(2).tolist(), round(float(model.intercept_[0]), 2)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
