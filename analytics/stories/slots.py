"""Slots: one speaker, one relay, one occasion in two tellings, and what each puts into it."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ..records import Actor, Statement
from ..text import plain
from .relation import SMALL, Relation, content_words, difference, lemma, literal, relation, wording
from .setting import Setting, setting_of
from .telling import Telling, words_of

AGREES = 0.5  # of a slot's marks; below it two different contents are simply two statements
KNOWN = 0.3  # what a variant's slot agrees at least: its words are known again
MOST_STATEMENTS = 150  # of one telling that are held against another's
SURE = 0.7  # confidence of both positions from which they outweigh words in common
UNIT = 3  # words after a number that tell what is counted
COUNTED = 3  # content words by which two contents are known to count the same things
ENOUGH = 4  # content words by which a content is known again whoever says it
FIGURE = re.compile(r"\d[\d.,]*\d|\d")
VARIANTS: tuple[Relation, ...] = ("same", "shortened", "reworded")
# How much of a difference a relation stands for: what is merely cut differs by its length.
WORTH: dict[Relation, float] = {
    "different content": 1.0, "re-attributed": 0.7, "mode changed": 0.6, "reworded": 0.6, "cue changed": 0.4, "shortened": 0.3, "same": 0.0,
}  # fmt: skip
CARRIER = 60  # characters before and after a content in which the carrying words stand


@dataclass(frozen=True, slots=True)
class Side:
    """One telling's filling of a slot."""

    telling: Telling
    said: Statement
    content: str
    setting: Setting
    around: tuple[tuple[str, ...], tuple[str, ...]]  # the three words before the content, and after it
    speakers: frozenset[str]  # by id, or by the words of one that no table names; each after an @, as no word begins with one
    stems: frozenset[str]  # of the words that carry the content
    own: frozenset[str]  # the words of speaker and cue

    @property
    def via(self) -> tuple[str, ...]:
        """The relays named."""
        return tuple(relay.name for relay in self.said.via)


@dataclass(frozen=True, slots=True)
class Slot:
    """A divergence card: both sides of a slot, how their contents relate (`also`: what else holds), how well the slot agrees."""

    speaker: Actor | None
    name: str
    relation: Relation
    also: tuple[Relation, ...]
    a: Side
    b: Side
    agreement: float
    difference: float

    @property
    def rank(self) -> float:
        """What is worth reading first: contents of substance that differ much, and not by being cut, in a slot that agrees well."""
        substance = min(1.0, min(len(side.stems) for side in (self.a, self.b)) / ENOUGH)
        return round(self.difference * max(self.agreement, KNOWN) * WORTH[self.relation] * substance, 4)


def slots(a: Telling, b: Telling) -> list[Slot]:
    """The slots that two tellings share, each statement in one at most; the most divergent first."""
    return filled(sides(a), sides(b), same_lead(a, b))


def filled(left: Sequence[Side], right: Sequence[Side], lead: bool) -> list[Slot]:
    """The slots that two tellings' statements share, if `lead` under the same lead claim."""
    found = [slot for one, other in likely(left, right) if (slot := paired(one, other, lead)) is not None]
    found.sort(key=lambda slot: (slot.relation == "different content", slot.relation == "re-attributed", slot.difference, -slot.agreement))
    taken: set[tuple[int, str]] = set()
    kept = []
    for slot in found:
        keys = {(0, slot.a.said.id), (1, slot.b.said.id)}
        if not keys & taken:
            taken |= keys
            kept.append(slot)
    return sorted(kept, key=lambda slot: (-slot.rank, slot.a.said.content))


def likely(left: Sequence[Side], right: Sequence[Side]) -> Iterator[tuple[Side, Side]]:
    """The pairs that have a speaker in common, or words enough to be known again: of hundreds times hundreds, a few."""
    held: dict[str, list[int]] = defaultdict(list)
    for place, side in enumerate(right):
        for key in (*side.speakers, *side.stems):
            held[key].append(place)
    for side in left:
        same = {place for key in side.speakers for place in held[key]}
        shared = Counter(place for stem in side.stems for place in held[stem])
        for place in sorted(same | {place for place, count in shared.items() if count >= ENOUGH}):
            yield side, right[place]


def sides(telling: Telling) -> list[Side]:
    """What a telling's statements fill slots with."""
    return [side(telling, said) for said in held_against(telling)]


def held_against(telling: Telling) -> list[Statement]:
    """A telling's statements; one whose content another with a named speaker has too is left out."""
    owned = [said for said in telling.statements if said.actors]
    kept = [said for said in telling.statements if said.actors or not any(overlap(said, other) for other in owned)]
    return kept[:MOST_STATEMENTS]


def side(telling: Telling, said: Statement) -> Side:
    """One statement's filling of a slot."""
    content, words = telling.said(said.content), plain(telling.said(said.speaker))
    speakers = {f"@{actor.id}" for actor in said.actors} or ({f"@ {words}"} if words else set())
    stems = content_words(wording(content))
    own = frozenset(word.text for word in words_of(f"{telling.said(said.speaker)} {telling.said(said.cue)}"))
    return Side(telling, said, content, setting_of(telling, said), around(telling, said), frozenset(speakers), stems, own)


