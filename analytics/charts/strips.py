"""Every statement as a mark on a time axis, a line per issue; undated ones in a column of their own."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.palette import COLOURS, SIGNS, SYMBOLS, WORDS, drawn

HALF = {"day": pd.Timedelta(0), "month": pd.Timedelta(days=15), "year": pd.Timedelta(days=182)}
LINE, HEAD = 30, 46  # pixels
SPREAD, CLOSE = 0.76, 0.3  # of a line's height: what the marks of one day fill at most, and how far apart two stand
MARKS = {**COLOURS, "none": "#8A8A8A"}


def strips(frame: pd.DataFrame, chosen: str = "") -> go.Figure:
    """Marks by issue (or actor and issue, where there are several), sign by position; custom data is the statement's id."""
    several, issues = frame["actor_id"].nunique() > 1, frame["issue"].nunique() > 1
    line = frame["issue_name"] + " · " + frame["name"] if several and issues else frame["name" if several else "issue_name"]
    frame = frame.assign(line=line.map(html.escape), hover=[hover(row) for row in frame.to_dict("records")])
    lines = sorted(frame["line"].unique(), reverse=True)
    frame = frame.assign(y=heights(frame, lines))
    traces: list[dict[str, Any]] = []
    for position in SIGNS:
        part = frame[frame["position"] == position]
        dated, undated = part[part["published"].notna()], part[part["published"].isna()]
        if len(dated):
            half = dated["precision"].map(HALF).fillna(pd.Timedelta(0))
            spread = {"type": "data", "array": half.dt.total_seconds() * 1000, "thickness": 1, "width": 0}
            at = pd.to_datetime(dated["published"]) + half
            traces.append({"x": at, "xaxis": "x2", **({"error_x": spread} if half.any() else {}), **marked(dated, position, chosen)})
        if len(undated):
            nth = undated.groupby("line").cumcount() + offset(frame, undated, position)
            traces.append({"x": nth, "xaxis": "x", **marked(undated, position, chosen)})
    share = 0.2 if frame["published"].isna().any() else 0.0
    widest = int(frame[frame["published"].isna()].groupby("line").size().max()) if share else 1
    layout = {
        "showlegend": False,
        "xaxis": {
            "domain": [0, max(share - 0.03, 0.001)],
            "range": [-0.7, max(widest, 4) - 0.3],
            "showticklabels": False,
            "title": {"text": "undated" if share else None},
        },
        "xaxis2": {"domain": [share, 1], "anchor": "y", "type": "date"},
        "yaxis": {
            "tickvals": list(range(len(lines))),
            "ticktext": lines,
            "range": [-0.6, len(lines) - 0.4],
            "rangemode": "normal",
            "tickformat": None,
            "showgrid": True,
        },
    }
    return drawn(traces, HEAD + LINE * len(lines), layout)


def heights(frame: pd.DataFrame, lines: Sequence[str]) -> pd.Series:
    """Where each mark stands: on its line, those of one day one above the other, so that none hides another."""
    order = frame.assign(rank=frame["position"].map(list(SIGNS).index)).sort_values("rank", kind="stable")
    days = order[order["published"].notna()].groupby(["line", "published"])
    among, size = days.cumcount(), days["line"].transform("size")
    shift = (among - (size - 1) / 2) * (SPREAD / size).clip(upper=CLOSE)
    return frame["line"].map({line: place for place, line in enumerate(lines)}) + shift.reindex(frame.index, fill_value=0.0)


def offset(frame: pd.DataFrame, part: pd.DataFrame, position: str) -> pd.Series:
    """How many undated marks of earlier positions stand on the same line already."""
    earlier = list(SIGNS)[: list(SIGNS).index(position)]
    before = frame[frame["published"].isna() & frame["position"].isin(earlier)].groupby("line").size()
    return part["line"].map(before).fillna(0).astype(int)


def marked(part: pd.DataFrame, position: str, chosen: str) -> dict[str, Any]:
    """The marks of one position, the chosen statement's larger."""
    big = [15 if identity == chosen else 10 for identity in part["statement_id"]]
    return {
        "type": "scatter",
        "y": part["y"],
        "mode": "markers",
        "name": WORDS[position],
        "customdata": part["statement_id"].tolist(),
        "marker": {"symbol": SYMBOLS[position], "size": big, "color": MARKS[position], "opacity": 0.85},
        "text": part["hover"],
        "hovertemplate": "%{text}<extra></extra>",
    }


def hover(row: Mapping[Any, Any]) -> str:
    """What a mark says: position, date as known, actor, words."""
    when = "date unknown"
    if not pd.isna(row["published"]):
        when = known(row["published"], row["precision"])
    words = "<br>".join(html.escape(line) for line in textwrap.wrap(str(row["words"]), 60))
    position = str(row["position"])
    return f"{SIGNS[position]} {WORDS[position]} · {when}<br>{html.escape(str(row['name']))}<br>{words}"


def known(day: date, precision: str) -> str:
    """A date as far as it is known."""
    return day.strftime({"month": "%b %Y", "year": "%Y"}.get(precision, "%Y-%m-%d"))
