"""Given names that tell a gender."""

from __future__ import annotations

import functools
from pathlib import Path

from ..text import plain
from .actors import people
from .tables import Names, rows

COLUMNS = ("gender", "names")


def given_gender(name: str) -> str | None:
    """f or m where a given name is borne by one gender only; None where it is not known.

    >>> given_gender("Olena"), given_gender("Kim")
    ('f', None)
    """
    return read_given_names("given_names.csv").get(plain(name))


@functools.cache
def read_given_names(file: str | Path) -> dict[str, str]:
    """The genders of given names: of the table, and of listed people whose bearers agree; TableError for a name of two."""
    names, seen = Names[str](), dict[str, set[str]]()
    for row in rows(file, COLUMNS):
        names.add(row, row.one_of("gender", ("f", "m")), row["names"].split())
    for person in people():
        if person.gender and " " in person.name:
            seen.setdefault(plain(person.name.split()[0]), set()).add(person.gender)
    return {**{name: min(genders) for name, genders in seen.items() if len(genders) == 1}, **names.loose}
