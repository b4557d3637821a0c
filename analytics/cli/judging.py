"""The commands about people's judgements: list, export, import."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typer

from analytics.cli import DEFAULT_STORE, StoreOption, app, fail

judgements = typer.Typer(help="What people decided against the machine's reading.", no_args_is_help=True)
app.add_typer(judgements, name="judgements")


@judgements.command("list")
def show(store: StoreOption = DEFAULT_STORE) -> None:
    """Every judgement with its status: applied, moved (needs review), orphaned, conflicting or corrupt; those that don't fit first."""
    from analytics.export.lines import printable
    from analytics.metrics.doubts import history, unplaced
    from analytics.records import Selection
    from analytics.store.serving import current

    generation = current(store)
    for frame in (unplaced(generation, Selection()), history(generation, Selection(), 1_000_000)):
        for row in frame.drop_duplicates("judgement_id").to_dict("records"):
            words = f" on “{row['words'][:80]}”" if row["words"] else ""
            made = f"{row['at']} {row['author']}: {row['about']} {row['value']}{words}" if row["about"] else row["judgement_id"]
            print(printable(f"{row['status']}  {made}" + (f"  ({row['reason']})" if row["reason"] else "")))


@judgements.command()
def export(store: StoreOption = DEFAULT_STORE) -> None:
    """Every judgement ever made, undone ones too, a JSON object a line, for another store of the same texts."""
    from analytics.judgements.judgement import entry
    from analytics.judgements.log import read
    from analytics.store.serving import present

    present(store)
    log = read(store)
    for one in log.judgements:
        print(json.dumps(entry(one), ensure_ascii=False))
    for where, rule in log.faults:
        print(f"left out: {where}: {rule}", file=sys.stderr)


@judgements.command("import")
def take(path: Path, store: StoreOption = DEFAULT_STORE) -> None:
    """Add the judgements of another store's export that aren't here yet, and apply them."""
    from analytics.judgements.log import merge
    from analytics.store.generation import rejudge
    from analytics.store.serving import present

    present(store)
    if not path.is_file():
        fail(f"no such file: {path}")
    new, faults = merge(store, path.read_bytes().splitlines(), path.name)
    for where, rule in faults:
        print(f"left out: {where}: {rule}", file=sys.stderr)
    name = rejudge(store)
    print(f"{new} new judgements; generation {name}")


@judgements.command()
def apply(store: StoreOption = DEFAULT_STORE) -> None:
    """Apply the judgements as the file has them now, after it was edited or restored by hand."""
    from analytics.store.generation import rejudge

    print(f"generation {rejudge(store)}")
