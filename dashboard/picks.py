"""What a click in a chart changes: the chart is drawn from the view, and a click writes to the view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import streamlit as st

from analytics.export.view import View
from analytics.metrics.articles import article_of, inside, speakers
from dashboard.cards import cards
from dashboard.data import fetch
from dashboard.view import NOTHING, change, go, here


def dates_picked(key: str) -> Callable[[], None]:
    """A callback that narrows the dates to the bar picked; the same pick again takes them off."""

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


def statement_picked(key: str) -> Callable[[], None]:
    """A callback that opens the statement whose mark was picked; the same pick again closes it."""

    def picked() -> None:
        points = st.session_state[key].selection.points
        found = [one[0] if isinstance(one, list | tuple) else one for point in points if (one := point.get("customdata"))]
        if found:
            view = here()
            go(replace(view, statement="" if view.statement == found[0] else str(found[0])))

    return picked


def opened_card(view: View) -> None:
    """The card of the statement that is open in a chart."""
    if not view.statement:
        st.html('<p class="note">Choose a mark to see its statement.</p>')
        return
    article = fetch(article_of, NOTHING, view.statement)
    rows = fetch(inside, NOTHING, article)
    people = fetch(speakers, NOTHING, article)
    row = rows[rows["statement_id"] == view.statement]
    st.html(cards(row, people[people["statement_id"] == view.statement], view))
