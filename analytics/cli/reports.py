"""Progress, run reports and a store's figures, on the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import ibis
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from analytics.cli.terminal import shown
from analytics.cli.watching import told
from analytics.ingest.watch import states
from analytics.pipeline.storing import Report
from analytics.store.serving import Generation, begun, current

SHOWN = 20
QUIET = 3  # seconds between two lines of progress


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """How many are done, how fast it goes and how long it still takes; the body gets the call that moves it.

    A bar where standard error is a terminal; else a line every few seconds.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Told(what, total).advance
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda steps: bar.advance(task, steps)


class Rate(ProgressColumn):
    """Items a second."""

    def render(self, task: Task) -> Text:
        """The rate, once it is known."""
        return Text(f"{task.speed:,.1f}/s" if task.speed else "")


class Told:
    """Progress in lines."""

    def __init__(self, what: str, total: int) -> None:
        """Nothing is done yet."""
        self.what, self.total, self.done = what, total, 0
        self.begun = self.last = monotonic()

    def advance(self, steps: int) -> None:
        """So many more are done; tell it, unless that was done just now."""
        self.done += steps
        now = monotonic()
        if now - self.last < QUIET:
            return
        self.last = now
        rate = self.done / (now - self.begun)
        left = max(self.total - self.done, 0) / rate if rate else 0
        print(f"{self.what}: {self.done:,} of about {self.total:,}, {rate:,.1f}/s, {lasting(left)} left", file=sys.stderr, flush=True)


def lasting(seconds: float) -> str:
    """A time in its largest unit."""
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


def show_run(report: Report, store: str | os.PathLike[str]) -> None:
    """What a run did: counts, then each failure and remark."""
    console = Console(soft_wrap=True, highlight=False)
    rate = f", {report.read / report.seconds:.1f} articles/s" if report.read >= 100 else ""
    console.print(
        f"read {report.read}, new {report.new}, seen before {report.seen}, failed {report.failed} in {report.seconds:.1f} s{rate}"
    )
    console.print(f"{report.statements} statements extracted into {shown(Path(store))}")
    show_remarks(report, store)


def show_remarks(report: Report, store: str | os.PathLike[str]) -> None:
    """What a run has to tell of articles: first those that failed."""
    console = Console(soft_wrap=True, highlight=False)
    for kept, heading in ((False, "not stored"), (True, "stored, with a remark")):
        held = [remark for remark in report.remarks if remark.kept is kept]
        if held:
            console.print(f"\n{heading}: {len(held)}")
        for remark in held[:SHOWN]:
            console.print(f"  {shown(remark.origin)}: {shown(remark.reason)}")
        if len(held) > SHOWN:
            console.print(f"  and {len(held) - SHOWN} more; all of them: narratives status --store {shown(Path(store))}")


def show_rebuild(report: Report, store: str | os.PathLike[str]) -> None:
    """What was extracted anew, and what failed."""
    if report.read or report.remarks:
        print(
            f"{report.read} articles read anew in {report.seconds:.1f} s: {report.gained} statements gained, {report.lost} lost, "
            f"{report.changed} changed, {report.statements - report.gained - report.changed} as before"
        )
        show_remarks(report, store)
    else:
        print(f"nothing to extract anew in {Path(store)}; generation {report.generation} built in {report.seconds:.1f} s")


def show_status(store: str | os.PathLike[str]) -> None:
    """Figures, sources, standing sources, last runs and the failures of the last one."""
    console = Console(soft_wrap=True, highlight=False)
    watched = [told(state) for state in states(store)]
    generation = current(store) if begun(store) or not watched else None
    if generation:
        console.print(shown(figures(generation)))
    for line in ["Standing sources", *watched] if watched else []:
        console.print(shown(line))
    if generation:
        show_held(generation, console)


def show_held(generation: Generation, console: Console) -> None:
    """Sources, last runs and failures."""
    console.print(table("Sources", ("source", "articles", "statements", "first", "last", "undated"), sources(generation)))
    console.print(table("Last runs", ("at (UTC)", "read", "new", "seen before", "failed"), runs(generation)))
    failures = generation.table("failures")
    last = generation.frame(failures.group_by("reason", "kept").aggregate(n=failures.count()).order_by(ibis.desc("n")).limit(SHOWN))
    if len(last):
        rows = [(row.n, "stored" if row.kept else "not stored", row.reason) for row in last.itertuples()]
        console.print(table("What could not be read, or only with a remark", ("times", "", "reason"), rows))
        detail = generation.frame(failures.order_by(ibis.desc("at"), "origin").limit(SHOWN))
        for row in detail.itertuples():
            console.print(f"  {shown(row.origin)}: {shown(row.reason)}")


def figures(generation: Generation) -> str:
    """One sentence of counts."""
    names = ("articles", "statements", "actors")
    counts = {name: generation.count(name) for name in names}
    meta = generation.meta()
    held = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    return f"{held}; generation {generation.name}, built {meta.get('built_at', 'at an unknown time')}"


def sources(generation: Generation) -> list[tuple[Any, ...]]:
    """Articles, statements and days of each source, most articles first."""
    articles = generation.table("articles")
    grouped = articles.group_by("source").aggregate(
        articles=articles.count(),
        statements=articles.statements.sum().cast("int64"),
        first=articles.published.min(),
        last=articles.published.max(),
        undated=articles.published.isnull().sum().cast("int64"),
    )
    frame = generation.frame(grouped.order_by(ibis.desc("articles"), "source").limit(SHOWN))
    values = frame.astype(object).where(frame.notna(), None).values.tolist()
    order = [str(column) for column in frame.columns]
    rows = [dict(zip(order, row, strict=True)) for row in values]
    return [
        (r["source"] or "unknown", r["articles"], int(r["statements"]), day(r["first"]), day(r["last"]), int(r["undated"])) for r in rows
    ]


def runs(generation: Generation) -> list[tuple[Any, ...]]:
    """The last runs, newest first."""
    frame = generation.frame(generation.table("runs").order_by(ibis.desc("at")).limit(10))
    return [(f"{row.at:%Y-%m-%d %H:%M:%S}", row.read, row.new, row.seen, row.failed) for row in frame.itertuples()]


def day(value: Any) -> str:
    """A day, or a dash for none."""
    return f"{value:%Y-%m-%d}" if value is not None else "-"


def table(title: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Table:
    """A plain table for the terminal."""
    made = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for column in columns:
        made.add_column(column, justify="left" if column in ("source", "reason", "") else "right", overflow="fold")
    for row in rows:
        made.add_row(*(shown(cell) for cell in row))
    return made
