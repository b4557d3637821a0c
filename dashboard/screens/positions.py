"""Positions: an issue's proposition and who takes which side, or all issues side by side."""

import streamlit as st

from analytics.metrics.issues import countries, issues, sides
from analytics.metrics.sources import sources
from dashboard.data import fetch, kept, records
from dashboard.frame import head
from dashboard.grids import all_statements, key
from dashboard.stands import by_source, columns, finding, issue_list, proposition, tiles
from dashboard.times import over_time
from dashboard.view import asked

reading = asked()
view, chosen = reading.view, reading.view.selection
table = fetch(issues, chosen)
one = records(table)[0] if len(chosen.issues) == 1 and len(table) == 1 else None
totals = head(one["name"] if one else "Positions", reading)

if totals["statements"] and table.empty:
    st.html('<p class="empty">None of these statements is on a listed issue.</p>' + all_statements(totals["statements"], view))
elif totals["statements"] and one is None:
    st.html(key() + issue_list(table, view))
elif one:
    st.html(
        proposition(one) + finding(one, fetch(sides, chosen), view) + kept("columns", view, lambda: columns(fetch(sides, chosen), view))
    )
    left, right = st.columns([1, 1], gap="large")
    with left:
        st.html(f"<h3>Over time</h3>{key()}")
        over_time(totals, view, "issue_timeline")
    with right:
        st.html("<h3>By country</h3>" + kept("tiles", view, lambda: tiles(fetch(countries, chosen), view)))
        st.html("<h3>By source</h3>" + kept("by_source", view, lambda: by_source(fetch(sources, chosen), view)))
    st.html(all_statements(totals["statements"], view))
