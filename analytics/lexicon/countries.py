"""Countries: names, adjectives, peoples and metonyms, from country-converter and a table of our own for what it lacks."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from .tables import Names, rows

COLUMNS = ("code", "name", "adjectives", "people", "aliases", "exact", "metonyms")
UNIONS = {"EU": "european-union", "NATO": "nato", "UN": "united-nations"}  # the ids of the actors by code


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory; `adjectives[0]` composes names, metonyms stand for it as an actor ("Moscow")."""

    code: str
    name: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()

    @property
    def adjective(self) -> str:
        """What its institutions are called by; its name where it has no adjective."""
        return self.adjectives[0] if self.adjectives else self.name

    def __str__(self) -> str:
        """The name."""
        return self.name


def country(name: str) -> Country | None:
    """The country that a name, official name, adjective or capital stands for."""
    return read_countries("countries.csv")[1].get(name)


def countries() -> tuple[Country, ...]:
    """Every country of the table."""
    return read_countries("countries.csv")[0]


@functools.cache
def country_codes() -> dict[str, Country]:
    """Countries by ISO 3166-1 alpha-3 code."""
    return {one.code: one for one in countries()}


def is_country_code(code: str) -> bool:
    """Whether a code is a country's or EU, NATO, UN."""
    return code in UNIONS or code in country_codes()


def code_of(written: str | None) -> str | None:
    """The code of a country given by code or name ("RUS", "Russian Federation"); None where it is no country that is known.

    >>> code_of("Russian Federation"), code_of("Atlantis")
    ('RUS', None)
    """
    if not written:
        return None
    if is_country_code(written):
        return written
    found = country(written)
    return found.code if found is not None else None


@functools.cache
def read_countries(file: str | Path) -> tuple[tuple[Country, ...], Names[Country]]:
    """The countries of a table and the lookup of their names; TableError names file, line and rule."""
    official, listed, names = official_names(), [], Names[Country]()
    for row in rows(file, COLUMNS):
        code = row["code"]
        if code not in official:
            raise row.error(f"unknown country code {code!r}; wanted ISO 3166-1 alpha-3")
        aliases = tuple(dict.fromkeys((*row.many("aliases"), *official[code])))
        one = Country(code, row["name"], row.many("adjectives"), row.many("people"), aliases, row.many("exact"), row.many("metonyms"))
        listed.append(one)
        names.add(row, one, (one.name, *aliases, *one.adjectives, *one.people, *one.metonyms), one.exact)
    return tuple(listed), names


@functools.cache
def official_names() -> dict[str, tuple[str, ...]]:
    """Short and official English names by code, from country-converter's table (its own reader fails on pandas 3 and costs a second)."""
    spec = find_spec("country_converter")
    if spec is None or spec.origin is None:
        return {}
    with (Path(spec.origin).parent / "country_data.tsv").open(encoding="utf-8", newline="") as lines:
        known = {row["ISO3"]: (row["name_short"], row["name_official"]) for row in csv.DictReader(lines, delimiter="\t")}
    return {**known, "XKX": ("Kosovo", "Republic of Kosovo")}
