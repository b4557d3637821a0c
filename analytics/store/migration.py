"""Bringing segments with the columns of earlier versions to those of today, in one commit."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analytics.store.segments import SCHEMAS
from analytics.store.truth import COLUMNS, Segment, commit, drafted, named, segments


def widened(table: str, held: pa.Table) -> pa.Table:
    """The rows with today's columns: those that they lack are empty."""
    for field in SCHEMAS[table]:
        if field.name not in held.column_names:
            held = held.append_column(field, pa.nulls(len(held), field.type))
    return held


# From each version to the next: rows of a table as they were, and as they are from then on.
STEPS: dict[int, Callable[[str, pa.Table], pa.Table]] = {1: widened}


def migrate(store_dir: str | os.PathLike[str]) -> int:
    """Write the segments of earlier versions anew, under the writer's lock; how many there were.

    What was readable before is so at every moment: the old segments count until the commit, and stay as files until they are swept.
    """
    old = [segment for segment in segments(store_dir) if segment.version < COLUMNS]
    if not old:
        return 0
    names = {}
    fresh = []
    for segment in sorted(old, key=lambda one: one.table != "articles"):  # first, as segments of statements name theirs
        made = brought_up(store_dir, segment)
        names[segment.file] = made.file
        fresh.append(replace(made, of=names.get(made.of, made.of)))
    commit(store_dir, fresh, [segment.file for segment in old])
    return len(old)


def brought_up(store_dir: str | os.PathLike[str], segment: Segment) -> Segment:
    """A segment as this version would have written it."""
    held = pq.read_table(Path(store_dir, "segments", segment.file))
    for version in range(segment.version, COLUMNS):
        held = STEPS[version](segment.table, held)
    with drafted(store_dir) as draft:
        pq.write_table(held.select(SCHEMAS[segment.table].names).cast(SCHEMAS[segment.table]), draft, compression="zstd")
        return named(draft, replace(segment, version=COLUMNS))
