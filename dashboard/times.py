"""Statements over time: the chart, its undated bin beside it, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analytics.charts.strips import strips
from analytics.charts.timeline import timeline as bars
from analytics.export.view import View
from analytics.metrics.marks import MOST, marks
from analytics.metrics.timeline import timeline
from dashboard.data import fetch, kept
from dashboard.grids import timetable, undated_bin
from dashboard.markup import thin
from dashboard.picks import dates_picked, opened_card, statement_picked


def over_time(totals: Mapping[str, Any], view: View, key: str) -> None:
    """The chart of the view's statements; a click on a bar narrows the dates."""
    frame = fetch(timeline, view.selection)
    if frame.empty:  # then all are undated, and some there are
        st.html(undated_bin(totals, view, alone=True))
        return
    unit = frame["unit"].iloc[0]
    figure = kept("timeline", view, lambda: bars(frame, unit))
    st.plotly_chart(
        figure, key=key, on_select=dates_picked(key), selection_mode="points",
        config={"displayModeBar": False}, alt=f"Statements per {unit}, stacked by position",
    )  # fmt: skip
    st.html(undated_bin(totals, view) + kept("timetable", view, lambda: timetable(frame, unit, view)))


def statement_strips(people: pd.DataFrame, view: View) -> None:
    """Every statement of these actors as a mark; a click opens its card below."""
    frame = fetch(marks, view.selection)
    frame = frame[frame["actor_id"].isin(people["actor_id"])]
    if frame.empty:
        st.html('<p class="faint">None of these statements is on a listed issue.</p>')
        return
    figure = kept("strips", view, lambda: strips(frame, view.statement))
    st.plotly_chart(
        figure, key="strips", on_select=statement_picked("strips"), selection_mode="points",
        config={"displayModeBar": False}, alt="Statements by issue over time, marked by position",
    )  # fmt: skip
    if len(frame) >= MOST:
        st.html(f'<p class="note">The newest {thin(MOST)} are drawn.</p>')
    opened_card(view)
