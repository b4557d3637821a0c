"""The command that finds issues and positions again without extracting anything."""

from __future__ import annotations

import sys

from analytics.cli import DEFAULT_STORE, StoreOption, WorkersOption, app


@app.command()
def positions(store: StoreOption = DEFAULT_STORE, workers: WorkersOption = None) -> None:
    """Find issues and positions again on stored statements, after issues were added or changed; who said what stays as it is."""
    from analytics.cli.reports import progress
    from analytics.lexicon.issues import issues
    from analytics.pipeline.restating import outdated, restate
    from analytics.store.serving import present
    from analytics.store.truth import segments

    present(store)
    issues()  # a broken table is told before anything is begun
    rows = {one.file: one.rows for one in segments(store, "articles")}
    total = sum(rows.get(one.of, 0) for one in outdated(store))
    with progress("articles", total) as step:
        report = restate(store, workers, step)
    for where, why in report.failed:
        print(f"{where}: {why}", file=sys.stderr)
    told = f"{report.articles} articles read again, {report.changed} statements changed in {report.seconds:.1f} s"
    print(f"{told}; generation {report.generation}")
