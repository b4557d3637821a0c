"""The command that shows how pages were changed after they were first fetched."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from analytics.cli import DEFAULT_STORE, StoreOption, app
from analytics.metrics.edits import Edit, changed

MARKS = {"kept": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


@app.command()
def versions(
    article: Annotated[Optional[str], typer.Argument(help="An article's id or address; all that were changed, if not given.")] = None,  # noqa: UP045
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """The pages that were changed after they were first fetched; of one of them, each change: [-gone-] and {+come+}."""
    from rich.console import Console

    from analytics.cli.terminal import shown
    from analytics.metrics.versions import at, changes, rewritten
    from analytics.metrics.versions import versions as listed
    from analytics.records import Selection
    from analytics.store.serving import current

    generation = current(store)
    console = Console(soft_wrap=True, highlight=False)
    if article is None:
        pages = rewritten(generation).fillna("unknown").to_dict("records")
        for row in pages:
            console.print(shown("{article_id}  {versions} versions  {source}: {title}  {url}".format_map(row)))
        if not pages:
            print("no page was changed")
        return
    held = listed(generation, Selection(), at(generation, article)).to_dict("records")
    if not held:
        console.print("one version only")
    for old, new in zip([None, *held], held, strict=False):
        title = new["title"] or "without a title"
        console.print(shown(f"version {new['number']}, fetched {new['fetched_at']}, {new['statements']} statements: {title}"))
        for line in told(changes(generation, Selection(), old["article_id"], new["article_id"])) if old else []:
            console.print(shown(f"  {line}"))


def told(edits: list[Edit]) -> list[str]:
    """The paragraphs that were changed, each on one line."""
    return ["".join(f"{MARKS[piece.kind][0]}{piece.text}{MARKS[piece.kind][1]}" for piece in edit) for edit in changed(edits)]
