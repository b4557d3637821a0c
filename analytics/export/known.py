"""A view as a store can answer it: values that it has never seen are listed, and left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analytics.export.view import PARAMETERS, Ignored, Reading, shown

Names = Mapping[str, Mapping[str, str]]  # filter -> value -> name


def known(reading: Reading, names: Names) -> Reading:
    """The reading without the values that `names`, the store's own, lacks."""
    selection = reading.view.selection
    kept: dict[str, Any] = {}
    ignored: list[Ignored] = []
    for parameter, entry in PARAMETERS.items():
        if entry.field in names and not entry.of_view:
            values = getattr(selection, entry.field)
            kept[entry.field] = tuple(value for value in values if value in names[entry.field])
            ignored += [Ignored(parameter, shown(value), "not in this store") for value in values if value not in names[entry.field]]
    return Reading(replace(reading.view, selection=replace(selection, **kept)), reading.ignored + tuple(ignored))
