"""Actors: one actor's statements by issue and over time, several compared, or the table of all, rolled up as the view asks."""

import streamlit as st

from analytics.metrics.actors import actors, relayed, reporters, wordings
from analytics.metrics.issues import sides
from dashboard.cards import first_cards
from dashboard.data import fetch, kept, records
from dashboard.frame import head
from dashboard.grids import all_statements, key, pager
from dashboard.judging import notice
from dashboard.levels import switch
from dashboard.people import actor_list, comparison, others, reported_by
from dashboard.portraits import portrait, reasons
from dashboard.sameness import same_form
from dashboard.times import statement_strips
from dashboard.view import asked, called

MOST = 6  # actors compared at once
ROWS = 50

reading = asked()
view, chosen = reading.view, reading.view.selection
names = called(view).get("actors", {})
compared = [names[one] for one in chosen.actors]
totals = head(" and ".join(compared) if compared and len(compared) <= MOST else "Actors", reading)
notice()

if totals["statements"] and not compared:
    everyone = fetch(actors, chosen, 100_000, view.by)
    st.html(switch(view) + kept("list", view, lambda: actor_list(everyone, view, ROWS)) + pager(view, len(everyone), ROWS))
elif totals["statements"]:
    table = fetch(actors, chosen, MOST)
    if len(table) == 1:
        st.html(portrait(records(table)[0], view))
    left, right = st.columns([6, 5], gap="large")
    with left:
        st.html(f"<h3>Every statement on an issue</h3>{key()}")
        statement_strips(table, view)
    with right:
        st.html("<h3>Positions by issue</h3>" + kept("sides", view, lambda: comparison(fetch(sides, chosen), table, view)))
        carried = kept("by", view, lambda: reported_by(fetch(reporters, chosen), fetch(relayed, chosen), table, view))
        st.html(f"<h3>Reported by</h3>{carried}{others(view)}")
    if len(table) == 1:
        same_form(records(table)[0])
    why = reasons(fetch(wordings, chosen, chosen.actors[0]), view) if len(table) == 1 else ""
    st.html(why + "<h3>Statements</h3>" + first_cards(view, 10) + all_statements(totals["statements"], view))
