"""Sources: who reports whom, how much of it is named, and who passes words on."""

import streamlit as st

from analytics.metrics.sources import agencies, articles, quoted, sources
from analytics.metrics.sourcing import unverifiable
from dashboard.data import fetch, records
from dashboard.frame import head
from dashboard.grids import pager
from dashboard.outlets import agency_table, article_table, source_table
from dashboard.provenance import share_line, share_table
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
    st.html("<h3>Sourcing that can’t be verified</h3>" + share_line(records(fetch(unverifiable, chosen))[0], view))
    for column, kinds in zip(st.columns(2, gap="large"), (("outlet", "issue"), ("actor", "story")), strict=True):
        with column:
            st.html("".join(share_table(fetch(unverifiable, chosen, by), by, view) for by in kinds))
