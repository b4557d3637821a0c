"""Outlets and news agencies: canonical name, country and ownership for a name as printed."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from .tables import Names, rows, slug

COLUMNS = ("name", "country", "kind", "ownership", "aliases", "exact")
KINDS = ("agency", "newspaper", "magazine", "broadcaster", "online", "programme")
OWNERSHIP = ("state", "public", "private", "unknown")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher of news; `exact` names are also ordinary words or initials and count only as spelt ("AP", "The Sun")."""

    id: str
    name: str
    country: str
    kind: str
    ownership: str
    aliases: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()

    @property
    def exact_case(self) -> bool:
        """Whether the canonical name itself counts only as spelt."""
        return self.name in self.exact

    def __str__(self) -> str:
        """The canonical name."""
        return self.name


@functools.lru_cache(maxsize=100_000)
def outlet(name: str) -> Outlet | None:
    """The outlet or agency that a printed name stands for, with or without its article and quotation marks.

    >>> str(outlet("Ria Novosti")), outlet("the sun")
    ('RIA Novosti', None)
    """
    return outlet_names().get(name)


def outlets() -> tuple[Outlet, ...]:
    """Every outlet of the table, in its order."""
    return read_outlets("outlets.csv")[0]


def outlet_names() -> Names[Outlet]:
    """The lookup over the table's names."""
    return read_outlets("outlets.csv")[1]


@functools.cache
def read_outlets(file: str | Path) -> tuple[tuple[Outlet, ...], Names[Outlet]]:
    """The outlets of a table and the lookup of their names; TableError names file, line and rule."""
    listed, names = [], Names[Outlet]()
    for row in rows(file, COLUMNS):
        aliases, exact = row.many("aliases"), row.many("exact")
        one = Outlet(
            slug(row.filled("name")),
            row["name"],
            row.country() or "",
            row.one_of("kind", KINDS),
            row.one_of("ownership", OWNERSHIP),
            aliases,
            exact,
        )
        listed.append(one)
        names.add(row, one, (one.name, *aliases), exact)
    return tuple(listed), names
