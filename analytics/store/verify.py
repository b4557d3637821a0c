"""Whether a store is as it was written."""

from __future__ import annotations

import json
import os
from pathlib import Path

from analytics.errors import StoreError
from analytics.judgements.log import read
from analytics.store.serving import SUMS, Generation, current, present
from analytics.store.truth import checksum, committed, manifests, segments

COUNTED = ("articles", "statements", "runs", "failures")


def faults(store_dir: str | os.PathLike[str]) -> list[str]:
    """What is wrong with a store, a line each: commits, files, checksums, then the serving tables."""
    present(store_dir)
    at, found = -1, [""]
    while found and at != committed(store_dir):  # what a writer merged meanwhile isn't missing
        at = committed(store_dir)
        try:
            found = commit_faults(store_dir) + segment_faults(store_dir) + serving_faults(store_dir) + judgement_faults(store_dir)
        except StoreError as error:
            found = [str(error)]
    return found


def commit_faults(store_dir: str | os.PathLike[str]) -> list[str]:
    """Commits that are missing between others."""
    numbers = [int(path.stem) for path in manifests(store_dir)]
    first = numbers[0] if numbers else 1
    return [f"commit {number:08d} is missing" for number in sorted(set(range(first, first + len(numbers))) - set(numbers))]


def segment_faults(store_dir: str | os.PathLike[str]) -> list[str]:
    """Segments that are missing or differ from what was written."""
    found = []
    for segment in segments(store_dir):
        path = Path(store_dir, "segments", segment.file)
        if not path.is_file():
            found.append(f"{path} is missing ({segment.rows} rows of {segment.table})")
        elif path.stat().st_size != segment.bytes or checksum(path) != segment.sha256:
            found.append(f"{path} is not as it was written ({segment.rows} rows of {segment.table})")
    return found


def judgement_faults(store_dir: str | os.PathLike[str]) -> list[str]:
    """Lines of the judgements that can't be read."""
    return [f"judgements: {fault.where}: {fault.rule}" for fault in read(store_dir).faults]


def serving_faults(store_dir: str | os.PathLike[str]) -> list[str]:
    """Serving tables with more or fewer rows than the segments they were made of."""
    generation = current(store_dir)
    if generation.meta().get("commits") != str(committed(store_dir)):
        return []  # made before the last commit; the next build brings it up to date
    found = generation_faults(Path(store_dir, "generations", generation.name))
    for table in COUNTED:
        want = sum(segment.rows for segment in segments(store_dir, table))
        have = generation.count(table) + superseded(generation, table) + (withheld(generation) if table == "statements" else 0)
        if have != want:
            found.append(f"generation {generation.name} has {have} rows of {table}, the segments have {want}; run `narratives rebuild`")
    return found


def generation_faults(folder: Path) -> list[str]:
    """Files of a generation that differ from what was written."""
    try:
        sums = json.loads((folder / SUMS).read_text("utf-8"))
    except (OSError, ValueError) as error:
        return [f"{folder / SUMS} can't be read: {error}; run `narratives rebuild`"]
    wrong = [name for name, digest in sums.items() if not (folder / name).is_file() or checksum(folder / name) != digest]
    return [f"{folder / name} is missing or not as it was written; run `narratives rebuild`" for name in wrong]


def superseded(generation: Generation, table: str) -> int:
    """How many rows are stored and not in the tables, since they are of earlier versions of a page."""
    return int(generation.meta().get(f"superseded_{table}", 0))


def withheld(generation: Generation) -> int:
    """How many of the machine's statements people judged to be none."""
    found = generation.rows(
        "SELECT count(*) AS n FROM machine_statements WHERE statement_id NOT IN (SELECT statement_id FROM statements)", {}
    )
    return int(found["n"].iloc[0])
