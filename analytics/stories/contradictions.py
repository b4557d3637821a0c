"""Contradictions: statements of one voice that take different positions on one proposition."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Literal

import pandas as pd

from ..lexicon.actors import actor_ids
from ..lexicon.countries import country_codes
from ..records import Actor, Position, Statement
from .relation import NEGATIONS, claimed, negated, wording
from .telling import Telling, words_of

When = Literal["over time", "between sources", "order unknown"]
STATE_KINDS = ("government", "ministry", "military", "legislature")
OFFICES = ("president", "minister", "spokesperson", "chancellor", "secretary", "ambassador", "envoy", "monarch")
TAKEN: tuple[Position, ...] = ("support", "conditional", "oppose")  # a neutral position contradicts nothing
APART = {frozenset(("support", "oppose")): 1.0, frozenset(("conditional", "oppose")): 0.7, frozenset(("support", "conditional")): 0.4}
DOCUMENTS = ("document", "leaked document")  # nobody's position is known from what a paper says
SAME_TIME = 2  # days within which two reports are of one time
NAMED = 0.8  # confidence of an actor's country, the share of such links that were right, from which it can be taken to speak for it
ABOUT = 3  # content words by which two sayings are known to be about the same thing
REPORTING = 12  # words between a speaker and a content that report it; more are another clause's
MOST = 20  # pairs of one saying and its denial
SURE = 0.5  # confidence of a position, a probability, from which it can contradict another: more likely than not
TOLD = 0.3  # the same for one of two tellings of a story, on the issue that most of it is about: what else would it speak of


@dataclass(frozen=True, slots=True)
class Stand:
    """A statement with its telling."""

    telling: Telling
    said: Statement


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements of one voice; the earlier first where the order is known."""

    voice: str  # an actor's id, or the code of the country or body that both speak for
    issue: str
    a: Stand
    b: Stand
    kind: When
    reason: str
    weight: float

    @property
    def actor(self) -> str:
        """The name of the actor that both statements have, or of the state or body that both speak for."""
        others = {other.id for other in self.b.said.actors}
        shared = [one.name for one in self.a.said.actors if one.id in others and voice_of(one) == self.voice]
        if shared:
            return shared[0]
        return country_codes()[self.voice].name if self.voice in country_codes() else self.voice


def contradictions(tellings: Sequence[Telling], *, one_story: bool = False) -> list[Contradiction]:
    """For each voice, issue and pair of positions the surest pair of statements, weightiest first; each pair once.

    Tellings of one story are of one time as far as nothing else is known; any other undated pair has no known order.
    """
    found: dict[tuple, Contradiction] = {}
    for one in denials(tellings, one_story):
        found.setdefault((one.voice, one.kind, claimed(wording(one.a.telling.said(one.a.said.content)))), one)
    about = main_issues(tellings, one_story)
    for voice, issue, stands in by_voice(tellings):
        for left, right in product(TAKEN, TAKEN):
            if left < right:
                for one in opposed(voice, issue, stands[left], stands[right], one_story):
                    if not sure(one, about, one_story):
                        continue
                    pair = (
                        frozenset((one.a.telling.name, one.b.telling.name)) if together(one.a.telling, one.b.telling, one_story) else None
                    )
                    key = (voice, issue, left, right, one.kind, pair)
                    if key not in found or one.weight > found[key].weight:
                        found[key] = one
    once: dict[frozenset[str], Contradiction] = {}
    for one in sorted(found.values(), key=lambda one: (-one.weight, one.voice, one.issue)):
        once.setdefault(frozenset((one.a.said.id, one.b.said.id)), one)  # what two say together puts each of them at odds
    return list(once.values())


