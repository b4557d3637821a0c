"""Many small segments to few large ones, many commits to one; and files that no commit names any more."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.parquet as pq

from analytics.store.lock import writing
from analytics.store.migration import migrate
from analytics.store.pending import pending
from analytics.store.segments import SCHEMAS
from analytics.store.truth import COLUMNS, Segment, commit, drafted, manifests, named, said_in, segments

MOST_BYTES = 32_000_000  # of one merged file; a worker that extracts anew reads one at a time


@dataclass(frozen=True, slots=True)
class Compacted:
    """Files and commits before and after, and the bytes that were freed."""

    files: tuple[int, int]
    commits: tuple[int, int]
    freed: int


def compact(store_dir: str | os.PathLike[str]) -> Compacted:
    """Merge segments and commits; what a store holds doesn't change, and it can be read at every moment."""
    with writing(store_dir, "compacting"):
        migrate(store_dir)
        before, commits = segments(store_dir), len(manifests(store_dir))
        size = space(store_dir)
        after = merged(store_dir, before)
        if commits > 1 or after != before:
            gone = {segment.file for segment in before} - {segment.file for segment in after}
            last = commit(store_dir, after, sorted(gone))
            for path in manifests(store_dir):  # oldest first: a kill here leaves no gap, and the last one says it all
                if path != last:
                    path.unlink()
        sweep_segments(store_dir)
        return Compacted((len(before), len(after)), (commits, len(manifests(store_dir))), size - space(store_dir))


def merged(store_dir: str | os.PathLike[str], held: Sequence[Segment]) -> list[Segment]:
    """The same rows in the same order in fewer segments; statements stay with the articles they were found in."""
    found = [one for table in ("runs", "failures", "fetches") for one in joined(store_dir, [s for s in held if s.table == table])]
    said, there = said_in(held), {segment.file for segment in held}
    found += [one for of, few in said.items() if of not in there for one in few]
    by_extractor: dict[frozenset[str], list[Segment]] = {}
    for segment in held:
        if segment.table == "articles":
            by_extractor.setdefault(frozenset(one.extractor for one in said[segment.file]), []).append(segment)
    for group in by_extractor.values():
        for few in bundles(group):
            (articles,) = one_of(store_dir, few)
            found.append(articles)
            statements = [one for segment in few for one in said[segment.file]]
            found += [replace(one, of=articles.file) for one in joined(store_dir, statements)]
    return found


def joined(store_dir: str | os.PathLike[str], held: Sequence[Segment]) -> Iterator[Segment]:
    """Segments of one table as few."""
    for few in bundles(held):
        yield from one_of(store_dir, few)


def bundles(held: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Segments that go into one file together; those of different extractors don't."""
    few: list[Segment] = []
    for segment in held:
        if few and (sum(one.bytes for one in few) + segment.bytes > MOST_BYTES or few[0].extractor != segment.extractor):
            yield few
            few = []
        few.append(segment)
    if few:
        yield few


def one_of(store_dir: str | os.PathLike[str], few: Sequence[Segment]) -> list[Segment]:
    """Some segments as one, a part after the other in memory."""
    if len(few) == 1:
        return [*few]
    first = few[0]
    with drafted(store_dir) as draft:
        metadata = {"of": "", "extractor": first.extractor}
        with pq.ParquetWriter(draft, SCHEMAS[first.table].with_metadata(metadata), compression="zstd") as writer:
            for segment in few:
                writer.write_table(pq.read_table(Path(store_dir, "segments", segment.file)).cast(writer.schema))
        about = Segment("", first.table, sum(segment.rows for segment in few), 0, "", "", first.extractor, COLUMNS)
        return [named(draft, about)]


def sweep_segments(store_dir: str | os.PathLike[str]) -> None:
    """Remove the files that no commit names, left by a writer that died or merged; under the writer's lock."""
    counted = {segment.file for segment in segments(store_dir)} | {one.segment.file for one in pending(store_dir)}
    for path in Path(store_dir, "segments").glob("*"):
        if path.name not in counted:
            path.unlink()
    for path in Path(store_dir, "manifests").glob(".*.draft"):
        path.unlink()


def space(store_dir: str | os.PathLike[str]) -> int:
    """The bytes of all segments and manifests."""
    return sum(path.stat().st_size for folder in ("segments", "manifests") for path in Path(store_dir, folder).glob("*"))
