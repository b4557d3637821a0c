"""Review: the least certain readings one by one, and judgements that no longer fit."""

import streamlit as st

from analytics.metrics.doubts import doubt_counts, doubts, history, unplaced
from analytics.metrics.listing import of_ids, people
from dashboard.cards import by_statement, card, verdicts_of
from dashboard.correcting import correction
from dashboard.data import fetch, records
from dashboard.frame import head
from dashboard.judging import ask_author, notice
from dashboard.reviewing import answers, followed, left, misfits, question, queue, reasons, surroundings
from dashboard.view import NOTHING, asked

AHEAD = 8  # shown of what comes next

reading = asked()
view, chosen = reading.view, reading.view.selection
counts = fetch(doubt_counts, chosen)
not_followed = fetch(unplaced, NOTHING)
n = counts.get(view.doubt, 0) if view.doubt else sum(counts.values())
misfitting = view.doubt == "judgements"
totals = head("Review", reading, "Judgements that could not be followed, and why." if misfitting else left(n))
notice()

if totals["statements"]:
    st.html(reasons(counts, len(not_followed), view))
    main, beside = st.columns([5, 3], gap="large")
    with main:
        if misfitting:
            misfits(not_followed, view)
        elif n:
            number = min(view.number, n)
            ahead = fetch(doubts, chosen, view.doubt, number, AHEAD)
            one = records(ahead)[0]
            row = records(fetch(of_ids, NOTHING, (one["statement_id"],)))[0]
            heads = by_statement(fetch(people, NOTHING, (row["statement_id"],))).get(row["statement_id"], [])
            verdicts = verdicts_of((row["statement_id"],)).get(row["statement_id"], [])
            st.html(question(row, heads, one["doubt"], one["sure"], number, n) + surroundings(row))
            answers(row, heads, one["doubt"], view, n)
            if view.judge:
                correction(row, heads, None)
            st.html(card(row, heads, view, verdicts=verdicts))
        else:
            st.html('<p class="empty">Nothing here is left to look at.</p>')
    with beside:
        ask_author()
        if not misfitting and n > 1 and len(ahead) > 1:
            st.html(queue(ahead.iloc[1:], number + 1, view))
        followed(fetch(history, NOTHING, 10))
