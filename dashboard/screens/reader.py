"""Reader: an article with its statements marked, and the chosen one's facts beside it."""

from dataclasses import replace

import streamlit as st

from analytics.export.view import narrowed
from analytics.metrics.articles import article, article_of, inside, speakers
from analytics.records import Selection
from dashboard.cards import by_statement, card
from dashboard.data import article_text, fetch, records
from dashboard.fields import facts, fields, steps
from dashboard.frame import head_of_article
from dashboard.markup import link
from dashboard.reader import article_html
from dashboard.view import asked

reading = asked()
view = reading.view
everything = Selection()
identity = fetch(article_of, everything, view.statement) if view.statement else next(iter(view.selection.articles), None)

if identity is None:
    head_of_article(None, reading)
    st.html(
        f'<p class="empty">No article is open. Choose a statement in the {link(narrowed(view, "statements"), "list of statements")}.</p>'
    )
else:
    about = records(fetch(article, everything, identity))[0]
    rows = records(fetch(inside, everything, identity))
    people = by_statement(fetch(speakers, everything, identity))
    head_of_article(about, reading)
    text, beside = st.columns([3, 2], gap="large")
    with text:
        st.html(article_html(article_text(identity), rows, view.statement, view))
    with beside:
        chosen = next((row for row in rows if row["statement_id"] == view.statement), None)
        parts = [steps(rows, chosen, replace(view, page="reader"))]
        if chosen:
            heads = people.get(chosen["statement_id"], [])
            parts += [card(chosen, heads, view, chosen=True), fields(chosen, heads, rows, view)]
        st.html(f'<div class="beside">{"".join(parts)}{facts(about, rows, view)}</div>')
