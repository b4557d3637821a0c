"""Positions: an issue's proposition and who takes which side, or all issues side by side, speakers rolled up as the view asks."""

import streamlit as st

from analytics.export.view import LEVELS
from analytics.metrics.actors import actors, matrix
from analytics.metrics.issues import conditions, countries, issues, sides
from analytics.metrics.sources import sources
from dashboard.data import fetch, kept, records
from dashboard.frame import head
from dashboard.grids import all_statements, key
from dashboard.levels import switch
from dashboard.matrix import cell_table
from dashboard.stands import by_source, columns, finding, issue_list, proposition, terms, tiles
from dashboard.times import over_time, statement_strips
from dashboard.view import asked

ROWS = 25  # speakers in the matrix
TERMS = 12  # conditions listed
LINES = 12  # actors whose statements are drawn one by one

reading = asked()
view, chosen = reading.view, reading.view.selection
table = fetch(issues, chosen)
one = records(table)[0] if len(chosen.issues) == 1 and len(table) == 1 else None
totals = head(one["name"] if one else "Positions", reading)

if totals["statements"] and table.empty:
    st.html('<p class="empty">None of these statements is on a listed issue.</p>' + all_statements(totals["statements"], view))
elif totals["statements"] and one is None:
    st.html(switch(view) + key() + kept("matrix", view, lambda: cell_table(fetch(matrix, chosen, ROWS, view.by), table, view)))
    st.html("<h3>Issue by issue</h3>" + issue_list(table, view))
elif one:
    st.html(proposition(one) + finding(one, fetch(sides, chosen, LEVELS[0]), view))
    st.html(switch(view) + kept("columns", view, lambda: columns(fetch(sides, chosen, view.by), view)))
    left, right = st.columns([1, 1], gap="large")
    with left:
        st.html(f"<h3>Every statement of those who speak most</h3>{key()}")
        statement_strips(fetch(actors, chosen, LINES), view)
        st.html("<h3>How many, over time</h3>")
        over_time(totals, view, "issue_timeline")
    with right:
        said = kept("terms", view, lambda: terms(fetch(conditions, chosen, TERMS + 1), view, TERMS))
        st.html(said + "<h3>By country</h3>" + kept("tiles", view, lambda: tiles(fetch(countries, chosen), view)))
        st.html("<h3>By source</h3>" + kept("by_source", view, lambda: by_source(fetch(sources, chosen), view)))
    st.html(all_statements(totals["statements"], view))
