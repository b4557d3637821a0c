"""Actors: how often each speaks, on what, and through whom."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, ask
from analytics.metrics.selected import NONE, Tables, relays, spoken
from analytics.records import POSITIONS, Selection
from analytics.store.serving import Generation


def actors(generation: Generation, selection: Selection, most: int = 50) -> pd.DataFrame:
    """Actors, most statements first.

    Columns: actor_id, name, country, kind, statements, one per position, sources, undated, first and last with their precision.
    """
    return ask(generation, selection, by_actor, most)


def by_actor(tables: Tables, shape: Shape, most: int) -> ir.Table:
    """Counts per actor."""
    table = spoken(tables, shape)
    one = {name: table.count(where=table.position == name) for name in (*POSITIONS, NONE)}
    counted = table.group_by("actor_id").aggregate(
        name=table.name.max(),
        country=table.country.max(),
        kind=table.kind.max(),
        statements=table.count(),
        sources=table.source.nunique(),
        undated=table.count(where=table.published.isnull()),
        first=table.published.min(),
        first_precision=table.published_precision.argmin(table.published),
        last=table.published.max(),
        last_precision=table.published_precision.argmax(table.published),
        **one,
    )
    return counted.order_by(ibis.desc("statements"), "name", "actor_id").limit(most)


def matrix(generation: Generation, selection: Selection, rows: int = 15) -> pd.DataFrame:
    """The most quoted actors' statements by issue and position: actor_id, issue, position, statements; only what was said."""
    return ask(generation, selection, cells, rows)


def cells(tables: Tables, shape: Shape, rows: int) -> ir.Table:
    """Counts per actor, issue and position, for the actors with most statements on an issue."""
    table = spoken(tables, shape)
    table = table.filter(table.issue != NONE)
    heads = table.group_by("actor_id").aggregate(name=table.name.max(), total=table.count())
    heads = heads.order_by(ibis.desc("total"), "name", "actor_id").limit(rows)
    kept = table.drop("name").join(heads, "actor_id")
    counted = kept.group_by("actor_id", "name", "total", "issue", "position").aggregate(statements=kept.count())
    return counted.order_by(ibis.desc("total"), "name", "actor_id", "issue", "position")


def reporters(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Who reports the selected actors: actor_id, source, statements."""
    return ask(generation, selection, by_source)


def by_source(tables: Tables, shape: Shape) -> ir.Table:
    """Counts per actor and source."""
    table = spoken(tables, shape)
    counted = table.group_by("actor_id", "source").aggregate(statements=table.count())
    return counted.order_by("actor_id", ibis.desc("statements"), "source")


def relayed(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Through whom the selected actors' words come: actor_id, via, statements."""
    return ask(generation, selection, by_relay)


def by_relay(tables: Tables, shape: Shape) -> ir.Table:
    """Counts per actor and relay."""
    table = relays(tables, shape).join(spoken(tables, shape).drop("via"), "nr")
    counted = table.group_by("actor_id", "via").aggregate(statements=table.count())
    return counted.order_by("actor_id", ibis.desc("statements"), "via")
