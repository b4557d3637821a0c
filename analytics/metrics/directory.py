"""Everyone who may be the speaker of a statement: the actors that a store holds, and those of the tables."""

from __future__ import annotations

import pandas as pd

from analytics.lexicon import actors, outlets
from analytics.records import Selection
from analytics.store.serving import Generation

COLUMNS = ["actor_id", "name", "country", "kind", "statements"]


def directory(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Actors by id, most quoted first, then by name: name, country, kind, statements (0 for those that the store lacks)."""
    held = generation.frame(generation.table("actors").select(*COLUMNS))
    listed = [(one.id, one.name, one.country, one.kind, 0) for one in actors()]
    media = [(one.id, one.name, one.country or None, "media", 0) for one in outlets()]
    known = pd.DataFrame([*listed, *media], columns=COLUMNS)
    whole = pd.concat([held, known]).drop_duplicates("actor_id")
    return whole.sort_values(["statements", "name", "actor_id"], ascending=[False, True, True], ignore_index=True)
