"""Every number that a metric gives is the number of rows of the list it opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.metrics.actors import actors, matrix
from analytics.metrics.facets import facets
from analytics.metrics.figures import figures
from analytics.metrics.issues import countries, issues, sides
from analytics.metrics.listing import count, listing
from analytics.metrics.sources import agencies, articles, sources
from analytics.records import POSITIONS, Selection
from analytics.store.serving import Generation, current
from tests.desk_store import make

VALUES = {
    "actors": ("ana-roy", "chn", "ind", "panel", "min-def-rus"),
    "countries": ("UKR", "CHN", "RUS", "none"),
    "kinds": ("person", "government", "unknown"),
    "sources": ("Daily Courier", "unknown", "<b>Daily</b>"),
    "via": ("Interfax", "Reuters", "any"),
    "issues": ("ceasefire", "troop-deployment", "none"),
    "positions": ("support", "oppose", "none"),
}
some = {name: st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple) for name, values in VALUES.items()}
# Mostly one or two filters: more leave nothing to count.
selections = st.builds(
    lambda names, all_of: replace(Selection(), **{name: all_of[name] for name in names}),
    st.lists(st.sampled_from([*some, "undated", "start", "named", "text"]), max_size=2, unique=True),
    st.fixed_dictionaries(
        {**some, "undated": st.sampled_from([True, False, "only"]), "start": st.sampled_from([None, date(2024, 5, 2)]),
         "named": st.sampled_from(["", "named", "unnamed"]), "text": st.sampled_from(["", "soldiers", "pause OR talks"])}
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generation]:
    generation = current(make(tmp_path_factory.mktemp("store")))
    yield generation
    generation.close()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(selection=selections)
def test_every_number_opens_a_list_of_that_many_rows(held: Generation, selection: Selection) -> None:
    for number, opened in numbers(held, selection):
        assert count(held, opened) == number, opened
    total = count(held, selection)
    assert len(listing(held, selection, size=None)) == total
    assert int(articles(held, selection, 1, 100)["statements"].sum()) == total
    assert int(sources(held, selection)["statements"].sum()) == total


def numbers(held: Generation, selection: Selection) -> Iterator[tuple[int, Selection]]:
    """Numbers of all metrics, each with the selection that its link opens."""
    head = figures(held, selection).iloc[0]
    yield int(head["statements"]), selection
    if selection.undated:
        yield int(head["undated"]), narrow(selection, undated="only")
    for row in each(actors(held, selection)):
        mine = narrow(selection, actors=(row["actor_id"],))
        yield row["statements"], mine
        yield from ((row[name], narrow(mine, positions=(name,))) for name in within(selection, (*POSITIONS, "none")))
    for row in each(matrix(held, selection)):
        yield row["statements"], narrow(selection, actors=(row["actor_id"],), issues=(row["issue"],), positions=(row["position"],))
    for row in each(issues(held, selection)):
        yield row["statements"], narrow(selection, issues=(row["issue"],))
    for row in each(sides(held, selection)):
        yield row["statements"], narrow(selection, actors=(row["actor_id"],), issues=(row["issue"],), positions=(row["position"],))
    for row in each(countries(held, selection)):
        yield row["statements"], narrow(selection, countries=(row["country"],), positions=(row["position"],))
    for row in each(sources(held, selection)):
        yield row["statements"], narrow(selection, sources=(row["source"],))
    for row in each(agencies(held, selection)):
        yield row["statements"], narrow(selection, via=(row["via"],))
    for row in each(facets(held, selection)):
        value = row["value"] if row["facet"] == "named" else (row["value"],)
        yield row["statements"], narrow(selection, **{row["facet"]: value})


def narrow(selection: Selection, **fields: Any) -> Selection:
    """The selection with other filters."""
    return replace(selection, **({"start": None, "end": None} if fields.get("undated") == "only" else {}), **fields)


def within(selection: Selection, positions: tuple[str, ...]) -> tuple[str, ...]:
    """The positions that the selection lets through."""
    return tuple(name for name in positions if not selection.positions or name in selection.positions)


def each(frame: Any) -> list[dict[str, Any]]:
    """Rows as dictionaries."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
