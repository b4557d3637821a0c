"""An article as its statements' surroundings: its sentences and what they tell of, and how densely it names which war."""

from __future__ import annotations

import bisect
import functools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analytics.lexicon.patterns import words
from analytics.positions.topics import FULL, Topics
from analytics.records import Span
from analytics.text import lowered

WAR = re.compile(
    r"ukrain|\bkyiv|\bkiev\b|zelensk|\bdonbas|donetsk|luhansk|lugansk|mariupol|kharkiv|crimea|\bodes+a\b|kherson|zaporizh|"
    r"coalition of the willing"
)
RUSSIA = re.compile(r"russia|moscow|kremlin|putin|lavrov|\bnato\b")
ELSEWHERE = re.compile(
    r"\bgaza|israel|palestin|hamas\b|hezbollah|\bsyria|\byemen|houthi|taiwan|\biran|north korea|pyongyang|\bkim\b|afghan|taliban|"
    r"\biraq|venezuel|\bcuba|sudan|myanmar|armenia|azerbaij|lebanon|libya|kashmir|pakistan|belarus|\bbaltic|georgia\b|kosovo|congo"
)
# Home affairs that name Russia or Ukraine in passing.
HOME = re.compile(
    r"mueller|collusion|meddl|impeach|whistleblow|\bhack(?:ed|ers|ing)|election|campaign|republican|democrats|\bgop\b|\bfbi\b|hillary|"
    r"clinton|burisma|hunter biden|brexit"
)
FINDERS = {"war": WAR, "russia": RUSSIA, "elsewhere": ELSEWHERE, "home": HOME}
LEAD = 350  # characters of the text that tell what an article is about
BACK = 5  # sentences
FADING = 0.6  # what the issues of a sentence count for those after it, sentence by sentence
MOST = 3.0  # where an article's mentions per thousand words stop counting, as a logarithm


@dataclass(frozen=True)
class Surroundings:
    """An article as its statements' surroundings; its sentences are read when they are asked for, and once."""

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

    def names(self, n: int) -> frozenset[str]:
        """Which war a sentence names, by its number; nothing outside the article."""
        if not 0 <= n < len(self.bounds):
            return frozenset()
        return self.named_within([Span(*self.bounds[n])])

    def named_within(self, spans: Sequence[Span]) -> frozenset[str]:
        """Which war, and whether home affairs, the words of some spans name."""
        return frozenset(
            name
            for name, starts in self.mentions.items()
            if any(bisect.bisect_left(starts, start) < bisect.bisect_left(starts, end) for start, end in spans)
        )

    @functools.cached_property
    def mentions(self) -> Mapping[str, list[int]]:
        """Where the text names the war, Russia, other wars, and home affairs."""
        small = lowered(self.text)
        return {name: [m.start() for m in finder.finditer(small)] for name, finder in FINDERS.items()}

    @functools.cached_property
    def about(self) -> Mapping[str, float]:
        """The issues of title and lead."""
        return told_of(f"{self.title}. {self.text[:LEAD]}", self.known)

    @functools.cached_property
    def shares(self) -> Mapping[str, tuple[float, float, float]]:
        """How much of the article tells of each issue: of its sentences, against the issue that most tell of, and whether three do."""
        total: dict[str, float] = {}
        for n in range(len(self.bounds)):
            for issue, points in self.told(n).items():
                total[issue] = total.get(issue, 0.0) + min(FULL, points) / FULL
        most = max(total.values(), default=0.0)
        return {i: (told / len(self.bounds), told / most, min(1.0, told / 3)) for i, told in total.items()}

    @functools.cached_property
    def counts(self) -> Mapping[str, int]:
        """How often the article names the war, Russia, other wars, and home affairs."""
        title = self.title.lower()
        return {name: len(finder.findall(title)) + len(self.mentions[name]) for name, finder in FINDERS.items()}

    @functools.cached_property
    def named(self) -> Mapping[str, float]:
        """How densely it names them, each from 0 to 1."""
        size = 500 + self.text.count(" ")
        return {name: min(1.0, math.log1p(1000 * n / size) / MOST) for name, n in self.counts.items()}

    @functools.cached_property
    def silent(self) -> bool:
        """Whether the article names neither the war nor Russia, and tells of no issue that any text may be about."""
        if self.counts["war"] or self.counts["russia"]:
            return False
        return not any(issue in tells for tells in (self.about, *map(self.told, range(len(self.bounds)))) for issue in self.known.anywhere)

    def allows(self, said: frozenset[str], near: frozenset[str]) -> float:
        """How far an issue of the war may be meant, 0 to 1: by what the statement's words, its sentence and its article name."""
        war, russia, elsewhere, home = (self.counts[name] for name in FINDERS)
        if "war" in said:
            return 1.0
        if "elsewhere" in said:
            return 0.55 if "russia" in said and war else 0.0
        if "war" in near:
            return 1.0
        if war >= max(1, elsewhere):
            return 0.5 if home > 2 * war else 1.0
        if "russia" in said | near:
            return 0.5 if not war or max(home, elsewhere) > russia else 0.85
        return 0.5 if russia >= max(1, home, elsewhere) else 0.0


def told_of(text: str, known: Topics) -> dict[str, float]:
    """The points of each issue that a text tells of."""
    return {i: s.points for i, s in known.seen([w for w, _ in words(text)]).items() if s.points}
