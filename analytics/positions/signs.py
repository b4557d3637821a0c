"""What the network reads of a statement beside its words: the hits of the issues' lists in and around it, and the signs of its stance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from analytics.lexicon.issues import Issue
from analytics.positions.features import SIDES, side
from analytics.positions.network import Array, Signs
from analytics.positions.place import Place
from analytics.positions.reading import Reading
from analytics.positions.topics import FULL, Seen

T = TypeVar("T")
WAYS = (*dict.fromkeys(SIDES.values()), "none", "west")
CUES = ("none", "endorse", "demand", "commit", "hope", "reject", "fear", "accuse", "deny")
TERMS = ("sure", "terms", "doubtful")
# The columns of an issue's row.
OWN, MAIN, SHARES = slice(0, 9), slice(9, 12), slice(17, 20)
TOLD = {name: n for n, name in enumerate(("near", "last", "before", "after", "about"), 12)}
ALLOWED = 20
COLUMNS = 21
NAMED = (
    *(f"{where}:{name}" for where in ("said", "near", "all") for name in ("war", "russia", "elsewhere", "home")),
    "else",
    "neither",
    "all:foreign",
)


def signs(reads: Sequence[Reading], wheres: Sequence[Place], known: Sequence[Issue]) -> Signs:
    """The signs of an article's statements."""
    best = [max((read.own[issue.id].points for issue in known if issue.id in read.own), default=0.0) for read in reads]
    at = {issue.id: n for n, issue in enumerate(known)}
    at_war = np.array([issue.scope == "war" for issue in known])
    rows = [issue_signs(*one, at, at_war) for one in zip(reads, wheres, best, strict=True)]
    general = [general_signs(*one) for one in zip(reads, wheres, best, strict=True)]
    return Signs(np.array(rows, dtype=np.float32), np.array(general, dtype=np.float32))


def issue_signs(read: Reading, where: Place, best: float, at: Mapping[str, int], at_war: NDArray[np.bool_]) -> Array:
    """A row for each issue, in the place that `at` gives; `best` are the most points that any has. What is not told of stays zero."""
    rows = np.zeros((len(at), COLUMNS), dtype=np.float32)
    for n, seen in among(read.own, at):
        rows[n, OWN] = own_signs(seen, best)
    for n, seen in among(read.main_own, at):
        rows[n, MAIN] = main_signs(seen)
    for name, column in TOLD.items():
        for n, points in among(where.told[name], at):
            rows[n, column] = min(2 * FULL, points) / FULL
    for n, shares in among(where.shares, at):
        rows[n, SHARES] = shares
    rows[:, ALLOWED] = np.where(at_war, where.allowed, 1.0)
    return rows


def among(told: Mapping[str, T], at: Mapping[str, int]) -> list[tuple[int, T]]:
    """What is told of the known issues, by their number."""
    return [(at[issue], one) for issue, one in told.items() if issue in at]


def own_signs(own: Seen, best: float) -> tuple[float, ...]:
    """What the words hold of an issue's lists."""
    points = own.points
    return (
        points / FULL,
        float(own.cues >= 1),
        float(0 < own.cues < 1),
        float(own.cues >= 2),
        min(3.0, own.hints) / 3,
        min(1.0, own.against),
        float(own.veto >= 1),
        float(0 < points == best),
        (best - points) / FULL,
    )


def main_signs(main: Seen) -> tuple[float, ...]:
    """The words for and against an issue's proposition, and whether they speak of its opposite."""
    return min(2.0, main.pro) / 2, min(2.0, main.con) / 2, float(main.against > 0.5)


def general_signs(read: Reading, where: Place, best: float) -> list[float]:
    """The signs whatever the issue: stance of the cue, markers in the content, side, condition, and what is named."""
    seen, kind, of = read.plain, read.terms.kind if read.terms else "", side(read)
    twice, once = (seen.good, seen.bad, seen.must, seen.negated, seen.doubt), (seen.will, seen.limit, seen.blame)
    form = (read.refers, min(1.0, len(read.row) / 60), len(read.row) <= 6, not read.cue, best == 0, where.allowed)
    return [
        seen.sign,
        *(float(min(2, count)) for count in twice),
        *(float(min(1, count)) for count in once),
        *(float(value) for value in form),
        *(float(seen.cue == cue) for cue in CUES),
        *(float(of == name) for name in WAYS),
        *(float(kind == name) for name in TERMS),
        *(where.named.get(name, 0.0) for name in NAMED),
    ]
