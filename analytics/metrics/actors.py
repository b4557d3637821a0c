"""Actors: how often each speaks, on what, and through whom."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, among, ask
from analytics.metrics.levels import evidence, rolled
from analytics.metrics.selected import NONE, UNKNOWN, Tables, relays, spoken
from analytics.records import POSITIONS, Selection
from analytics.store.serving import Generation


def actors(generation: Generation, selection: Selection, most: int = 50, by: str = "actor") -> pd.DataFrame:
    """Actors, or the institutions, countries or kinds that they are rolled up to, most statements first.

    Columns: actor_id (at other levels than actor: the id of the institution, the country's code, the kind), name, country, kind,
    statements, one per position, sources that are known, unsourced (statements), undated, first and last with their precision.
    """
    return ask(generation, selection, by_actor, most, by)


def by_actor(tables: Tables, shape: Shape, most: int, by: str) -> ir.Table:
    """Counts per actor, or whatever speakers are rolled up to."""
    table = rolled(tables, shape, by)
    one = {name: table.count(where=table.position == name) for name in (*POSITIONS, NONE)}
    counted = table.group_by("actor_id").aggregate(
        name=table.name.max(),
        country=table.country.max(),
        kind=table.kind.max(),
        statements=table.count(),
        sources=table.source.nunique(where=table.source != UNKNOWN),
        unsourced=table.count(where=table.source == UNKNOWN),
        undated=table.count(where=table.published.isnull()),
        first=table.published.min(),
        first_precision=table.published_precision.argmin(table.published),
        last=table.published.max(),
        last_precision=table.published_precision.argmax(table.published),
        **one,
    )
    return counted.order_by(ibis.desc("statements"), "name", "actor_id").limit(most)


def matrix(generation: Generation, selection: Selection, rows: int = 15, by: str = "actor") -> pd.DataFrame:
    """The most quoted actors' statements by issue and position, only what was said; `by` as in `actors`.

    Columns: actor_id, name, total, issue, position, statements, independent (statements, those of copies of one text counted once).
    """
    return ask(generation, selection, cells, rows, by)


def cells(tables: Tables, shape: Shape, rows: int, by: str) -> ir.Table:
    """Counts per actor, issue and position, for the actors with most statements on an issue."""
    table = rolled(tables, shape, by)
    table = evidence(tables, table.filter(table.issue != NONE).select("nr", "article_id", "actor_id", "name", "issue", "position"))
    heads = table.group_by("actor_id").aggregate(name=table.name.max(), total=table.count())
    heads = heads.order_by(ibis.desc("total"), "name", "actor_id").limit(rows)
    kept = table.drop("name").join(heads, "actor_id")
    counted = kept.group_by("actor_id", "name", "total", "issue", "position").aggregate(
        statements=kept.count(), independent=kept.said.nunique()
    )
    return counted.order_by(ibis.desc("total"), "name", "actor_id", "issue", "position")


def wordings(generation: Generation, selection: Selection, actor: str, most: int = 12) -> pd.DataFrame:
    """What the texts call an actor in the selected statements, most frequent first, and why that is taken for it.

    Columns: called (missing: no words), statements, reasons (a line each), sure and least (mean and lowest confidence), example.
    """
    return ask(generation, selection, by_wording, most, ids=(actor,))


def by_wording(tables: Tables, shape: Shape, most: int) -> ir.Table:
    """Counts per wording."""
    links = tables("statement_actors")
    links = links.filter(among("ids", links.actor_id)).select("statement_id", "reason", "confidence").distinct()
    words = tables("statements").select("statement_id", "nr", called="speaker")
    chosen = words.filter(words.nr.isin(spoken(tables, shape).nr)).join(links, "statement_id")
    counted = chosen.group_by("called").aggregate(
        statements=chosen.nr.nunique(), reasons=chosen.reason.fill_null("unknown").group_concat("\n"), sure=chosen.confidence.mean(),
        least=chosen.confidence.min(), example=chosen.statement_id.argmin(chosen.confidence),
    )  # fmt: skip
    return counted.order_by(ibis.desc("statements"), "called").limit(most)


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
