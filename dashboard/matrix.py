"""The matrix of positions: speakers by issues, each cell with what was said, how much of it is independent, and how sure its lean is."""

from __future__ import annotations

from collections.abc import Mapping
from math import log, sqrt

import pandas as pd

from analytics.charts.palette import SIGNS, WORDS
from analytics.export.view import View, narrowed
from analytics.records import POSITIONS
from dashboard.data import records
from dashboard.levels import called, of
from dashboard.markup import esc, link, plural, table, thin

WIDEST = 12  # issues in the matrix
FEW = 3  # independent statements that take a position, below which a cell says little
Z = 1.96  # of 95 %


def cell_table(frame: pd.DataFrame, issues: pd.DataFrame, view: View) -> str:
    """Speakers by issues, in each cell the signs of what was said, with counts; an empty cell is silence, not zero."""
    if frame.empty:
        return '<p class="faint">No actor took a position on a listed issue here.</p>'
    held = set(frame["issue"])
    columns = [row for row in records(issues) if row["issue"] in held][:WIDEST]
    cells: dict[tuple[str, str], dict[str, Mapping[str, int]]] = {}
    for row in records(frame):
        cells.setdefault((row["actor_id"], row["issue"]), {})[row["position"]] = row
    heads = [view.by, *(link(narrowed(view, "positions", issues=(c["issue"],)), esc(c["name"])) for c in columns)]
    most = frame["statements"].max()
    body = []
    for key, name in dict(zip(frame["actor_id"], frame["name"], strict=True)).items():
        said = [cell(cells.get((key, column["issue"]), {}), key, column["issue"], view, most) for column in columns]
        body.append([f'<td class="nowrap">{link(of(view, "actors", key, view.by), esc(called(key, name, view.by)))}</td>', *said])
    shown = table(heads, body, "matrix").replace("<th><a", '<th class="issue"><a')
    note = (
        f"n counts statements; “indep.” counts the same words in copies of one text once. ○ are statements without a position found. "
        f"Pale cells rest on fewer than {FEW} positions. An empty cell means that nothing was said, never zero."
    )
    return shown + f'<p class="note">{note}</p>'


def cell(said: Mapping[str, Mapping[str, int]], key: str, issue: str, view: View, most: int) -> str:
    """One cell: each sign with its count, larger where more was said; then n and what of it is independent."""
    if not said:
        return '<td class="cell"></td>'
    parts = []
    for name, sign in SIGNS.items():
        if n := said.get(name, {}).get("statements", 0):
            there = of(view, "statements", key, view.by, issues=(issue,), positions=(name,))
            weight = log(1 + n) / log(1 + most)
            hint = f"{WORDS[name]}: {thin(n)}"
            parts.append(link(there, f"{sign}\u202f{thin(n)}", f"pos {name}", hint, data_n=str(n), style=f"--w:{weight:.2f}"))
    n, independent = (sum(row[count] for row in said.values()) for count in ("statements", "independent"))
    copies = f" · {thin(independent)} indep." if independent < n else ""
    few = sum(said[name]["independent"] for name in POSITIONS if name in said) < FEW
    hint = esc(leaning({name: said[name]["independent"] for name in POSITIONS if name in said}))
    return f'<td class="cell{" few" if few else ""}" title="{hint}">{" ".join(parts)}<small>n {thin(n)}{copies}</small></td>'


def leaning(counts: Mapping[str, int]) -> str:
    """The most frequent position with its share and what the share may be, by Wilson's interval; opposite ones are both named."""
    n = sum(counts.values())
    if not n:
        return "no position found in any of these statements"
    top = max(counts, key=lambda name: counts[name])
    low, high = interval(counts[top], n)
    told = f"{WORDS[top]} in {counts[top]} of {n} independent {plural(n, 'position')}; 95% interval {low:.0%} to {high:.0%}"
    return told + ("; both for and against" if counts.get("support") and counts.get("oppose") else "")


def interval(k: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share of k in n.

    >>> tuple(round(end, 2) for end in interval(8, 9))
    (0.57, 0.98)
    """
    share = k / n
    middle, spread = share + Z * Z / (2 * n), Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return (middle - spread) / (1 + Z * Z / n), (middle + spread) / (1 + Z * Z / n)
