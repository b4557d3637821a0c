"""The articles of a story on a time axis, a line for each source; copies are hollow."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.palette import PALETTE, drawn
from analytics.charts.strips import HALF, known

DAY, SHORT = 86_400_000, 60  # milliseconds; days
LINE, HEAD, MOST = 26, 46, 12  # pixels; sources that get a line of their own


def tellings_over_time(rows: Sequence[Mapping[str, Any]]) -> go.Figure:
    """Marks by source, of dated articles: source, published, published_precision, title, copy_of."""
    sources = list(dict.fromkeys(row["source"] or "unknown source" for row in rows))
    names = {source: source if place < MOST else "other sources" for place, source in enumerate(sources)}
    traces = [marks([row for row in rows if (row["copy_of"] is not None) is copies], names, copies) for copies in (False, True)]
    lines = [html.escape(name) for name in dict.fromkeys(names.values())]
    y = {"categoryorder": "array", "categoryarray": lines[::-1], "rangemode": "normal", "tickformat": None, "showgrid": True}
    return drawn(traces, HEAD + LINE * len(lines), {"showlegend": False, "xaxis": {"type": "date", **days(rows)}, "yaxis": y})


def days(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Ticks at whole days where the axis is short: no article is dated to the hour."""
    span = (max(pd.Timestamp(row["published"]) for row in rows) - min(pd.Timestamp(row["published"]) for row in rows)).days
    return {} if span > SHORT else {"dtick": DAY * -(-max(span, 1) // 8), "tickformat": "%Y-%m-%d"}


def marks(part: Sequence[Mapping[str, Any]], names: Mapping[str, str], copies: bool) -> dict[str, Any]:
    """Texts of their own, or copies; a month or year is drawn as its middle, with its width."""
    half = [HALF.get(row["published_precision"], pd.Timedelta(0)) for row in part]
    width = {"type": "data", "array": [wide.total_seconds() * 1000 for wide in half], "thickness": 1, "width": 0}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [pd.Timestamp(row["published"]) + wide for row, wide in zip(part, half, strict=True)],
        "y": [html.escape(names[row["source"] or "unknown source"]) for row in part],
        **({"error_x": width} if any(half) else {}),
        "marker": {"symbol": "circle-open" if copies else "circle", "size": 11, "color": PALETTE[0], "line": {"width": 2}},
        "text": [hover(row) for row in part],
        "hovertemplate": "%{text}<extra></extra>",
    }


def hover(row: Mapping[str, Any]) -> str:
    """What a mark says."""
    shown = known(pd.Timestamp(row["published"]), row["published_precision"])
    copied = "<br>a copy" if row["copy_of"] is not None else ""
    return f"{shown} · {html.escape(row['source'] or 'unknown source')}<br>{html.escape((row['title'] or 'untitled')[:90])}{copied}"
