"""The commands that keep a store whole and small, and what was made of it: compact, keep, backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analytics.cli import DEFAULT_STORE, StoreOption, app


@app.command()
def compact(store: StoreOption = DEFAULT_STORE) -> None:
    """Merge a store's many small files and commits into few; what it holds stays the same."""
    from analytics.store.compaction import compact as run
    from analytics.store.serving import present

    present(store)
    done = run(store)
    files, commits = (f"{before} {what} to {after}" for (before, after), what in ((done.files, "files"), (done.commits, "commits")))
    print(f"store {store}: {files}, {commits}, {megabytes(done.freed)} freed")


@app.command()
def keep(
    generation: Annotated[str, typer.Argument(help="The generation's name; the newest if not given.")] = "",
    drop: Annotated[bool, typer.Option("--drop", help="Let it go with the next build.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Keep a generation as it is while newer ones are made, so that what was cited from it can be looked up: `serve --generation NAME`."""
    from analytics.store.generation import preserve
    from analytics.store.serving import present

    present(store)
    name = preserve(store, generation, drop)
    way = "goes with the next build" if drop else f"is kept; look at it with `narratives serve --generation {name} --store {store}`"
    print(f"generation {name} {way}")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="A new file.")], store: StoreOption = DEFAULT_STORE) -> None:
    """Write all of a store that can't be worked out again into one file: articles, statements, judgements, standing sources."""
    from analytics.store.backup import backup as run

    count = run(store, file)
    print(f"{count} files of store {store} in {file}, {megabytes(file.stat().st_size)}; back with `narratives restore {file} --store DIR`")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `narratives backup` wrote.")], store: StoreOption = DEFAULT_STORE
) -> None:
    """Make a store of a backup, in a new folder, compare every file with its checksum, and build its tables."""
    from analytics.pipeline.building import build
    from analytics.store.backup import restore as run

    count = run(file, store)
    generation = build(store)
    print(f"{count} files of {file} in store {store}, each as it was written; generation {generation} built")


def megabytes(size: int) -> str:
    """Bytes in words."""
    return f"{size / 1e6:.1f} MB"
