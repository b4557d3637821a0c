"""Who a pronoun or a bare noun may refer to: everyone and everything named before it, by distance, grammar and who spoke last."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..lexicon import Body, Country, Listed
from ..records import Actor, Spans, Voice
from ..text import Parsed
from .cast import Cast, Person
from .chunks import Chunk
from .naming import phrased, place_actor, place_code
from .tokens import Tokens

TITLES = "".join(rf"(?<!\b{title}\.)" for title in ("Mr", "Ms", "Mrs", "Dr", "Gen", "Sen", "Rep", "Gov", "Lt", "St", "[A-Z]"))
BREAK = re.compile(rf"[.!?]{TITLES}[\"'”’)]*(?:\s+|(?=[A-Z][a-z]))|\n+")
REACH = 9  # sentences back
SUBJECT, SPOKE, OWNS, INSIDE = 1.0, 0.9, -0.7, -1.5


@dataclass(frozen=True, slots=True)
class Referent:
    """Something mentioned that a later word may refer to."""

    start: int
    voice: Voice
    gender: str | None = None
    kind: str = "person"  # person, body, many
    subject: bool = False
    spoke: bool = False
    owns: bool = False
    words: str = ""
    role: str | None = None

    @property
    def actor(self) -> Actor | None:
        """The first actor, if it has one."""
        return self.voice.actors[0] if self.voice.actors else None


def beginning(one: Referent) -> int:
    """Where a referent is mentioned."""
    return one.start


class Discourse:
    """The referents of an article, in order."""

    def __init__(self, parsed: Parsed, cast: Cast, tokens: Tokens) -> None:
        self.cast, self.tokens = cast, tokens
        self.breaks = [m.end() for m in BREAK.finditer(parsed.text)]
        self.named = sorted(self.referents(), key=beginning)
        self.heard: list[Referent] = []  # in the order of the text

    def referents(self) -> Iterable[Referent]:
        """The people, institutions and states that the text names."""
        for start, found in self.cast.runs:
            before: Chunk | None = None
            for chunk in found:
                at = start + chunk.start
                if chunk.kind in ("person", "name", "surname"):
                    person = self.person(chunk)
                    if person is not None:
                        actor = person.actor()  # who speaks for a body has no country of his own
                        role = person.role.id if person.role else None
                        yield self.referent(at, chunk, Voice((actor,), actor.country), person.gender, "person", role)
                elif chunk.kind in ("institution", "org") or (
                    chunk.kind in ("state", "metonym") and isinstance(chunk.value, Country | Listed)
                ):
                    actor = place_actor(chunk, "named in the text")
                    yield self.referent(at, chunk, Voice((actor,), actor.country), None, "body", None)
                elif isinstance(chunk.value, Body) and (code := place_code(before)):
                    actor = phrased((chunk.key,), chunk.value, code)
                    yield self.referent(at, chunk, Voice((actor,), actor.country), None, "body", None)
                before = chunk

    def referent(self, at: int, chunk: Chunk, voice: Voice, gender: str | None, kind: str, role: str | None) -> Referent:
        """A named referent with its grammar."""
        return Referent(
            at, voice, gender, kind, self.tokens.is_subject(at + len(chunk.text.rstrip(".")) - 1), False, chunk.possessive, chunk.key, role
        )

    def person(self, chunk: Chunk) -> Person | None:
        """The person of a chunk, if it is surely a person's name."""
        if chunk.kind in ("person", "surname"):
            return self.cast.who(chunk)
        key = chunk.key
        return self.cast.full.get(key) or next(iter(self.cast.by_surname.get(key, ())), None)

    def sentence(self, at: int) -> int:
        """The number of the sentence at an offset."""
        return bisect.bisect_right(self.breaks, at)

    def hear(self, at: int, voice: Voice, gender: str | None, kind: str, words: str, role: str | None) -> None:
        """Remember a speaker; it outweighs what is only mentioned."""
        bisect.insort(self.heard, Referent(at, voice, gender, kind, True, True, False, words, role), key=beginning)

    def between(self, start: int, end: int) -> Iterable[Referent]:
        """Who spoke, then who is named, from one offset to before another."""
        for found in (self.heard, self.named):
            yield from found[bisect.bisect_left(found, start, key=beginning) : bisect.bisect_left(found, end, key=beginning)]

    def within(self, at: int, reach: int) -> Iterable[Referent]:
        """The same before an offset, from some sentences back."""
        first = self.sentence(at) - reach
        return self.between(self.breaks[first - 1] if first > 0 else 0, at)

    def likeliest(
        self, at: int, fits: Callable[[Referent], bool], reach: int = REACH, content: Spans = ()
    ) -> tuple[Referent, float] | None:
        """The referent before an offset that fits and weighs most, with a confidence; who is named in the content rarely says it."""
        here = self.sentence(at)
        weights: dict[object, float] = {}
        best: dict[object, Referent] = {}
        for one in self.within(at, reach):
            if not fits(one):
                continue
            weight = self.weight(one, here - self.sentence(one.start)) + INSIDE * any(a <= one.start < b for a, b in content)
            key = one.actor.id if one.actor else one.start
            if weight > weights.get(key, -99.0):
                weights[key], best[key] = weight, one
        if not weights:
            return None
        ranked = sorted(weights, key=lambda key: (weights[key], best[key].start), reverse=True)
        lead = weights[ranked[0]] - (weights[ranked[1]] if len(ranked) > 1 else -3.0)
        return best[ranked[0]], min(0.9, max(0.2, 0.5 + 0.2 * lead - 0.02 * max(0.0, -weights[ranked[0]])))

    def next_subject(self, at: int, fits: Callable[[Referent], bool], reach: int = 4) -> Referent | None:
        """The first fitting subject after an offset, for a text that begins with a pronoun."""
        here = self.sentence(at)
        after = self.named[bisect.bisect_right(self.named, at, key=beginning) :]
        near = itertools.takewhile(lambda one: self.sentence(one.start) - here <= reach, after)
        return next((one for one in near if one.subject and fits(one)), None)

    @staticmethod
    def weight(one: Referent, distance: int) -> float:
        """How readily a referent is taken up again, some sentences on."""
        near = -float(distance)
        return near + SUBJECT * one.subject + SPOKE * one.spoke + OWNS * one.owns
