"""What the words around a name tell of the person: country, role and gender."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from ..lexicon import Body, Listed, Role
from ..lexicon.countries import UNIONS
from ..lexicon.places import place_in
from ..lexicon.words import words
from .belonging import LOCATIVE
from .chunks import Chunk, chunks
from .mentions import Mention, mention
from .naming import place_code

WOMEN = re.compile(
    r"\b(?:Ms|Mrs|Miss|Madam|Lady|Queen|Dame|Baroness|Sister)\b\.?|\w+woman\b"
    r"|\b(?:first lady|queen|princess|actress|mother|daughter|wife|widow|sister)\b"
)
MEN = re.compile(
    r"\b(?:Mr|Sir|Lord|King|Prince|Father)\b\.?"
    r"|\b(?:spokesman|chairman|congressman|businessman|king|father|son|husband|brother|patriarch|pope|bishop)\b"
)
PASSING = words("passing")
SERVANTS = ("spokesperson", "adviser", "lawyer")
FIRST = re.compile(r"(?:^|[\s(])((?:[A-Z][\w.]*['’]s|[Tt]he|[Aa]n?) (?:[\w'’.-]+ ){0,9}[\w'’.-]+), $")
FORMER = re.compile(r"\b(?:former|ex)\b")
PLACED = "country: where the text places them"
HINT_KINDS = ("adjective", "state", "metonym", "institution", "org", "role", "body", "people", "det", "roles")
CLAUSE_END = re.compile(r"[.;:!?\n\"()](?<!\w\.)\s|[\n\"();:]")
VERB = r"\s(?:told|tells|said|says|wrote|writes|argued|argues|added|adds|noted|warned)\b"
APPOSED = re.compile(rf"\s?[,(]\s?((?:(?!{VERB})[^,;)\n]){{3,90}})")
DESCRIBES = re.compile(r"(?:an?|the|who|head|chief|director|\w+['’]s|former|[A-Z]|\w+er\b)")
WHOLE = re.compile(rf"{VERB}|\n|[.!?] (?=[A-Z][a-z])|[“”\"]")  # where what follows a name ends
SCENE = re.compile(
    r"(?:^|[.!?\n\"”]\s*|, (?:and|but|while) )(?:[Ii]n|At|From) ((?:the )?[A-Z][\w' -]{2,40}), (?:[A-Z][\w'-]* |[a-z]+ ){0,4}$"
)


class Introduction(NamedTuple):
    """What is told of a person; an inferred country is only where the person works or where the sentence is set."""

    country: str | None = None
    role: Role | None = None
    gender: str | None = None
    inferred: bool = False


def introduction(text: str, start: int, end: int) -> Introduction:
    """What the words before and after a name at [start, end) of a text tell."""
    before = CLAUSE_END.split(text[max(0, start - 100) : start])[-1]
    left = leading(chunks(before + "Xx")[:-1]) if before.strip() else ()
    after = APPOSED.match(text[end : end + 110])
    apposed = after.group(1) if after else ""
    said = mention(apposed) if DESCRIBES.match(apposed) else None
    parts = (said.parts or (said,)) if said is not None else ()
    if " " in text[start:end]:
        parts = (*parts, *described_before(text[max(0, start - 120) : start], text[end : end + 1]))
    described = tuple(one for one in parts if one.role or one.body)
    place = next((place_code(chunk) for chunk in left if place_code(chunk)), None)
    role = next((chunk.value for chunk in reversed(left) if isinstance(chunk.value, Role)), None)
    employed = employer(WHOLE.split(text[end : end + 160])[0]) if described and place is None else None
    place = place or next((code for one in described if (code := own_place(one))), None)
    if employed and place is None:
        return Introduction(employed, role or next((one.role for one in described if one.role), None), gendered(before, apposed), True)
    place = place or next((code for one in described if not one.located and (code := place_code(one.place))), None)
    role = role or next((one.role for one in described if one.role), None)
    near, gender = f"{before[-60:]} {apposed}", gendered(before, apposed)
    former = place in UNIONS and FORMER.search(near) is not None
    told = (None if former else place) or (role.home if role else None)
    patron = next((code for one in described if (code := served(one.role, one.person))), None) or led(left)
    works = None if told else patron or at_work(described, apposed) or scene(text, start) or ranked(left) or ranked(chunks(apposed))
    return Introduction(told or works, role, gender, works is not None)


def described_before(before: str, after: str) -> tuple[Mention, ...]:
    """The description that a name is set after by a comma: "Laos's ambassador to the UN, Ann Yondale, ..."."""
    found = FIRST.search(before) if after in (",", ".") else None
    said = mention(found.group(1)) if found else None
    return (said,) if said is not None and not said.parts and not said.plural and said.role is not None else ()


def served(role: Role | None, person: Chunk | None) -> str | None:
    """The country of the well-known person whose spokesperson, adviser or lawyer somebody is."""
    if role is None or person is None or role.id not in SERVANTS:
        return None
    value = person.value
    known = value[0] if isinstance(value, tuple) and len(value) == 1 else value
    return known.country if isinstance(known, Listed) and known.country not in UNIONS else None


def led(left: Sequence[Chunk]) -> str | None:
    """The same where both stand before the name: "Putin spokesman Rex Yondale"."""
    pairs = ((two.value, one) for one, two in pairwise(left) if one.kind in ("person", "surname") and isinstance(two.value, Role))
    return next((code for role, one in pairs if isinstance(role, Role) and (code := served(role, one))), None)


def gendered(before: str, apposed: str) -> str | None:
    """The gender that titles and nouns around a name tell."""
    near = f"{before[-60:]} {apposed}"
    return "f" if WOMEN.search(near) else "m" if MEN.search(near) else None


def own_place(said: Mention) -> str | None:
    """The country that a description tells by an adjective, or by whose office it is, before any preposition."""
    core = takewhile(lambda one: one.kind != "prep", chunks(said.text))
    return next((code for one in core if (one.kind == "adjective" or one.possessive) and (code := place_code(one))), None)


def employer(apposed: str) -> str | None:
    """The country of the institution that an apposition puts somebody at or with: "a China analyst with the Hill Center in Oslo"."""
    found = chunks(apposed)
    at = next((at for at, chunk in enumerate(found) if chunk.key in ("at", "with")), None)
    if at is None:
        return None
    inner = found[at + 1 :]
    house = [one for one in takewhile(lambda one: one.kind != "prep", inner) if one.kind in ("institution", "adjective")]
    listed = next((code for one in reversed(house) if (code := place_code(one)) and code not in UNIONS), None)
    town = next((place_code(two) for one, two in pairwise(inner) if one.key in LOCATIVE and two.kind in ("metonym", "state")), None)
    return listed or place_in(apposed[found[at].start :]) or town


def at_work(described: Sequence[Mention], apposed: str) -> str | None:
    """The country of the place or institution where an apposition puts somebody."""
    code = next((place_code(one.place) for one in described if one.located and one.role), None)
    return code if code and code not in UNIONS else place_in(f" of {apposed}")


def scene(text: str, start: int) -> str | None:
    """The country that a name's sentence is set in: "In Poland, Foreign Minister ..."."""
    found = SCENE.search(text[max(0, start - 90) : start])
    if found is None:
        return None
    told = next((code for one in chunks(found.group(1)) if (code := place_code(one))), None)
    return place_in(f"in {found.group(1)}") or (told if told not in UNIONS else None)


