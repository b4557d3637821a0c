"""What the words of an issue speak of, before it is kept: tried on a sample of the stored statements."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pandas as pd

from analytics.lexicon.issues import Issue
from analytics.lexicon.patterns import words
from analytics.metrics.asking import Shape, ask
from analytics.metrics.listing import of_ids
from analytics.metrics.selected import Tables, statements
from analytics.positions.topics import FULL, Topics
from analytics.records import Selection
from analytics.store.serving import Generation

SAMPLE = 4_000  # statements, spread evenly; 0.1 ms each
CUED = FULL / 2  # points from which a statement may be assigned by its words alone


def spoken_of(generation: Generation, selection: Selection, issue: Issue) -> tuple[pd.DataFrame, int]:
    """The statements of a sample that an issue's cues or examples speak of, plainest first, as in `listing`; and how many it holds."""
    sample, topics = ask(generation, selection, spread, SAMPLE), Topics((issue,))
    points = [told(topics, issue.id, content) for content in sample["content"]]
    found = sample.assign(points=points).query("points >= @CUED").sort_values(["points", "nr"], ascending=[False, True])
    return of_ids(generation, selection, tuple(found["statement_id"])), len(sample)


def told(topics: Topics, issue: str, content: str) -> float:
    """The points of the issue that a statement's words tell of."""
    seen = topics.seen([word for word, _ in words(content)]).get(issue)
    return seen.points if seen else 0.0


def spread(tables: Tables, shape: Shape, most: int) -> ir.Table:
    """Selected statements from all over the store, in an order that is neither time nor source."""
    chosen = statements(tables, shape).select("nr")
    table = tables("statements").join(chosen, "nr").select("nr", "statement_id", "content")
    return table.order_by(ibis._.statement_id).limit(most)
