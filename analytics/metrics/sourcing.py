"""How much rests on what can't be verified: by story, outlet, actor or issue, each number with the statements behind it."""

from __future__ import annotations

from typing import Literal

import ibis
import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, ask
from analytics.metrics.selected import Tables, spoken, statements
from analytics.records import Selection
from analytics.store.serving import Generation

By = Literal["all", "story", "outlet", "actor", "issue"]


def unverifiable(generation: Generation, selection: Selection, by: By = "all", most: int = 15) -> pd.DataFrame:
    """Columns value, name, statements, unverifiable; most unverifiable statements first. What that means: `stories.chains.DEFINITION`."""
    return ask(generation, selection, shares, by, most)


def shares(tables: Tables, shape: Shape, by: By, most: int) -> ir.Table:
    """Counts per value."""
    links = tables("sourcing").select("statement_id", "unverifiable")
    table = (spoken if by == "actor" else statements)(tables, shape).join(links, "statement_id")
    if by == "all":
        return table.aggregate(statements=table.count(), unverifiable=table.count(where=table.unverifiable))
    value, name = keyed(table, by)
    if by == "story":
        told = tables("article_stories").select("article_id", "story_id", story="title")
        table = table.join(told, "article_id")
        value, name = table.story_id, table.story
    counted = table.group_by(value=value).aggregate(
        name=name.max(), statements=table.statement_id.nunique(), unverifiable=table.statement_id.nunique(where=table.unverifiable)
    )
    if by == "issue":
        names = tables("issues").select(value="issue_id", title="name")
        counted = counted.left_join(names, "value").drop("value_right").mutate(name=lambda t: t.title.fill_null(t.name)).drop("title")
    return counted.order_by(ibis.desc("unverifiable"), ibis.desc("statements"), "value").limit(most)


def keyed(table: ir.Table, by: By) -> tuple[ir.Column, ir.Column]:
    """What is counted by, and what it is called."""
    if by == "actor":
        return table.actor_id, table.name
    column = table.issue if by == "issue" else table.source
    return column, column


def links(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Statements by the weakest link of their provenance: weakest, statements."""
    return ask(generation, selection, by_link)


def by_link(tables: Tables, shape: Shape) -> ir.Table:
    """Counts per link."""
    table = statements(tables, shape).join(tables("sourcing").select("statement_id", "weakest"), "statement_id")
    return table.group_by("weakest").aggregate(statements=table.count()).order_by(ibis.desc("statements"), "weakest")