def main_issues(tellings: Sequence[Telling], one_story: bool) -> dict[str, str]:
    """The issue that most statements of each story are about."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for telling in tellings:
        if telling.story or one_story:
            counted[telling.story].update(said.issue for said in telling.statements if said.issue)
    return {story: issues.most_common(1)[0][0] for story, issues in counted.items() if issues}


def sure(one: Contradiction, about: Mapping[str, str], one_story: bool) -> bool:
    """Whether both positions are sure enough to contradict each other."""
    a, b = one.a.telling, one.b.telling
    told = together(a, b, one_story) and about.get(a.story) == one.issue
    least, most = sorted(stand.said.confidence.position for stand in (one.a, one.b))
    return most >= SURE and least >= (TOLD if told else SURE)


def may_contradict(frame: pd.DataFrame) -> pd.Series:
    """Which statements can be part of a contradiction at all, so that no others need be read.

    By the columns content, kind, issue, position and conf_position.
    """
    taken = frame["issue"].notna() & frame["position"].isin(TAKEN) & (frame["conf_position"] >= TOLD)
    words = frame["content"].map(wording)
    about, no = words.map(claimed), words.map(negated) ^ (frame["kind"] == "denies")
    long = about.map(len) >= ABOUT
    yes_and_no = no[long].groupby(about[long]).transform("nunique") > 1
    return taken | yes_and_no.reindex(frame.index, fill_value=False)


def denials(tellings: Sequence[Telling], one_story: bool) -> Iterator[Contradiction]:
    """Pairs in which one voice says a thing and says that it isn't so, in the same words but for a "not", the surest first."""
    stands: dict[tuple[str, frozenset[str]], tuple[list[Stand], list[Stand]]] = defaultdict(lambda: ([], []))
    for telling in tellings:
        for said in telling.statements:
            about = claimed(wording(telling.said(said.content)))
            if len(about) < ABOUT or withheld(telling, said):
                continue
            for voice in {voice_of(actor) for actor in said.actors}:
                stands[voice, about][denied(telling, said)].append(Stand(telling, said))
    pairs = (
        (min(known(a.said), known(b.said)), voice, a, b)
        for (voice, _), (yes, no) in stands.items()
        for a, b in islice(product(yes, no), MOST)
        if a.telling.name != b.telling.name
    )
    for sure, voice, a, b in sorted(pairs, key=lambda pair: -pair[0]):
        kind, when = timing(a.telling, b.telling, one_story)
        first, second = in_order(a, b, kind)
        why = f"the same words, once with a “not”; {when}"
        yield Contradiction(voice, first.said.issue or "none", first, second, kind, why, round(sure, 4))


def denied(telling: Telling, said: Statement) -> bool:
    """Whether a statement says that its content isn't so."""
    return negated(wording(telling.said(said.content))) ^ (said.kind == "denies")


def withheld(telling: Telling, said: Statement) -> bool:
    """Whether the reporting words are negated: who "never spoke of a deal" says neither that there is one nor that there is none."""
    begins = said.content[0].start
    last = max((span.end for span in said.speaker if span.end <= begins), default=begins)
    words = [word.text for word in words_of(telling.text[last:begins])]
    return len(words) <= REPORTING and any(word in NEGATIONS or word.endswith("n t") for word in words)


def known(said: Statement) -> float:
    """How sure it is that a statement is one, and its speakers'."""
    return said.confidence.extraction * said.confidence.attribution


def in_order(a: Stand, b: Stand, kind: When) -> tuple[Stand, Stand]:
    """The earlier first, where the order is known."""
    first, second = sorted((a, b), key=lambda stand: str(stand.telling.article.published.value)) if kind == "over time" else (a, b)
    return first, second


def by_voice(tellings: Sequence[Telling]) -> Iterator[tuple[str, str, dict[Position, list[Stand]]]]:
    """The surest statements of each voice on each issue, by position."""
    stands: dict[tuple[str, str], dict[Position, list[Stand]]] = defaultdict(lambda: defaultdict(list))
    for telling in tellings:
        for said in telling.statements:
            if said.issue is None or said.position not in TAKEN or said.confidence.position < TOLD or said.cover in DOCUMENTS:
                continue
            for voice in {voice_of(actor) for actor in said.actors}:
                stands[voice, said.issue][said.position].append(Stand(telling, said))
    for (voice, issue), positions in sorted(stands.items()):
        yield voice, issue, defaultdict(list, {position: surest(held) for position, held in positions.items()})


