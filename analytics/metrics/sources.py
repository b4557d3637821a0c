"""Sources: who reports whom, how often, and how much of it is named or passed on by others."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, ask
from analytics.metrics.selected import UNKNOWN, Tables, relays, spoken, statements
from analytics.records import POSITIONS, Selection
from analytics.store.serving import Generation


def sources(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Sources, most statements first: source, articles, statements, named, unnamed, relayed, undated, one column per position."""
    return ask(generation, selection, by_source)


def by_source(tables: Tables, shape: Shape) -> ir.Table:
    """Counts per source."""
    table = statements(tables, shape)
    one = {name: table.count(where=table.position == name) for name in (*POSITIONS, "none")}
    counted = table.group_by("source").aggregate(
        articles=table.article_id.nunique(),
        statements=table.count(),
        named=table.count(where=~table.anonymous),
        unnamed=table.count(where=table.anonymous),
        relayed=table.count(where=table.via.notnull()),
        undated=table.count(where=table.published.isnull()),
        **one,
    )
    return counted.order_by(ibis.desc("statements"), "source")


def quoted(generation: Generation, selection: Selection, most: int = 3) -> pd.DataFrame:
    """Whom each source quotes most: source, actor_id, name, statements; `most` rows a source."""
    return ask(generation, selection, most_quoted, most)


def most_quoted(tables: Tables, shape: Shape, most: int) -> ir.Table:
    """The first actors of each source."""
    table = spoken(tables, shape)
    counted = table.group_by("source", "actor_id").aggregate(name=table.name.max(), statements=table.count())
    place = ibis.row_number().over(group_by="source", order_by=[ibis.desc("statements"), ibis.asc("name"), ibis.asc("actor_id")])
    return counted.mutate(place=place).filter(ibis._.place < most).order_by("source", "place").drop("place")


def agencies(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Who passes words on: via, statements, sources (how many use it), unnamed."""
    return ask(generation, selection, by_agency)


def by_agency(tables: Tables, shape: Shape) -> ir.Table:
    """Counts per relay."""
    table = relays(tables, shape).join(statements(tables, shape).drop("via"), "nr")
    counted = table.group_by("via").aggregate(
        statements=table.count(), sources=table.source.nunique(where=table.source != UNKNOWN), unnamed=table.count(where=table.anonymous)
    )
    return counted.order_by(ibis.desc("statements"), "via").limit(50)


def articles(generation: Generation, selection: Selection, page: int = 1, size: int = 25) -> pd.DataFrame:
    """The articles that hold the selected statements, newest first: article_id, title, source, dates, statements."""
    return ask(generation, selection, article_page, page, size)


def article_page(tables: Tables, shape: Shape, page: int, size: int) -> ir.Table:
    """A page of articles."""
    counted = statements(tables, shape).group_by("article_id").aggregate(selected=ibis._.count())
    facts = tables("articles").select("article_id", "title", "source", "published", "published_precision", "published_how")
    full = counted.join(facts, "article_id").rename(statements="selected")
    return full.order_by(ibis.desc("published", nulls_first=False), "article_id").limit(size, offset=(page - 1) * size)
