"""Columns of tables: which of them is which field, and exports that have no header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analytics.ingest.fields import NAMES, column_of

# GDELT's files have no header. Columns by their number: GKG 2.1 has 27, the events of version 1 and 2 have 57, 58 and 61
# (GDELT codebooks: GKG 2.1, Event 1.0 and 2.0). The date is that on which GDELT saw the page.
GDELT = {27: {1: "seendate", 3: "source", 4: "url"}, 58: {56: "seendate", 57: "url"}, 61: {59: "seendate", 60: "url"}}
FIRST = re.compile(r"\d{8,}(?:-T?\d+)?")


def headerless(cells: Sequence[str]) -> list[str] | None:
    """Column names for a first row that is no header but one of GDELT's, else None."""
    known = GDELT.get(len(cells))
    if not known or not FIRST.fullmatch(cells[0].strip()):
        return None
    return [known.get(number, f"column {number + 1}") for number in range(len(cells))]


def shown(columns: Sequence[str]) -> str | None:
    """Which column was taken for which field, where that isn't plain from their names.

    >>> shown(["url", "publish_date", "media_name", "rank"])
    'columns read as: source = media_name, url = url, published = publish_date; not used: rank'
    """
    taken = column_of(columns)
    unused = [name for name in columns if name and name not in taken.values()]
    if all(field == name for field, name in taken.items()) and not unused:
        return None
    pairs = ", ".join(f"{field} = {taken[field]}" for field in NAMES if field in taken)
    more = f" and {len(unused) - 8} more" if len(unused) > 8 else ""
    return f"columns read as: {pairs}" + (f"; not used: {', '.join(unused[:8])}{more}" if unused else "")
