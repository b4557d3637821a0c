"""Overview: what the selected statements are, when, by whom, and who stands where."""

from dataclasses import replace

import streamlit as st

from analytics.metrics.actors import actors, matrix
from analytics.metrics.issues import issues
from analytics.records import POSITIONS
from dashboard.cards import first_cards
from dashboard.data import fetch, kept
from dashboard.frame import head
from dashboard.grids import actor_table, all_statements, divided, figures_row, key
from dashboard.levels import switch
from dashboard.matrix import cell_table
from dashboard.times import over_time
from dashboard.view import asked

reading = asked()
view, chosen = reading.view, reading.view.selection
totals = head("Who says what", reading)

if totals["statements"]:
    st.html(figures_row(totals, view))
    st.html(
        f"<h3>Who stands where</h3>{switch(view)}{key()}"
        + kept("matrix", view, lambda: cell_table(fetch(matrix, chosen, 10, view.by), fetch(issues, chosen), view))
    )
    left, right = st.columns(2, gap="large")
    with left:
        st.html("<h3>Over time</h3>")
        over_time(totals, view, "timeline")
    with right:
        st.html("<h3>Most divided issues</h3>" + kept("divided", view, lambda: divided(fetch(issues, chosen), view)))
        quoted = fetch(actors, chosen, 8, view.by)
        st.html("<h3>Most quoted</h3>" + kept("actors", view, lambda: actor_table(quoted, view, totals["actors"])))
    positions = replace(chosen, positions=chosen.positions or POSITIONS) if totals["positioned"] else chosen
    what = "positions" if totals["positioned"] else "statements"
    title = f"Newest {what}" if totals["undated"] < totals["statements"] else what.capitalize()
    st.html(f"<h3>{title}</h3>" + first_cards(view, 5, of=positions))
    st.html(all_statements(totals["statements"], view))
