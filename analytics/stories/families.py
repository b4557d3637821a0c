"""Quotation families: one saying over outlets and time, with what each variant changed; and its first appearance, honestly."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from ..records import Published
from .contradictions import Stand
from .relation import Relation, relation, wording
from .slots import VARIANTS, recueing, remoding
from .telling import Telling, words_of

RUN = 3  # words in a row by which variants are found
HELD = 40  # contents kept for each run of words: those of stock phrases are found by their other runs
ENOUGH = 5  # words of a saying; shorter ones ("we agree") are anybody's


@dataclass(frozen=True, slots=True)
class Variant:
    """One member of a family, and what it changed against the family's first member."""

    stand: Stand
    content: str
    changes: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class First:
    """Where something appears first among what we hold; no article where the order can't be known."""

    telling: Telling | None
    published: Published
    order: str
    sources: int
    tellings: int
    undated: int

    def __str__(self) -> str:
        """A sentence that says no more than is known."""
        known = count(self.sources, "known source") if self.sources else "no known source"
        among = f"among {count(self.tellings, 'article')} of {known}"
        if self.telling is None:
            return f"order unknown, {among}: {self.order}"
        also = f"; {count(self.undated, 'article')} without a date may be earlier" if self.undated else ""
        return f"first in this corpus, {among}: {self.telling.source}, {self.published.value} (date {self.published.how}){also}"


def families(tellings: Iterable[Telling]) -> list[list[Variant]]:
    """Sayings of which at least two statements hold a variant, those with most first; within one, by date, the undated last."""
    ordered = sorted(tellings, key=lambda telling: telling.article.published.day or date.max)
    stands = [Stand(telling, said) for telling in ordered for said in telling.statements]
    contents = [stand.telling.said(stand.said.content) for stand in stands]
    home: list[int] = list(range(len(stands)))
    held: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, content in enumerate(contents):
        words = wording(content)
        if len(words) < ENOUGH:
            continue
        runs = {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
        home[place] = next(kindred(place, runs, held, home, contents), place)
        for run in runs:
            if len(held[run]) < HELD:
                held[run].append(place)
    grouped: dict[int, list[int]] = defaultdict(list)
    for place in range(len(stands)):
        grouped[home[place]].append(place)
    found = [members([stands[place] for place in places]) for places in grouped.values() if len(places) > 1]
    return sorted(found, key=lambda family: -len(family))


def kindred(
    place: int, runs: set[tuple[str, ...]], held: dict[tuple[str, ...], list[int]], home: Sequence[int], contents: Sequence[str]
) -> Iterator[int]:
    """The sayings of which a content is a variant, likest first: of their earliest wording, since a chain of variants ends anywhere."""
    shared = Counter(home[other] for run in runs for other in held.get(run, ()))
    return (first for first, _ in shared.most_common(8) if relation(contents[place], contents[first]) in VARIANTS)


def members(stands: Sequence[Stand]) -> list[Variant]:
    """A family in order of time, each member with its changes."""
    ordered = sorted(stands, key=lambda stand: stand.telling.article.published.day or date.max)
    return [Variant(stand, stand.telling.said(stand.said.content), changes(ordered[0], stand)) for stand in ordered]


def changes(first: Stand, other: Stand) -> tuple[Relation, ...]:
    """What a variant changed against the first: wording, speaker, mode, cue."""
    if first is other:
        return ()
    how = relation(first.telling.said(first.said.content), other.telling.said(other.said.content))
    found: list[Relation] = [] if how == "same" else [how]
    if {actor.id for actor in first.said.actors} != {actor.id for actor in other.said.actors}:
        found.append("re-attributed")
    found += remoding(first.said, other.said)
    found += recueing(first.telling.said(first.said.cue), other.telling.said(other.said.cue))
    return tuple(found) or ("same",)


def first_appearance(phrase: str, tellings: Iterable[Telling]) -> First:
    """Which of the articles has a phrase first."""
    return earliest(having(phrase, tellings))


def having(phrase: str, tellings: Iterable[Telling]) -> list[Telling]:
    """The articles that hold a phrase, word for word."""
    words = " ".join(word.text for word in words_of(phrase))
    return [one for one in tellings if words and f" {words} " in f" {' '.join(word.text for word in words_of(one.text))} "]


def earliest(tellings: Sequence[Telling]) -> First:
    """The earliest of some articles: never an undated one, and none where two may be first."""
    dated = sorted((telling for telling in tellings if telling.article.published.day), key=lambda one: str(one.article.published.value))
    sources = len({telling.article.source for telling in tellings if telling.article.source})
    undated = len(tellings) - len(dated)
    counts = (sources, len(tellings), undated)
    if not dated:
        return First(None, Published(), "no article bears a date" if tellings else "no article holds it", *counts)
    best = dated[0].article.published
    rivals = [one for one in islice(dated, 1, None) if may_precede(one.article.published, best)]
    if rivals:
        return First(None, best, f"{count(len(rivals) + 1, 'article')} may be the first, of {best.value}", *counts)
    return First(dated[0], best, "known among the dated" if undated else "known", *counts)


def may_precede(other: Published, best: Published) -> bool:
    """Whether a date that sorts later may still be earlier or the same, as far as both are known."""
    known = min(len(str(other.value)), len(str(best.value)))
    return str(other.value)[:known] == str(best.value)[:known]


def count(number: int, what: str) -> str:
    """A number with its noun."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def spread(family: Sequence[Variant]) -> tuple[int, int]:
    """How many articles and how many known sources have a saying."""
    tellings = {id(variant.stand.telling): variant.stand.telling for variant in family}
    return len(tellings), len({telling.article.source for telling in tellings.values() if telling.article.source})
