"""How like an issue's example sentences a row of words is: what an analyst's few sentences say beyond the cue words."""

from __future__ import annotations

import csv
import functools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analytics.lexicon.issues import Issue
from analytics.lexicon.patterns import words
from analytics.lexicon.tables import HERE

TABLE = HERE / "examples.tsv"
STEM = 6  # letters of a word that count: "negotiated" and "negotiations" are one
SHORTEST = 3  # letters of a word that says anything
ALIKE = 0.45  # cosine from which a row speaks of what an example speaks of; below, unlike sentences share words by chance
NEAR = 0.25  # from which it may, in company
LEAD = 0.15  # by which the nearest example of one side must be ahead of the other's
SMALL = frozenset(
    "the and for are was were been has have had not but that this with from its his her their they you our will would can could may must "
    "should shall who whom what which when where how all any more most other than then there here these those into over under about after "
    "before said says say also very such only own same some both each".split()
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near the nearest example is, 0 to 1, and the side that it speaks for: 1 support, -1 oppose, 0 neither or unclear."""

    near: float
    side: int = 0


class Examples:
    """An issue's example sentences as weighted stems."""

    def __init__(self, issue: Issue) -> None:
        """Weigh each example once."""
        self.held = [(position, weighed(stems([word for word, _ in words(sentence)]))) for position, sentence in issue.examples]

    def like(self, row: Sequence[str]) -> Likeness:
        """The likeness of a row of words to the nearest of the examples."""
        own = weighed(stems(row))
        found = [(cosine(own, held), position) for position, held in self.held]
        near = max((n for n, _ in found), default=0.0)
        best = {side: max((n for n, position in found if position == side), default=0.0) for side in ("support", "oppose")}
        ahead = best["support"] - best["oppose"]
        return Likeness(near, int(math.copysign(1, ahead)) if near >= ALIKE and abs(ahead) >= LEAD else 0)


def stems(row: Sequence[str]) -> frozenset[str]:
    """The beginnings of the words that say something."""
    return frozenset(word[:STEM] for word in row if len(word) >= SHORTEST and word not in SMALL)


def weighed(held: frozenset[str]) -> Mapping[str, float]:
    """Stems with their weights, of length one; two sentences need more than one word in common to be alike."""
    weights = {stem: rarity(stem) for stem in held}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {stem: weight / length for stem, weight in weights.items()}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How alike, 0 to 1; nothing where only one stem is shared."""
    shared = one.keys() & other.keys()
    return sum(one[stem] * other[stem] for stem in shared) if len(shared) > 1 else 0.0


def rarity(stem: str) -> float:
    """What a stem is worth: much where our own sentences on all issues seldom use it."""
    counted, n = background()
    return math.log((n + 1) / (counted.get(stem, 0) + 1)) + 1.0


@functools.cache
def background() -> tuple[Mapping[str, int], int]:
    """In how many of our sentences on all issues each stem stands, and how many sentences there are."""
    rows = sentences()
    counted: Counter[str] = Counter()
    for row in rows:
        counted.update(stems([word for word, _ in words(row["content"])]))
    return counted, len(rows)


def sentences(path: Path = TABLE) -> list[dict[str, str]]:
    """Our own sentences on all issues: issue, position, country, cue and content of each."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
