"""One statement as its parts: the words of cue and content, its condition, and what they speak of."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analytics.lexicon.patterns import words
from analytics.positions.attitude import View, main_part, view
from analytics.positions.conditions import Condition, condition
from analytics.positions.stems import negated, stemmed
from analytics.positions.topics import Seen, Topics
from analytics.records import Attribution, Span

# Words that only set the scene: "since the invasion", "amid talks".
BACKGROUND = re.compile(
    r"\b(?:since|amid|amidst|following|during|in the wake of|after|ahead of|because of|due to|as a result of|"
    r"(?:beginning|start|outbreak|outset|anniversary|day|week|month|year|years) of)\b[^,.;]{0,70}",
    re.I,
)
# Words that point back to what was told before.
REFERS = re.compile(
    r"\b(?:th(?:e|is|at|ese|ose)|its|their|his|such|coalition's)\s(?:\S+\s){0,2}?(?:plans?|move|news|decision|measures?|proposals?|"
    r"initiatives?|deployment|idea|issue|matter|question|announcement|step|approach|stance|policy|mission|deal|package|intent\w*|strategy|commitments?|"
    r"effort|statement|concept)\b|\breservations\b|\bconcerns?\b|\boptimism\b|\bcommitments\b|\bstance of\b|\brisks? of\b|"
    r"\b(?:accept|agree|reject|refuse)\w*\b|\b(?:working on|talk about|discuss\w*|do|did|done|consider\w*) (?:it|this|that)\b",
    re.I,
)
BEFORE = 30  # characters before the cue that may hold its negation


@dataclass(frozen=True)
class Reading:
    """A statement read once, for issue and position alike."""

    content: str
    cue: tuple[str, ...]
    row: tuple[str, ...]  # the content's words
    main: tuple[str, ...]  # those that remain when what is conceded is left out
    speaker: str
    country: str | None
    terms: Condition | None
    own: dict[str, Seen]
    main_own: dict[str, Seen]
    refers: bool  # whether the words point back: "the plan", "these measures"
    plain: View  # the signs, whatever the issue
    stems: dict[str, float]

    def view(self, issue: str) -> View:
        """The signs towards an issue."""
        seen = self.main_own.get(issue)
        return replace(self.plain, turned=seen.against > 0.5, pro=seen.pro, con=seen.con) if seen else self.plain

    @functools.cached_property
    def marked(self) -> dict[str, float]:
        """The stems of what remains, marked where they are negated."""
        return negated(self.main, self.cue)

    @functools.cached_property
    def outright(self) -> bool:
        """Whether the words name an issue outright."""
        return any(seen.cues >= 1 for seen in self.own.values())

    @functools.cached_property
    def moved(self) -> bool:
        """Whether the words refer to something or judge it."""
        return bool(self.refers or self.plain.sign or self.plain.bad or self.plain.good)

    @functools.cached_property
    def named(self) -> bool:
        """Whether the words name an issue themselves."""
        return any(seen.cues or seen.hints for seen in self.own.values())


def reading(text: str, one: Attribution, country: str | None, known: Topics) -> Reading:
    """The parts of one statement."""
    content, cue = said(text, one.content), tuple(w for w, _ in words(said(text, one.cue)))
    terms = first_condition(text, one)
    placed = words(content)
    row = tuple(w for w, _ in placed)
    passing = frozenset(n + len(cue) for n in background(one, content, terms, placed))
    own = known.seen([*cue, *row], passing)
    kept = main_part(content)
    main = tuple(w for w, _ in words(kept)) if len(kept) < len(content) else row
    main_own = known.seen([*cue, *main]) if len(kept) < len(content) or passing else own
    before = text[max(0, one.cue[0].start - BEFORE) : one.cue[0].start] if one.cue else ""
    refers = bool(REFERS.search(content))
    plain, speaker = view(cue, before, main, Seen()), said(text, one.speaker)
    spoken = [w for n, w in enumerate(row, len(cue)) if n not in passing]  # a condition's words are not what the statement is about
    return Reading(content, cue, row, main, speaker, country, terms, own, main_own, refers, plain, stemmed(spoken, cue))


def said(text: str, spans: Sequence[Span]) -> str:
    """The words of several spans."""
    return " ".join(text[a:b] for a, b in spans)


def rest(text: str, sentence: Span, one: Attribution) -> str:
    """The sentence without the content."""
    kept, at = [], sentence.start
    for a, b in sorted(one.content):
        if a < sentence.end and b > sentence.start:
            kept.append(text[at : max(at, a)])
            at = max(at, b)
    return " ".join([*kept, text[at : max(at, sentence.end)]])


def first_condition(text: str, one: Attribution) -> Condition | None:
    """The surest condition within the content's pieces."""
    found = [c for a, b in one.content for c in [condition(text, a, b)] if c]
    return min(found, key=lambda c: ("sure", "terms", "doubtful").index(c.kind), default=None)


def background(one: Attribution, content: str, terms: Condition | None, placed: Sequence[tuple[str, int]]) -> list[int]:
    """The places in the row of words that stand in a condition or only set the scene."""
    spans = [m.span() for m in BACKGROUND.finditer(content)]
    if terms and terms.kind != "terms":
        at = 0
        for a, b in one.content:
            if a <= terms.span.start < b:
                spans.append((at + terms.span.start - a, at + terms.span.end - a))
            at += b - a + 1
    return [n for n, (_, start) in enumerate(placed) if any(a <= start < b for a, b in spans)]
