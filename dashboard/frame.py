"""What every page has round it: the way to the other pages, the view in words, what was ignored, and the foot."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import streamlit as st

from analytics.export.view import PAGES, Reading, View, narrowed, url
from analytics.export.write import write
from analytics.metrics.articles import failures, holdings
from analytics.metrics.figures import figures
from analytics.metrics.listing import count
from analytics.records import Selection
from dashboard.data import fetch, generation, records, store_dir
from dashboard.markup import esc, link, plural, thin
from dashboard.view import called
from dashboard.words import Filter, everything, filters, sentence

HERE = Path(__file__).parent
SHOWN = tuple(page for page in PAGES if page not in ("story", "reader"))
MOST_IGNORED = 8
METHOD = (
    "A statement is one reporting phrase with its words; a joint statement counts once for each of its actors. "
    "Positions are towards the issue’s proposition. Undated statements are never put on a date."
)


def dress() -> None:
    """Style and the few keys and links that need a script; both are constants of ours."""
    st.html(f"<style>{(HERE / 'desk.css').read_text('utf-8')}</style>")
    st.html(f"<script>{(HERE / 'desk.js').read_text('utf-8')}</script>", unsafe_allow_javascript=True)


def navigation(view: View) -> None:
    """The pages, each with the same filters."""
    links = [
        link(
            narrowed(view, page),
            page.capitalize(),
            "here" if page == view.page else "",
            aria_current="page" if page == view.page else "false",
        )
        for page in SHOWN
    ]
    st.html(f'<nav class="pages" aria-label="Pages">{"".join(links)}</nav>')


def head(title: str, reading: Reading, lead: str = "", nothing: str | None = None) -> dict[str, Any]:
    """Title, the view in one sentence with its filters, and what can be taken along; gives the view's figures.

    `nothing` is said where no statement is selected, in place of what would loosen the filters.
    """
    view = reading.view
    row = records(fetch(figures, view.selection))[0]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.html(f"<h1>{esc(title)}</h1>", width="stretch")
        st.html(f'<button class="copy link" data-url="{esc(url(view))}">Copy link</button>', width="content")
        st.download_button(
            "CSV", lambda: csv(view), file_name="statements.csv", mime="text/csv", key="csv", on_click="ignore", type="tertiary"
        )
    active = list(filters(view, called(view)))
    st.html(f'<p class="lead">{lead or sentence(row)} {chips(active, view)}</p>{named(reading)}')
    if not row["statements"] and (said := empty(view, active) if nothing is None else nothing):
        st.html(said)
    return row


def bare_head(title: str, reading: Reading, lead: str) -> None:
    """Title and one sentence, on a page that no filter changes."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.html(f"<h1>{esc(title)}</h1>", width="stretch")
        st.html(f'<button class="copy link" data-url="{esc(url(reading.view))}">Copy link</button>', width="content")
    st.html(f'<p class="lead">{lead}</p>{named(reading)}')


def csv(view: View) -> BytesIO:
    """The view's statements as a file."""
    stream = BytesIO()
    write(store_dir(), url(view), "csv", stream)
    stream.seek(0)
    return stream


def chips(active: list[Filter], view: View) -> str:
    """The active filters, each with a link that takes it off."""
    if not active:
        return ""
    each = "".join(
        link(one.without, f"{esc(one.words)} <span aria-hidden='true'>×</span>", "filter", f"take off: {one.words}") for one in active
    )
    return f'<span class="filters">{each}{link(everything(view.page), "clear all", "clear")}</span>'


def named(reading: Reading) -> str:
    """The parameters of the address that were not followed."""
    if not reading.ignored:
        return ""
    parts = [f"<code>{esc(one.name)}={esc(one.value)}</code> ({esc(one.why)})" for one in reading.ignored[:MOST_IGNORED]]
    more = len(reading.ignored) - len(parts)
    rest = f" and {thin(more)} more" if more else ""
    return f'<p class="ignored" role="status">Ignored in this address: {"; ".join(parts)}{rest}.</p>'


def empty(view: View, active: list[Filter]) -> str:
    """What to loosen where nothing is left."""
    if not active:
        return '<p class="empty">The store holds no statements yet. Add articles with <code>narratives ingest PATH</code>.</p>'
    counts = [(one, fetch(count, one.without.selection)) for one in active[:8]]
    ways = [
        f"<li>{link(one.without, f'without <b>{esc(one.words)}</b>')}: {thin(n)} {plural(n, 'statement')}</li>"
        for one, n in sorted(counts, key=lambda pair: -pair[1])
        if n
    ]
    advice = f"<ul>{''.join(ways)}</ul>" if ways else f"<p>No single filter is to blame; {link(everything(view.page), 'clear all')}.</p>"
    return f'<div class="empty"><p>Nothing was said that fits all of this. Loosen one filter:</p>{advice}</div>'


def foot() -> None:
    """What is held, since when, what failed, and how this page counts."""
    held = records(fetch(holdings, Selection()))[0]
    why = "; ".join(f"{row['reason']}: {row['documents']}" for row in records(fetch(failures, Selection())))
    last = f"last ingest {held['last']:%Y-%m-%d %H:%M} UTC" if held["last"] else "nothing ingested yet"
    failed = f'<span title="{esc(why)}">{thin(held["failed"])} failed</span>' if held["failed"] else "none failed"
    sources = f"{thin(held['sources'])} {plural(held['sources'], 'source')}" if held["sources"] else "sources unknown"
    method = f"<details><summary>how this page counts</summary>{METHOD} Generation {esc(generation().name)}.</details>"
    st.html(
        f'<footer class="foot">{thin(held["articles"])} {plural(held["articles"], "article")} held · '
        f"{sources} · {last} · {failed} · "
        f'{method}<span class="print"></span></footer>'
    )


def head_of_article(about: Mapping[str, Any] | None, reading: Reading) -> None:
    """The article's title, and what of the address was ignored."""
    title = (about["title"] or "Untitled article") if about else "Reader"
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.html(f"<h1>{esc(title)}</h1>", width="stretch")
        st.html(f'<button class="copy link" data-url="{esc(url(reading.view))}">Copy link</button>', width="content")
    if reading.ignored:
        st.html(named(reading))
