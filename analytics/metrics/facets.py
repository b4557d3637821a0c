"""How many statements each value of a filter would leave, under the other filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, ask, records
from analytics.metrics.selected import OF_STATEMENTS, OF_VOICES, Tables, relays, statements, voices
from analytics.records import Selection
from analytics.store.serving import Generation

SINGLE = ("sources", "issues", "positions", "modes", "named", "sourcing")  # a statement has one value of each
SEVERAL = ("actors", "countries", "kinds", "via")
ONCE = ("actors", "via")  # a statement has each value once at most, so that no statement has to be told from another
FACETS = (*SEVERAL, *SINGLE)
MOST = 400  # values of one facet, most frequent first


def facets(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Rows (facet, value, name, statements), each facet counted without its own filter, most first."""
    return pd.concat([values(generation, *asked) for asked in parts(selection)], ignore_index=True)


def parts(selection: Selection) -> list[tuple[Selection, tuple[str, ...]]]:
    """What `values` is asked for all facets: those without a filter together, each other one under the other filters alone."""
    filtered = [name for name in FACETS if getattr(selection, name)]
    free = tuple(name for name in FACETS if name not in filtered)
    return [(selection, free), *((without(selection, name), (name,)) for name in filtered)]


def values(generation: Generation, selection: Selection, names: tuple[str, ...]) -> pd.DataFrame:
    """Rows as `facets` has them, of some facets, each counted under the whole selection."""
    return pd.DataFrame(counted(generation, selection, names), columns=["value", "name", "statements", "facet"])


def counted(generation: Generation, selection: Selection, names: Sequence[str]) -> Iterator[tuple[str, str, int, str]]:
    """The values of some facets, in a query for all that a statement has one value of and one for the others."""
    if single := tuple(name for name in names if name in SINGLE):
        cells = records(ask(generation, selection, cube, single))
        for name in single:
            yield from summed(cells, name)
    if several := tuple(name for name in names if name in SEVERAL):
        yield from (
            (row["value"], row["name"], row["statements"], row["facet"]) for row in records(ask(generation, selection, united, several))
        )


def without(selection: Selection, name: str) -> Selection:
    """The selection with one filter taken off."""
    taken_off: Any = {name: getattr(Selection(), name)}
    return replace(selection, **taken_off)


def cube(tables: Tables, shape: Shape, names: tuple[str, ...]) -> ir.Table:
    """Statements by all of these facets at once: one look at them; there are some hundred cells, whatever the number of statements."""
    table = statements(tables, shape)
    if "sourcing" in names:
        links = tables("sourcing").select("statement_id", "weakest")
        table = table.left_join(links, "statement_id").drop("statement_id_right")
    columns = {**OF_STATEMENTS, "sourcing": "weakest"}
    keys = {name: table.anonymous.ifelse("unnamed", "named") if name == "named" else table[columns[name]] for name in names}
    cells = table.group_by(**keys).aggregate(statements=table.count())
    if "issues" not in names:
        return cells
    titles = tables("issues").select(issues="issue_id", title="name")
    return cells.left_join(titles, "issues").drop("issues_right")


def summed(cells: Sequence[Mapping[str, Any]], facet: str) -> list[tuple[str, str, int, str]]:
    """The values of one facet of a cube."""
    counts: Counter[str] = Counter()
    for cell in cells:
        if cell[facet] is not None:
            counts[cell[facet]] += cell["statements"]
    names = {cell["issues"]: cell["title"] or cell["issues"] for cell in cells} if facet == "issues" else {}
    found = [(value, names.get(value, value), n, facet) for value, n in counts.items()]
    return sorted(found, key=lambda row: (-row[2], row[1]))[:MOST]


def united(tables: Tables, shape: Shape, names: tuple[str, ...]) -> ir.Table:
    """The values of facets of which a statement may have several."""
    parts = [one(tables, shape, name) for name in names]
    return (ibis.union(*parts) if len(parts) > 1 else parts[0]).order_by("facet", ibis.desc("statements"), "name")


def one(tables: Tables, shape: Shape, facet: str) -> ir.Table:
    """The values of one such facet."""
    table = (relays if facet == "via" else voices)(tables, shape)
    value = table[OF_VOICES.get(facet, facet)]
    table = table.filter(value.notnull())
    name = table.name.max() if facet == "actors" else value.max()
    number = table.count() if facet in ONCE else table.nr.nunique()
    found = table.group_by(value=value).aggregate(name=name, statements=number)
    most = found.order_by(ibis.desc("statements"), "value").limit(MOST)
    return most.select("value", "name", "statements", facet=ibis.literal(facet))
