"""Statements over time, stacked by position."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.charts.palette import COLOURS, PATTERNS, SIGNS, WORDS, drawn

CODES = {"day": "datetime64[D]", "month": "datetime64[M]", "year": "datetime64[Y]"}
DAY = 86_400_000  # milliseconds


def timeline(frame: pd.DataFrame, unit: str) -> go.Figure:
    """Bars per day, month or year; each bar's custom data are its first and last day and its position."""
    traces = [bars(part, position, unit) for position in SIGNS if len(part := frame[frame["position"] == position])]
    layout = {"barmode": "stack", "showlegend": False, "dragmode": False, "bargap": 0.1, "yaxis": {"title": {"text": "statements"}}}
    return drawn(traces, 250, layout)


def bars(part: pd.DataFrame, position: str, unit: str) -> dict[str, Any]:
    """The bars of one position, each in the middle of its time."""
    bins = part["start"].to_numpy().astype(CODES[unit])
    first, last = bins.astype("datetime64[D]"), (bins + 1).astype("datetime64[D]") - 1
    length = (last - first).astype(int)
    return {
        "type": "bar",
        "x": (first.astype("datetime64[ms]") + length * np.timedelta64(DAY // 2, "ms")).astype(str).tolist(),
        "y": part["statements"].tolist(),
        "width": ((length + 1) * DAY * 0.86).tolist(),
        "name": f"{SIGNS[position]} {WORDS[position]}",
        "customdata": [[*days, position] for days in zip(first.astype(str).tolist(), last.astype(str).tolist(), strict=True)],
        "marker": {
            "color": COLOURS[position],
            "line": {"width": 0},
            "pattern": {"shape": PATTERNS[position], "size": 5, "bgcolor": COLOURS[position], "fgcolor": "#FFFFFF"},
        },
        "hovertemplate": f"%{{customdata[0]}} – %{{customdata[1]}}<br>{SIGNS[position]} {WORDS[position]}: %{{y}}<extra></extra>",
    }
