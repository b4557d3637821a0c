"""Everything that tellings of a story have to be held against each other for, composed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from ..records import Statement
from .claims import Unit, only_in
from .contradictions import Contradiction, contradictions
from .fingerprints import Fingerprint, fingerprints
from .fork import Fork, fork
from .slots import Slot, filled, same_lead, sides
from .telling import PAIRED, Telling

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A story's tellings, forks, slots, contradictions, what one telling alone has, and rare things shared."""

    tellings: tuple[Telling, ...]
    forks: tuple[tuple[Telling, Telling, Fork], ...] = ()
    slots: tuple[Slot, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    only_in: tuple[Unit, ...] = ()
    shared_rare: tuple[Fingerprint, ...] = ()


def compare(tellings: Sequence[Telling]) -> Comparison:
    """Hold the tellings of one story against each other; copies should be left out by the caller."""
    pairs = compared(tellings)
    forks = [(a, b, found) for a, b in pairs if (found := fork(a, b)) is not None]
    return Comparison(
        tuple(tellings),
        tuple(forks),
        tuple(shared_slots(tellings)),
        tuple(contradictions(tellings, one_story=True)),
        tuple(only_in(tellings)),
        tuple(fingerprints(tellings)),
    )


def divergences(stories: Iterable[Sequence[Telling]]) -> list[Slot]:
    """The cards of many stories, the most divergent first; slots that all fill alike are left out."""
    return sorted((slot for tellings in stories for slot in shared_slots(tellings) if slot.relation != "same"), key=lambda slot: -slot.rank)


def shared_slots(tellings: Sequence[Telling]) -> list[Slot]:
    """The slots of every pair of tellings, the most divergent first."""
    held = [sides(telling) for telling in tellings]
    pairs = compared(range(len(tellings)))
    found = [slot for a, b in pairs for slot in filled(held[a], held[b], same_lead(tellings[a], tellings[b]))]
    return sorted(found, key=lambda slot: -slot.rank)


def pair_id(a: Statement, b: Statement) -> str:
    """The id of a card: that of its two statements, in their order."""
    return hashlib.sha256(f"{a.id} {b.id}".encode()).hexdigest()[:16]


def compared(tellings: Sequence[Item]) -> list[tuple[Item, Item]]:
    """The pairs of tellings that are compared."""
    if len(tellings) <= PAIRED:
        return list(combinations(tellings, 2))
    return [*combinations(tellings[:PAIRED], 2), *zip(tellings[PAIRED - 1 :], tellings[PAIRED:], strict=False)]
