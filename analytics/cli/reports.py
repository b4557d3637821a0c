"""Progress, run reports and a store's figures, on the terminal."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ibis
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from analytics.cli.watching import told
from analytics.ingest.watch import states
from analytics.pipeline.storing import Report
from analytics.store.serving import Generation, current

SHOWN = 20


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error; the body gets the call that moves it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda steps: bar.advance(task, steps)


def show_run(report: Report, store: str | os.PathLike[str]) -> None:
    """What a run did: counts, then each failure and remark."""
    console = Console(soft_wrap=True, highlight=False)
    rate = f", {report.read / report.seconds:.1f} articles/s" if report.read >= 100 else ""
    console.print(
        f"read {report.read}, new {report.new}, seen before {report.seen}, failed {report.failed} in {report.seconds:.1f} s{rate}"
    )
    console.print(f"{report.statements} statements extracted into {escape(str(Path(store)))}")
    show_remarks(report, store)


def show_remarks(report: Report, store: str | os.PathLike[str]) -> None:
    """What a run has to tell of articles: first those that failed."""
    console = Console(soft_wrap=True, highlight=False)
    for kept, heading in ((False, "not stored"), (True, "stored, with a remark")):
        held = [remark for remark in report.remarks if remark.kept is kept]
        if held:
            console.print(f"\n{heading}: {len(held)}")
        for remark in held[:SHOWN]:
            console.print(f"  {escape(remark.origin)}: {escape(remark.reason)}")
        if len(held) > SHOWN:
            console.print(f"  and {len(held) - SHOWN} more; all of them: narratives status --store {escape(str(Path(store)))}")


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
    begun = Path(store, "manifests").is_dir()
    if begun or not watched:
        console.print(escape(figures(current(store))))
    for line in ["Standing sources", *watched] if watched else []:
        console.print(escape(line))
    if begun:
        show_held(current(store), console)


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
            console.print(f"  {escape(str(row.origin))}: {escape(str(row.reason))}")


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
    shown = frame.astype(object).where(frame.notna(), None).values.tolist()
    order = [str(column) for column in frame.columns]
    rows = [dict(zip(order, row, strict=True)) for row in shown]
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
        made.add_row(*(escape(str(cell)) for cell in row))
    return made
