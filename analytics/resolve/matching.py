"""Names against the tables: full names, surnames, misspellings, and who of several is meant."""

from __future__ import annotations

import functools
from datetime import date

from rapidfuzz import fuzz

from ..lexicon import Listed, Role, bodies, institutions
from ..lexicon.actors import surnames
from ..lexicon.countries import UNIONS
from ..lexicon.terms import terms_of
from ..lexicon.words import words
from ..text import plain
from .chunks import Chunk, chunks, fold
from .naming import SAME_OFFICE, TOP, bare

NOT_NAMES = words("not_name")


def is_full_name(name: str) -> bool:
    """Whether a printed name can be a person's full name."""
    words = bare(name).split()
    return (
        2 <= len(words) <= 5
        and len({*words}) == len(words)
        and not any(fold(word) in NOT_NAMES for word in words)
        and not any(c.isdigit() for c in name)
    )


def surname_keys(name: str) -> set[str]:
    """What a full name may be shortened to: its last word, its last two, or its first (for names in eastern order)."""
    words = name.removesuffix(" Jr.").removesuffix(" Jr").split()
    keys = {plain(words[-1]), plain(" ".join(words[-2:]))}
    if "-" in words[-1] or (len(words) == 3 and len(words[0]) <= 4):
        keys.add(plain(words[0]))
    return {key for key in keys if len(key) > 1}


def printed_name(name: str, known: Listed) -> str:
    """The text's own spelling of a listed name, where it is a spelling and no fuller form."""
    printed, usual = plain(name).split(), plain(known.name).split()
    alike = len(printed) == len(usual) and all(fuzz.ratio(a, b) >= 70 for a, b in zip(printed, usual, strict=True))
    return name if alike and not name.isupper() else ""


def fits_role(person: Listed, role: Role | None, day: date | None) -> bool:
    """Whether a listed person held the office that a mention gives, if it gives one."""
    if role is None or role.group != "office" or role.id == "leader":
        return True
    wanted = SAME_OFFICE.get(role.id, role.id)
    return any(SAME_OFFICE.get(one.role, one.role) == wanted for one in person.offices)


def holds_top(person: Listed, day: date | None) -> bool:
    """Whether someone led a state or union on that day, or ever where the day is unknown."""
    tops = [one for one in person.offices if SAME_OFFICE.get(one.role, one.role) in TOP]
    return any(day is None or one.held(day) for one in tops)


def leaders(sharers: tuple[Listed, ...], day: date | None) -> list[Listed]:
    """Those of one surname who led a state or union on the day, else those who ever did."""
    then = [one for one in sharers if holds_top(one, day)]
    if day is None and len(then) > 1:
        then = [one for one in then if any(held.end is None for held in one.offices)] or then
    return then or [one for one in sharers if holds_top(one, None)]


def leads(surname: str, day: date | None) -> bool:
    """Whether a surname alone brings one leader to mind: "Freedom Trump" in a headline is no other Trump."""
    return len(leaders(surnames().get(surname, ()), day)) == 1


def known_person(name: str) -> Listed | None:
    """The listed person of a full name."""
    values = (term.value for term in terms_of(plain(name)) if term.kind == "person")
    return next((value for value in values if isinstance(value, Listed)), None)


@functools.lru_cache(maxsize=8192)
def misspelt(name: str, country: str | None, role: Role | None) -> Listed | None:
    """The listed person whose name this nearly is; context must not contradict, and supports a looser match.

    >>> str(misspelt("Kir Starmer", "GBR", None))
    'Keir Starmer'
    """
    words = plain(name).split()
    if len(words) < 2:
        return None
    first, last = words[0], words[-1]
    found = []
    for person in near_surname(last):
        if (country and person.country != country) or not fits_role(person, role, None):
            continue
        given = plain(person.name).split()[0]
        support = bool(country) or (role is not None and role.group == "office")
        wanted = 75 if support else 85  # Kir/Keir: 86, Sergey/Sergei: 83, Mike/Mark: 50
        same_last = fuzz.ratio(last, plain(person.surname or ""))
        if first[0] == given[0] and fuzz.ratio(first, given) >= wanted and same_last >= (85 if support else 95):
            found.append(person)
    return found[0] if len(found) == 1 else None


@functools.lru_cache(maxsize=8192)
def near_surname(last: str) -> tuple[Listed, ...]:
    """People whose surname is this one or differs from it by a letter or two."""
    if len(last) < 5:
        return surnames().get(last, ())
    near = surnames_by_start().get(last[:2], ())
    return tuple(person for surname in near if fuzz.ratio(surname, last) >= 85 for person in surnames()[surname])


@functools.cache
def surnames_by_start() -> dict[str, list[str]]:
    """Listed surnames by their first two letters."""
    found: dict[str, list[str]] = {}
    for surname in surnames():
        found.setdefault(surname[:2], []).append(surname)
    return found


def surname_of(chunk: Chunk) -> Chunk:
    """The listed surname that a title's run of capital words ends in, else the chunk: every word of a title may be capital."""
    if chunk.kind != "name":
        return chunk
    last = chunks(chunk.text.split()[-1])[-1:]
    return last[0] if last and last[0].kind == "surname" else chunk


@functools.cache
def tail_words() -> frozenset[str]:
    """The small words in names of institutions and bodies."""
    names = (name for one in institutions() for name in (one.name, *one.aliases))
    parts = (word for name in (*names, *(name for body in bodies() for name in body.names)) for word in name.split())
    return frozenset(word for word in parts if word.isalpha() and word.islower()) - {"of", "the", "for", "and", "in", "to"}


@functools.cache
def union_institutions() -> frozenset[str]:
    """The institutions of EU, NATO and UN."""
    return frozenset(one.name for one in institutions() if one.country in UNIONS)
