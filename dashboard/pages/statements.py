"""Statements: the list that every number opens, with counts for what would narrow it."""

import streamlit as st

from analytics.metrics.facets import facets
from analytics.metrics.listing import SIZE, listing, people
from dashboard.cards import cards
from dashboard.data import fetch
from dashboard.facets import facet_lists, sorts
from dashboard.frame import head
from dashboard.grids import pager
from dashboard.view import asked, called

reading = asked()
view, chosen = reading.view, reading.view.selection
totals = head("Statements", reading)

if n := totals["statements"]:
    listed, beside = st.columns([4, 1], gap="large")
    page = (view.sort, view.number, SIZE)
    with listed:
        st.html(sorts(view) + cards(fetch(listing, chosen, *page), fetch(people, chosen, *page), view) + pager(view, n, SIZE))
    with beside:
        st.html(facet_lists(fetch(facets, chosen), view, called(view)))
