"""What a store holds: articles by source and month, undated ones and copies, what failed and why, and its last runs."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, ask
from analytics.metrics.selected import UNKNOWN, Tables
from analytics.records import Selection
from analytics.store.serving import Generation

SHOWN = 5  # places named for each reason


def sources(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Sources, most articles first: source, articles, statements, undated, copies, unread (kept without statements), first, last."""
    return ask(generation, Selection(), by_source)


def by_source(tables: Tables, shape: Shape) -> ir.Table:
    """Counts per source."""
    table = held(tables)
    counted = table.group_by("source").aggregate(
        articles=table.count(),
        statements=table.statements.sum(),
        undated=table.count(where=table.published.isnull()),
        copies=table.count(where=table.copy_of.notnull()),
        unread=table.count(where=table.lang.notnull() & ~table.lang.lower().startswith("en") & (table.statements == 0)),
        first=table.published.min(),
        first_precision=table.published_precision.argmin(table.published),
        last=table.published.max(),
        last_precision=table.published_precision.argmax(table.published),
    )
    return counted.order_by(ibis.desc("articles"), "source")


def months(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Articles per source and time: source, start, unit, articles; the unit is a month, or a year where only that is known."""
    return ask(generation, Selection(), by_month)


def by_month(tables: Tables, shape: Shape) -> ir.Table:
    """Dated articles per source and month."""
    table = held(tables)
    table = table.filter(table.published.notnull())
    unit = (table.published_precision == "year").ifelse("year", "month")
    counted = table.group_by("source", start=table.published.truncate("M"), unit=unit).aggregate(articles=table.count())
    return counted.order_by("source", "start", "unit")


def held(tables: Tables) -> ir.Table:
    """All articles, with what they copy; a missing source is "unknown"."""
    table = tables("articles")
    facts = table.select("article_id", "published", "published_precision", "lang", "statements", source=table.source.fill_null(UNKNOWN))
    copies = tables("article_stories").select("article_id", "copy_of")
    return facts.left_join(copies, "article_id").drop("article_id_right")


def failures(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Why articles are missing, or stored with a remark: reason, kept, places (how many), examples (a place a line); most first."""
    return ask(generation, Selection(), reasons)


def reasons(tables: Tables, shape: Shape) -> ir.Table:
    """Counts per reason; the same place that failed in several runs is one place."""
    table = tables("failures").group_by("reason", "kept", "origin").aggregate(at=lambda t: t["at"].max())
    place = ibis.row_number().over(group_by=["reason", "kept"], order_by=[ibis.desc("at"), ibis.asc("origin")])
    table = table.mutate(place=place)
    counted = table.group_by("reason", "kept").aggregate(
        places=table.count(),
        last=table["at"].max(),
        examples=table.origin.group_concat("\n", where=table.place < SHOWN, order_by=table.place),
    )
    return counted.order_by("kept", ibis.desc("places"), "reason").limit(100)


def runs(generation: Generation, selection: Selection) -> pd.DataFrame:
    """The last runs, newest first: at, read, new, seen, failed."""
    return ask(generation, Selection(), latest)


def latest(tables: Tables, shape: Shape) -> ir.Table:
    """Ten runs."""
    return tables("runs").order_by(ibis.desc("at")).limit(10)
