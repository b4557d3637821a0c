"""Word patterns: how the tables write what a statement's words look like, and a matcher that reads many at once.

A pattern is words in a row. `troop*` is any word that starts so, `a|b` either word, `@troops` a group of the table, `...` a gap of up to
four words, and ` + ` joins parts that stand near each other in any order: `send*|deploy* + @troops`, `boots on the ground`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..text import lowered

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
TERM = re.compile(r"[^\W_]+(?:'[^\W_]+)?\*?")
GAP = "..."
WIDEST = 4  # words that a gap may hold
NEAR = 12  # words within which the parts of a joined pattern stand


def words(text: str) -> list[tuple[str, int]]:
    """The words in small letters without possessive, each with its first character's place.

    >>> words("Kyiv’s cease-fire")
    [('kyiv', 0), ('cease', 7), ('fire', 13)]
    """
    found = WORD.finditer(lowered(text).replace("’", "'"))
    return [(m.group().removesuffix("'s"), m.start()) for m in found]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Parts that stand near each other; each a row of alternatives, None for a gap."""

    parts: tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a key's pattern was found: its first and last word."""

    key: int
    first: int
    last: int


@dataclass
class Matcher:
    """Finds every pattern in a row of words; a word's alternatives are looked up once and remembered."""

    groups: Mapping[str, str] = field(default_factory=dict)
    terms: dict[str, int] = field(default_factory=dict)
    exact: dict[str, set[int]] = field(default_factory=dict)
    opening: dict[str, set[int]] = field(default_factory=dict)
    starts: dict[int, list[tuple[int, frozenset[int], Pattern]]] = field(default_factory=dict)
    seen: dict[str, tuple[int, ...]] = field(default_factory=dict)
    size: int = 0

    def add(self, pattern: str) -> int:
        """Take a pattern in and return its key; raises ValueError where it can't be read."""
        parts = tuple(tuple(None if w == GAP else self.term(w) for w in part.split()) for part in pattern.split(" + "))
        if not all(part and part[0] is not None and part[-1] is not None for part in parts):
            raise ValueError(f"a part of {pattern!r} is empty, or starts or ends with a gap")
        key, first = self.size, parts[0][0]
        assert first is not None
        needed = frozenset(term for part in parts for term in part if term is not None)
        self.starts.setdefault(first, []).append((key, needed, Pattern(parts)))
        self.size += 1
        return key

    def term(self, written: str) -> int:
        """The number of a set of alternatives, written `a|b*|@group`."""
        options = [o for w in written.split("|") for o in (self.group(w[1:]) if w.startswith("@") else [w])]
        bad = [o for o in options if not TERM.fullmatch(o)]
        if bad:
            raise ValueError(f"{bad[0]!r} in {written!r} is no word")
        same = "|".join(sorted({o.lower() for o in options}))
        if same not in self.terms:
            number = self.terms[same] = len(self.terms)
            for option in same.split("|"):
                table = self.opening if option.endswith("*") else self.exact
                table.setdefault(option.rstrip("*"), set()).add(number)
            self.seen.clear()
        return self.terms[same]

    def met(self, word: str) -> tuple[int, ...]:
        """The sets of alternatives that a word belongs to."""
        found = set(self.exact.get(word, ()))
        for n in range(1, len(word) + 1):
            if word[:n] in self.opening and "'" not in word[n:]:
                found |= self.opening[word[:n]]
        return tuple(sorted(found))

    def group(self, name: str) -> list[str]:
        """The words of a group."""
        if name not in self.groups:
            raise ValueError(f"unknown group '@{name}'; known: {', '.join(sorted(self.groups))}")
        return self.groups[name].split("|")

    def hits(self, row: Sequence[str]) -> list[Hit]:
        """Every key found in the row, at its first place."""
        places = self.places(row)
        met = places.keys()
        found = (self.find(key, p, places) for first in places for key, needed, p in self.starts.get(first, ()) if needed <= met)
        return [hit for hit in found if hit]

    def places(self, row: Iterable[str]) -> dict[int, list[int]]:
        """Where each set of alternatives is met."""
        places: dict[int, list[int]] = {}
        for at, word in enumerate(row):
            known = self.seen.get(word)
            if known is None:
                known = self.seen[word] = self.met(word)
            for term in known:
                places.setdefault(term, []).append(at)
        return places

    def find(self, key: int, pattern: Pattern, places: dict[int, list[int]]) -> Hit | None:
        """The first place where all parts stand within reach."""
        parts = pattern.parts
        if len(parts) == 1 and len(parts[0]) == 1:
            at = places[parts[0][0] or 0][0]
            return Hit(key, at, at)
        spans = [runs(part, places) for part in parts]
        if not all(spans):
            return None
        for first, last in spans[0]:
            near = [next(((a, b) for a, b in span if abs(a - first) <= NEAR), None) for span in spans[1:]]
            taken = [n for n in near if n is not None]
            if len(taken) == len(near):
                return Hit(key, min([first, *(a for a, _ in taken)]), max([last, *(b for _, b in taken)]))
        return None


def runs(part: tuple[int | None, ...], places: dict[int, list[int]]) -> list[tuple[int, int]]:
    """First and last word of each run of the part's terms."""
    found = [(at, at) for at in places.get(part[0] if part[0] is not None else -1, ())]
    reach = 1
    for term in part[1:]:
        if term is None:
            reach = 1 + WIDEST
            continue
        there = places.get(term, ())
        found = [(a, n) for a, b in found for n in [next((p for p in there if b < p <= b + reach), -1)] if n >= 0]
        reach = 1
    return found
