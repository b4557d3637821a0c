"""The list of statements that every number opens."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, ask
from analytics.metrics.selected import Tables, statements
from analytics.records import Selection
from analytics.store.serving import Generation

SIZE = 25  # statements on one page of a list


def count(generation: Generation, selection: Selection) -> int:
    """How many statements are selected."""
    return int(ask(generation, selection, number)["statements"].iloc[0])


def listing(generation: Generation, selection: Selection, sort: str = "newest", page: int = 1, size: int | None = SIZE) -> pd.DataFrame:
    """Selected statements with all their columns, a page of them or (size None) all."""
    return ask(generation, selection, rows, sort, page, size)


def number(tables: Tables, shape: Shape) -> ir.Table:
    """The number of selected statements."""
    return statements(tables, shape).aggregate(statements=ibis._.count())


def rows(tables: Tables, shape: Shape, sort: str, page: int, size: int | None) -> ir.Table:
    """Statements in order, cut to a page; the articles' own facts beside them."""
    chosen = statements(tables, shape)
    ordered = chosen.order_by(order(chosen, sort)).select("statement_id")
    if size is not None:
        ordered = ordered.limit(size, offset=(page - 1) * size)
    articles = tables("articles").select("article_id", "published_value", "published_how", "url", "hash")
    full = tables("statements").join(articles, "article_id").filter(ibis._.statement_id.isin(ordered.statement_id))
    names = tables("issues").select(issue="issue_id", issue_name="name")
    full = full.left_join(names, "issue").drop("issue_right")
    surety = full.mutate(surety=full.conf_extraction * full.conf_attribution)
    return surety.order_by(order(surety, sort)).drop("surety")


def order(table: ir.Table, sort: str) -> list[ir.Value]:
    """Sort keys; undated statements, and those without the value, come last."""
    last = [ibis.desc(table.published, nulls_first=False), table.article_id, table.ordinal]
    if sort == "oldest":
        return [ibis.asc(table.published, nulls_first=False), *last[1:]]
    if sort == "confidence":
        return [ibis.desc(table.surety, nulls_first=False), *last]
    if sort in ("issue", "position", "source"):
        missing = table[sort].isnull() | table[sort].isin(["none", "unknown"])
        return [missing, table[sort], *last]
    return [ibis.asc(table.actors, nulls_first=False), *last] if sort == "actor" else last


def people(generation: Generation, selection: Selection, sort: str = "newest", page: int = 1, size: int | None = SIZE) -> pd.DataFrame:
    """The actors of the listed statements: statement_id, ordinal, actor_id, name, country, kind, role, reason, confidence."""
    return ask(generation, selection, speakers, sort, page, size)


def speakers(tables: Tables, shape: Shape, sort: str, page: int, size: int | None) -> ir.Table:
    """Actors of a page of statements."""
    chosen = statements(tables, shape)
    ordered = chosen.order_by(order(chosen, sort)).select("statement_id")
    if size is not None:
        ordered = ordered.limit(size, offset=(page - 1) * size)
    table = tables("statement_actors")
    return table.filter(table.statement_id.isin(ordered.statement_id)).order_by("statement_id", "ordinal")
