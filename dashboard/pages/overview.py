"""Overview: what the selected statements are, when, by whom, and who stands where."""

import streamlit as st

from analytics.charts.timeline import timeline as bars
from analytics.metrics.actors import actors, matrix
from analytics.metrics.issues import issues
from analytics.metrics.listing import listing, people
from analytics.metrics.timeline import scale, timeline
from dashboard.cards import cards
from dashboard.data import fetch
from dashboard.frame import head
from dashboard.grids import actor_table, all_statements, cell_table, divided, figures_row, key, timetable, undated_bin
from dashboard.picks import dates_picked
from dashboard.view import asked

reading = asked()
view, chosen = reading.view, reading.view.selection
totals = head("Who says what", reading)

if totals["statements"]:
    st.html(figures_row(totals, view))
    left, right = st.columns([5, 6], gap="large")
    with left:
        st.html(f"<h3>Over time</h3>{key()}")
        frame, unit = fetch(timeline, chosen), fetch(scale, chosen)
        if frame.empty:
            st.html(undated_bin(totals, view, alone=True))
        else:
            st.plotly_chart(
                bars(frame, unit), key="timeline", on_select=dates_picked("timeline"), selection_mode=("points", "box"),
                config={"displayModeBar": False}, alt=f"Statements per {unit}, stacked by position",
            )  # fmt: skip
            st.html(undated_bin(totals, view) + timetable(frame, unit, view))
        st.html("<h3>Most quoted</h3>" + actor_table(fetch(actors, chosen, 10), view, totals["actors"]))
    with right:
        st.html("<h3>Who stands where</h3>" + cell_table(fetch(matrix, chosen, 14), fetch(issues, chosen), view))
        st.html("<h3>Most divided issues</h3>" + divided(fetch(issues, chosen), view))
    st.html("<h3>Newest statements</h3>" + cards(fetch(listing, chosen, "newest", 1, 5), fetch(people, chosen, "newest", 1, 5), view))
    st.html(all_statements(totals["statements"], view))
