"""Statements over time, stacked by position."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.palette import COLOURS, PATTERNS, SIGNS, WORDS, quiet

SPANS = {"day": pd.DateOffset(days=1), "month": pd.DateOffset(months=1), "year": pd.DateOffset(years=1)}


def timeline(frame: pd.DataFrame, unit: str) -> go.Figure:
    """Bars per day, month or year; each bar's custom data are its first and last day and its position."""
    figure = go.Figure()
    for position in SIGNS:
        part = frame[frame["position"] == position]
        if part.empty:
            continue
        starts = pd.to_datetime(part["start"])
        ends = starts + SPANS[unit] - pd.Timedelta(days=1)
        days = list(zip(starts.dt.strftime("%Y-%m-%d"), ends.dt.strftime("%Y-%m-%d"), [position] * len(part), strict=True))
        figure.add_bar(
            x=starts + (ends - starts) / 2,
            y=part["statements"],
            width=((ends - starts).dt.total_seconds() * 1000 + 86_400_000) * 0.86,
            name=f"{SIGNS[position]} {WORDS[position]}",
            customdata=days,
            marker={
                "color": COLOURS[position],
                "line": {"width": 0},
                "pattern": {"shape": PATTERNS[position], "size": 5, "bgcolor": COLOURS[position], "fgcolor": "#FFFFFF"},
            },
            hovertemplate=f"%{{customdata[0]}} – %{{customdata[1]}}<br>{SIGNS[position]} {WORDS[position]}: %{{y}}<extra></extra>",
        )
    figure.update_layout(barmode="stack", showlegend=False, dragmode=False, bargap=0.1, yaxis_title="statements")
    return quiet(figure, 250)
