"""Reader: an article with its statements marked, and the chosen one's facts beside it, where they can be corrected."""

from dataclasses import replace
from itertools import pairwise

import streamlit as st

from analytics.export.view import narrowed
from analytics.metrics.articles import article, article_of, inside, speakers
from analytics.metrics.doubts import dismissed, unjudged
from analytics.metrics.versions import changes, versions
from analytics.records import Selection
from dashboard.cards import by_statement, card, verdicts_of
from dashboard.citing import changed_since, cite_buttons
from dashboard.correcting import correction, decided, taken_away
from dashboard.data import article_text, fetch, records
from dashboard.fields import facts, fields, steps
from dashboard.frame import head_of_article
from dashboard.judging import ask_author, notice
from dashboard.markup import link
from dashboard.reader import article_html
from dashboard.versions import history
from dashboard.view import asked

reading = asked()
view = reading.view
everything = Selection()
identity = fetch(article_of, everything, view.statement) if view.statement else next(iter(view.selection.articles), None)

if identity is None:
    head_of_article(None, reading)
    if changed := changed_since(view):
        st.html(changed)
    notice()
    st.html(
        f'<p class="empty">No article is open. Choose a statement in the {link(narrowed(view, "statements"), "list of statements")}.</p>'
    )
else:
    about = records(fetch(article, everything, identity))[0]
    rows = records(fetch(inside, everything, identity))
    people = by_statement(fetch(speakers, everything, identity))
    head_of_article(about, reading)
    if changed := changed_since(view):
        st.html(changed)
    notice()
    text, beside = st.columns([3, 2], gap="large")
    with text:
        st.html(article_html(article_text(identity), rows, view.statement, view))
        if about["versions"] > 1:
            held = records(fetch(versions, everything, identity))
            steps_taken = [fetch(changes, everything, old["article_id"], new["article_id"]) for old, new in pairwise(held)]
            st.html(history(held, steps_taken))
    with beside:
        chosen = next((row for row in rows if row["statement_id"] == view.statement), None)
        around = steps(rows, chosen, replace(view, page="reader", judge=""))
        if chosen is None:
            st.html(f'<div class="beside">{around}</div>')
        else:
            heads = people.get(chosen["statement_id"], [])
            verdicts = verdicts_of((chosen["statement_id"],)).get(chosen["statement_id"], [])
            machine = next(iter(records(fetch(unjudged, everything, (chosen["statement_id"],)))), None)
            st.html(f'<div class="beside">{around}{card(chosen, heads, view, chosen=True, verdicts=verdicts)}</div>')
            decided(verdicts)
            if view.judge:
                st.html(f'<p class="sorts">{link(replace(view, judge=""), "close", data_key="c", title="close the form (c)")}</p>')
                ask_author()
                correction(chosen, heads, machine)
            else:
                st.html(f'<p class="sorts">{link(replace(view, judge="yes"), "correct", data_key="c", title="correct this (c)")}</p>')
            st.html(
                fields(chosen, heads, rows, view, verdicts, machine) + f'<p class="sorts">copy citation: {cite_buttons(chosen, about)}</p>'
            )
        taken_away(records(fetch(dismissed, everything, about["hash"])))
        st.html(f"<div>{facts(about, rows, view)}</div>")
