"""Claim by source: who asserts, denies or relays a claim, and in which tellings we don't find it (which isn't: who leaves it out)."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from ..records import Span, Statement
from .relation import content_words
from .slots import held_against
from .telling import MOST, Telling, words_of
from .terms import background, number

Cell = Literal["asserts", "denies", "relays", "not found in what we hold"]
ABSENT: Cell = "not found in what we hold"
COVERED = 0.5  # of a claim's words by weight: another unit with these says the same thing, for or against
WHOLE = 0.7  # with these, and "not" on one side alone, it says the contrary
FIGURE = re.compile(r"\d[\d.,]*")
ALIKE = 0.6  # and these of the longer one's words: a "not" in another clause is no denial
# Cues by which words are said not to be so; what is refused, declined or banned isn't said to be untrue.
DENYING = re.compile(r"den(?:y|ie[sd]|ying|ials?)\b|disput|refut|contradict|debunk|disavow", re.I)
# And those that do so where the words name a saying: "dismissed the claims", not "dismissed the plans as dangerous".
DISMISSING = re.compile(r"dismiss|reject|discount|disput", re.I)
SAYINGS = re.compile(
    r"\b(?:claims?|allegations?|accusations?|charges|reports?|rumou?rs?|suggestions?|assertions?|notions?|ideas? that)\b", re.I
)
NEGATION = frozenset("no not never none nobody nothing without nor neither denied denies deny cannot".split())


@dataclass(frozen=True, slots=True)
class Unit:
    """A statement's content, or a sentence in the outlet's own voice."""

    telling: int
    span: Span
    text: str
    said: Statement | None
    stems: frozenset[str]
    figures: frozenset[str]
    negated: bool
    denied: bool  # a statement that its words aren't so

    @property
    def cell(self) -> Cell:
        """What its outlet does with it."""
        if self.said is None:
            return "asserts"
        return "denies" if self.denied else "relays"

    @property
    def checkable(self) -> bool:
        """Whether it is a claim worth a row where only one telling has it: a statement, a figure, or that something isn't so."""
        if self.said is None:
            return len(self.stems) > 1 and (bool(self.figures) or self.negated)
        return len(self.stems) > (1 if self.said.issue else 2)  # "the honour guard" claims nothing


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, by the first unit that makes it; for each telling (by number) the unit that has it and what that does with it."""

    text: str
    units: dict[int, Unit]
    cells: dict[int, Cell]


def claims(tellings: Sequence[Telling]) -> list[Claim]:
    """The claims of a story, those of most tellings first."""
    units = [unit for index, telling in enumerate(tellings[:MOST]) for unit in units_of(index, telling)]
    found: list[Claim] = []
    home: dict[int, Claim] = {}
    held = holders(units)
    for place, unit in enumerate(units):
        claim = next((home[other] for other in counterparts(place, units, held) if unit.telling not in home[other].units), None)
        if claim is None:
            found.append(claim := Claim(unit.text, {}, {}))
        claim.cells[unit.telling] = contrary(unit, claim)
        claim.units[unit.telling] = unit
        home[place] = claim
    return sorted(found, key=lambda claim: -len(claim.units))


def rows(tellings: Sequence[Telling]) -> list[Claim]:
    """The claims worth a row: those of several tellings, and checkable ones of one."""
    return [claim for claim in claims(tellings) if len(claim.units) > 1 or all(unit.checkable for unit in claim.units.values())]


def matrix(tellings: Sequence[Telling]) -> pd.DataFrame:
    """Claims as rows, tellings as columns, each cell asserts, denies, relays or not found in what we hold."""
    shown = rows(tellings)
    cells = {telling.name: [claim.cells.get(index, ABSENT) for claim in shown] for index, telling in enumerate(tellings[:MOST])}
    return pd.DataFrame({"claim": [claim.text for claim in shown], **cells})


def only_in(tellings: Sequence[Telling]) -> list[Unit]:
    """The checkable claims that one telling alone has; nothing where there is but one telling."""
    if len(tellings) < 2:
        return []
    lonely = [unit for claim in claims(tellings) if len(claim.units) == 1 for unit in claim.units.values()]
    return sorted((unit for unit in lonely if unit.checkable), key=lambda unit: (unit.telling, unit.span))


def units_of(index: int, telling: Telling) -> Iterator[Unit]:
    """A telling's statements, and its sentences that report nobody's words."""
    kept = held_against(telling)
    for said in kept:
        yield unit(index, telling, Span(said.content[0].start, said.content[-1].end), said)
    for sentence in telling.sentences:
        reports = any(piece.start < sentence.end and piece.end > sentence.start for said in kept for piece in said.content)
        if not reports and sentence != telling.headline:
            yield unit(index, telling, sentence, None)


def unit(index: int, telling: Telling, span: Span, said: Statement | None) -> Unit:
    """A unit with what it is compared by."""
    text = telling.text[slice(*span)] if said is None else telling.said(said.content)
    words = tuple(word.text for word in words_of(text))
    figures = frozenset(figure.rstrip(".,") for figure in FIGURE.findall(text))
    negated = bool(NEGATION & {*words}) or "n't" in text or "n’t" in text
    return Unit(index, span, text, said, content_words(words), figures, negated, said is not None and denies(telling, said, text))


def denies(telling: Telling, said: Statement, words: str) -> bool:
    """Whether a statement says that its words aren't so."""
    cue = telling.said(said.cue)
    return said.kind == "denies" and bool(DENYING.search(cue) or (DISMISSING.search(cue) and SAYINGS.search(words)))


