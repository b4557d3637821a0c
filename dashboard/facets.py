"""The lists beside the statements: what would narrow them, and the order they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.charts.palette import SIGNS
from analytics.export.view import SORTS, View
from analytics.metrics.facets import parts, values
from analytics.records import Selection
from dashboard.data import fetch, records
from dashboard.markup import esc, link, thin
from dashboard.words import called

TITLES = {
    "positions": "Position", "issues": "Issue", "actors": "Actor", "countries": "Country", "kinds": "Kind of actor", "sources": "Source",
    "via": "Relayed by", "modes": "Words are", "named": "Speaker",
}  # fmt: skip
GIVEN = ("actors", "issues", "via", "sources")  # whose values are called what the store calls them
MOST = 8


def counted(selection: Selection) -> pd.DataFrame:
    """What `facets` gives; a filter's own values, which other values of it don't change, are asked for once."""
    return pd.concat([fetch(values, *asked) for asked in parts(selection)], ignore_index=True)


def facet_lists(counts: pd.DataFrame, view: View, names: Mapping[str, Mapping[str, str]]) -> str:
    """Each filter's most frequent values with the statements they would leave; a click adds a value or takes it off."""
    return "".join(facet(name, title, counts[counts["facet"] == name], view, names) for name, title in TITLES.items())


def facet(name: str, title: str, rows: pd.DataFrame, view: View, names: Mapping[str, Mapping[str, str]]) -> str:
    """One filter's values."""
    if rows.empty:
        return ""
    chosen = getattr(view.selection, name)
    now = (chosen,) if isinstance(chosen, str) and chosen else tuple(chosen)
    first = [row for row in records(rows) if row["value"] in now]
    rest = [row for row in records(rows) if row["value"] not in now]
    shown = [*first, *rest[: max(MOST - len(first), 2)]]
    more = f'<span class="faint">and {thin(len(rows) - len(shown))} more, in the filters</span>' if len(rows) > len(shown) else ""
    lines = "".join(line(name, row, now, view, names) for row in shown)
    return f'<section class="facet"><h4>{title}</h4>{lines}{more}</section>'


def line(name: str, row: Mapping[str, Any], now: tuple[str, ...], view: View, names: Mapping[str, Mapping[str, str]]) -> str:
    """One value as a switch."""
    value = row["value"]
    given = name in GIVEN and value not in ("unknown", "none")
    label = row["name"] if given else called(name, value, names)
    sign = f"{SIGNS[value]} " if name == "positions" else ""
    on = value in now
    after: Any = tuple(v for v in now if v != value) if on else (*now, value)
    if name == "named":
        after = "" if on else value
    there = replace(view, selection=replace(view.selection, **{name: after}), number=1, statement="")
    inner = f'<span>{sign}{esc(label)}</span><span class="k">{thin(row["statements"])}</span>'
    alone = {} if now else {"data_n": str(row["statements"])}
    return link(there, inner, "", "", aria_pressed="true" if on else "false", **alone)


def sorts(view: View) -> str:
    """The orders of the list, each a link."""
    links = [
        link(replace(view, sort=sort, number=1, statement=""), sort, aria_current="true" if sort == view.sort else "false")
        for sort in SORTS
    ]
    return f'<div class="sorts"><span class="faint">order:</span>{"".join(links)}</div>'
