"""The figures at the head of a view."""

from __future__ import annotations

import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, ask
from analytics.metrics.selected import UNKNOWN, Tables, statements, voices
from analytics.records import Selection
from analytics.store.serving import Generation


def figures(generation: Generation, selection: Selection) -> pd.DataFrame:
    """One row of counts.

    Columns: statements, articles, sources (known ones), unsourced (statements), issues, undated, unnamed,
    relayed, positioned, actors, first and last with their precision.
    """
    return ask(generation, selection, totals)


def totals(tables: Tables, shape: Shape) -> ir.Table:
    """Counts over the selected statements and their actors."""
    table = statements(tables, shape)
    heads = voices(tables, shape).aggregate(actors=lambda t: t.actor_id.nunique())
    counted = table.aggregate(
        statements=table.count(),
        articles=table.article_id.nunique(),
        sources=table.source.nunique(where=table.source != UNKNOWN),
        unsourced=table.count(where=table.source == UNKNOWN),
        issues=table.issue.nunique(where=table.issue != "none"),
        undated=table.count(where=table.published.isnull()),
        unnamed=table.count(where=table.anonymous),
        relayed=table.count(where=table.via.notnull()),
        positioned=table.count(where=table.position != "none"),
        first=table.published.min(),
        first_precision=table.published_precision.argmin(table.published),
        last=table.published.max(),
        last_precision=table.published_precision.argmax(table.published),
    )
    return counted.cross_join(heads)
