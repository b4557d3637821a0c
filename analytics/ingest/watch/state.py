"""How each standing source fares."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from analytics.ingest.watch.memory import reading, writing


@dataclass(frozen=True, slots=True)
class State:
    """What is known of one source; times are ISO 8601 in UTC, counts are those of its last try.

    `missing_since` is the first of the failed tries since the last success, None while it answers; `reason` says what failed in the last.
    """

    source: str
    country: str | None = None  # ISO 3166-1 alpha-3, or EU, NATO, UN
    ownership: str = "unknown"
    language: str | None = None
    feeds: tuple[str, ...] = ()
    every: int = 30  # minutes between two tries
    last_try: str | None = None
    last_success: str | None = None
    new: int = 0  # articles and versions stored
    failed: int = 0  # pages that could not be had
    missing_since: str | None = None
    reason: str | None = None
    next_at: str | None = None


def states(store_dir: str | os.PathLike[str]) -> list[State]:
    """The standing sources of a store by name, none where nothing was ever watched; StoreError where their file is damaged."""
    with reading(store_dir) as connection:
        rows = connection.execute("SELECT * FROM sources ORDER BY source").fetchall() if connection else []
    return [state(dict(row)) for row in rows]


def state(row: dict[str, Any]) -> State:
    """A row of the memory as a record."""
    return State(**{**row, "feeds": tuple(json.loads(row["feeds"])), "ownership": row["ownership"] or "unknown"})


def keep(store_dir: str | os.PathLike[str], one: State) -> None:
    """Remember how a source fares."""
    row = {**asdict(one), "feeds": json.dumps(one.feeds)}
    with writing(store_dir) as memory:
        memory.execute(f"INSERT OR REPLACE INTO sources ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def forget(store_dir: str | os.PathLike[str], kept: Collection[str]) -> None:
    """Forget the sources that are watched no more."""
    with writing(store_dir) as memory:
        memory.execute(f"DELETE FROM sources WHERE source NOT IN ({', '.join('?' * len(kept))})", list(kept))
