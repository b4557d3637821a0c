"""The story of every stored article, and the one it copies; articles that earlier builds placed are only recalled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from analytics.metrics.tellings import articles
from analytics.pipeline.derived import Kept, batches
from analytics.records import Article
from analytics.store.serving import Generation
from analytics.stories.clusters import Place, Stories
from analytics.stories.memory import Arrived, recalled, remembered

BATCH = 500  # articles whose texts are held at once


@dataclass(frozen=True, slots=True)
class Placed:
    """An article's story and the article it copies, by id."""

    story: str
    copy_of: str | None = None


def placed(generation: Generation, kept: Kept) -> dict[str, Placed]:
    """Each article's place, in the order in which they were taken in."""
    order = arrivals(generation)
    stories, known = memory(kept, set(order["article_id"]))
    fresh = order[~order["article_id"].isin({one.name for one in known})]
    digests = dict(zip(order["article_id"], order["hash"], strict=True))
    days = dict(zip(order["article_id"], order["published"], strict=True))
    names = [one.name for one in known] + fresh["article_id"].tolist()
    stories.extend(enumerate(texts(generation, fresh["article_id"].tolist()), start=len(known)))
    places = stories.places()
    all_known = [*known, *(Arrived(name, bytes.fromhex(digests[name]), day(days[name])) for name in names[len(known) :])]
    remember(kept, stories, all_known, len(known), places)
    return {name: named(places[number], names) for number, name in enumerate(names)}


def arrivals(generation: Generation) -> pd.DataFrame:
    """All articles by date, the undated last."""
    table = generation.table("articles")
    ordered = table.order_by(table.published.isnull(), "published", "ingested_at", "article_id")
    return generation.frame(ordered.select("article_id", "hash", "published"))


def memory(kept: Kept, held: set[str]) -> tuple[Stories, list[Arrived]]:
    """Grouping as the last build left it; from the beginning where that is damaged, or knows articles that are gone."""
    stories = kept.read("stories.parquet")
    tables = kept.parts("placed")
    whole = stories is not None and sum(map(len, tables)) == len(stories)
    if stories is not None and whole and all(name in held for table in tables for name in table["name"].to_pylist()):
        return recalled(tables, stories["story"].to_pylist())
    kept.forget("placed")
    return Stories(), []


def remember(kept: Kept, stories: Stories, known: Sequence[Arrived], since: int, places: dict[int, Place]) -> None:
    """Keep how the articles were placed."""
    if since < len(known):
        kept.add("placed", remembered(stories, known, since))
        kept.write("stories.parquet", pa.table({"story": [places[number].story for number in range(len(known))]}))


def texts(generation: Generation, names: Sequence[str]) -> Iterator[Article]:
    """The articles of these ids, a few of them in memory."""
    for batch in batches(names, BATCH):
        yield from articles(generation, batch).values()


def named(place: Place, names: Sequence[str]) -> Placed:
    """A place with ids for numbers."""
    return Placed(names[place.story], None if place.copy_of is None else names[place.copy_of])


def day(published: object) -> int | None:
    """A day as a number."""
    return None if pd.isna(published) else pd.Timestamp(published).date().toordinal()  # type: ignore[call-overload,arg-type]
