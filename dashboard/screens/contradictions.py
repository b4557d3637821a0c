"""Contradictions: pairs of statements of one voice that take different positions, over time and between sources kept apart."""

import streamlit as st

from analytics.metrics.stories import SIZE, contradiction_counts, contradictions
from analytics.metrics.vocabulary import issue_names
from analytics.records import Selection
from dashboard.contradicting import counted, pairs, pairs_shown, times
from dashboard.data import fetch, generation, kept, records
from dashboard.frame import head
from dashboard.grids import pager
from dashboard.view import asked

reading = asked()
view, chosen = reading.view, reading.view.selection
numbers = {row["kind"]: row["pairs"] for row in records(fetch(contradiction_counts, chosen))}
head("Contradictions", reading, counted(numbers))
st.html(times(numbers, view))

page = fetch(contradictions, chosen, view.when, view.number, SIZE)
if len(page):
    shown = kept("contradictions", view, lambda: pairs(page, pairs_shown(generation(), page), fetch(issue_names, Selection()), view))
    st.html(shown + pager(view, numbers.get(view.when, 0) if view.when else sum(numbers.values()), SIZE))
