"""Roles and bodies: what people and parts of a state are called, and whether they speak for it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from ..records import ACTOR_KINDS
from .tables import Names, rows

COLUMNS = ("role", "names", "plurals", "class", "speaks", "home")
CLASSES = (
    "office",
    "official",
    "spokesperson",
    "politician",
    "military",
    "expert",
    "media",
    "public",
    "business",
    "religious",
    "document",
    "talks",
    "group",
    "organisation",
)
BODY_COLUMNS = ("body", "name", "kind", "speaks", "names", "plurals")


@dataclass(frozen=True, slots=True)
class Role:
    """An office or trade; `speaks` is whether its holder speaks for the state or organisation, `home` the one state that uses the title."""

    id: str
    names: tuple[str, ...]
    plurals: tuple[str, ...]
    group: str
    speaks: bool
    home: str | None

    def __str__(self) -> str:
        """Its first name."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Body:
    """A part of any state or organisation; its name is composed: `{adj} Ministry of Foreign Affairs`."""

    id: str
    name: str
    kind: str
    speaks: bool
    names: tuple[str, ...]

    def __str__(self) -> str:
        """Its first name."""
        return self.names[0]


def roles() -> tuple[Role, ...]:
    """Every role of the table."""
    return read_roles("roles.csv")


def bodies() -> tuple[Body, ...]:
    """Every body of the table."""
    return read_bodies("bodies.csv")


@functools.cache
def read_roles(file: str | Path) -> tuple[Role, ...]:
    """The roles of a table; TableError where a name stands for two."""
    listed, names = [], Names[Role]()
    for row in rows(file, COLUMNS):
        role = Role(
            row["role"],
            row.many("names"),
            row.many("plurals"),
            row.one_of("class", CLASSES),
            row.one_of("speaks", ("yes", "no")) == "yes",
            row.country("home"),
        )
        listed.append(role)
        names.add(row, role, (*role.names, *role.plurals))
    return tuple(listed)


@functools.cache
def read_bodies(file: str | Path) -> tuple[Body, ...]:
    """The bodies of a table; TableError where a name stands for two."""
    listed, names = [], Names[Body]()
    for row in rows(file, BODY_COLUMNS):
        kind = row.one_of("kind", ACTOR_KINDS)
        body = Body(row["body"], row["name"], kind, row.one_of("speaks", ("yes", "no")) == "yes", row.many("names"))
        listed.append(body)
        names.add(row, body, (*body.names, *row.many("plurals")))
    return tuple(listed)
