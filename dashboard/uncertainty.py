"""What isn't known, in four kinds that are never made one score: extraction, attribution, coverage, time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analytics.export.view import View, narrowed
from dashboard.markup import figure, plural, thin

Row = Mapping[str, Any]


def four_kinds(said: Row, members: Sequence[Row], view: View) -> str:
    """A cell for each kind; `said` are figures over the story's statements, `members` its articles."""
    cells = {
        "Extraction": extraction(said),
        "Attribution": attribution(said, view),
        "Coverage": coverage(members),
        "Time": time(members),
    }
    return '<div class="kinds">' + "".join(f"<div><h4>{name}</h4><p>{words}</p></div>" for name, words in cells.items()) + "</div>"


def extraction(said: Row) -> str:
    """How sure the machine is that these are statements."""
    if not said["statements"]:
        return "no statement found"
    return f"median {said['surety']:.0%} sure that it is a statement; {thin(said['unsure'])} below 50%"


def attribution(said: Row, view: View) -> str:
    """How the words are given, and by whom."""
    if not said["statements"]:
        return "nobody is quoted"
    there = narrowed(view, "statements")
    modes = {"direct": "quoted", "mixed": "partly quoted", "indirect": "reported"}
    parts = [f"{figure(said[mode], narrowed(there, modes=(mode,)))} {words}" for mode, words in modes.items() if said[mode]]
    parts.append(f"{figure(said['relayed'], narrowed(there, via=('any',)))} relayed")
    parts.append(f"{figure(said['unnamed'], narrowed(there, named='unnamed'))} by unnamed speakers")
    return ", ".join(parts)


def coverage(members: Sequence[Row]) -> str:
    """What is held: no sample of what was published."""
    texts = sum(row["copy_of"] is None for row in members)
    sources = len({row["source"] for row in members if row["source"]})
    unknown = sum(row["source"] is None for row in members)
    known = f"{thin(sources)} known {plural(sources, 'source')}" + (f", source unknown for {thin(unknown)}" if unknown else "")
    return f"{known}; {thin(texts)} independent {plural(texts, 'text')} at most; what others published isn’t known"


def time(members: Sequence[Row]) -> str:
    """How the dates are known."""
    how = {kind: sum(row["published_how"] == kind for row in members) for kind in ("stated", "inferred", "unknown")}
    coarse = sum(row["published_precision"] in ("month", "year") for row in members)
    parts = [f"{kind} for {thin(n)}" for kind, n in how.items() if n]
    return f"date {', '.join(parts)}" + (f"; {thin(coarse)} not to the day" if coarse else "")
