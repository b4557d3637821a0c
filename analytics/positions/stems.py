"""The stems of a statement's words, as features of length one."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.positions.attitude import NOTS

STEM = 6  # letters of a word that count: "negotiated" and "negotiations" are one
REACH = 3  # words that a negation reaches
SMALL = frozenset(
    "the a an of to in on at by for with and or that is are was were be been it its this these those as from he she they we i".split()
)


def stemmed(row: Sequence[str], cue: Sequence[str]) -> dict[str, float]:
    """The stems of a statement's words and of its cue's."""
    return normed([*("w:" + w[:STEM] for w in row if w not in SMALL), *("c:" + w[:STEM] for w in cue)])


def negated(row: Sequence[str], cue: Sequence[str]) -> dict[str, float]:
    """The same, marked where a negation stands before them."""
    last = -REACH - 1
    found = ["c:" + w[:STEM] for w in cue]
    for n, word in enumerate(row):
        if word in NOTS or word.endswith("n't"):
            last = n
        if word not in SMALL:
            found.append(("not:" if 0 < n - last <= REACH else "w:") + word[:STEM])
    return normed(found)


def normed(names: Sequence[str]) -> dict[str, float]:
    """Each name once, all together of length one."""
    once = set(names)
    return dict.fromkeys(once, len(once) ** -0.5) if once else {}
