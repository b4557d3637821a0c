"""Issue first, then position: each statement in turn, with what was said before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from analytics.lexicon.patterns import words
from analytics.positions.attitude import View, leaning, main_part, view
from analytics.positions.conditions import Condition, condition
from analytics.positions.setting import Setting
from analytics.positions.topics import Seen, Topics, topics
from analytics.records import Attribution, Position, Span, Stance, Voice

BACKGROUND = re.compile(
    r"\b(?:since|amid|amidst|following|during|in the wake of|after|ahead of|because of|due to|as a result of)\b[^,.;]{0,70}", re.I
)
REFERS = re.compile(r"\b(?:th(?:e|is|at|ese|ose)|its|their|his|such)\s(?:\S+\s){0,2}?(?:plans?|move|news|decision|measures?|proposals?|initiatives?|deployment|idea|announcement|step|approach|stance|policy|mission|deal|package|intent\w*|strategy|commitments?|effort|statement|concept)\b|\breservations\b|\bconcerns?\b|\boptimism\b|\bcommitments\b|\bstance of\b|\brisks? of\b", re.I)  # fmt: skip
SURE = 1.55  # points below which an issue is not assigned
WEAK = 1.5  # points of a statement's own words below which the surroundings decide


@dataclass
class Thread:
    """What the statements before were about, fading."""

    issues: dict[str, float] = field(default_factory=dict)
    speaker: str = ""
    sentence: Span = Span(-1, -1)
    end: int = 0

    def add(self, issue: str | None, speaker: str, sentence: Span, end: int) -> None:
        """Note a statement."""
        self.issues = {i: 0.6 * n for i, n in self.issues.items() if n > 0.2}
        if issue:
            self.issues[issue] = self.issues.get(issue, 0.0) + 1.5
        self.speaker, self.sentence, self.end = speaker, sentence, end


def stances_of(text: str, around: Setting, attributions: Sequence[Attribution], voices: Sequence[Voice]) -> list[Stance]:
    """A stance for each attribution, in order."""
    thread, known, found = Thread(), topics(), []
    for one, voice in zip(attributions, voices, strict=True):
        if not one.content:
            found.append(Stance())
            continue
        stance = stance_of(text, around, thread, known, one, voice)
        thread.add(stance.issue, said(text, one.speaker), around.sentence(one.content[0].start), one.content[-1].end)
        found.append(stance)
    return found


def stance_of(text: str, around: Setting, thread: Thread, known: Topics, one: Attribution, voice: Voice) -> Stance:
    """One statement's stance."""
    content, cue = said(text, one.content), said(text, one.cue)
    terms = first_condition(text, one)
    row = words(content)
    passing = background(text, one, content, terms, row)
    cue_row = [w for w, _ in words(cue)]
    own = known.seen([*cue_row, *(w for w, _ in row)], frozenset(n + len(cue_row) for n in passing))
    sentence = around.sentence(one.content[0].start)
    near = known.seen([w for w, _ in words(rest(text, sentence, one))])
    first = view(cue_row, "", [w for w, _ in row], Seen())
    issue, points = best(
        known, around, thread, own, near, first, content, said(text, one.speaker), text[sentence.start : sentence.end], cue
    )
    if issue is None:
        return Stance(confidence=round(max(0.0, 1 - points / 3), 2))
    kept = main_part(content)
    main = [w for w, _ in words(kept)]
    again = known.seen([*cue_row, *main]).get(issue, Seen()) if len(kept) < len(content) else own.get(issue, Seen())
    before = text[max(0, one.cue[0].start - 30) : one.cue[0].start] if one.cue else ""
    seen = view(cue_row, before, main, again)
    place = position(seen, leaning(seen, issue), terms, issue, voice)
    return Stance(issue, place, terms.span if terms and place == "conditional" else None, round(min(0.95, points / 4), 2))


def position(seen: View, lean: float, terms: Condition | None, issue: str, voice: Voice) -> Position:
    """The position that a view comes to."""
    if seen.limit and lean > -1.2:
        return "conditional"
    if (
        terms
        and lean > -0.7
        and (terms.kind == "sure" or (terms.kind == "terms" and issue in ("negotiated-settlement", "ceasefire")) or lean > 0.8)
    ):
        return "conditional"
    if lean > 0.25:
        return "support"
    return "oppose" if lean < -0.25 else "neutral"


def best(known: Topics, around: Setting, thread: Thread, own: dict[str, Seen], near: dict[str, Seen], first: View, content: str, speaker: str, sentence: str, cue: str) -> tuple[str | None, float]:  # fmt: skip
    """The likeliest issue with its points; None below what is sure enough."""
    same = bool(speaker) and speaker == thread.speaker
    refers = bool(REFERS.search(content)) or first.sign != 0 or first.bad > 0 or first.good > 0
    top: tuple[str | None, float] = (None, 0.0)
    for issue in known.issues:
        mine = own.get(issue.id, Seen())
        if mine.veto and mine.points < 1:
            continue
        allowed = around.allows(issue.scope, f"{speaker} {cue} {content}", sentence)
        context = 0.3 * near[issue.id].points if issue.id in near else 0.0
        context += (0.45 if same else 0.35) * min(3.0, thread.issues.get(issue.id, 0.0)) + 0.3 * around.about.get(issue.id, 0.0)
        points = mine.points + min(1.8, context)
        if mine.points < WEAK and not refers:
            points = mine.points + 0.4 * min(1.8, context)
        points *= allowed * issue.weight
        if points > top[1]:
            top = (issue.id, points)
    return top if top[1] >= SURE else (None, top[1])


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


def background(text: str, one: Attribution, content: str, terms: Condition | None, row: Sequence[tuple[str, int]]) -> frozenset[int]:
    """The places in the row of words that stand in a condition or only set the scene."""
    spans = [m.span() for m in BACKGROUND.finditer(content)]
    if terms and terms.kind != "terms":
        at = 0
        for a, b in one.content:
            if a <= terms.span.start < b:
                spans.append((at + terms.span.start - a, at + terms.span.end - a))
            at += b - a + 1
    return frozenset(n for n, (_, start) in enumerate(row) if any(a <= start < b for a, b in spans))
