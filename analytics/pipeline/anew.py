"""Extracting anew what an earlier extractor found: the old results count until the last new one is there."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any, Literal

import pyarrow.parquet as pq

from analytics.pipeline.building import build
from analytics.pipeline.extracting import Extracted, extract_shard, given_up
from analytics.pipeline.fingerprint import extractor
from analytics.pipeline.parallel import in_order
from analytics.pipeline.storing import Progress, Remark, Report, remarks, run_segments
from analytics.store.compaction import joined
from analytics.store.lock import writing
from analytics.store.migration import migrate
from analytics.store.pending import Finished, add, clear, pending
from analytics.store.segments import article_of, statement_rows
from analytics.store.truth import Segment, add_segment, commit, said_in, segments

Which = Literal["outdated", "all", "none"]
ROWS = 64  # articles in one part: what a kill can cost
UNSAID = ("conf_extraction", "conf_attribution", "conf_position", "ordinal")  # of these a difference is no other reading
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows [first, first + rows) of a segment of articles, with the segments that hold what counts now as said in them."""

    store_dir: str
    of: str
    first: int
    rows: int
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a part."""

    finished: Finished
    remarks: tuple[Remark, ...]


def rebuild(
    store_dir: str | os.PathLike[str], workers: int | None = None, progress: Progress = lambda _: None, which: Which = "outdated"
) -> Report:
    """Extract anew, then make a new generation of everything that is committed.

    `which` articles: those that another extractor read, all, or none. Statements found anew count from one commit on, which is made when
    all are there; a run that is cut off goes on where it was. Where an article fails, its old statements stay.
    """
    report, began = Report(), monotonic()
    with writing(store_dir, "rebuild"):
        migrate(store_dir)
        old = chosen(store_dir, which)
        done = resumed(store_dir, old)
        progress(sum(one.rows for one in done))
        for read in in_order(read_part, parts(store_dir, old, done), workers, lost=part_given_up):
            add(store_dir, [read.finished])
            done.append(read.finished)
            report.remarks += read.remarks
            progress(read.finished.rows)
        if old:
            count(report, done)
            fresh = [*swapped(store_dir, done), *run_segments(store_dir, report)]
            commit(store_dir, fresh, [segment.file for few in old.values() for segment in few])
        clear(store_dir)
    report.generation = build(store_dir)
    report.seconds = monotonic() - began
    return report


def chosen(store_dir: str | os.PathLike[str], which: Which) -> dict[str, list[Segment]]:
    """The segments of articles to extract anew, each with the segments of their statements."""
    return {"outdated": outdated, "all": said, "none": lambda _: {}}[which](store_dir)


def said(store_dir: str | os.PathLike[str]) -> dict[str, list[Segment]]:
    """Each segment of articles with the segments of their statements."""
    return said_in(segments(store_dir))


def outdated(store_dir: str | os.PathLike[str]) -> dict[str, list[Segment]]:
    """Those whose statements another extractor found, or none did."""
    return {of: few for of, few in said(store_dir).items() if not few or any(segment.extractor != extractor() for segment in few)}


def resumed(store_dir: str | os.PathLike[str], old: Mapping[str, object]) -> list[Finished]:
    """The parts that an earlier run of the same extractor finished; those of others are forgotten."""
    there = Path(store_dir, "segments")
    held = {(one.of, one.first): one for one in pending(store_dir)}
    fit = [one for one in held.values() if one.of in old and one.segment.extractor == extractor() and (there / one.segment.file).is_file()]
    if len(fit) < len(held):
        clear(store_dir)
        add(store_dir, fit)
    return fit


def parts(store_dir: str | os.PathLike[str], old: Mapping[str, Sequence[Segment]], done: Sequence[Finished]) -> Iterator[Part]:
    """The parts that are still to be read."""
    finished = {(one.of, one.first) for one in done}
    for of, few in old.items():
        rows = pq.read_metadata(Path(store_dir, "segments", of)).num_rows
        for first in range(0, rows, ROWS):
            if (of, first) not in finished:
                yield Part(str(store_dir), of, first, ROWS, tuple(segment.file for segment in few))


def read_part(part: Part) -> Read:
    """Extract a part and write what was found as a segment that doesn't count yet."""
    return reading(part, extract_shard)


def part_given_up(part: Part) -> Read:
    """What can be had of a part that killed its workers: each article in a worker of its own."""
    return reading(part, given_up)


def reading(part: Part, extract: Callable[[Sequence[Any]], list[Extracted]]) -> Read:
    """A part's articles, extracted in this way and compared with what was found before."""
    folder = Path(part.store_dir, "segments")
    rows = pq.read_table(folder / part.of).slice(part.first, part.rows).to_pylist()
    results = extract([article_of(row) for row in rows])
    keys = [row["article_id"] for row in rows]
    before = {row["statement_id"]: row for row in earlier(part, keys)}
    failed = {key for key, result in zip(keys, results, strict=True) if result.error}
    found = [row for result in results if not result.error for row in statement_rows(result.article.text, result.statements)]
    found += [row for row in before.values() if row["article_id"] in failed]
    after = {row["statement_id"]: row for row in found}
    changed = sum(told(after[name]) != told(before[name]) for name in after.keys() & before.keys())
    segment = add_segment(part.store_dir, "statements", found, part.of, extractor())
    differences = (len(after.keys() - before.keys()), len(before.keys() - after.keys()), changed)
    return Read(Finished(part.of, part.first, len(rows), segment, *differences), remarks([f"article {key}" for key in keys], results))


def earlier(part: Part, keys: Sequence[str]) -> Rows:
    """What counts now as said in these articles."""
    files = (Path(part.store_dir, "segments", name) for name in part.said)
    return [row for file in files for row in pq.read_table(file, filters=[("article_id", "in", keys)]).to_pylist()]


def told(row: Mapping[str, Any]) -> str:
    """A statement as it reads, whatever its confidence and the reasons for its links."""
    plain = {name: value for name, value in row.items() if name not in UNSAID}
    heads = [{name: value for name, value in actor.items() if name not in ("confidence", "reason")} for actor in row["actors"] or ()]
    return json.dumps({**plain, "actors": heads}, sort_keys=True, default=str)


def count(report: Report, done: Sequence[Finished]) -> None:
    """Put what all parts gave into the report."""
    report.read = sum(one.rows for one in done)
    report.statements = sum(one.segment.rows for one in done)
    report.gained, report.lost, report.changed = (sum(getattr(one, name) for one in done) for name in ("gained", "lost", "changed"))


def swapped(store_dir: str | os.PathLike[str], done: Sequence[Finished]) -> Iterator[Segment]:
    """The segments that take the place of the old ones: the parts of one segment of articles together."""
    by_articles: dict[str, list[Finished]] = {}
    for one in done:
        by_articles.setdefault(one.of, []).append(one)
    for of, few in by_articles.items():
        ordered = [one.segment for one in sorted(few, key=lambda one: one.first)]
        yield from (replace(segment, of=of) for segment in joined(store_dir, ordered))
