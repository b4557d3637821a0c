"""Tables and rows of figures on the pages; every number in them is a link to its statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics.charts.palette import SIGNS, WORDS
from analytics.export.view import View, narrowed
from dashboard.data import records
from dashboard.levels import called, of
from dashboard.markup import chip, day, esc, figure, link, percent, plural, strip, table, thin


def figures_row(row: Mapping[str, Any], view: View) -> str:
    """The head figures: statements open their list, the others the page that lists them."""
    there = narrowed(view, "statements")
    share = esc(percent(row["unnamed"], row["statements"]))
    cells = [
        (figure(row["statements"], there), "statements"),
        (link(narrowed(view, "actors"), thin(row["actors"]), "n"), plural(row["actors"], "actor")),
        (link(narrowed(view, "positions"), thin(row["issues"]), "n"), plural(row["issues"], "issue")),
        (link(narrowed(view, "sources"), thin(row["articles"]), "n"), plural(row["articles"], "article")),
        (link(narrowed(view, "sources"), thin(row["sources"]), "n"), f"known {plural(row['sources'], 'source')}"),
        (figure(row["unnamed"], narrowed(view, "statements", named="unnamed")), f"by unnamed speakers, {share}"),
        (figure(row["undated"], narrowed(view, "statements", undated="only", start=None, end=None)), "date unknown"),
    ]
    return '<div class="figures">' + "".join(f'<div>{n}<span class="label">{label}</span></div>' for n, label in cells) + "</div>"


def undated_bin(row: Mapping[str, Any], view: View, alone: bool = False) -> str:
    """The statements that have no place on the time axis."""
    n = row["undated"]
    number = figure(n, narrowed(view, "statements", undated="only", start=None, end=None))
    reason = (
        "none dated: no article bears a date, so there is nothing to draw over time."
        if alone
        else "not in the chart: the article’s date is unknown"
    )
    return f'<div class="undated">{number} <span class="faint">{plural(n, "statement")}, {reason}</span></div>' if n else ""


def timetable(frame: pd.DataFrame, unit: str, view: View) -> str:
    """The chart's numbers as a table, folded."""
    bins: dict[pd.Timestamp, dict[str, int]] = {}
    for start, position, n in zip(frame["start"], frame["position"], frame["statements"].tolist(), strict=True):
        bins.setdefault(start, {})[position] = n
    rows = []
    for start, counts in sorted(bins.items()):
        first, last = span(start.date(), unit)
        there = narrowed(view, "statements", start=first, end=last, undated=False)
        cells = [figure(counts.get(name, 0), narrowed(there, positions=(name,))) for name in SIGNS]
        rows.append([day(start, unit), *(f'<td class="r">{cell}</td>' for cell in cells)])
    heads = [unit, *(f'<span title="{WORDS[name]}">{sign}</span>' for name, sign in SIGNS.items())]
    return f'<details class="twin"><summary>as a table</summary>{table(heads, rows)}</details>'


def span(start: date, unit: str) -> tuple[date, date]:
    """First and last day of a bin."""
    after = {
        "day": start + timedelta(days=1),
        "month": (start.replace(day=1) + timedelta(days=32)).replace(day=1),
        "year": date(start.year + 1, 1, 1),
    }
    return start, after[unit] - timedelta(days=1)


def actor_table(frame: pd.DataFrame, view: View, total: int = 0) -> str:
    """Actors with their number of statements and how these divide."""
    most = max(frame["statements"].max(), 1) if len(frame) else 1
    rows = []
    for row in records(frame):
        name = link(of(view, "actors", row["actor_id"], view.by), esc(called(row["actor_id"], row["name"], view.by)))
        number = figure(row["statements"], of(view, "statements", row["actor_id"], view.by))
        bar = f'<span class="bar" style="width:{100 * row["statements"] / most:.0f}%"></span>'
        rows.append([f"{name} {chip(row['country'], row['kind'])}", f'<td class="r">{number}</td>', f'<td style="width:32%">{bar}</td>'])
    more = f'<p class="note">{link(narrowed(view, "actors"), f"all {thin(total)} actors")}</p>' if total > len(frame) else ""
    return table([view.by, "statements", ""], rows) + more


def key() -> str:
    """What the signs mean."""
    signs = (f'<span><span class="sign {name}">{sign}</span> {WORDS[name]}</span>' for name, sign in SIGNS.items())
    return f'<p class="key">{"".join(signs)}</p>'


def divided(frame: pd.DataFrame, view: View, most: int = 5) -> str:
    """The issues on which the sides are most equal."""
    known = frame[frame["division"] > 0].sort_values(["division", "statements"], ascending=False).head(most)
    if known.empty:
        return '<p class="faint">No issue has both sides, or too few positions to tell.</p>'
    rows = []
    for row in records(known):
        name = link(narrowed(view, "positions", issues=(row["issue"],)), esc(row["name"]))
        rows.append(
            [f'<td class="nowrap">{name}</td>', f'<td style="width:62%">{shares(row, view)}</td>', f'<td class="r">{total(row, view)}</td>']
        )
    return table(["issue", "statements by position", "n"], rows)


def shares(row: Mapping[str, Any], view: View) -> str:
    """An issue's positions as shares."""
    views = {name: narrowed(view, "statements", issues=(row["issue"],), positions=(name,)) for name in SIGNS}
    return strip({name: row[name] for name in SIGNS}, views)


def total(row: Mapping[str, Any], view: View) -> str:
    """An issue's number of statements."""
    return figure(row["statements"], narrowed(view, "statements", issues=(row["issue"],)))


def pager(view: View, n: int, size: int) -> str:
    """Links to the pages before and after, with what is shown."""
    last = max(1, -(-n // size))
    first = (view.number - 1) * size + 1
    shown = f"{thin(first)}–{thin(min(n, first + size - 1))} of {thin(n)}" if first <= n else f"page {view.number} of {last}"
    before = link(replace(view, number=view.number - 1), "← previous", data_key="k") if 1 < view.number <= last else ""
    after = link(replace(view, number=view.number + 1), "next →", data_key="j") if view.number < last else ""
    back = link(replace(view, number=last), f"last page, {last}") if view.number > last else ""
    return f'<div class="pager">{before}<span class="faint">{shown}</span>{after}{back}</div>'


def all_statements(n: int, view: View) -> str:
    """The way from a few statements to all of them."""
    words = f"all {thin(n)} {plural(n, 'statement')}"
    return f'<p class="pager">{figure(n, narrowed(view, "statements"), "all", words)}</p>'
