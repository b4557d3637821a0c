"""What the network reads of a statement beside its words: the hits of the issues' lists in and around it, and the signs of its stance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analytics.lexicon.issues import Issue
from analytics.positions.features import SIDES, side
from analytics.positions.network import Array, Signs
from analytics.positions.place import Place
from analytics.positions.reading import Reading
from analytics.positions.topics import FULL, Seen

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
    at = {issue.id: n for n, issue in enumerate(known)}
    at_war = np.array([issue.scope == "war" for issue in known])
    issues = np.zeros((len(reads), len(known), COLUMNS), dtype=np.float32)
    general = list[list[float]]()
    for rows, read, where in zip(issues, reads, wheres, strict=True):
        best = max((seen.points for issue, seen in read.own.items() if issue in at), default=0.0)
        fill(rows, read, where, best, at)
        rows[:, ALLOWED] = np.where(at_war, where.allowed, 1.0)
        general.append(general_signs(read, where, best))
    return Signs(issues, np.array(general, dtype=np.float32))


def fill(rows: Array, read: Reading, where: Place, best: float, at: Mapping[str, int]) -> None:
    """Write the signs of the issues that a statement or its article tell of; `best` are the most points that any has."""
    for issue, seen in read.own.items():
        if issue in at:
            rows[at[issue], OWN] = own_signs(seen, best)
    for issue, seen in read.main_own.items():
        if issue in at:
            rows[at[issue], MAIN] = main_signs(seen)
    for name, column in TOLD.items():
        for issue, points in where.told[name].items():
            if issue in at:
                rows[at[issue], column] = min(2 * FULL, points) / FULL
    for issue, shares in where.shares.items():
        if issue in at:
            rows[at[issue], SHARES] = shares


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
