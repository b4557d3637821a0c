"""Colours, signs and the calm layout that all charts share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

# Okabe and Ito, then two that stay apart from them in grey.
PALETTE = ("#0072B2", "#E69F00", "#8A8A8A", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#B8A500", "#5E4B8B", "#7A5C3E")
SIGNS = {"support": "▲", "conditional": "◆", "neutral": "●", "oppose": "▼", "none": "○"}
SYMBOLS = {"support": "triangle-up", "conditional": "diamond", "neutral": "circle", "oppose": "triangle-down", "none": "circle-open"}
WORDS = {"support": "support", "conditional": "conditional", "neutral": "neutral", "oppose": "oppose", "none": "no position found"}
COLOURS = {"support": PALETTE[0], "conditional": PALETTE[1], "neutral": PALETTE[2], "oppose": PALETTE[3], "none": "#C9C7C0"}
PATTERNS = {"support": "", "conditional": "/", "neutral": ".", "oppose": "\\", "none": ""}


CALM = {
    "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 11}},
    "font": {"size": 11},
    "hoverlabel": {"font": {"size": 11}},
    "separators": ".\u202f",  # as thousands are parted everywhere else
}
AXES: dict[str, dict[str, Any]] = {
    "x": {"showgrid": False, "automargin": True},  # a fixed range would leave no click and no brush
    "y": {
        "gridcolor": "rgba(128,128,128,0.18)",
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "rangemode": "tozero",
        "tickformat": ",d",
    },
}


def drawn(traces: Sequence[Mapping[str, Any]], height: int, layout: Mapping[str, Any]) -> go.Figure:
    """Traces as a figure of a fixed height without ornaments; made in one step, as each change of a finished figure takes 10 ms."""
    axes = {name: {**AXES[name[0]], **layout.get(name, {})} for name in {"xaxis", "yaxis", *layout} if name[1:5] == "axis"}
    return go.Figure({"data": [*traces], "layout": {**CALM, "height": height, **layout, **axes}})
