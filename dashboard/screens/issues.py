"""Issues: what statements are assigned to, and an analyst's own."""

import streamlit as st

from analytics.lexicon.issues import issues
from analytics.lexicon.own_issues import FILE, own
from analytics.metrics.issues import issues as counted
from dashboard.data import fetch, store_dir
from dashboard.frame import head
from dashboard.markup import esc
from dashboard.own_issues import form, issue_table, told, tried
from dashboard.rerun import begin, watched
from dashboard.view import NOTHING, asked

reading = asked()
view = reading.view
mine = own(store_dir())
frame = fetch(counted, NOTHING)
counts = dict(zip(frame["issue"], frame["statements"].astype(int), strict=True))
chosen = next((one for one in mine if one.id in view.selection.issues), None)
lead = f"<b>{len(issues())}</b> issues, {len(mine)} of your own. A statement’s position is its stance towards an issue’s proposition."
head("Issues", reading, lead)
told()

listed, beside = st.columns([5, 3], gap="large")
with listed:
    tried(view)
    st.html(issue_table(issues(), [one.id for one in mine], counts, view))
with beside:
    st.html(f"<h3>{'Change ' + esc(chosen.name) if chosen else 'Add an issue'}</h3>")
    form(chosen)
    st.html(f'<p class="note">Kept in <code>{FILE}</code> in the store’s folder, where it can also be written by hand.</p>')
    st.button(
        "Find positions again",
        on_click=begin,
        args=("positions", "Finding positions again"),
        key="restate",
        help="Issue and position of every stored statement; who said what stays as it is.",
    )
    watched()
