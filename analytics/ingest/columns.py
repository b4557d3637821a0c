"""Columns of tables: which of them is which field, and exports that have no header."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from analytics.ingest.fields import NAMES, column_of

# GDELT's files have no header. Columns by their number: GKG 2.1 has 27, mentions 16, the events of version 1 and 2 have 58 and 61
# (GDELT codebooks: GKG 2.1, Event 1.0 and 2.0). The date is that on which GDELT saw the page.
GDELT = {
    16: {2: "seendate", 4: "source", 5: "url"},
    27: {1: "seendate", 3: "source", 4: "url", 26: "gkg extras"},
    58: {56: "seendate", 57: "url"},
    61: {59: "seendate", 60: "url"},
}
FIRST = re.compile(r"\d{8,}(?:-T?\d+)?")
ADDRESS = re.compile(r"https?://\S+")
# What the last column of GKG 2.1 holds between marks of these names.
EXTRAS = {"title": "PAGE_TITLE", "published": "PAGE_PRECISEPUBTIMESTAMP", "authors": "PAGE_AUTHORS"}


def gdelt(cells: Sequence[str]) -> list[str] | None:
    """Column names for a first row that is no header but one of GDELT's, else None."""
    known = GDELT.get(len(cells))
    if not known or not FIRST.fullmatch(cells[0].strip()):
        return None
    return [known.get(number, f"column {number + 1}") for number in range(len(cells))]


def links(cells: Sequence[str]) -> list[str] | None:
    """Column names for a first row that is no header but holds an address, else None."""
    place = next((number for number, cell in enumerate(cells) if ADDRESS.fullmatch(cell.strip())), None)
    return None if place is None else ["url" if number == place else f"column {number + 1}" for number in range(len(cells))]


def with_extras(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of GDELT's GKG with what its last column tells; any other row as it is."""
    fields = dict(row)
    extras = str(fields.pop("gkg extras", ""))
    told = {name: re.search(rf"<{mark}>(.*?)</{mark}>", extras, re.DOTALL) for name, mark in EXTRAS.items()}
    found = {name: html.unescape(match[1]).strip() for name, match in told.items() if match and match[1].strip()}
    if "published" in found:
        fields.pop("seendate", None)
    if "authors" in found:
        fields["authors"] = [part.strip() for part in found.pop("authors").split(";") if part.strip()]
    return {**fields, **found}


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
