"""One article with its statements, and what the store holds in all: nothing here depends on a selection's filters."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, ask
from analytics.metrics.listing import listing, people
from analytics.metrics.selected import Tables
from analytics.records import Selection
from analytics.store.serving import Generation


def article_of(generation: Generation, selection: Selection, statement: str) -> str | None:
    """The id of the article that a statement stands in; None if there is no such statement."""
    table = generation.table("statements")
    frame = generation.frame(table.filter(table.statement_id == statement).select("article_id"))
    return None if frame.empty else str(frame["article_id"].iloc[0])


def article(generation: Generation, selection: Selection, identity: str) -> pd.DataFrame:
    """The article's own facts, one row or none."""
    table = generation.table("articles")
    return generation.frame(table.filter(table.article_id == identity))


def inside(generation: Generation, selection: Selection, identity: str) -> pd.DataFrame:
    """All statements of an article, in the order of the text."""
    return listing(generation, Selection(articles=(identity,)), size=None).sort_values("ordinal", ignore_index=True)


def speakers(generation: Generation, selection: Selection, identity: str) -> pd.DataFrame:
    """The actors of all statements of an article."""
    return people(generation, selection, inside(generation, selection, identity)["statement_id"])


def holdings(generation: Generation, selection: Selection) -> pd.DataFrame:
    """One row: articles and sources held, last ingest, failed documents."""
    return ask(generation, Selection(), everything)


def everything(tables: Tables, shape: Shape) -> ir.Table:
    """Counts over the whole store."""
    table = tables("articles")
    counted = table.aggregate(articles=table.count(), sources=table.source.nunique(), undated=table.count(where=table.published.isnull()))
    runs = tables("runs").aggregate(last=ibis._.at.max())
    return counted.cross_join(runs).cross_join(lost(tables).aggregate(failed=ibis._.count()))


def failures(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Why documents failed: reason, documents; most first."""
    return ask(generation, Selection(), reasons)


def reasons(tables: Tables, shape: Shape) -> ir.Table:
    """Counts per reason."""
    return lost(tables).group_by("reason").aggregate(documents=ibis._.count()).order_by(ibis.desc("documents"), "reason").limit(20)


def lost(tables: Tables) -> ir.Table:
    """Documents that could not be stored, without mere remarks on stored ones."""
    return tables("failures").filter(lambda t: ~t.kept)
