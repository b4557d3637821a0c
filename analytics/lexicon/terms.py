"""One index over the tables: what a word or phrase of a mention may stand for."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..text import plain
from .actors import Listed, institutions, people, states, surnames
from .countries import Country, countries
from .outlets import outlets
from .roles import Body, Role, bodies, roles

TermKind = Literal["person", "surname", "institution", "state", "adjective", "people", "metonym", "role", "roles", "body"]
RANK: tuple[TermKind, ...] = ("person", "institution", "state", "adjective", "people", "metonym", "roles", "role", "body", "surname")


@dataclass(frozen=True, slots=True)
class Term:
    """A reading of a phrase; `cased` readings count only where a capital letter begins the phrase, `spelt` ones only letter by letter."""

    kind: TermKind
    value: Listed | Country | Role | Body | tuple[Listed, ...]
    name: str
    cased: bool = True
    spelt: bool = False


def terms_of(phrase: str) -> tuple[Term, ...]:
    """The readings of a plain phrase, the likeliest first."""
    return index().get(phrase, ())


@functools.cache
def institution_named(name: str) -> Listed | None:
    """The institution of a name, if one is listed."""
    values = (term.value for term in terms_of(plain(name)) if term.kind == "institution" and not term.spelt)
    return next((value for value in values if isinstance(value, Listed)), None)


def institution_of(code: str, names: Iterable[str]) -> Listed | None:
    """The first listed institution of a state that one of the names stands for."""
    return next((one for name in names if (one := institution_named(name)) is not None and one.country == code), None)


@functools.cache
def index() -> dict[str, tuple[Term, ...]]:
    """Every phrase of the tables, plain, with its readings by rank."""
    found: dict[str, list[Term]] = {}
    for term in entries():
        key = plain(term.name)
        if key:
            found.setdefault(key.removeprefix("the ") or key, []).append(term)
    return {key: tuple(sorted(dict.fromkeys(terms), key=lambda term: RANK.index(term.kind))) for key, terms in found.items()}


@functools.cache
def longest() -> int:
    """The number of words in the longest phrase."""
    return max(len(key.split()) for key in index())


@functools.cache
def beginnings() -> dict[str, int]:
    """The first words of the phrases, each with the number of words in the longest that it begins."""
    first: dict[str, int] = {}
    for key in index():
        words = key.split()
        first[words[0]] = max(first.get(words[0], 0), len(words))
    return first


def entries() -> Iterator[Term]:
    """Each name of each table as a term."""
    for person in people():
        yield from (Term("person", person, name) for name in (person.name, *person.aliases) if " " in name)
        yield from (Term("surname", (person,), name) for name in person.aliases if " " not in name)
    yield from (Term("surname", sharers, name) for name, sharers in surnames().items() if name)
    for one in institutions():
        yield from named("institution", one, (one.name, *one.aliases), one.exact)
    for one in states():
        yield from named("state", one, (one.name, *one.aliases), one.exact)
    for outlet in outlets():
        known = Listed(outlet.id, outlet.name, outlet.country, "media", outlet.aliases, outlet.exact)
        yield from named("institution", known, (outlet.name, *outlet.aliases), outlet.exact)
    for place in countries():
        yield from named("adjective", place, place.adjectives, place.exact)
        yield from (Term("people", place, name) for name in (*place.people, *(f"{name}s" for name in place.adjectives)))
        yield from (Term("metonym", place, name) for name in place.metonyms)
    for role in roles():
        yield from (Term("role", role, name, cased=False) for name in role.names)
        yield from (Term("roles", role, name, cased=False) for name in role.plurals)
    for body in bodies():
        yield from (Term("body", body, name, cased=False) for name in body.names)


def named(kind: TermKind, value: Listed | Country, names: Iterable[str], exact: tuple[str, ...]) -> Iterator[Term]:
    """Terms for loose names, then for those that count only as spelt."""
    yield from (Term(kind, value, name) for name in names if name not in exact)
    yield from (Term(kind, value, name, spelt=True) for name in exact)
