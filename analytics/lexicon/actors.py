"""Actors: people with their dated offices, and institutions, from two tables."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..records import ACTOR_KINDS
from ..text import plain
from .countries import UNIONS, country_codes, is_country_code
from .roles import bodies, roles
from .tables import Names, Row, rows, slug

PEOPLE = ("name", "country", "gender", "surname", "aliases", "short", "offices")
INSTITUTIONS = ("name", "country", "kind", "speaks", "aliases", "exact")


@dataclass(frozen=True, slots=True)
class Office:
    """A role held in a state or institution; no end: still held, or not known to have ended."""

    role: str
    of: str  # country code or name of an institution
    start: date | None = None
    end: date | None = None

    def held(self, day: date) -> bool:
        """Whether it was held on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Listed:
    """An actor of the tables; `speaks_for` is the country (or EU, NATO, UN) whose official line its words are."""

    id: str
    name: str
    country: str | None
    kind: str
    aliases: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    speaks_for: str | None = None
    gender: str | None = None
    surname: str | None = None
    short: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()

    def __str__(self) -> str:
        """The canonical name."""
        return self.name

    def office(self, day: date | None) -> Office | None:
        """The office held on a day; with no day the only one, else None."""
        held = [one for one in self.offices if one.held(day)] if day else [*self.offices]
        return held[-1] if held and (day or len({(one.role, one.of) for one in held}) == 1) else None


def actors() -> tuple[Listed, ...]:
    """Every listed actor: people, then institutions, then states."""
    return (*people(), *institutions(), *states())


def people() -> tuple[Listed, ...]:
    """Every person of the table."""
    return read_people("people.csv")


def institutions() -> tuple[Listed, ...]:
    """Every institution of the table."""
    return read_institutions("institutions.csv")


@functools.cache
def states() -> tuple[Listed, ...]:
    """Every country as an actor."""
    return tuple(
        Listed(slug(one.name), one.name, code, "government", one.aliases, one.exact, code) for code, one in country_codes().items()
    )


@functools.cache
def actor_ids() -> dict[str, Listed]:
    """Listed actors by id."""
    return {one.id: one for one in actors()}


@functools.cache
def read_people(file: str | Path) -> tuple[Listed, ...]:
    """The people of a table; TableError names file, line and rule."""
    known_roles = {one.id for one in roles()}
    listed, names = [], Names[Listed]()
    for row in rows(file, PEOPLE):
        offices = tuple(read_office(row, cell, known_roles) for cell in row.many("offices"))
        name = row.filled("name")
        person = Listed(
            slug(name),
            name,
            row.country(known=is_country_code),
            "person",
            row.many("aliases"),
            gender=row.one_of("gender", ("m", "f")),
            surname=row["surname"] or name.split()[-1],
            short=row.many("short"),
            offices=offices,
        )
        listed.append(person)
        names.add(row, person, dict.fromkeys((name, *person.aliases, *person.short)))
    return tuple(listed)


def read_office(row: Row, cell: str, known_roles: set[str]) -> Office:
    """An office from role:of:from:to."""
    parts = cell.split(":")
    if len(parts) != 4:
        raise row.error(f"office {cell!r}; wanted role:of:from:to")
    role, of, *_ = parts
    if role not in known_roles:
        raise row.error(f"unknown role {role!r}; known: {', '.join(sorted(known_roles))}")
    if of.isupper() and len(of) == 3 and not is_country_code(of) and of not in institution_names():
        raise row.error(f"unknown country code {of!r}; wanted ISO 3166-1 alpha-3")
    if not is_country_code(of) and of not in institution_names() and of not in composed_names():
        raise row.error(f"unknown state or institution {of!r}; wanted a country code or a name of institutions.csv")
    day = Row(row.file, row.line, {"from": parts[2], "to": parts[3]})
    start, end = day.day("from"), day.day("to", last=True)
    if start and end and start > end:
        raise row.error(f"office {cell!r} ends before it begins")
    return Office(role, of, start, end)


@functools.cache
def institution_names() -> frozenset[str]:
    """The canonical names of the institutions."""
    return frozenset(one.name for one in institutions())


@functools.cache
def composed_names() -> frozenset[str]:
    """What the bodies that every state has are called: "Iranian Ministry of Foreign Affairs"."""
    places = [one for one in country_codes().values() if one.adjectives]
    return frozenset(body.name.format(adj=place.adjective, country=place.name) for body in bodies() for place in places)


@functools.cache
def read_institutions(file: str | Path) -> tuple[Listed, ...]:
    """The institutions of a table; TableError names file, line and rule."""
    listed, names = [], Names[Listed]()
    for row in rows(file, INSTITUTIONS):
        code = row.country(known=is_country_code)
        speaks = row.one_of("speaks", ("yes", "no")) == "yes"
        kind = row.one_of("kind", ACTOR_KINDS)
        name = row.filled("name")
        one = Listed(slug(name), name, code, kind, row.many("aliases"), row.many("exact"), code if speaks else None)
        listed.append(one)
        names.add(row, one, dict.fromkeys((name, *one.aliases)), one.exact)
    return tuple(listed)


def surnames() -> dict[str, tuple[Listed, ...]]:
    """People by plain surname: several where it is shared."""
    return read_surnames()


@functools.cache
def read_surnames() -> dict[str, tuple[Listed, ...]]:
    """The surname index; spellings of aliases count."""
    index: dict[str, dict[str, Listed]] = {}
    for person in people():
        for name in spellings(person):
            index.setdefault(plain(name), {})[person.id] = person
    return {name: tuple(found.values()) for name, found in index.items()}


def spellings(person: Listed) -> Iterator[str]:
    """The surnames a person is printed with."""
    yield person.surname or ""
    yield from person.short
    if person.surname == person.name.split()[-1]:
        for alias in person.aliases:
            if len(alias.split()) > 1 and alias.split()[0][:1] == person.name[:1]:
                yield alias.split()[-1]


__all__ = ["UNIONS", "Listed", "Office", "actor_ids", "actors", "institutions", "people", "states", "surnames"]
