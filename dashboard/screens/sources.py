"""Sources: who reports whom, how much of it is named, and who passes words on."""

import streamlit as st

from analytics.metrics.sources import agencies, articles, quoted, sources
from dashboard.data import fetch
from dashboard.frame import head
from dashboard.grids import pager
from dashboard.outlets import agency_table, article_table, source_table
from dashboard.view import asked

SIZE = 25

reading = asked()
view, chosen = reading.view, reading.view.selection
totals = head("Sources", reading)

if totals["statements"]:
    st.html(source_table(fetch(sources, chosen), fetch(quoted, chosen), totals["statements"], view))
    left, right = st.columns([3, 2], gap="large")
    with left:
        shown = article_table(fetch(articles, chosen, view.number, SIZE), view)
        st.html("<h3>Articles</h3>" + shown + pager(view, totals["articles"], SIZE))
    with right:
        st.html("<h3>Who passes words on</h3>" + agency_table(fetch(agencies, chosen), view))
