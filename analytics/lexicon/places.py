"""Places that tell where somebody works or lives: states, provinces and cities, which stand for no government."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import Path

from .countries import countries, is_country_code
from .tables import Names, rows

BEFORE = r"\b(?:in|at|of|from|near|outside|around)\s+(?:the\s+|[a-z]+ern\s+|[a-z]+\s+city\s+of\s+)?"


def place_in(words: str) -> str | None:
    """The country of the first place that words put somebody in.

    >>> place_in("a fund manager in Baltimore"), place_in("a historian of the Civil War"), place_in("the Denver-based trader")
    ('USA', None, 'USA')
    """
    found = pattern().search(words)
    return places()[next(name for name in found.groups() if name)] if found else None


@functools.cache
def pattern() -> re.Pattern[str]:
    """A place after a preposition, before "-based", in a university's name, or after the comma that parts town and state."""
    names = alternatives(read_places("places.csv"))
    states = {name: one.code for one in countries() for name in (one.name, *one.metonyms)}
    towns, seats = alternatives(places()), alternatives({**states, **read_places("places.csv")})
    return re.compile(
        rf"{BEFORE}({names})(?!\w)|\b({seats})-(?:based|born)\b|[A-Z]\w+, ({names})(?!\w)"
        rf"|\bUniversity of (?:[A-Z]\w+ )?({towns})(?!\w)|\b({towns}) (?:[A-Z]\w+ )?University\b"
    )


def alternatives(names: Iterable[str]) -> str:
    """A pattern for any of some names, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@functools.cache
def places() -> dict[str, str]:
    """The country code of each place of the table, and of each state, adjective and capital."""
    states = {name: one.code for one in countries() for name in (one.name, *one.adjectives, *one.metonyms)}
    return {**states, **read_places("places.csv")}


@functools.cache
def read_places(file: str | Path) -> dict[str, str]:
    """The country code of each place of a table; TableError names file, line and rule."""
    codes, names = dict[str, str](), Names[str]()
    for row in rows(file, ("code", "names")):
        code = row.filled("code")
        if not is_country_code(code):
            raise row.error(f"unknown country code {code!r}; wanted ISO 3166-1 alpha-3")
        names.add(row, code, row.many("names"))
        codes.update(dict.fromkeys(row.many("names"), code))
    return codes
