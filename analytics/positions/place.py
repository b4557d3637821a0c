"""Where a statement stands: the issues told of around it, and which war its words and the words around it name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analytics.positions.reading import rest, said
from analytics.positions.surroundings import Surroundings, told_of
from analytics.records import Attribution


@dataclass(frozen=True, slots=True)
class Place:
    """A statement's surroundings: points of each issue by how they lie to it, and what is named, each from 0 to 1."""

    told: Mapping[str, Mapping[str, float]]
    named: Mapping[str, float]
    allowed: float = 1.0  # how far an issue of the war may be meant
    shares: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)  # how much of the article tells of each issue
    asked: bool = True  # whether any issue may be meant at all


def place(one: Attribution, around: Surroundings) -> Place:
    """The place of one statement in its article."""
    first, last = one.content[0].start, one.content[-1].end
    n, end = around.index(first), around.index(max(first, last - 1))
    told = {
        "near": told_of(rest(around.text, around.sentence(first), one), around.known),
        "last": around.told(n - 1),
        "before": around.before(n),
        "after": around.told(end + 1),
        "about": around.about,
    }
    own, near = around.named_within((*one.speaker, *one.cue, *one.content)), around.names(n)
    allowed = around.allows(own, near)
    asked = allowed > 0 or tells_of_any(one, around, (*map(around.told, range(n, end + 1)), *told.values()))
    return Place(told, named(own, near, around.named), allowed, around.shares, asked)


def tells_of_any(one: Attribution, around: Surroundings, told: Iterable[Mapping[str, float]]) -> bool:
    """Whether a statement or what stands around it tells of an issue that any text may be about."""
    if any(issue in tells for tells in told for issue in around.known.anywhere):
        return True
    if not around.known.examples:
        return False
    own = told_of(said(around.text, (*one.cue, *one.content)), around.known)  # in a long sentence an example is not known again
    return any(issue in own for issue in around.known.anywhere)


def named(said: frozenset[str], near: frozenset[str], article: Mapping[str, float]) -> dict[str, float]:
    """Which war the statement, its sentence and its article name."""
    found = {f"said:{name}": 1.0 for name in said} | {f"near:{name}": 1.0 for name in near}
    if "elsewhere" in said and "war" not in said:
        found["else"] = 1.0
    if not {"war", "russia"} & (said | near):
        found["neither"] = 1.0
    return found | {f"all:{name}": n for name, n in article.items() if n} | {"all:foreign": float(article["war"] + article["russia"] == 0)}
