"""Kinds of reports by their cue: said, believes, wants, calls for, denies."""

from __future__ import annotations

import functools

from analytics.records import KINDS, Kind

from .tables import rows


@functools.cache
def cue_kinds() -> dict[str, Kind]:
    """The kind of each listed cue, by its base form; a cue that is not listed is plain saying."""
    found: dict[str, Kind] = {}
    for row in rows("cue_kinds.csv", ("kind", "words")):
        kind = row.one_of("kind", KINDS)
        for word in row["words"].split():
            found.setdefault(word, kind)  # type: ignore[arg-type]
    return found
