"""How the page that an article was taken from was changed: each version against the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analytics.metrics.edits import Edit, changed
from dashboard.markup import esc, moment

MARKS = {"kept": ("", ""), "removed": ('<del class="faint">', "</del>"), "added": ("<ins>", "</ins>")}


def history(rows: Sequence[Mapping[str, Any]], edits: Sequence[Sequence[Edit]]) -> str:
    """All changes, newest first, to be opened; `edits` are those from each version to the next."""
    times = len(rows) - 1
    often = "once" if times == 1 else f"{times} times"
    head = f"Changed {often} since it was first fetched, {moment(rows[0]['fetched_at'])}"
    steps = [step(row, edit) for row, edit in zip(rows[1:], edits, strict=True)]
    return f'<details class="inline"><summary>{head}</summary>{"".join(reversed(steps))}</details>'


def step(row: Mapping[str, Any], edits: Sequence[Edit]) -> str:
    """The paragraphs that were changed in one version."""
    lines = [
        "<p>" + "".join(f"{MARKS[piece.kind][0]}{esc(piece.text)}{MARKS[piece.kind][1]}" for piece in edit) + "</p>"
        for edit in changed(list(edits))
    ]
    return f"<h4>version {row['number']}, fetched {moment(row['fetched_at'])}</h4>{''.join(lines)}"
