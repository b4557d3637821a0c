"""Rare errors and formulas that tellings share: leads to a common origin, with how often they occur elsewhere; never a verdict."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Literal

from rapidfuzz.distance import OSA

from ..lexicon import people
from ..records import Span
from ..text import plain
from .fork import passages
from .relation import SMALL
from .telling import PAIRED, Telling, words_of

CLAUSE = re.compile(r"[,;:.!?“”\"()\n—–]+")
POSSESSIVE = re.compile(r"['’]s?$")
FORMULA_WORDS = 5  # words from which a shared clause can be a formula
NAMES = re.compile(r"\b[A-Z][\w’'-]+(?: (?:[A-Z]\.? )?[A-Z][\w’'-]+)+")
COMMON = 0.01  # of the other articles: a clause that more of them have is nobody's fingerprint
LONGEST = 200  # characters of a formula that are shown


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A phrase that several tellings share; `elsewhere` of `others` articles outside the story have it too."""

    text: str
    kind: Literal["error", "formula"]
    tellings: tuple[str, ...]
    meant: str | None = None
    elsewhere: int = 0
    others: int = 0


def fingerprints(tellings: Sequence[Telling]) -> list[Fingerprint]:
    """The errors and formulas that two tellings or more share, not yet counted elsewhere."""
    return [*errors(tellings), *formulas(tellings)]


def errors(tellings: Sequence[Telling]) -> list[Fingerprint]:
    """Misspelt names of known people, misspelt alike."""
    having: dict[tuple[str, str], list[str]] = defaultdict(list)
    for telling in tellings:
        for first, last in {pair for names in NAMES.findall(telling.text) for pair in pairwise(names.split())}:
            if meant := misspelt(plain(first), plain(last)):
                having[POSSESSIVE.sub("", f"{first} {last}"), meant].append(telling.name)
    return [Fingerprint(text, "error", tuple(dict.fromkeys(names)), meant) for (text, meant), names in having.items() if len({*names}) > 1]


def misspelt(first: str, last: str) -> str | None:
    """The listed person whose name this is but for a letter or two in one of its two parts."""
    if (first, last) in full_names() or len(first) < 3 or len(last) < 3:
        return None
    near = [*((one, last) for one in firsts().get(last, ())), *((first, one) for one in lasts().get(first, ()))]
    close = [(one, other) for one, other in near if 0 < OSA.distance(one, first) + OSA.distance(other, last) <= 1 + (len(one + other) > 12)]
    return next((full_names()[pair] for pair in close), None)


@functools.cache
def full_names() -> dict[tuple[str, str], str]:
    """First and last words of every listed person's names, with the person."""
    spelt = [(plain(name).split(), person.name) for person in people() for name in (person.name, *person.aliases)]
    return {(words[0], words[-1]): name for words, name in spelt if len(words) > 1}


@functools.cache
def firsts() -> dict[str, list[str]]:
    """First names by last name."""
    found: dict[str, list[str]] = defaultdict(list)
    for first, last in full_names():
        found[last].append(first)
    return found


@functools.cache
def lasts() -> dict[str, list[str]]:
    """Last names by first name."""
    found: dict[str, list[str]] = defaultdict(list)
    for first, last in full_names():
        found[first].append(last)
    return found


def formulas(tellings: Sequence[Telling]) -> list[Fingerprint]:
    """Clauses that tellings share word for word."""
    having: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    for a, b in combinations(tellings[:PAIRED], 2):
        for clause in shared_clauses(a, b):
            key = folded(clause)
            shown.setdefault(key, clause)
            names = having.setdefault(key, [])
            names += [one.name for one in (a, b) if one.name not in names]
    return [Fingerprint(shown[key], "formula", tuple(names)) for key, names in having.items()]


def shared_clauses(a: Telling, b: Telling) -> Iterator[str]:
    """The clauses of the passages that two tellings have in common."""
    for passage in passages(a, b):
        if passage.same:
            yield from (clause.strip()[:LONGEST] for clause in whole_clauses(a, passage.a) if tells(clause))


def whole_clauses(telling: Telling, span: Span) -> list[str]:
    """The clauses of a passage that it holds from mark to mark."""
    # Quotations are left out: that two outlets quote the same words says nothing of where they have them from.
    clauses = CLAUSE.split(telling.without(telling.quotations, *span, "\n"))
    before, after = telling.text[: span.start].rstrip(" ")[-1:], telling.text[span.end :].lstrip(" ")[:1]
    begins, ends = (not mark or CLAUSE.match(mark) for mark in (before, after))
    return clauses[0 if begins else 1 : len(clauses) if ends else -1]


def tells(clause: str) -> bool:
    """Whether a clause is more than a name with its title."""
    words = clause.split()
    small = sum(word[0].islower() and word not in SMALL for word in words)
    return len(words_of(clause)) >= FORMULA_WORDS and small > 1


def folded(text: str) -> str:
    """A phrase as it is looked for."""
    return " ".join(word.text for word in words_of(text))


@dataclass
class Elsewhere:
    """In how many articles, and which stories, phrases occur: found in one pass over the words of every article."""

    phrases: dict[tuple[str, ...], list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))
    found: Counter[str] = field(default_factory=Counter)
    articles: int = 0

    def look_for(self, phrases: Iterable[str]) -> None:
        """Phrases to look for in the articles to come."""
        for phrase in phrases:
            words = tuple(phrase.split())
            if words and words not in self.phrases[words[:2]]:
                self.phrases[words[:2]].append(words)

    def read(self, text: str) -> None:
        """Look through an article."""
        words = [word.text for word in words_of(text)]
        self.articles += 1
        self.found.update({phrase for place in range(len(words)) for phrase in self.beginning(words, place)})

    def beginning(self, words: list[str], place: int) -> Iterator[str]:
        """The phrases that stand at a place."""
        for phrase in self.phrases.get(tuple(words[place : place + 2]), ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                yield " ".join(phrase)

    def counted(self, one: Fingerprint, own: int) -> Fingerprint | None:
        """A fingerprint with its frequency outside a story of so many articles; None for one that is common there."""
        others = max(0, self.articles - own)
        elsewhere = max(0, self.found[folded(one.text)] - len(one.tellings))
        if one.kind == "formula" and elsewhere > max(2, COMMON * others):
            return None
        return Fingerprint(one.text, one.kind, one.tellings, one.meant, elsewhere, others)
