"""The entrypoint: page config, navigation, the shared filters, and the page that the URL names."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analytics.errors import NarrativesError
from analytics.export.view import PAGES
from analytics.lexicon.issues import issues
from analytics.lexicon.own_issues import adopt
from dashboard.data import generation, settled, store_dir, take_up
from dashboard.filters import sidebar
from dashboard.frame import dress, foot, navigation
from dashboard.markup import esc
from dashboard.view import enter

HERE = Path(__file__).parent


def main() -> None:
    """One run of the dashboard."""
    st.set_page_config(page_icon=str(HERE / "icon.png"), layout="wide")
    pages = [
        st.Page(
            HERE / "screens" / f"{name}.py",
            title=f"{name.capitalize()} · Narrative Tracker",
            url_path="" if name == PAGES[0] else name,
            default=name == PAGES[0],
        )
        for name in PAGES
    ]
    page = st.navigation(pages, position="hidden")
    dress()
    try:
        adopt(store_dir())
        issues()
        take_up()
        generation()
    except NarrativesError as problem:
        st.html(f'<h1>Nothing to show yet</h1><p class="empty">{esc(problem)}</p>')
        return
    reading = enter(page.url_path or PAGES[0])
    with st.sidebar:
        sidebar(reading.view)
    navigation(reading.view)
    page.run()
    foot()
    settled(page.url_path)


main()
