"""What the values of a selection are called, and which of them the store knows."""

from __future__ import annotations

from typing import NamedTuple

import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import VALUES, Shape, ask, listed
from analytics.metrics.selected import ANY, NONE, UNKNOWN, Tables
from analytics.records import Selection
from analytics.store.serving import Generation


class Column(NamedTuple):
    """Where the values of a filter stand, how they are called, and the value that stands for none, or for any."""

    table: str
    value: str
    name: str
    missing: str | None = None


COLUMNS = {
    "actors": Column("actors", "actor_id", "name"),
    "institutions": Column("voices", "body_id", "body"),
    "countries": Column("voices", "country", "country", NONE),
    "sources": Column("articles", "source", "source", UNKNOWN),
    "via": Column("statement_via", "name", "name", ANY),
    "issues": Column("issues", "issue_id", "name", NONE),
    "articles": Column("articles", "article_id", "title"),
    "stories": Column("article_stories", "article_id", "title"),
}


def names(generation: Generation, selection: Selection) -> dict[str, dict[str, str]]:
    """For each filter whose values come from the store: the selected values that it holds, and their names."""
    asked = [name for name in COLUMNS if name in VALUES and getattr(selection, name)]
    return {name: named(ask(generation, selection, held, name), COLUMNS[name], getattr(selection, name)) for name in asked}


def named(frame: pd.DataFrame, column: Column, values: tuple[str, ...]) -> dict[str, str]:
    """Names by value, in the selection's order."""
    known = {value: name if isinstance(name, str) and name else value for value, name in zip(frame["value"], frame["name"], strict=True)}
    known |= {column.missing: column.missing} if column.missing else {}
    return {value: known[value] for value in values if value in known}


def held(tables: Tables, shape: Shape, name: str) -> ir.Table:
    """The selected values that the store holds."""
    column = COLUMNS[name]
    table = tables(column.table)
    table = table.select(value=table[column.value], name=table[column.name])
    return table.filter(listed(name).contains(table.value)).group_by("value").aggregate(name=table.name.max())


def issue_names(generation: Generation, selection: Selection) -> dict[str, str]:
    """What each issue is called, by its id."""
    frame = generation.frame(generation.table("issues").select("issue_id", "name"))
    return dict(zip(frame["issue_id"], frame["name"], strict=True))
