"""What the sentences around a statement tell of, and how densely its article names the war."""

from __future__ import annotations

import bisect
import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from analytics.lexicon.patterns import words
from analytics.positions.setting import ELSEWHERE, HOME, LEAD, RUSSIA, WAR
from analytics.positions.topics import Topics
from analytics.records import Span

FINDERS = {"war": WAR, "russia": RUSSIA, "elsewhere": ELSEWHERE, "home": HOME}
BACK = 5  # sentences
FADING = 0.6  # what the issues of a sentence count for those after it, sentence by sentence
MOST = 3.0  # where an article's mentions per thousand words stop counting, as a logarithm


@dataclass(frozen=True)
class Surroundings:
    """An article as its statements' surroundings; the sentences are read when they are asked for."""

    text: str
    title: str
    bounds: tuple[tuple[int, int], ...]  # the sentences
    known: Topics
    read: dict[int, Mapping[str, float]] = field(default_factory=dict)

    def index(self, at: int) -> int:
        """The number of the sentence that holds a character, or of the last before it; -1 before the first."""
        return bisect.bisect_right(self.bounds, (at, 1 << 60)) - 1

    def sentence(self, at: int) -> Span:
        """The sentence that holds a character; empty where none does."""
        n = self.index(at)
        return Span(*self.bounds[n]) if n >= 0 and at < self.bounds[n][1] else Span(at, at)

    def told(self, n: int) -> Mapping[str, float]:
        """The points of each issue in a sentence, by its number; none outside the article."""
        if not 0 <= n < len(self.bounds):
            return {}
        if n not in self.read:
            start, end = self.bounds[n]
            self.read[n] = told_of(self.text[start:end], self.known)
        return self.read[n]

    def before(self, n: int) -> Mapping[str, float]:
        """What the sentences before one told of, the nearest counting most."""
        total: dict[str, float] = {}
        for back in range(1, 1 + BACK):
            for issue, points in self.told(n - back).items():
                total[issue] = total.get(issue, 0.0) + FADING ** (back - 1) * points
        return total

    @functools.cached_property
    def about(self) -> Mapping[str, float]:
        """The issues of title and lead."""
        return told_of(f"{self.title}. {self.text[:LEAD]}", self.known)

    @functools.cached_property
    def named(self) -> Mapping[str, float]:
        """How densely the article names the war, Russia, other wars, and home affairs, each from 0 to 1."""
        whole = f"{self.title}\n{self.text}".lower()
        size = 500 + whole.count(" ")
        return {name: min(1.0, math.log1p(1000 * len(finder.findall(whole)) / size) / MOST) for name, finder in FINDERS.items()}


def surroundings(text: str, title: str | None, bounds: tuple[tuple[int, int], ...], known: Topics) -> Surroundings:
    """The surroundings that all statements of an article share."""
    return Surroundings(text, title or "", bounds, known)


def told_of(text: str, known: Topics) -> dict[str, float]:
    """The points of each issue that a text tells of."""
    return {i: s.points for i, s in known.seen([w for w, _ in words(text)]).items() if s.points}
