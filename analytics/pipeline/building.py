"""A generation with everything that is worked out of its articles and statements: stories, cards, contradictions, sourcing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pyarrow as pa

from analytics.pipeline.comparing import article_digests, card_rows, contradiction_rows, sourcing_rows, story_rows
from analytics.pipeline.derived import Kept
from analytics.pipeline.fingerprint import teller
from analytics.pipeline.placing import Placed, placed
from analytics.store import generation as generations
from analytics.store.serving import Generation


def build(store_dir: str | os.PathLike[str]) -> str:
    """Make a new generation of all that is committed and give its name; what earlier builds worked out is not worked out again."""
    return generations.build(store_dir, partial(derived, folder=Path(store_dir, "derived")))


def derived(generation: Generation, folder: Path) -> Mapping[str, pa.Table]:
    """The tables that are worked out of the others."""
    kept = Kept(folder, teller())
    places, digests = placed(generation, kept), article_digests(generation)
    cards = card_rows(generation, places, digests, kept)
    stories = story_rows(generation, places, cards)
    return {
        "article_stories": membership(places, stories),
        "stories": stories,
        "cards": cards.select([name for name in cards.schema.names if name not in ("key", "compared", "failure")]).filter(
            cards["card_id"].is_valid()
        ),
        "contradictions": contradiction_rows(generation, places),
        "sourcing": sourcing_rows(generation, digests, kept),
    }


def membership(places: Mapping[str, Placed], stories: pa.Table) -> pa.Table:
    """The story of each article with its title, and the article it copies."""
    titles = dict(zip(stories["story_id"].to_pylist(), stories["title"].to_pylist(), strict=True))
    names = ("article_id", "story_id", "copy_of", "title")
    rows = [dict(zip(names, (name, place.story, place.copy_of, titles[place.story]), strict=True)) for name, place in places.items()]
    return pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in names]))