def ranked(found: tuple[Chunk, ...]) -> str | None:
    """The country whose papers call somebody by a force alone: "Army Col.", "an Air Force spokesman" are American usage."""
    forces = [at for at, chunk in enumerate(found) if isinstance(chunk.value, Body) and chunk.value.id == "armed-forces"]
    after = found[forces[-1] + 1 : forces[-1] + 2] if forces else ()
    if not after or not isinstance(after[0].value, Role) or not found[forces[-1]].text[0].isupper():
        return None
    rank = after[0].text.endswith(".") and after[0].value.group == "military"
    return "USA" if rank or after[0].value.group == "spokesperson" else None


def leading(found: tuple[Chunk, ...]) -> tuple[Chunk, ...]:
    """The chunks right before a name that belong to it: adjectives, roles, institutions."""
    kept: list[Chunk] = []
    for chunk in reversed(found[-10:]):
        if chunk.text.endswith(".") and not isinstance(chunk.value, Role) and any(map(str.islower, chunk.text)):
            break  # the end of a sentence, and no "U.S."
        if chunk.key == "to":  # the ambassador to a country is not that country's
            kept = [one for one in kept if isinstance(one.value, Role)]
        elif chunk.kind in ("person", "surname") and kept and isinstance(kept[-1].value, Role) and kept[-1].value.id in SERVANTS:
            kept.append(chunk)
            break
        elif chunk.kind in HINT_KINDS or chunk.key in ("of", "for") or chunk.key in PASSING:
            kept.append(chunk)
        else:
            break
    return tuple(reversed(kept))