def counterparts(place: int, units: Sequence[Unit], held: dict[str, list[int]]) -> list[int]:
    """Earlier units of other tellings that say what this one says, the likest first."""
    unit = units[place]
    shared = Counter(other for stem in unit.stems for other in held.get(stem, ()) if other < place)
    likely = [other for other, count in shared.most_common(30) if count > 1 and units[other].telling != unit.telling]
    rated = [(coverage(unit, units[other]), other) for other in likely if figures_agree(unit, units[other])]
    return [other for rate, other in sorted(rated, reverse=True) if rate >= COVERED]


def holders(units: Sequence[Unit]) -> dict[str, list[int]]:
    """The units that have a stem; those of very common stems are left out, so that big stories stay cheap."""
    held: dict[str, list[int]] = defaultdict(list)
    for place, unit in enumerate(units):
        for stem in unit.stems:
            held[stem].append(place)
    return {stem: places for stem, places in held.items() if len(places) <= 200}


def coverage(one: Unit, other: Unit) -> float:
    """The share of both units' words, weighed by rarity, that they share; of the shorter one's rather than of the longer one's."""
    shorter, longer = common(one, other)
    return 0.6 * shorter + 0.4 * longer


def common(one: Unit, other: Unit) -> tuple[float, float]:
    """The share of the shorter one's words, weighed by rarity, that both have, and of the longer one's."""
    shared, left, right = (sum(map(rarity, stems)) for stems in (one.stems & other.stems, one.stems, other.stems))
    return (shared / min(left, right), shared / max(left, right)) if left and right else (0.0, 0.0)


@functools.lru_cache(maxsize=100_000)
def rarity(stem: str) -> float:
    """How much a stem tells."""
    texts, having = known()
    return float(np.log((1 + texts) / (0.5 + having[number(stem)])))


@functools.cache
def known() -> tuple[int, np.ndarray]:
    """The background of news."""
    return background()


def figures_agree(one: Unit, other: Unit) -> bool:
    """Whether neither has a figure that the other contradicts."""
    return not one.figures or not other.figures or bool(one.figures & other.figures)


def contrary(unit: Unit, claim: Claim) -> Cell:
    """What a telling does with a claim: denies it, if it says nearly the same but for a "not"."""
    first = next(iter(claim.units.values()), unit)
    opposite = first is not unit and first.negated != unit.negated and coverage(unit, first) >= WHOLE and common(unit, first)[1] >= ALIKE
    return "denies" if opposite and unit.cell != "denies" else unit.cell
