"""Sources: who reports whom, how much of it is named, and who passes words on."""

import streamlit as st

from analytics.metrics.sources import agencies, articles, quoted, sources
from analytics.metrics.sourcing import unverifiable
from dashboard.data import fetch, kept, records
from dashboard.frame import head
from dashboard.grids import pager
from dashboard.outlets import agency_table, article_table, source_table
from dashboard.provenance import share_line, share_table
from dashboard.view import asked

SIZE = 25

reading = asked()
view, chosen = reading.view, reading.view.selection
totals = head("Sources", reading)


def shown(names: tuple[str, ...]) -> str:
    """Shares of what can't be verified, by each of these."""
    return "".join(share_table(fetch(unverifiable, chosen, by), by, view) for by in names)


if n := totals["statements"]:
    st.html(kept("sources", view, lambda: source_table(fetch(sources, chosen), fetch(quoted, chosen), n, view)))
    left, right = st.columns([3, 2], gap="large")
    with left:
        page = kept("articles", view, lambda: article_table(fetch(articles, chosen, view.number, SIZE), view))
        st.html("<h3>Articles</h3>" + page + pager(view, totals["articles"], SIZE))
    with right:
        st.html("<h3>Who passes words on</h3>" + kept("agencies", view, lambda: agency_table(fetch(agencies, chosen), view)))
    share = share_line(records(fetch(unverifiable, chosen))[0], view)
    st.html(f"<h3>Sourcing that can’t be verified</h3>{share}")
    left, right = st.columns(2, gap="large")
    with left:
        st.html(kept("by outlet, issue", view, lambda: shown(("outlet", "issue"))))
    with right:
        st.html(kept("by actor, story", view, lambda: shown(("actor", "story"))))