def surest(stands: Sequence[Stand]) -> list[Stand]:
    """The surest stand of each telling, and of those a few dozen at most, spread over time: pairs are formed of them."""
    best: dict[str, Stand] = {}
    for stand in sorted(stands, key=lambda stand: stand.said.confidence.position):
        best[stand.telling.name] = stand
    ordered = sorted(best.values(), key=lambda stand: (str(stand.telling.article.published.value), stand.telling.name))
    return ordered[:: max(1, len(ordered) // 40)]


def voice_of(actor: Actor) -> str:
    """Whom an actor speaks for: its state, if it is an organ or officer of one; itself otherwise."""
    if actor.confidence < NAMED:
        return actor.id
    listed = actor_ids().get(actor.id)
    if listed is not None and listed.speaks_for:
        return listed.speaks_for
    official = actor.kind in STATE_KINDS or any(office in (actor.role or "").split("-") for office in OFFICES)
    return actor.country if official and actor.country else actor.id


def opposed(voice: str, issue: str, left: Sequence[Stand], right: Sequence[Stand], one_story: bool) -> Iterator[Contradiction]:
    """The pairs of two sets of statements that stand in different articles.

    An article that reports both a position and a condition of it puts no two articles at odds.
    """
    qualified = "conditional" in (left[0].said.position, right[0].said.position) if left and right else False
    reconciled = {stand.telling.name for stand in left} & {stand.telling.name for stand in right} if qualified else set()
    for a, b in product(left, right):
        if a.telling.name == b.telling.name or (reconciled and {a.telling.name, b.telling.name} & reconciled):
            continue
        kind, when = timing(a.telling, b.telling, one_story)
        first, second = in_order(a, b, kind)
        apart = APART[frozenset((str(a.said.position), str(b.said.position)))]
        weight = apart * min(a.said.confidence.position, b.said.confidence.position)
        yield Contradiction(voice, issue, first, second, kind, reason(first, second, when), round(weight, 4))


def timing(a: Telling, b: Telling, one_story: bool) -> tuple[When, str]:
    """Whether two articles are of two times or of one, and how that is known."""
    one, other = a.article.published, b.article.published
    different = a.article.source is None or a.article.source != b.article.source
    if one.day is None or other.day is None or {one.precision, other.precision} != {"day"}:
        if together(a, b, one_story) and different:
            return "between sources", "two tellings of one story; their dates are not known to the day"
        return "order unknown", "a date is missing, so which came first is unknown"
    gap = abs((one.day - other.day).days)
    apart = f"{gap} day{'' if gap == 1 else 's'} apart"
    if gap <= SAME_TIME and different:
        return "between sources", f"{apart}, in different sources" if gap else "of one day, in different sources"
    return ("over time", apart) if gap else ("order unknown", "of one day, in one source")


def together(a: Telling, b: Telling, one_story: bool) -> bool:
    """Whether two articles tell one story."""
    return one_story or (bool(a.story) and a.story == b.story)


def reason(a: Stand, b: Stand, when: str) -> str:
    """Why the pair is shown, in a sentence."""
    stances = [f"{stand.said.position}{condition(stand)}" for stand in (a, b)]
    speakers = [" + ".join(actor.name for actor in stand.said.actors) for stand in (a, b)]
    who = speakers[0] if speakers[0] == speakers[1] else f"{speakers[0]} and {speakers[1]}, who speak for one side"
    return f"{who}: {stances[0]} against {stances[1]}; {when}"


def condition(stand: Stand) -> str:
    """The words of a condition, in brackets."""
    return f" (“{stand.telling.said((stand.said.condition,))}”)" if stand.said.condition else ""
