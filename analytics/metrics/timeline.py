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
CODES = {"day": "datetime64[D]", "month": "datetime64[M]", "year": "datetime64[Y]"}
MOST_DAYS = 92  # more bars than this are bundled by month
MOST_MONTHS = 240


def timeline(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Statements per day, month or year and position: start (of the bin), position, statements, unit."""
    days = ask(generation, selection, per_day)
    unit = scale(days)
    start = days["published"].to_numpy().astype(CODES[unit]).astype("datetime64[s]")
    bins = days.assign(start=start).groupby(["start", "position"], as_index=False)["statements"].sum()
    return bins.assign(unit=unit)


def scale(days: pd.DataFrame) -> Unit:
    """The finest unit that all dates bear (columns published, published_precision) and that gives a readable number of bars."""
    if days.empty:
        return "month"
    span = (days["published"].max() - days["published"].min()).days
    known = set(days["published_precision"])
    if "year" in known or span > MOST_MONTHS * 30:
        return "year"
    return "month" if "month" in known or span > MOST_DAYS else "day"


def per_day(tables: Tables, shape: Shape) -> ir.Table:
    """Dated statements per day, precision and position; bins are made of these, as only they tell which bins there can be."""
    table = statements(tables, shape).filter(ibis._.published.notnull())
    return table.group_by("published", "published_precision", "position").aggregate(statements=table.count())
