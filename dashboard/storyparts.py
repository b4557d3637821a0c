"""The parts of a story's page, each drawn only when it is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from analytics.export.view import View
from analytics.metrics.articles import holdings
from analytics.metrics.elsewhere import counted, first_elsewhere
from analytics.metrics.listing import listing
from analytics.metrics.sourcing import links, unverifiable
from analytics.metrics.stories import cards
from analytics.metrics.tellings import told
from analytics.metrics.vocabulary import issue_names
from analytics.records import Selection
from analytics.stories.families import families, spread
from analytics.stories.fingerprints import fingerprints
from analytics.stories.telling import Telling
from dashboard.claimtable import claims_part
from dashboard.data import fetch, generation, kept, records
from dashboard.divergence import cards_part, first_card
from dashboard.markup import cut
from dashboard.provenance import chains_part, link_table, share_line
from dashboard.sayings import sayings_part
from dashboard.sidebyside import side_by_side
from dashboard.tellingtable import telling_table, timeline

SAYINGS = 12  # whose first appearance is looked for
Tellings = Sequence[Telling]
Rows = Sequence[Mapping[str, Any]]


def whole(view: View) -> list[Telling]:
    """The tellings of the view's story, whatever its filters."""
    story = Selection(stories=view.selection.stories)
    return kept("told", View(page="story", selection=story), lambda: told(generation(), story))


def tellings_part(tellings: Tellings, articles: Rows, view: View) -> None:
    """When, by whom, and two of them side by side."""
    timeline(articles, view)
    held = {one.name: one for one in tellings}
    st.html(telling_table(articles, held, view))
    if view.left and view.right:
        st.html(first_card(fetch(cards, view.selection), tellings, view))
        st.html(kept("pair", view, lambda: side_by_side(held[view.left], held[view.right], view)))
    else:
        st.html('<p class="empty">One text tells this story in what we hold, so there is nothing to put beside it.</p>')


def slots_part(tellings: Tellings, articles: Rows, view: View) -> None:
    """Divergence cards."""
    st.html(
        kept("cards of a story", view, lambda: cards_part(fetch(cards, view.selection), tellings, fetch(issue_names, Selection()), view))
    )


def matrix_part(tellings: Tellings, articles: Rows, view: View) -> None:
    """Claims by source."""
    st.html(kept("claims", view, lambda: claims_part(tellings)))


def leads_part(tellings: Tellings, articles: Rows, view: View) -> None:
    """Sayings, first appearances, and what is shared and rare."""

    def made() -> str:
        store, everything = generation(), Selection()
        sayings = [family for family in families(tellings) if spread(family)[0] > 1]
        shown = sayings[:SAYINGS]
        found = list(zip(shown, first_elsewhere(store, everything, shown), strict=True))
        leads = counted(store, everything, fingerprints(tellings), len(articles))
        names = {row["article_id"]: row["source"] or f"unknown source, {cut(row['title'] or 'untitled', 40)}" for row in articles}
        return sayings_part(found, len(sayings), leads, names, records(fetch(holdings, everything))[0])

    st.html(kept("sayings", view, made))


def provenance_part(tellings: Tellings, articles: Rows, view: View) -> None:
    """Where the words come from."""
    total = records(fetch(unverifiable, view.selection))[0]
    ids = frozenset(fetch(listing, view.selection, "newest", 1, None)["statement_id"])
    table = link_table(fetch(links, view.selection), view)
    st.html(share_line(total, view) + table + kept("chains", view, lambda: chains_part(tellings, ids, view)))


DRAWN: dict[str, Callable[[Tellings, Rows, View], None]] = {
    "tellings": tellings_part,
    "cards": slots_part,
    "claims": matrix_part,
    "sayings": leads_part,
    "sourcing": provenance_part,
}
