"""Actor records: of listed actors, of states, of bodies composed with a state, of offices, and of people no table lists."""

from __future__ import annotations

import functools
from datetime import date

from ..lexicon import Body, Country, Listed, Office, Role, bodies, institutions, people
from ..lexicon.actors import actor_ids
from ..lexicon.countries import UNIONS, country_codes
from ..lexicon.tables import slug
from ..lexicon.terms import institution_named, institution_of
from ..records import Actor
from ..text import plain
from .chunks import Chunk

# Titles of one office in different states; the first is the office's usual name.
ALIKE = (
    ("foreign-minister", "foreign-secretary", "secretary-of-state"),
    ("defence-minister", "defence-secretary", "defense-secretary"),
    ("interior-minister", "home-secretary", "homeland-security-secretary"),
    ("finance-minister", "treasury-secretary", "chancellor-of-the-exchequer"),
    ("prime-minister", "chancellor"),
)
SAME_OFFICE = {role: group[0] for group in ALIKE for role in group}
ONE_OF_ITS_KIND = ("ministry-of-foreign-affairs", "ministry-of-defence", "general-staff", "armed-forces")
TOP = ("president", "prime-minister", "supreme-leader", "monarch", "leader", "pope", "secretary-general", "high-representative")


def listed(one: Listed, reason: str, confidence: float = 1.0, role: str | None = None, day: date | None = None, name: str = "") -> Actor:
    """A listed actor; a person's role is the one given, or the office held on the day."""
    office = one.office(day)
    code = union_of(one.offices[-1] if one.offices and not day else office) or one.country
    return Actor(one.id, name or one.name, code, one.kind, role or (office.role if office else None), reason, confidence)


def union_of(held: Office | None) -> str | None:
    """EU, NATO or UN where an office is one of theirs: a secretary-general speaks for it and not for a home country."""
    known = institution_named(held.of) if held and len(held.of) > 3 else None
    return known.country if known is not None and known.country in UNIONS else None


def state(code: str, reason: str, confidence: float = 1.0) -> Actor:
    """A state, or EU, NATO, UN, as an actor."""
    if code in UNIONS:
        return listed(union(code), reason, confidence)
    place = country_codes()[code]
    return Actor(slug(place.name), place.name, code, "government", None, reason, confidence)


def place_code(chunk: Chunk | None) -> str | None:
    """The country code that a place chunk tells."""
    if chunk is None:
        return None
    if isinstance(chunk.value, Country):
        return chunk.value.code
    return chunk.value.country if isinstance(chunk.value, Listed) else None


def place_actor(chunk: Chunk, reason: str, confidence: float = 1.0) -> Actor:
    """The actor that a state, metonym, institution or unlisted organisation is."""
    if isinstance(chunk.value, Listed) and chunk.kind != "state":
        return listed(chunk.value, reason, confidence)
    code = place_code(chunk)
    if code:
        return state(code, reason, confidence)
    name = bare(chunk.text)
    return Actor(slug(name), name, None, organisation_kind(name), None, "named in the text", 0.6)


@functools.lru_cache(maxsize=4096)
def composed(body: Body, code: str, reason: str, confidence: float = 0.9) -> Actor:
    """A body of a state: the institution that carries its name, else one of its own."""
    if body.name == "{country}":
        return state(code, reason, confidence)
    if code in UNIONS:
        return state(code, reason, confidence)
    place = country_codes()[code]
    name = body.name.format(adj=place.adjective, country=place.name)
    others = (f"{adjective} {noun}" for noun in body.names for adjective in place.adjectives[:2]) if body.id in ONE_OF_ITS_KIND else ()
    known = institution_of(code, (name, *others))
    return listed(known, reason, confidence) if known else Actor(slug(name), name, code, body.kind, None, reason, confidence)


@functools.lru_cache(maxsize=4096)
def phrased(words: tuple[str, ...], body: Body, code: str) -> Actor:
    """A body of a state in the words of the text: "Polish Senate" is more than a Polish parliament."""
    place = country_codes().get(code)
    if place is not None:
        known = institution_of(code, (f"{adjective} {word}" for word in words for adjective in place.adjectives))
        if known is not None:
            return listed(known, "alias")
    return composed(body, code, "institution with nationality")


@functools.lru_cache(maxsize=4096)
def holders(role: str, of: str, day: date | None) -> tuple[Listed, ...]:
    """Who held an office of a state or institution on a day; all who ever did where no day is given."""
    wanted = SAME_OFFICE.get(role, role)
    return tuple(
        person
        for person in people()
        for office in person.offices
        if SAME_OFFICE.get(office.role, office.role) == wanted and office.of == of and (day is None or office.held(day))
    )


def office(role: Role, code: str, day: date | None, institution: Listed | None = None) -> Actor:
    """Who holds an office: the person on that day, else the office itself, which speaks for its state."""
    found: tuple[Listed, ...] = ()
    if day is not None:
        found = holders(role.id, institution.name, day) if institution else ()
        found = found or (holders(role.id, code, day) if institution is None or institution.country in UNIONS else ())
        if role.id == "leader":
            found = tuple(person for top in TOP for person in holders(top, code, day))
    if day is not None and len({one.id for one in found}) == 1:
        return listed(found[0], f"role with nationality: who was {role} on {day.isoformat()}", 0.8, role.id, day)
    place = institution.name if institution else name_of(code)
    title = f"{str(role).title()} of {place}"
    return Actor(
        slug(title), title, code or (institution.country if institution else None), "government", role.id, "role with nationality", 0.8
    )


def union(code: str) -> Listed:
    """EU, NATO or UN as listed."""
    return actor_ids()[UNIONS[code]]


def name_of(code: str) -> str:
    """The name of a country or union by its code."""
    return union(code).name if code in UNIONS else country_codes()[code].name


def bare(name: str) -> str:
    """A printed name without article, genitive mark and quotation marks."""
    words = name.strip(" \"'“”.,").split()
    if words and words[0].lower() == "the":
        words = words[1:]
    return " ".join(words).removesuffix("'s").removesuffix("’s")


def organisation_kind(name: str) -> str:
    """The kind of organisation that its words tell; unknown where none does."""
    from .chunks import ORG_KIND

    return next((ORG_KIND[word] for word in reversed(plain(name).split()) if word in ORG_KIND), "unknown")


__all__ = [
    "SAME_OFFICE",
    "TOP",
    "bare",
    "bodies",
    "composed",
    "holders",
    "institutions",
    "listed",
    "office",
    "phrased",
    "place_actor",
    "place_code",
    "state",
    "union",
]
