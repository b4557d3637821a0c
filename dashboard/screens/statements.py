"""Statements: the list that every number opens, with counts for what would narrow it."""

import streamlit as st

from analytics.metrics.listing import SIZE
from dashboard.cards import first_cards
from dashboard.data import kept
from dashboard.facets import counted, facet_lists, sorts
from dashboard.frame import head
from dashboard.grids import pager
from dashboard.view import asked, called

reading = asked()
view, chosen = reading.view, reading.view.selection
totals = head("Statements", reading)

if n := totals["statements"]:
    listed, beside = st.columns([4, 1], gap="large")
    with listed:
        st.html(sorts(view) + first_cards(view, SIZE, view.number) + pager(view, n, SIZE))
    with beside:
        st.html(kept("facets", view, lambda: facet_lists(counted(chosen), view, called(view))))
