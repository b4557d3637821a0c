"""What a click in a chart changes: the chart is drawn from the view, and a click writes to the view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from dashboard.view import change, here


def dates_picked(key: str) -> Callable[[], None]:
    """A callback that narrows the dates to the bars picked, by a click or by brushing; the same pick again takes them off."""

    def picked() -> None:
        points = st.session_state[key].selection.points
        days = [day for point in points for day in point.get("customdata", ())[:2]]
        if not days:
            return
        start, end = date.fromisoformat(min(days)), date.fromisoformat(max(days))
        now = here().selection
        if (now.start, now.end) == (start, end):
            change(start=None, end=None, undated=True)
        else:
            change(start=start, end=end, undated=False)

    return picked
