"""Issues: how statements divide over positions, and whose they are."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, ask, records
from analytics.metrics.levels import evidence, rolled
from analytics.metrics.listing import condition_words
from analytics.metrics.selected import NONE, Tables, spoken, statements, voices
from analytics.records import POSITIONS, Selection
from analytics.store.serving import Generation

FEWEST = 3  # positions on an issue before its division says anything


def issues(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Issues with statements, most first: issue, name, proposition, statements, one column per position, actors, division.

    `division` is 0 where all who take sides take the same one and 1 where supporters and opponents are equal in number;
    a conditional statement counts for half a supporter; missing below three statements that take sides.
    """
    frame = ask(generation, selection, by_issue)
    support, oppose = frame["support"] + 0.5 * frame["conditional"], frame["oppose"]
    sided = frame["support"] + frame["conditional"] + frame["oppose"]
    division = 2 * pd.concat([support, oppose], axis=1).min(axis=1) / (support + oppose)
    return frame.assign(division=division.where(sided >= FEWEST))


def by_issue(tables: Tables, shape: Shape) -> ir.Table:
    """Counts per issue."""
    table = statements(tables, shape)
    table = table.filter(table.issue != NONE)
    one = {name: table.count(where=table.position == name) for name in (*POSITIONS, NONE)}
    counted = table.group_by("issue").aggregate(statements=table.count(), **one)
    people = spoken(tables, shape).group_by("issue").aggregate(actors=ibis._.actor_id.nunique())
    names = tables("issues").select(issue="issue_id", name="name", proposition="proposition")
    full = counted.left_join(people, "issue").drop("issue_right").left_join(names, "issue").drop("issue_right")
    full = full.mutate(name=full.name.fill_null(full.issue), actors=full.actors.fill_null(0))
    return full.order_by(ibis.desc("statements"), "issue")


def sides(generation: Generation, selection: Selection, by: str = "actor") -> pd.DataFrame:
    """Who takes which side, rolled up as `actors`: issue, issue_name, position, actor_id, name, country, kind, statements, independent."""
    return ask(generation, selection, by_side, by)


def by_side(tables: Tables, shape: Shape, by: str) -> ir.Table:
    """Counts per issue, position and actor."""
    table = rolled(tables, shape, by)
    needed = table.select("nr", "article_id", "actor_id", "name", "country", "kind", "issue", "position")
    table = evidence(tables, needed.filter(needed.issue != NONE))
    counted = table.group_by("issue", "position", "actor_id").aggregate(
        name=table.name.max(),
        country=table.country.max(),
        kind=table.kind.max(),
        statements=table.count(),
        independent=table.said.nunique(),
    )
    named = tables("issues").select(issue="issue_id", issue_name="name")
    full = counted.left_join(named, "issue").drop("issue_right")
    full = full.mutate(issue_name=full.issue_name.fill_null(full.issue))
    return full.order_by("issue", "position", ibis.desc("statements"), "name")


def conditions(generation: Generation, selection: Selection, most: int = 40) -> pd.DataFrame:
    """What conditional positions are made to depend on, newest first: statement_id, actors, speaker, issue, condition (its words)."""
    rows = records(ask(generation, selection, conditional, most))
    found = [{**row, "condition": condition_words(row, generation.text)} for row in rows]
    return pd.DataFrame(found, columns=["statement_id", "actors", "speaker", "issue", "condition"])


def conditional(tables: Tables, shape: Shape, most: int) -> ir.Table:
    """Conditional statements with the places of their conditions."""
    chosen = statements(tables, shape).filter(ibis._.position == "conditional").select("nr")
    said = tables("statements").filter(ibis._.condition_start.notnull())
    first = said.filter(said.nr.isin(chosen.nr)).order_by("nr").limit(most)
    return first.select(
        "statement_id", "article_id", "actors", "speaker", "issue", "content", "content_spans", "condition_start", "condition_end"
    )


def countries(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Statements per country and position: country, position, statements."""
    return ask(generation, selection, by_country)


def by_country(tables: Tables, shape: Shape) -> ir.Table:
    """Counts per country and position."""
    table = voices(tables, shape)
    counted = table.group_by("country", "position").aggregate(statements=table.nr.nunique())
    return counted.order_by("country", "position")
