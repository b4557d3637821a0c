"""Who a pronoun or a bare noun may refer to: everyone and everything named before it, by distance, grammar and who spoke last."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..lexicon import Country, Listed
from ..records import Actor, Voice
from ..text import Parsed
from .cast import Cast, Person
from .chunks import Chunk
from .naming import place_actor

BREAK = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bGen)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bLt)(?<!\bSt)(?<!\b[A-Z])[.!?][\"'”’)]*\s+|\n+")
REACH = 9  # sentences back
SUBJECT, SPOKE, OWNS, AGENT = 1.0, 0.9, -0.7, 0.4


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


class Discourse:
    """The referents of an article, in order."""

    def __init__(self, parsed: Parsed, cast: Cast) -> None:
        self.parsed, self.cast, self.text = parsed, cast, parsed.text
        self.breaks = [m.end() for m in BREAK.finditer(parsed.text)]
        self.starts = [passage.start for passage in parsed.passages]
        self.tokens: dict[int, list[int]] = {}
        self.named = sorted(self.referents(), key=lambda one: one.start)
        self.heard: list[Referent] = []

    def referents(self) -> Iterable[Referent]:
        """The people, institutions and states that the text names."""
        for start, found in self.cast.runs:
            for chunk in found:
                at = start + chunk.start
                if chunk.kind in ("person", "name", "surname"):
                    person = self.person(chunk)
                    if person is not None:
                        voice = Voice((person.actor(),), person.country)
                        role = person.role.id if person.role else None
                        yield self.referent(at, chunk, voice, person.gender, "person", role)
                elif chunk.kind in ("institution", "org") or (chunk.kind in ("state", "metonym") and isinstance(chunk.value, Country | Listed)):
                    actor = place_actor(chunk, "named in the text")
                    yield self.referent(at, chunk, Voice((actor,), actor.country), None, "body", None)

    def referent(self, at: int, chunk: Chunk, voice: Voice, gender: str | None, kind: str, role: str | None) -> Referent:
        """A named referent with its grammar."""
        return Referent(at, voice, gender, kind, self.is_subject(at + len(chunk.text.rstrip(".")) - 1), False, chunk.possessive, chunk.key, role)

    def person(self, chunk: Chunk) -> Person | None:
        """The person of a chunk, if it is surely a person's name."""
        if chunk.kind == "person" or chunk.kind == "surname":
            return self.cast.who(chunk)
        key = chunk.key
        found = self.cast.full.get(key) or (self.cast.by_surname.get(key) or [None])[0]
        return found

    def is_subject(self, at: int) -> bool:
        """Whether the word at an offset is the subject of its clause."""
        token = self.token(at)
        while token is not None and token.dep_ in ("compound", "appos", "flat", "conj") and token.head is not token:
            token = token.head
        return token is not None and token.dep_ in ("nsubj", "nsubjpass")

    def token(self, at: int):  # type: ignore[no-untyped-def]
        """The parsed token at an offset of the article, if any."""
        index = bisect.bisect_right(self.starts, at) - 1
        if index < 0:
            return None
        passage = self.parsed.passages[index]
        offsets = self.tokens.get(index)
        if offsets is None:
            offsets = self.tokens[index] = [token.idx for token in passage.doc]
        found = bisect.bisect_right(offsets, at - passage.start) - 1
        return passage.doc[found] if found >= 0 and at < passage.end else None

    def sentence(self, at: int) -> int:
        """The number of the sentence at an offset."""
        return bisect.bisect_right(self.breaks, at)

    def hear(self, at: int, voice: Voice, gender: str | None, kind: str, words: str, role: str | None) -> None:
        """Remember a speaker; it outweighs what is only mentioned."""
        self.heard.append(Referent(at, voice, gender, kind, True, True, False, words, role))

    def likeliest(self, at: int, fits: Callable[[Referent], bool], reach: int = REACH) -> tuple[Referent, float] | None:
        """The referent before an offset that fits and weighs most, with a confidence."""
        here = self.sentence(at)
        weights: dict[object, float] = {}
        best: dict[object, Referent] = {}
        for one in (*self.heard, *self.named):
            there = self.sentence(one.start)
            if one.start >= at or here - there > reach or not fits(one):
                continue
            weight = self.weight(one, here - there)
            key = one.actor.id if one.actor else one.start
            if weight > weights.get(key, -99.0):
                weights[key], best[key] = weight, one
        if not weights:
            return None
        ranked = sorted(weights, key=lambda key: (weights[key], best[key].start), reverse=True)
        lead = weights[ranked[0]] - (weights[ranked[1]] if len(ranked) > 1 else -3.0)
        return best[ranked[0]], min(0.9, 0.5 + 0.2 * lead)

    @staticmethod
    def weight(one: Referent, distance: int) -> float:
        """How readily a referent is taken up again, some sentences on."""
        near = -float(distance)
        return near + SUBJECT * one.subject + SPOKE * one.spoke + OWNS * one.owns
