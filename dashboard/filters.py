"""The sidebar: one widget for each filter, with the number of statements that each value would leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analytics.charts.palette import SIGNS
from analytics.export.view import View
from analytics.records import MODES, POSITIONS
from dashboard.facets import counted as facets
from dashboard.markup import thin
from dashboard.view import bound, called, change
from dashboard.words import called as words

LISTS = {
    "actors": "Actor",
    "countries": "Country",
    "kinds": "Kind of actor",
    "issues": "Issue",
    "sources": "Source",
    "via": "Relayed by",
    "sourcing": "Weakest link",
}
UNDATED = {True: "with undated", False: "dated only", "only": "undated only"}
Counts = dict[str, list[tuple[str, str, int]]]
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)


def sidebar(view: View) -> None:
    """All filters of the view."""
    chosen = view.selection
    counts = by_facet(facets(chosen))
    names = called(view)
    st.text_input("Search", placeholder="words, “a phrase”, -not", max_chars=200, **bound("text", chosen.text, write_text))
    for field in ("actors", "issues"):
        choice(field, view, counts, names)
    pills("positions", (*POSITIONS, "none"), view, counts, lambda value: f"{SIGNS[value]} {words('positions', value, names)}")
    for field in ("countries", "kinds", "sources", "via", "sourcing"):
        choice(field, view, counts, names)
    pills("modes", MODES, view, counts, lambda value: words("modes", value, names))
    st.segmented_control(
        "Speaker", ("named", "unnamed"), format_func=lambda value: counted(value, value, numbers(counts, "named")),
        **bound("named", chosen.named or None, lambda value: change(named=value or ""), ("named", "unnamed")),
    )  # fmt: skip
    with st.container(horizontal=True):
        day("From", "start", chosen.start)
        day("To", "end", chosen.end)
    st.segmented_control(
        "Undated", list(UNDATED), format_func=UNDATED.__getitem__, label_visibility="collapsed",
        **bound("undated", chosen.undated, lambda value: change(undated=True if value is None else value)),
    )  # fmt: skip


def choice(field: str, view: View, counts: Counts, names: Any) -> None:
    """A filter of many values."""
    chosen = getattr(view.selection, field)
    known = {value: name for value, name, _ in counts[field]}
    number = numbers(counts, field)
    options = [*known, *(value for value in chosen if value not in known)]

    def label(value: str) -> str:
        name = known.get(value, "")
        return counted(
            value, name if field == "actors" and name else words(field, value, {**names, field: {**known, **names.get(field, {})}}), number
        )

    st.multiselect(LISTS[field], options, format_func=label, placeholder="any", **bound(field, list(chosen), write_list(field), options))


def pills(field: str, options: tuple[str, ...], view: View, counts: Counts, label: Callable[[str], str]) -> None:
    """A filter of a few values."""
    number = numbers(counts, field)
    title = {"positions": "Position", "modes": "Words are"}[field]
    shown = lambda value: counted(value, label(value), number)  # noqa: E731
    st.pills(
        title,
        options,
        selection_mode="multi",
        format_func=shown,
        **bound(field, list(getattr(view.selection, field)), write_list(field), options),
    )


def day(label: str, field: str, value: date | None) -> None:
    """A first or last day."""
    st.date_input(
        label, min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD", **bound(field, value, lambda found: change(**{field: found}))
    )


def by_facet(frame: pd.DataFrame) -> Counts:
    """Value, name and statements of each facet."""
    found: Counts = defaultdict(list)
    for facet, *row in zip(*(frame[name].tolist() for name in ("facet", "value", "name", "statements")), strict=True):
        found[facet].append(tuple(row))
    return found


def numbers(counts: Counts, field: str) -> dict[str, int]:
    """Statements by value."""
    return {value: n for value, _, n in counts[field]}


def counted(value: str, name: str, number: dict[str, int]) -> str:
    """A value's name with its count; without any, the count is nought."""
    return f"{name} · {thin(number.get(value, 0))}"


def write_list(field: str) -> Callable[[Any], None]:
    """A writer of a filter of several values."""
    return lambda values: change(**{field: tuple(values or ())})


def write_text(value: str | None) -> None:
    """Search for printable words only."""
    change(text="".join(c if c.isprintable() else " " for c in value or "").strip())
