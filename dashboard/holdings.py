"""Tables of what a store holds: by source and month, what failed, standing sources, runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analytics.export.view import View, narrowed
from analytics.ingest.watch.state import State
from dashboard.data import records
from dashboard.grids import span
from dashboard.markup import esc, link, plural, table, thin
from dashboard.people import seen

COLUMNS = 24  # months or years beside each other, the last ones
LONGEST = 731  # days that are shown by month
Row = Mapping[str, Any]


def number(n: int) -> str:
    """A cell with a number; nought is faint."""
    return f'<td class="r">{thin(n)}</td>' if n else '<td class="r"><span class="nil">0</span></td>'


def source_months(sources: pd.DataFrame, months: pd.DataFrame, view: View, size: int) -> str:
    """A page of the sources with their articles by month or, over a longer time, by year; a year opens its months."""
    months = within(months, view)
    unit = "month" if len(months) and (months["start"].max() - months["start"].min()).days < LONGEST else "year"
    months = months.assign(at=months["start"] if unit == "month" else months["start"].dt.to_period("Y").dt.start_time)
    months = months[(months["unit"] == "month") | (unit == "year")]
    binned: pd.DataFrame = months[["source", "at", "articles"]].groupby(["source", "at"], as_index=False).sum()
    counts = {(row["source"], row["at"]): int(row["articles"]) for row in records(binned)}
    starts = sorted({start for _, start in counts})[-COLUMNS:]
    most = max((n for (_, start), n in counts.items() if start in starts), default=1)
    rows = []
    for row in records(sources.iloc[(view.number - 1) * size : view.number * size]):
        cells = [cell(row["source"], start, unit, counts.get((row["source"], start), 0), most) for start in starts]
        name = esc(row["source"]) if row["source"] != "unknown" else "<em>unknown</em>"
        there = narrowed(View(page="sources"), sources=(row["source"],))
        rows.append([
            f'<td class="nowrap">{link(there, name)}</td>', number(row["articles"]), number(int(row["statements"])), number(row["undated"]),
            number(row["copies"]), f'<td class="nowrap">{seen(row, "none dated")}</td>', *cells,
        ])  # fmt: skip
    heads = ["source", "articles", "statements", "undated", "copies", "first – last"]
    made = table([*heads, *(head(start, unit, view) for start in starts)], rows, "holdings")
    return f"<h3>Articles by source and {unit}</h3>{made}"


def within(months: pd.DataFrame, view: View) -> pd.DataFrame:
    """The months between the view's dates."""
    start, end = view.selection.start, view.selection.end
    kept = pd.Series(True, months.index)
    if start:
        kept &= months["start"] >= pd.Timestamp(start)
    if end:
        kept &= months["start"] <= pd.Timestamp(end)
    return months[kept]


def head(start: pd.Timestamp, unit: str, view: View) -> str:
    """A column's month, or its year with a link to its months."""
    if unit == "month":
        return f'<span class="month">{start:%b}<br>{start:%Y}</span>'
    first, last = span(start.date(), unit)
    return link(narrowed(view, start=first, end=last), f"{start:%Y}", title=f"{start:%Y} by month")


def cell(source: str, start: pd.Timestamp, unit: str, n: int, most: int) -> str:
    """A source's articles of one month or year, darker where there are more; empty where there are none."""
    if not n:
        return '<td class="cell"></td>'
    first, last = span(start.date(), unit)
    there = narrowed(View(page="sources"), sources=(source,), start=first, end=last, undated=False)
    when = f"{start:%B %Y}" if unit == "month" else f"{start:%Y}"
    shown = link(there, thin(n), title=f"{source}, {when}: {thin(n)} {plural(n, 'article')}")
    return f'<td class="cell held" style="--shade:{8 + 42 * n / most:.0f}%">{shown}</td>'


def failure_table(frame: pd.DataFrame, kept: bool) -> str:
    """Reasons with the number of places, the first of them named."""
    rows = []
    for row in records(frame[frame["kept"] == kept]):
        places = (row["examples"] or "").split("\n")
        more = f"<br>and {thin(row['places'] - len(places))} more" if row["places"] > len(places) else ""
        shown = "<br>".join(esc(place) for place in places)
        cells = f"<details><summary>{esc(places[0])}</summary>{shown}{more}</details>" if row["places"] > 1 else shown
        last = f"{row['last']:%Y-%m-%d}"
        rows.append([f'<td class="r">{thin(row["places"])}</td>', esc(row["reason"]), f'<td class="places">{cells}</td>', last])
    return table(["times", "reason", "where", "last"], rows, "failures")


def standing(states: Sequence[State]) -> str:
    """A line for each standing source: how it fares."""
    rows = []
    for one in states:
        fares = "answers" if one.last_try else '<span class="faint">not looked at yet</span>'
        if one.missing_since:
            fares = f'<span class="sign oppose">missing since {esc(one.missing_since)}</span>: {esc(one.reason or "")}'
        about = " · ".join(esc(word) for word in (one.country, one.language, one.ownership) if word and word != "unknown")
        rows.append([
            f'{link(narrowed(View(page="sources"), sources=(one.source,)), esc(one.source))} <span class="faint">{about}</span>', fares,
            f'<td class="nowrap">{esc(one.last_success or "never")}</td>', number(one.new), number(one.failed),
            f'<td class="nowrap">{esc(one.next_at or "")}</td>',
        ])  # fmt: skip
    return table(["standing source", "", "last success (UTC)", "new", "failed", "next (UTC)"], rows, "standing")


def run_table(frame: pd.DataFrame) -> str:
    """The last runs."""
    rows = [
        [
            f'<td class="nowrap">{row["at"]:%Y-%m-%d %H:%M}</td>',
            number(row["read"]),
            number(row["new"]),
            number(row["seen"]),
            number(row["failed"]),
        ]
        for row in records(frame)
    ]
    return table(["run (UTC)", "read", "new", "seen before", "failed"], rows)


def summary(sources: pd.DataFrame, failed: int) -> str:
    """What is held, in one sentence."""
    total = {name: int(sources[name].sum()) for name in ("articles", "undated", "copies", "unread")}
    known = int((sources["source"] != "unknown").sum())
    parts = [f"{thin(total['undated'])} without a date", f"{thin(total['copies'])} {plural(total['copies'], 'copy', 'copies')} of others"]
    parts += [f"{thin(total['unread'])} in languages that are not read"] if total["unread"] else []
    lost = f" {thin(failed)} {plural(failed, 'place')} gave no article." if failed else ""
    return (
        f"<b>{thin(total['articles'])}</b> {plural(total['articles'], 'article')} of {thin(known)} known {plural(known, 'source')}: "
        f"{', '.join(parts)}.{lost}"
    )