def overlap(one: Statement, other: Statement) -> bool:
    """Whether a content is mostly another's, or merely passes the other on."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)
    return other.inside == one.id or shared > 0.8 * sum(span.end - span.start for span in one.content)


def paired(a: Side, b: Side, lead: bool) -> Slot | None:
    """The slot that two statements share, if they do."""
    actor = shared_actor(a.said, b.said)
    own = bool(a.speakers & b.speakers)
    how: Relation = "different content" if against(a.said, b.said) else relation(a.content, b.content)
    alike = how in VARIANTS
    if not own:
        if not (alike and literal(a.content, b.content)):
            return None
        changes: list[Relation] = ["re-attributed", *(one for one in changed(a, b, how) if one != "same")]
    else:
        changes = changed(a, b, how)
    agreed = agreement(a, b, lead)
    if not alike and agreed < AGREES:
        return None
    name = actor.name if actor else speaker_name(a)
    return Slot(actor, name, changes[0], tuple(changes[1:]), a, b, agreed, difference(a.content, b.content))


def speaker_name(side: Side) -> str:
    """The actor's name, or the words of a speaker that no table names."""
    return " + ".join(actor.name for actor in side.said.actors) or side.telling.said(side.said.speaker) or "unknown"


def changed(a: Side, b: Side, how: Relation) -> list[Relation]:
    """Everything that holds between two sides, the weightiest first."""
    mode = remoding(a.said, b.said)
    cue = recueing(a.telling.said(a.said.cue), b.telling.said(b.said.cue))
    if how == "different content":
        return [how, *mode, *cue]
    words: list[Relation] = [] if how == "same" else [how]
    ordered = [*words, *mode, *cue] if how == "shortened" else [*mode, *words, *cue]
    return ordered or ["same"]


def against(a: Statement, b: Statement) -> bool:
    """Whether one denies or opposes what the other says or supports: words in common don't make that a variant."""
    stands = {a.position, b.position} == {"support", "oppose"} and a.issue == b.issue
    return (a.kind == "denies") != (b.kind == "denies") or (stands and min(a.confidence.position, b.confidence.position) >= SURE)


def remoding(a: Statement, b: Statement) -> list[Relation]:
    """Whether one is quoted, at least in part, and the other reported."""
    return ["mode changed"] if "indirect" in (a.mode, b.mode) and a.mode != b.mode else []


def recueing(left: str, right: str) -> list[Relation]:
    """Whether the cues are different verbs, tense aside."""
    a, b = lemma(left), lemma(right)
    return ["cue changed"] if a and b and a != b else []


def shared_actor(a: Statement, b: Statement) -> Actor | None:
    """The actor that both statements have."""
    ids = {actor.id for actor in b.actors}
    return next((actor for actor in a.actors if actor.id in ids), None)


def agreement(a: Side, b: Side, lead: bool) -> float:
    """How well a slot agrees, from 0 to 1: relay, carrying words, what is counted, occasion, issue, lead."""
    marks = 0.4 * bool(set(a.via) & set(b.via))
    marks += 0.35 * carried(a, b)
    marks += 0.4 * recounted(a, b)
    marks += 0.2 * (similar_setting(a, b) >= 0.8)
    marks += 0.15 * (a.said.issue is not None and a.said.issue == b.said.issue)
    marks += 0.15 * lead
    marks += 0.1 * (first_quote(a) and first_quote(b))
    return round(min(1.0, marks), 4)


def carried(a: Side, b: Side) -> bool:
    """Whether the same words stand right before the contents, or right after, and tell more than who speaks.

    Of twenty cards read in real news, "he said he", "I think that" and the like had made seven of the wrong ones.
    """
    relays = {word.text for name in set(a.via) & set(b.via) for word in words_of(name)}
    same = (set(words) - SMALL - a.own - b.own for words, other in zip(a.around, b.around, strict=True) if words == other)
    relayed = any(relays & set(words) for words, other in zip(a.around, b.around, strict=True) if words == other)
    return relayed or any(len(words) > 1 for words in same)


def recounted(a: Side, b: Side) -> bool:
    """Whether both count the same things and come to other numbers."""
    left, right = counts(a.content), counts(b.content)
    same = len(a.stems & b.stems) >= COUNTED
    return same and any(not left[thing] & right[thing] for thing in left.keys() & right.keys())


@functools.lru_cache(maxsize=20_000)  # a content is held against all of another telling's
def counts(content: str) -> Mapping[str, set[str]]:
    """The numbers in a content by what is counted: the words right after each."""
    found: dict[str, set[str]] = defaultdict(set)
    for match in FIGURE.finditer(content):
        after = content_words(tuple(word.text for word in words_of(content[match.end() : match.end() + CARRIER])[:UNIT]))
        for thing in after:
            found[thing].add(match.group())
    return found


def around(telling: Telling, said: Statement) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The three words before a content and after it."""
    text, start, end = telling.text, said.content[0].start, said.content[-1].end
    before, after = (words_of(piece) for piece in (text[max(0, start - CARRIER) : start], text[end : end + CARRIER]))
    return tuple(word.text for word in before[-3:]), tuple(word.text for word in after[:3])


def similar_setting(a: Side, b: Side) -> float:
    """How alike the settings are, where both are told."""
    if a.setting.setting is None or b.setting.setting is None:
        return 0.0
    return fuzz.token_set_ratio(a.telling.said((a.setting.setting,)), b.telling.said((b.setting.setting,))) / 100


def first_quote(side: Side) -> bool:
    """Whether this is the speaker's first quotation in the telling."""
    ids = {actor.id for actor in side.said.actors}
    quotes = (said for said in side.telling.statements if said.mode != "indirect" and ids & {actor.id for actor in said.actors})
    return next((said.id for said in quotes), None) == side.said.id


def same_lead(a: Telling, b: Telling) -> bool:
    """Whether two tellings make the same claim in their leads."""
    left, right = a.text[slice(*a.lead)], b.text[slice(*b.lead)]
    return relation(left, right) in VARIANTS
