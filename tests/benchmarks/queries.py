"""How long a view's questions to a store take."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from analytics.metrics import actors, figures, issues, listing, sources, timeline
from analytics.records import Selection
from analytics.store.serving import current

QUESTIONS = {
    "figures": figures.figures,
    "actors": actors.actors,
    "matrix": actors.matrix,
    "issues": issues.issues,
    "timeline": timeline.timeline,
    "sources": sources.sources,
    "listing": listing.listing,
}
ROUNDS = 7


def answered(store: Path) -> Iterator[tuple[str, float]]:
    """Each question with the median of its milliseconds, once everything is warm."""
    with closing(current(store)) as generation:
        for name, question in QUESTIONS.items():
            taken = []
            for _ in range(ROUNDS + 1):
                begun = time.perf_counter()
                question(generation, Selection())
                taken.append(1000 * (time.perf_counter() - begun))
            yield name, statistics.median(taken[1:])
