"""Single statements as marks on a time axis."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, ask
from analytics.metrics.selected import NONE, Tables, spoken
from analytics.records import Selection
from analytics.store.serving import Generation

MOST = 1_000  # marks in one chart: as many as a page draws at once without a wait


def marks(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Statements on an issue by each actor, newest first: statement_id, actor_id, name, issue, position, published, precision, words."""
    return ask(generation, selection, points)


def points(tables: Tables, shape: Shape) -> ir.Table:
    """One row per statement and actor."""
    table = spoken(tables, shape)
    table = table.filter(table.issue != NONE)
    words = tables("statements").select("nr", words=ibis._.content.substr(0, 160))
    named = tables("issues").select(issue="issue_id", issue_name="name")
    full = table.join(words, "nr").left_join(named, "issue").drop("issue_right")
    kept = full.select(
        "statement_id", "actor_id", "name", "issue", "position", "published", "words",
        precision=full.published_precision,
        issue_name=full.issue_name.fill_null(full.issue),
    )  # fmt: skip
    return kept.order_by(ibis.desc("published", nulls_first=False), "statement_id", "actor_id").limit(MOST)
