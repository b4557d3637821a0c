"""Statements over time: never on a finer scale than their dates are known."""

from __future__ import annotations

from typing import Literal

import ibis
import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, ask
from analytics.metrics.selected import Tables, statements
from analytics.records import Selection
from analytics.store.serving import Generation

Unit = Literal["day", "month", "year"]
CODES = {"day": "D", "month": "M", "year": "Y"}
MOST_DAYS = 92  # more bars than this are bundled by month
MOST_MONTHS = 240


def timeline(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Statements per day, month or year and position: start (of the bin), position, statements, unit."""
    unit = scale(generation, selection)
    return ask(generation, selection, per_bin, unit).assign(unit=unit)


def scale(generation: Generation, selection: Selection) -> Unit:
    """The finest unit that all dates of the selection bear and that gives a readable number of bars."""
    row = ask(generation, selection, extent).iloc[0]
    if pd.isna(row["first"]):
        return "month"
    days = (row["last"] - row["first"]).days
    if row["years"] or days > MOST_MONTHS * 30:
        return "year"
    return "month" if row["months"] or days > MOST_DAYS else "day"


def extent(tables: Tables, shape: Shape) -> ir.Table:
    """First and last day, and how many dates are known to the month or year only."""
    table = statements(tables, shape)
    coarse = {f"{unit}s": table.count(where=table.published_precision == unit) for unit in ("month", "year")}
    return table.aggregate(first=table.published.min(), last=table.published.max(), **coarse)


def per_bin(tables: Tables, shape: Shape, unit: Unit) -> ir.Table:
    """Dated statements per bin and position."""
    table = statements(tables, shape).filter(ibis._.published.notnull())
    bins = table.group_by(start=table.published.truncate(CODES[unit]), position=table.position)
    return bins.aggregate(statements=ibis._.count()).order_by("start", "position")
