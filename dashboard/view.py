"""The URL: what it says is what the page shows, and what a widget changes is written to it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.export.known import known
from analytics.export.view import Ignored, Reading, View, pairs, read
from analytics.metrics.articles import article_of
from analytics.metrics.versions import newest
from analytics.metrics.vocabulary import names
from analytics.records import Selection
from dashboard.data import fetch

NOTHING = Selection()
PAGE = "page_shown"  # in the session: callbacks run before the entrypoint knows its page


def enter(page: str) -> Reading:
    """The view that the URL asks for on this page."""
    st.session_state[PAGE] = page
    return asked()


def asked() -> Reading:
    """The view of the URL, as far as the store knows its values."""
    given = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    reading = read(st.session_state.get(PAGE, "overview"), given)
    if reading.view.selection.articles:  # an address that names an earlier version shows the newest
        articles = tuple(dict.fromkeys(fetch(newest, NOTHING, one) for one in reading.view.selection.articles))
        reading = Reading(replace(reading.view, selection=replace(reading.view.selection, articles=articles)), reading.ignored)
    reading = known(reading, called(reading.view))
    if reading.view.statement and fetch(article_of, NOTHING, reading.view.statement) is None:
        missing = Ignored("statement", reading.view.statement, "not in this store")
        reading = Reading(replace(reading.view, statement=""), (*reading.ignored, missing))
    return reading


def here() -> View:
    """The view of the URL."""
    return asked().view


def called(view: View) -> dict[str, dict[str, str]]:
    """The names of the view's values."""
    return fetch(names, view.selection)


def go(view: View) -> None:
    """Put the view into the URL: one entry in the browser's history."""
    st.query_params.from_dict(grouped(view))


def grouped(view: View) -> dict[str, list[str]]:
    """The view's parameters, values by name."""
    found: dict[str, list[str]] = {}
    for name, value in pairs(view):
        found.setdefault(name, []).append(value)
    return found


def change(**filters: Any) -> None:
    """Set filters, from the first page of the list."""
    view = here()
    go(replace(view, selection=replace(view.selection, **filters), statement="", number=1))


def bound(key: str, value: Any, write: Callable[[Any], None], options: Collection[str] | None = None) -> dict[str, Any]:
    """Arguments that tie a widget to the URL: it shows `value`, and `write` takes what it is changed to.

    A browser that goes back and forth may send labels that a list no longer has, since they bear counts: what is none of the options is no
    choice.
    """
    st.session_state[key] = value

    def changed() -> None:
        chosen = st.session_state[key]
        if options is None or {*(chosen if isinstance(chosen, list) else (chosen,))} <= {None, *options}:
            write(chosen)

    return {"key": key, "on_change": changed}
