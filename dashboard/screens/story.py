"""Story: its tellings side by side, cards of what they put into one slot, claims by source, sayings, and where the words come from."""

import streamlit as st

from analytics.metrics.stories import members, story, surety
from dashboard.data import fetch, records
from dashboard.frame import head
from dashboard.storyhead import both, lead, no_story, nothing_said, parts
from dashboard.storyparts import DRAWN, whole
from dashboard.uncertainty import four_kinds
from dashboard.view import asked

reading = asked()
about = records(fetch(story, reading.view.selection))
if len(about) != 1:
    head("Story", reading, nothing="")
    st.html(no_story(about, reading.view))
else:
    tellings = whole(reading.view)
    view = both(reading.view, tellings)
    head(about[0]["title"] or "Untitled story", reading, lead(about[0]), nothing_said(about[0], view))
    articles = records(fetch(members, view.selection))
    st.html(four_kinds(records(fetch(surety, view.selection))[0], articles, view) + parts(about[0], view))
    DRAWN[view.part](tellings, articles, view)
