"""How likely two articles tell one story: logarithms of the odds, from their terms and their dates."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np

from .terms import NUMBERS, SPACES, Frequencies, Terms

# Logistic regression on pairs of 609 articles (203 stories by three outlets each), every second title left out:
# `python -m analytics.stories.train` prints them. Leaving out a fifth of the stories moves no weight by more than 1.5.
WEIGHTS = np.array([1.6, 6.8, 6.1, 7.1])  # of the square roots of the cosines by title, lead, names and body
INTERCEPT = -11.6
# The dates of those articles can't be used: the three of a story always bear the same one. So by design:
USUAL = 600  # articles that compete for a pair, where the intercept holds: as many as there were in training
FADING = 1.0  # a day between two articles: stories live two or three days, and a saga is many stories
WINDOW = 14  # days after which nothing is compared
NEARBY = 2  # days around an article whose articles compete with it
MOST = 3.0  # few competitors are never worth more, nor many less: likeness comes first


@dataclass(frozen=True, slots=True)
class Weighed:
    """An article's stems with their weights, in each of the spaces; and its day, if known."""

    stems: tuple[np.ndarray, ...]
    weights: tuple[np.ndarray, ...]
    day: int | None

    def keys(self, number: int) -> list[int]:
        """The heaviest stems of the lead and of the body."""
        lead, body = SPACES.index("lead"), SPACES.index("body")
        heavy = [self.stems[space][np.argsort(self.weights[space])[-number // 2 :]] for space in (lead, body)]
        return sorted({int(stem) for stem in np.concatenate(heavy)})


def weighed(terms: Terms, frequencies: Frequencies, day: date | None) -> Weighed:
    """The terms with the weights that they have today."""
    bags = [getattr(terms, space) for space in SPACES]
    return Weighed(tuple(bag.stems for bag in bags), tuple(map(frequencies.weights, bags)), day.toordinal() if day else None)


class Desk:
    """A place to lay out one article and hold others against it: as fast as numpy, and no matrix to keep."""

    def __init__(self) -> None:
        """An empty desk."""
        self.spread = np.zeros((len(SPACES), NUMBERS), np.float32)

    def odds(self, one: Weighed, others: list[Weighed]) -> np.ndarray:
        """Log odds, from the words alone, that each of the others tells the story of the first."""
        return self.likeness(one, others) @ WEIGHTS + INTERCEPT

    def likeness(self, one: Weighed, others: list[Weighed]) -> np.ndarray:
        """Square roots of the cosines, a row for each of the others, a column for each space."""
        for space, (stems, weights) in enumerate(zip(one.stems, one.weights, strict=True)):
            self.spread[space, stems] = weights
        cosines = [
            [float(self.spread[space, other.stems[space]] @ other.weights[space]) for space in range(len(SPACES))] for other in others
        ]
        for space, stems in enumerate(one.stems):
            self.spread[space, stems] = 0
        return np.sqrt(np.clip(np.array(cosines).reshape(-1, len(SPACES)), 0, 1))


class Calendar:
    """How many articles came out on each day, and how many bear no date."""

    def __init__(self) -> None:
        """No article yet."""
        self.days: Counter[int | None] = Counter()

    def count(self, day: date | None) -> None:
        """Take in an article."""
        self.days[day.toordinal() if day else None] += 1

    def odds(self, one: int | None, other: int | None) -> float:
        """What two dates say for one story: the fewer articles there are around them, the more; without a date, nothing good."""
        if one is None or other is None:
            return max(-MOST, min(0.0, math.log(USUAL / max(1, self.days.total()))))
        if (gap := abs(one - other)) > WINDOW:
            return -math.inf
        rivals = max(self.around(one), self.around(other), 1)
        return max(-MOST, min(MOST, math.log(USUAL / rivals))) - FADING * gap

    def around(self, day: int) -> int:
        """Articles of the days around one."""
        return sum(self.days[near] for near in range(day - NEARBY, day + NEARBY + 1))
