"""Statements over time: positions stacked, and below them, on a scale of their own, the statements that take none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.palette import COLOURS, PATTERNS, SIGNS, WORDS, drawn

CODES = {"day": "datetime64[D]", "month": "datetime64[M]", "year": "datetime64[Y]"}
DAY = 86_400_000  # milliseconds
DAYS = {"day": 1, "month": 31, "year": 366}
HEIGHT = 270  # pixels
WIDE = 60  # bars; a pattern in thinner ones reads as dashes


def timeline(frame: pd.DataFrame, unit: str) -> go.Figure:
    """Bars per day, month or year; each bar's custom data are its first and last day and its position."""
    wide = (frame["start"].max() - frame["start"].min()).days <= WIDE * DAYS[unit]
    traces = [bars(part, position, unit, wide) for position in SIGNS if len(part := frame[frame["position"] == position])]
    layout: dict[str, Any] = {"barmode": "stack", "showlegend": False, "dragmode": False, "bargap": 0.1}
    if frame["position"].nunique() == 1 or traces[-1]["name"] != named("none"):
        return drawn(traces, HEIGHT, {**layout, "yaxis": {"title": {"text": "statements"}}})
    # In news nine statements of ten take no position; on one scale with them the positions are a line of dust.
    traces[-1] = {**traces[-1], "yaxis": "y2"}
    axes = {
        "xaxis": {"anchor": "y2"},
        "yaxis": {"domain": [0.36, 1], "title": {"text": "positions"}},
        "yaxis2": {"domain": [0, 0.24], "nticks": 3, "title": {"text": "none found"}},
    }
    return drawn(traces, HEIGHT, {**layout, **axes})


def bars(part: pd.DataFrame, position: str, unit: str, wide: bool) -> dict[str, Any]:
    """The bars of one position, each in the middle of its time; patterned where they are wide enough."""
    bins = part["start"].to_numpy().astype(CODES[unit])
    first, last = bins.astype("datetime64[D]"), (bins + 1).astype("datetime64[D]") - 1
    length = (last - first).astype(int)
    return {
        "type": "bar",
        "x": (first.astype("datetime64[ms]") + length * np.timedelta64(DAY // 2, "ms")).astype(str).tolist(),
        "y": part["statements"].tolist(),
        "width": ((length + 1) * DAY * 0.86).tolist(),
        "name": named(position),
        "customdata": [[*days, position] for days in zip(first.astype(str).tolist(), last.astype(str).tolist(), strict=True)],
        "marker": {
            "color": COLOURS[position],
            "line": {"width": 0},
            "pattern": {"shape": PATTERNS[position] if wide else "", "size": 5, "bgcolor": COLOURS[position], "fgcolor": "#FFFFFF"},
        },
        "hovertemplate": f"%{{customdata[0]}} – %{{customdata[1]}}<br>{SIGNS[position]} {WORDS[position]}: %{{y}}<extra></extra>",
    }


def named(position: str) -> str:
    """A position with its sign."""
    return f"{SIGNS[position]} {WORDS[position]}"
