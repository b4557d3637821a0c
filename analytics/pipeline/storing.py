"""Into the store: shards of articles are read, extracted and written in worker processes, and committed one by one."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pyarrow.parquet as pq

from analytics.ingest import Found, Online, read
from analytics.ingest.watch.pages import Pages
from analytics.lexicon.own_issues import adopt
from analytics.pipeline.building import build
from analytics.pipeline.extracting import Extracted, extract_shard, given_up
from analytics.pipeline.fingerprint import extractor
from analytics.pipeline.parallel import in_order
from analytics.records import Article
from analytics.store.lock import writing
from analytics.store.segments import article_row, statement_rows
from analytics.store.truth import Segment, add_segment, column, commit, segments

SHARD_ARTICLES, SHARD_CHARACTERS = 64, 600_000
FETCH = ("article_id", "fetched_at")

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a place in the input; `kept`: the article is stored all the same.

    `known` is what is known of an article that could not be had, `article` the id of one that goes into quarantine.
    """

    origin: str
    reason: str
    kept: bool = False
    known: Article | None = None
    article: str | None = None


@dataclass(slots=True)
class Report:
    """What a run did."""

    read: int = 0
    new: int = 0
    seen: int = 0
    statements: int = 0
    gained: int = 0  # statements that were found anew and not before, no more, or with another reading
    lost: int = 0
    changed: int = 0
    remarks: list[Remark] = field(default_factory=list)
    seconds: float = 0.0
    generation: str = ""

    @property
    def failed(self) -> int:
        """Places that gave no stored article."""
        return sum(not remark.kept for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class Shard:
    """Articles on their way into a store, each with where it came from."""

    store_dir: str
    articles: tuple[tuple[Article, str], ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a shard; its segments wait for their commit."""

    segments: tuple[Segment, ...]
    new: int
    statements: int
    remarks: tuple[Remark, ...]


def ingest(
    paths: Sequence[str | os.PathLike[str]],
    store_dir: str | os.PathLike[str],
    workers: int | None = None,
    progress: Progress = lambda _: None,
    retry: bool = False,
) -> Report:
    """Read, extract and store what isn't there yet, then make a new generation; what is stored stays stored if the run is cut off.

    Documents that took all their time before are passed over, unless `retry` says otherwise or the extractor is another one.
    """
    report, began, pages = Report(), monotonic(), Pages(store_dir)
    adopt(store_dir)
    with writing(store_dir, "ingest"):
        known = Known.of(store_dir, retry)
        try:
            take(read(*paths, web=Online(pages, known)), Intake(str(store_dir), known, report, workers, progress))
        finally:
            commit(store_dir, run_segments(store_dir, report))
            pages.flush()
    report.generation = build(store_dir)
    report.seconds = monotonic() - began
    return report


@dataclass(frozen=True, slots=True)
class Known:
    """The ids of articles that a store holds, and those of documents in quarantine with the reason."""

    held: set[str]
    quarantined: dict[str, str]

    @classmethod
    def of(cls, store_dir: str | os.PathLike[str], retry: bool = False) -> Known:
        """What a store knows now."""
        return cls(set(column(store_dir, "articles", "article_id")), {} if retry else quarantine(store_dir))

    def __contains__(self, article: object) -> bool:
        """Whether an article need not be had again."""
        return article in self.held or article in self.quarantined


@dataclass(frozen=True, slots=True)
class Intake:
    """Where articles go, what is there already, and who is told."""

    store_dir: str
    known: Known
    report: Report
    workers: int | None = None
    progress: Progress = lambda _: None
    again: set[tuple[str, str]] = field(default_factory=set)  # stored articles that were fetched once more, and when


def take(found: Iterable[Found], into: Intake) -> None:
    """Extract and commit what isn't there yet, shard by shard; of what is, that it was fetched again."""
    report = into.report
    for stored in in_order(store_shard, shards(unseen(found, into), into.store_dir), into.workers, lost=shard_given_up):
        commit(into.store_dir, stored.segments)
        report.new += stored.new
        report.statements += stored.statements
        report.remarks += stored.remarks
        into.progress(stored.new + sum(not remark.kept for remark in stored.remarks))
    fetched_again(into)


def fetched_again(into: Intake) -> None:
    """Commit the fetches of articles that were stored before: a page may have come back to an earlier text."""
    if not into.again:
        return
    held = {
        pair for table in ("articles", "fetches") for pair in zip(*(column(into.store_dir, table, name) for name in FETCH), strict=True)
    }
    at = datetime.now(UTC).replace(tzinfo=None)
    if rows := [{**dict(zip(FETCH, pair, strict=True)), "ingested_at": at} for pair in sorted(into.again - held)]:
        commit(into.store_dir, [add_segment(into.store_dir, "fetches", rows)])
    into.again.clear()


def quarantine(store_dir: str | os.PathLike[str]) -> dict[str, str]:
    """The documents that took this extractor all the time they were given, with the reason: that is paid once."""
    found: dict[str, str] = {}
    for segment in segments(store_dir, "failures"):
        rows = pq.read_table(Path(store_dir, "segments", segment.file))
        if "extractor" in rows.column_names:
            found |= {row["article_id"]: row["reason"] for row in rows.to_pylist() if row["extractor"] == extractor()}
    return found


def unseen(found: Iterable[Found], into: Intake) -> Iterator[tuple[Article, str]]:
    """The articles that aren't stored yet; everything else goes into the report."""
    held, report = into.known.held, into.report
    for place in found:
        if place.seen and place.failure:  # failed before, and isn't due to be tried again
            into.progress(1)
            continue
        report.read += 1
        report.remarks += [Remark(place.origin, reason, kept=True) for reason in place.remarks if not place.seen]
        if place.seen or (place.article and place.article.key in held):
            if place.article and place.article.fetched_at:
                into.again.add((place.article.key, place.article.fetched_at))
            report.seen += 1
            into.progress(1)
        elif place.article is None:
            report.remarks.append(Remark(place.origin, place.failure or "unreadable", known=place.known))
            into.progress(1)
        elif reason := into.known.quarantined.get(place.article.key):
            report.remarks.append(Remark(place.origin, f"in quarantine, `--retry` tries it again: {reason}"))
            into.progress(1)
        else:
            held.add(place.article.key)
            yield place.article, place.origin


def shards(articles: Iterable[tuple[Article, str]], store_dir: str) -> Iterator[Shard]:
    """Articles a few at a time, fewer of long ones."""
    held: list[tuple[Article, str]] = []
    characters = 0
    for article, origin in articles:
        held.append((article, origin))
        characters += len(article.text)
        if len(held) >= SHARD_ARTICLES or characters >= SHARD_CHARACTERS:
            yield Shard(store_dir, tuple(held))
            held, characters = [], 0
    if held:
        yield Shard(store_dir, tuple(held))


def store_shard(shard: Shard) -> Stored:
    """Extract a shard and write its segments."""
    return written(shard, extract_shard([article for article, _ in shard.articles]))


def shard_given_up(shard: Shard) -> Stored:
    """What can be had of a shard that killed its workers: each article in a worker of its own."""
    return written(shard, given_up([article for article, _ in shard.articles]))


def written(shard: Shard, results: Sequence[Extracted]) -> Stored:
    """Segments of what was extracted; an article that failed isn't stored, so that the next run tries it again."""
    at = datetime.now(UTC).replace(tzinfo=None)
    good = [result for result in results if result.error is None]
    said = [row for result in good for row in statement_rows(result.article.text, result.statements)]
    new = []
    if good:
        articles = add_segment(shard.store_dir, "articles", [article_row(result.article, at) for result in good])
        new = [articles, add_segment(shard.store_dir, "statements", said, articles.file, extractor())]
    return Stored(tuple(new), len(good), len(said), remarks([origin for _, origin in shard.articles], results))


def remarks(origins: Sequence[str], results: Sequence[Extracted]) -> tuple[Remark, ...]:
    """What there is to tell of articles."""
    return tuple(
        Remark(origin, result.error or result.remark or "", result.error is None, article=result.article.key if result.costly else None)
        for origin, result in zip(origins, results, strict=True)
        if result.error or result.remark
    )


def run_segments(store_dir: str | os.PathLike[str], report: Report) -> list[Segment]:
    """The run itself, and what it has to tell."""
    at, run = datetime.now(UTC).replace(tzinfo=None), uuid.uuid4().hex[:12]
    counts = {"run_id": run, "at": at, "read": report.read, "new": report.new, "seen": report.seen, "failed": report.failed}
    told = [{"run_id": run, "at": at, **failure_row(remark)} for remark in report.remarks]
    return [add_segment(store_dir, "runs", [counts]), *([add_segment(store_dir, "failures", told)] if told else [])]


def failure_row(remark: Remark) -> dict[str, object]:
    """A remark as a row, without its run."""
    about = remark.known or Article("")
    page = {"url": about.url, "title": about.title, "source": about.source, "published": about.published.value}
    by = {"article_id": remark.article, "extractor": extractor() if remark.article else None}
    return {"origin": remark.origin, "reason": remark.reason, "kept": remark.kept, **page, **by}
