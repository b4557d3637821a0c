"""Actors: one actor's statements by issue and over time, several compared, or the table of all."""

import streamlit as st

from analytics.metrics.actors import actors, relayed, reporters
from analytics.metrics.issues import sides
from dashboard.cards import first_cards
from dashboard.data import fetch, kept
from dashboard.frame import head
from dashboard.grids import all_statements, key, pager
from dashboard.people import actor_list, comparison, others, portrait, reported_by
from dashboard.times import statement_strips
from dashboard.view import asked, called

MOST = 6  # actors compared at once
ROWS = 50

reading = asked()
view, chosen = reading.view, reading.view.selection
names = called(view).get("actors", {})
compared = [names[one] for one in chosen.actors]
totals = head(" and ".join(compared) if compared and len(compared) <= MOST else "Actors", reading)

if totals["statements"] and not compared:
    everyone = fetch(actors, chosen, 100_000)
    st.html(kept("list", view, lambda: actor_list(everyone, view, ROWS)) + pager(view, len(everyone), ROWS))
elif totals["statements"]:
    table = fetch(actors, chosen, MOST)
    if len(table) == 1:
        st.html(portrait(table, view))
    left, right = st.columns([6, 5], gap="large")
    with left:
        st.html(f"<h3>Every statement on an issue</h3>{key()}")
        statement_strips(table, view)
    with right:
        st.html("<h3>Positions by issue</h3>" + kept("sides", view, lambda: comparison(fetch(sides, chosen), table, view)))
        carried = kept("by", view, lambda: reported_by(fetch(reporters, chosen), fetch(relayed, chosen), table, view))
        st.html(f"<h3>Reported by</h3>{carried}{others(view)}")
    st.html("<h3>Statements</h3>" + first_cards(view, 10) + all_statements(totals["statements"], view))
