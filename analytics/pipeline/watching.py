"""Standing sources into the store: one pass over those that are due, resumable at any moment."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from time import monotonic, sleep
from typing import TypeVar

from analytics.errors import BusyError, StoreError
from analytics.ingest import Found, Online
from analytics.ingest.moments import moment, stamp
from analytics.ingest.watch import State, states
from analytics.ingest.watch.harvest import Harvest, harvests, in_turn
from analytics.ingest.watch.pages import Pages
from analytics.ingest.watch.sources import Source
from analytics.ingest.watch.state import forget, keep
from analytics.pipeline.building import build
from analytics.pipeline.storing import Intake, Known, Report, run_segments, take
from analytics.store.lock import writing
from analytics.store.serving import begun, current
from analytics.store.truth import commit, committed

BATCH = 64  # places between two commits: what a kill can cost to be fetched again; extracted faster than polite fetching brings more
PATIENCE = 600  # seconds that another writer is waited for
LONGEST = timedelta(hours=24)  # between two tries of a source that is missing

T = TypeVar("T")
Tell = Callable[[State], None]


def watch_once(
    sources: Sequence[Source],
    store_dir: str | os.PathLike[str],
    workers: int | None = None,
    tell: Tell = lambda _: None,
    eager: bool = True,
) -> Report:
    """Look at sources and store what is new; `tell` gets each source's state as soon as all of it is stored.

    A source counts as looked at once everything it led to is stored: after a kill, the next pass finds the rest.
    """
    began, report, pages = monotonic(), Report(), Pages(store_dir)
    known = Known.of(store_dir) if begun(store_dir) else Known(set(), {})
    web = Online(pages, known, sources, eager)
    harvested = harvests(sources, pages, web)
    before = {state.source: state for state in states(store_dir)}
    left = Counter({one.source.name: len(one.places) for one in harvested})
    new, failed = Counter[str](), Counter[str]()
    waiting = harvested
    stream = web.completed(in_turn(harvested))
    while True:
        batch = list(islice(stream, BATCH))
        if batch:
            stored(batch, Intake(str(store_dir), known, report, workers), (new, failed))
            pages.flush()
            left.subtract(place.source for place in batch)
        ready, waiting = [one for one in waiting if left[one.source.name] <= 0], [one for one in waiting if left[one.source.name] > 0]
        for one, name in ((one, one.source.name) for one in ready):
            state = settled(one, before.get(name), web.now, (new[name], failed[name]))
            remember(store_dir, pages, one, state, web.now)
            tell(state)
        if len(batch) < BATCH:
            break
    finish(store_dir, report)
    report.seconds = monotonic() - began
    return report


def stored(batch: list[Found], into: Intake, counts: tuple[Counter[str], Counter[str]]) -> None:
    """Store what a batch holds, and count for each source what is new and what failed."""
    new, failed = counts
    held = into.known
    failed.update(place.source for place in batch if place.failure)
    fresh = {place.origin: place.source for place in batch if place.article and place.article.key not in held}
    before = len(into.report.remarks)
    with free(into.store_dir):
        take(batch, into)
    lost = [remark.origin for remark in into.report.remarks[before:] if not remark.kept and remark.origin in fresh]
    failed.update(fresh[origin] for origin in lost)
    new.update(source for origin, source in fresh.items() if origin not in lost)


def remember(store_dir: str | os.PathLike[str], pages: Pages, one: Harvest, state: State, now: datetime) -> None:
    """Keep that a source was looked at, and how it fares."""
    for page in one.feeds:
        pages.keep(replace(page.seen(now), source="", next_at=None))
    pages.flush()
    keep(store_dir, state)


def settled(one: Harvest, earlier: State | None, now: datetime, counts: tuple[int, int]) -> State:
    """How a source fares that was looked at, after how it fared before."""
    source = one.source
    good = one.answered > 0 or not source.feeds
    since = None if good else (earlier and earlier.missing_since) or stamp(now)
    every = timedelta(minutes=source.every)
    wait = every if since is None else max(every, min(now - moment(since), LONGEST))
    return State(
        source.name, source.country, source.ownership, source.language, source.feeds, source.every,
        last_try=stamp(now),
        last_success=stamp(now) if good else earlier.last_success if earlier else None,
        new=counts[0], failed=counts[1], missing_since=since,
        reason="; ".join(one.faults) or None,
        next_at=max(stamp(now + wait), one.until or ""),
    )  # fmt: skip


def due(sources: Iterable[Source], store_dir: str | os.PathLike[str], now: datetime) -> Iterator[Source]:
    """The sources that may be looked at now; what is known of sources that are listed no more is forgotten."""
    listed = list(sources)
    waiting = {state.source: state.next_at or "" for state in states(store_dir)}
    if waiting.keys() - {source.name for source in listed}:
        forget(store_dir, [source.name for source in listed])
    yield from (source for source in listed if waiting.get(source.name, "") <= stamp(now))


def pause(sources: Sequence[Source], store_dir: str | os.PathLike[str]) -> float:
    """The seconds until the next source is due."""
    names = {source.name for source in sources}
    soonest = min((state.next_at for state in states(store_dir) if state.next_at and state.source in names), default=None)
    return max(1.0, (moment(soonest) - datetime.now(UTC)).total_seconds()) if soonest else 1.0


def finish(store_dir: str | os.PathLike[str], report: Report) -> None:
    """Commit the run, if it has anything to tell, and make a new generation where the newest lacks a commit."""
    if report.new or report.failed:
        with free(store_dir):
            commit(store_dir, run_segments(store_dir, report))
    if begun(store_dir) and stale(store_dir):
        report.generation = patiently(lambda: build(store_dir))


def stale(store_dir: str | os.PathLike[str]) -> bool:
    """Whether the newest generation lacks a commit, or can't be read by this program."""
    try:
        return current(store_dir).meta().get("commits") != str(committed(store_dir))
    except StoreError:
        return True


@contextmanager
def free(store_dir: str | os.PathLike[str]) -> Iterator[None]:
    """Hold the store's lock; another writer is waited for."""
    with ExitStack() as held:
        patiently(lambda: held.enter_context(writing(store_dir, "watch")))
        yield


def patiently(call: Callable[[], T]) -> T:
    """The result of a call that needs the store's lock, as soon as another writer is done; some minutes are waited for that."""
    began = monotonic()
    while True:
        try:
            return call()
        except BusyError:
            if monotonic() - began > PATIENCE:
                raise
            sleep(1)
