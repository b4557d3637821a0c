"""The commands that keep a store whole and small: compact, backup, restore."""

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
