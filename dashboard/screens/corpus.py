"""Corpus: what is held and what is missing, by source and month, and a way to add more."""

import streamlit as st

from analytics.ingest.watch import states
from analytics.metrics.corpus import failures, months, runs, sources
from dashboard.data import fetch, kept, store_dir
from dashboard.frame import bare_head
from dashboard.grids import pager
from dashboard.holdings import failure_table, run_table, source_months, standing, summary
from dashboard.uploads import form
from dashboard.view import NOTHING, asked

ROWS = 25

reading = asked()
view = reading.view
held, faults = fetch(sources, NOTHING), fetch(failures, NOTHING)
lost = faults[~faults["kept"]]
bare_head("Corpus", reading, summary(held, int(lost["places"].sum())))

left, right = st.columns([3, 2], gap="large")
with left:
    form()
with right:
    st.html("<h3>Last runs</h3>" + run_table(fetch(runs, NOTHING)))
if watched := states(store_dir()):
    st.html("<h3>Standing sources</h3>" + standing(watched))
if len(held):
    st.html(kept("holdings", view, lambda: source_months(held, fetch(months, NOTHING), view, ROWS)) + pager(view, len(held), ROWS))
if len(lost):
    st.html("<h3>What could not be stored</h3>" + failure_table(faults, kept=False))
if len(lost) < len(faults):
    st.html("<h3>Stored, with a remark</h3>" + failure_table(faults, kept=True))
