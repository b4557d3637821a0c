"""What the network reads of a statement beside its words: the hits of the issues' lists in and around it, and the signs of its stance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analytics.lexicon.issues import Issue
from analytics.positions.features import SIDES, side
from analytics.positions.network import Signs
from analytics.positions.place import Place
from analytics.positions.reading import Reading
from analytics.positions.topics import FULL, Seen

WAYS = (*dict.fromkeys(SIDES.values()), "none", "west")
CUES = ("none", "endorse", "demand", "commit", "hope", "reject", "fear", "accuse", "deny")
TERMS = ("sure", "terms", "doubtful")
TOLD = ("near", "last", "before", "after", "about")
NAMED = (
    *(f"{where}:{name}" for where in ("said", "near", "all") for name in ("war", "russia", "elsewhere", "home")),
    "else",
    "neither",
    "all:foreign",
)


def signs(reads: Sequence[Reading], wheres: Sequence[Place], known: Sequence[Issue]) -> Signs:
    """The signs of an article's statements."""
    statements = [(read, where, best_points(read, known)) for read, where in zip(reads, wheres, strict=True)]
    rows = [issue_signs(read, where, best, known) for read, where, best in statements]
    general = [general_signs(*statement) for statement in statements]
    return Signs(np.array(rows, dtype=np.float32), np.array(general, dtype=np.float32))


def issue_signs(read: Reading, where: Place, best: float, known: Sequence[Issue]) -> list[list[float]]:
    """A row for each issue; `best` are the most points that any has."""
    found = list[list[float]]()
    for issue in known:
        own, main = (of.get(issue.id) for of in (read.own, read.main_own))
        told = (min(2 * FULL, where.told[name].get(issue.id, 0.0)) / FULL for name in TOLD)
        allowed = where.allowed if issue.scope == "war" else 1.0
        found.append([*own_signs(own, best), *main_signs(main), *told, *where.shares.get(issue.id, (0.0, 0.0, 0.0)), allowed])
    return found


def own_signs(own: Seen | None, best: float) -> tuple[float, ...]:
    """What the words hold of an issue's lists."""
    if own is None:
        return (0.0,) * 9
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


def main_signs(main: Seen | None) -> tuple[float, ...]:
    """The words for and against an issue's proposition, and whether they speak of its opposite."""
    return (min(2.0, main.pro) / 2, min(2.0, main.con) / 2, float(main.against > 0.5)) if main else (0.0, 0.0, 0.0)


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


def best_points(read: Reading, known: Sequence[Issue]) -> float:
    """The most points that the words give to any issue."""
    return max((read.own[i.id].points for i in known if i.id in read.own), default=0.0)
