"""Stories: what several articles tell, ranked by how far they diverge, how widely they are told, or how new they are."""

import streamlit as st

from analytics.metrics.stories import SIZE, counts, stories, top_cards
from dashboard.data import fetch, records
from dashboard.frame import head
from dashboard.grids import pager
from dashboard.storylist import counted, ranks, story_list
from dashboard.view import asked

reading = asked()
view, chosen = reading.view, reading.view.selection
numbers = records(fetch(counts, chosen))[0]
head("Stories", reading, counted(numbers), "")

if numbers["stories"]:
    page = fetch(stories, chosen, view.rank, view.number, SIZE)
    tops = fetch(top_cards, chosen, tuple(page["story_id"]))
    st.html(ranks(view) + story_list(page, tops, view) + pager(view, numbers["stories"], SIZE))
