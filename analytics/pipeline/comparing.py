"""What stored tellings say against each other: divergence cards, contradictions, and the sourcing of each statement, as rows."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import pyarrow as pa

from analytics.metrics.asking import records
from analytics.metrics.tellings import READ, articles, compared, saying, tellings
from analytics.pipeline.derived import Kept, batches
from analytics.pipeline.placing import Placed
from analytics.store.serving import Generation
from analytics.stories.chains import chain
from analytics.stories.compare import divergences, pair_id
from analytics.stories.contradictions import Contradiction, contradictions, may_contradict
from analytics.stories.slots import Slot
from analytics.stories.terms import first_line

Story = tuple[str, Sequence[str]]  # its id and its articles
TEXT = pa.string()
CARDS = pa.schema(
    [(name, TEXT) for name in ("key", "card_id", "story_id", "speaker_id", "speaker", "relation", "also", "a", "b")]
    + [(name, pa.float64()) for name in ("agreement", "difference", "rank")]
    + [("compared", pa.int32()), ("failure", TEXT)]
)
SOURCING = pa.schema([("key", TEXT), ("statement_id", TEXT), ("weakest", TEXT), ("unverifiable", pa.bool_()), ("depth", pa.int32())])
NUMBERS = ("articles", "texts", "compared", "sources", "undated", "cards")
STORIES = pa.schema(
    [(name, TEXT) for name in ("story_id", "title", "failure")]
    + [(name, pa.int32()) for name in NUMBERS]
    + [("first", pa.date32()), ("last", pa.date32()), ("divergence", pa.float64())]
)
CONTRADICTIONS = pa.schema(
    [(name, TEXT) for name in ("card_id", "voice", "actor", "issue", "a", "b", "kind", "reason", "story_id")] + [("weight", pa.float64())]
)
MOST_CARDS = 200  # of one story
BATCH = 500  # articles whose texts and statements are held at once; each time all texts of a store are looked through
DIGESTS = "SELECT article_id, md5(string_agg(md5(CAST(s AS VARCHAR)), '' ORDER BY ordinal)) AS digest FROM statements s GROUP BY article_id"


def card_rows(generation: Generation, places: Mapping[str, Placed], digests: Mapping[str, str], kept: Kept) -> pa.Table:
    """The cards of every story of two articles or more; a story without any has one row without an id."""
    keys = {
        digest(story, *(part for name in sorted(members) for part in (name, digests.get(name, "")))): (story, members)
        for story, members in by_story(places).items()
        if len(members) > 1
    }

    def make(wanted: list[str]) -> pa.Table:
        made = [row for few in together({key: keys[key] for key in wanted}) for row in cards_of(generation, few, places)]
        return pa.Table.from_pylist(made, CARDS)

    return kept.rows("cards", keys, make)


def together(stories: Mapping[str, Story]) -> Iterator[dict[str, Story]]:
    """Stories, by key, whose articles are looked at together."""
    few: dict[str, Story] = {}
    held = 0
    for key, story in stories.items():
        if few and held + len(story[1][:READ]) > BATCH:
            yield few
            few, held = {}, 0
        few[key] = story
        held += len(story[1][:READ])
    if few:
        yield few


def cards_of(generation: Generation, stories: Mapping[str, Story], places: Mapping[str, Placed]) -> Iterator[dict[str, Any]]:
    """The cards of some stories, by key, as rows; what goes wrong with one story is told in its row."""
    ordered = [sorted(members, key=lambda name: places[name].copy_of is not None) for _, members in stories.values()]
    chosen = compared(generation, ordered)
    told = {one.name: one for one in saying(generation, {name: one for held in chosen for name, one in held.items()})}
    for (key, (story, _)), names in zip(stories.items(), chosen, strict=True):
        facts = {"key": key, "story_id": story, "compared": len(names)}
        try:
            cards = divergences([[told[name] for name in names]])[:MOST_CARDS]
            yield from ({**facts, **card_row(card)} for card in cards)
            if not cards:
                yield facts
        except Exception as error:
            yield {**facts, "failure": f"{type(error).__name__}: {error}"[:300]}


def card_row(card: Slot) -> dict[str, Any]:
    """A card as a row."""
    return {
        "card_id": pair_id(card.a.said, card.b.said),
        "speaker_id": card.speaker.id if card.speaker else None,
        "speaker": card.name,
        "relation": card.relation,
        "also": " + ".join(card.also),
        "a": card.a.said.id,
        "b": card.b.said.id,
        "agreement": card.agreement,
        "difference": card.difference,
        "rank": card.rank,
    }


def story_rows(generation: Generation, places: Mapping[str, Placed], cards: pa.Table) -> pa.Table:
    """A row for each story."""
    columns, told = ("article_id", "title", "source", "published"), by_story(places)
    facts = {row["article_id"]: row for row in records(generation.frame(generation.table("articles").select(*columns)))}
    compared = {row["story_id"]: row for row in records(summed(cards.to_pandas()))}
    untitled = [story for story in told if not facts[story]["title"]]
    lines = {name: first_line(one.text)[:200] for ids in batches(untitled, BATCH) for name, one in articles(generation, ids).items()}
    made = []
    for story, members in told.items():
        days = [facts[name]["published"] for name in members if facts[name]["published"] is not None]
        made.append({
            "story_id": story,
            "title": facts[story]["title"] or lines.get(story) or None,
            "articles": len(members),
            "texts": sum(places[name].copy_of is None for name in members),
            "compared": 1,
            "sources": len({facts[name]["source"] for name in members if facts[name]["source"]}),
            "undated": len(members) - len(days),
            "first": min(days, default=None),
            "last": max(days, default=None),
            "cards": 0,
            **{name: value for name, value in compared.get(story, {}).items() if value is not None},
        })  # fmt: skip
    return pa.Table.from_pylist(made, STORIES)


def summed(cards: pd.DataFrame) -> pd.DataFrame:
    """For each story that was compared: how many tellings, its cards, and how far the most divergent goes."""
    grouped = cards.groupby("story_id", as_index=False, sort=False)
    return grouped.agg(compared=("compared", "max"), cards=("card_id", "count"), divergence=("rank", "max"), failure=("failure", "first"))


def contradiction_rows(generation: Generation, places: Mapping[str, Placed]) -> pa.Table:
    """The contradictions over all that is stored."""
    table = generation.table("statements")
    kept = table.filter(table.actors.notnull()).select(
        "statement_id", "article_id", "content", "kind", "issue", "position", "conf_position"
    )
    likely = generation.frame(kept)
    chosen = likely[may_contradict(likely)]
    stories = {name: places[name].story for name in chosen["article_id"].unique()}
    only = frozenset(chosen["statement_id"])
    told = [replace(one, story=stories[one.name]) for ids in batches(stories, BATCH) for one in tellings(generation, ids, only)]
    return pa.Table.from_pylist([contradiction_row(one) for one in contradictions(told)], CONTRADICTIONS)


def contradiction_row(one: Contradiction) -> dict[str, Any]:
    """A contradiction as a row."""
    story = one.a.telling.story if one.a.telling.story == one.b.telling.story else None
    names = ("voice", "actor", "issue", "kind", "reason", "weight")
    return {
        **{name: getattr(one, name) for name in names},
        "card_id": pair_id(one.a.said, one.b.said),
        "a": one.a.said.id,
        "b": one.b.said.id,
        "story_id": story,
    }


def sourcing_rows(generation: Generation, digests: Mapping[str, str], kept: Kept) -> pa.Table:
    """The weakest link of every statement's chain."""
    keys = {digest(name, found): name for name, found in digests.items()}

    def make(wanted: list[str]) -> pa.Table:
        made = [row for batch in batches(wanted, BATCH) for row in chains_of(generation, {keys[key]: key for key in batch})]
        return pa.Table.from_pylist(made, SOURCING)

    return kept.rows("sourcing", keys, make).drop_columns("key")


def chains_of(generation: Generation, keys: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The chains of some articles' statements; `keys` by article."""
    for telling in tellings(generation, list(keys)):
        for said in telling.statements:
            one = chain(telling, said)
            facts = {"weakest": one.weakest, "unverifiable": one.unverifiable, "depth": one.depth}
            yield {"key": keys[telling.name], "statement_id": said.id, **facts}


def article_digests(generation: Generation) -> dict[str, str]:
    """For each article with statements what changes whenever one of them does."""
    frame = generation.rows(DIGESTS, {})
    return dict(zip(frame["article_id"], frame["digest"], strict=True))


def by_story(places: Mapping[str, Placed]) -> dict[str, list[str]]:
    """The articles of each story."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, place in places.items():
        found[place.story].append(name)
    return found


def digest(*parts: str) -> str:
    """Thirty-two hexadecimal digits of SHA-256 over some texts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
