"""The command that looks at standing sources again and again."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from analytics.cli import DEFAULT_STORE, StoreOption, WorkersOption, app

if TYPE_CHECKING:
    from analytics.ingest.watch import State


@app.command()
def watch(
    sources: Annotated[Path, typer.Option(help="The file of standing sources.")] = Path("sources.toml"),
    store: StoreOption = DEFAULT_STORE,
    once: Annotated[bool, typer.Option("--once", help="Look at every source now, then end.")] = False,
    every: Annotated[Optional[int], typer.Option(min=1, help="Minutes between two looks, for all sources.")] = None,  # noqa: UP045
    workers: WorkersOption = None,
) -> None:
    """Fetch the standing sources' feeds and pages as they come out, extract their statements and store both.

    Goes on until it is stopped; a run that was cut off, or killed, is taken up by the next.
    """
    from dataclasses import replace

    from rich.console import Console

    from analytics.cli.terminal import shown
    from analytics.ingest.watch.sources import sources as listed
    from analytics.pipeline.watching import due, pause, watch_once

    held = [replace(source, every=every) if every else source for source in listed(sources)]
    console = Console(soft_wrap=True, highlight=False)
    try:
        while True:
            ready = list(due(held, store, datetime.now(UTC)))
            if once or ready:
                watch_once(held if once else ready, store, workers, lambda state: console.print(shown(told(state))), eager=once)
            if once:
                return
            sleep(min(pause(held, store), 60))
    except KeyboardInterrupt:
        print("stopped; what was stored is kept, and the next run goes on from there", file=sys.stderr)
        raise typer.Exit(130) from None


def told(state: State) -> str:
    """A source's state in one line."""
    success = f"last success {state.last_success or 'never'}"
    if state.missing_since:
        return f"{state.source}: missing since {state.missing_since}, {success}: {state.reason}"
    return f"{state.source}: {success}, {state.new} new, {state.failed} failed" + (f"; {state.reason}" if state.reason else "")
