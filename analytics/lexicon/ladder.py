"""From a person to the institution that they speak for: the ministry of a minister, the state of a president, by the days of the office."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from .actors import Office, actor_ids, people
from .countries import UNIONS, country_codes, is_country_code
from .roles import Body, bodies, roles
from .tables import slug
from .terms import institution_named, institution_of

# Holders of these offices of a state speak for a part of it; of the others that speak for it, for the state itself.
PARTS = {
    "ministry-of-foreign-affairs": "foreign-minister|foreign-secretary|secretary-of-state|ambassador|diplomat",
    "ministry-of-defence": "defence-minister|defence-secretary|defense-secretary",
    "ministry-of-the-interior": "interior-minister|home-secretary|homeland-security-secretary",
    "ministry-of-finance": "finance-minister|treasury-secretary|chancellor-of-the-exchequer",
    "ministry-of-economy": "economy-minister|commerce-secretary",
    "ministry-of-energy": "energy-minister",
    "ministry-of-justice": "justice-minister|attorney-general",
    "ministry-of-health": "health-minister",
    "armed-forces": "military-chief",
    "parliament": "speaker-of-parliament",
}
# Parts whose names no pattern gives.
NAMED = {
    ("ministry-of-foreign-affairs", "USA"): "US State Department",
    ("ministry-of-defence", "USA"): "Pentagon",
    ("ministry-of-the-interior", "USA"): "US Department of Homeland Security",
    ("ministry-of-finance", "USA"): "US Treasury",
    ("ministry-of-economy", "USA"): "US Department of Commerce",
    ("ministry-of-energy", "USA"): "US Department of Energy",
    ("ministry-of-justice", "USA"): "US Department of Justice",
    ("armed-forces", "USA"): "US military",
}
PART_OF = {role: body for body, held in PARTS.items() for role in held.split("|")}
ALONE = ("governor", "mayor", "first-lady", "prince", "pope")  # they speak for a place or themselves


class Rung(NamedTuple):
    """The institution that a listed person speaks for from one day to another, or the person; None: not known to begin or end."""

    actor_id: str
    body_id: str
    body: str
    start: date | None
    end: date | None


def ladder() -> Iterator[Rung]:
    """Every office of every listed person, with the institution or state that it speaks for, or the person where it speaks for none."""
    for person in people():
        for office in person.offices:
            yield Rung(person.id, *(institution(office) or (person.id, person.name)), office.start, office.end)


def institution(office: Office) -> tuple[str, str] | None:
    """Id and name of what the holder of an office speaks for; None where they speak for themselves."""
    known = {one.id: one for one in roles()}[office.role]
    if not known.speaks and office.role not in PART_OF:
        return None
    if is_country_code(office.of):
        return None if office.role in ALONE else part(office.role, office.of)
    listed = institution_named(office.of)
    return (listed.id, listed.name) if listed else (slug(office.of), office.of)


@functools.lru_cache(maxsize=4096)
def part(role: str, code: str) -> tuple[str, str]:
    """The part of a state that a role speaks for, or the state."""
    place = country_codes().get(code)
    if place is None:
        union = actor_ids()[UNIONS[code]]
        return union.id, union.name
    body = next((one for one in bodies() if one.id == PART_OF.get(role)), None)
    if body is None:
        return slug(place.name), place.name
    name = body.name.format(adj=place.adjective, country=place.name)
    listed = institution_of(code, (NAMED.get((body.id, code), name), *named(body, place.adjectives[:2])))
    return (listed.id, listed.name) if listed else (slug(name), name)


def named(body: Body, adjectives: tuple[str, ...]) -> Iterator[str]:
    """What a body of a state may be called."""
    return (f"{adjective} {noun}" for noun in body.names for adjective in adjectives)
