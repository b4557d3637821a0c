"""The list of statements that every number opens."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, among, ask
from analytics.metrics.selected import Tables, statements
from analytics.records import Selection
from analytics.store.serving import Generation

PIECES = " … "  # between the pieces of a content
SIZE = 25  # statements on one page of a list


def count(generation: Generation, selection: Selection) -> int:
    """How many statements are selected."""
    return int(ask(generation, selection, number)["statements"].iloc[0])


def listing(generation: Generation, selection: Selection, sort: str = "newest", page: int = 1, size: int | None = SIZE) -> pd.DataFrame:
    """Selected statements with all their columns, a page of them or (size None) all."""
    ids = ask(generation, selection, page_ids, sort, page, size)["statement_id"].tolist()
    return of_ids(generation, selection, tuple(ids))


def of_ids(generation: Generation, selection: Selection, ids: tuple[str, ...]) -> pd.DataFrame:
    """The statements of these ids with all their columns, in this order."""
    found = ask(generation, Selection(), rows, ids=ids)
    place = found["statement_id"].map({identity: place for place, identity in enumerate(ids)})
    return found.assign(place=place).sort_values("place", ignore_index=True).drop(columns="place")


def number(tables: Tables, shape: Shape) -> ir.Table:
    """The number of selected statements."""
    return statements(tables, shape).aggregate(statements=ibis._.count())


def page_ids(tables: Tables, shape: Shape, sort: str, page: int, size: int | None) -> ir.Table:
    """The ids of a page of statements in order; sorting ids alone takes a third of sorting whole rows."""
    chosen = statements(tables, shape)
    ordered = chosen.order_by(order(chosen, sort)).select("statement_id")
    return ordered if size is None else ordered.limit(size, offset=(page - 1) * size)


def rows(tables: Tables, shape: Shape) -> ir.Table:
    """The statements of these ids, with the articles' own facts and the issue's name."""
    table = tables("statements")
    chosen = table.filter(among("ids", table.statement_id))
    articles = tables("articles").select("article_id", "published_value", "published_how", "url", "hash")
    names = tables("issues").select(issue="issue_id", issue_name="name")
    return chosen.left_join(articles, "article_id").drop("article_id_right").left_join(names, "issue").drop("issue_right")


def order(table: ir.Table, sort: str) -> list[ir.Value]:
    """Sort keys; undated statements, and those without the value, come last."""
    last = [table.nr]
    if sort == "oldest":
        return [ibis.asc(table.published, nulls_first=False), table.article_id, table.ordinal]
    if sort == "confidence":
        return [ibis.desc(table.surety, nulls_first=False), *last]
    if sort in ("issue", "position", "source"):
        missing = table[sort].isnull() | table[sort].isin(["none", "unknown"])
        return [missing, table[sort], *last]
    return [ibis.asc(table.actors, nulls_first=False), *last] if sort == "actor" else last


def people(generation: Generation, selection: Selection, ids: Iterable[str]) -> pd.DataFrame:
    """The actors of these statements: statement_id, ordinal, actor_id, name, country, kind, role, reason, confidence."""
    return ask(generation, Selection(), speakers, ids=ids)


def speakers(tables: Tables, shape: Shape) -> ir.Table:
    """Actors of the statements of these ids."""
    table = tables("statement_actors")
    return table.filter(among("ids", table.statement_id)).order_by("statement_id", "ordinal")


def condition_words(row: Mapping[str, Any], text: Callable[[str], str]) -> str:
    """The words of a statement's condition, "" where none of the text hold it; `text` gives an article's, by its id.

    Most stand in the content. An article's text is looked up for the others alone: that takes up to 12 ms.
    """
    if row["condition_start"] is None:
        return ""
    start, end = int(row["condition_start"]), int(row["condition_end"])
    before = 0
    for first, last in json.loads(row["content_spans"]):
        if first <= start and end <= last:
            return str(row["content"][before + start - first : before + end - first])
        before += last - first + len(PIECES)
    return text(row["article_id"])[start:end]
