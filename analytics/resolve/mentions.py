"""What a mention says of itself: its head, role, place and determiner, and the mentions that it joins."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..lexicon import Body, Role
from ..lexicon.given_names import given_gender
from ..lexicon.words import words
from .belonging import NAMES, PLACES, RELATIVE, place_of
from .chunks import Chunk, chunks

HEADS = (*NAMES, "institution", "org", "state", "metonym", "people", "role", "roles", "body", "adjective")
QUANTIFIERS = words("quantifier")
INDEFINITE = frozenset(("a", "an", *QUANTIFIERS))
HEDGES = words("hedge")
LEAKED = words("leaked")
GROUPERS, NOT_NAMES = words("grouper"), words("not_name")
REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
PEOPLE = ("role", "roles", "people")
LISTING = frozenset(("including", "like", "especially", "notably"))
BESIDES = frozenset(("together", "along"))
ALL = frozenset(("all", "both", "each", "alike"))
NEARBY = frozenset(("close", "inside", "outside"))  # no prepositions after an article: "an outside adviser"


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that speaks; `parts` are the mentions it joins ("China and India"), `extra` those after "including"."""

    text: str
    head: Chunk | None = None
    role: Role | None = None
    place: Chunk | None = None  # the adjective, state, metonym or institution that it belongs to
    located: bool = False  # the place is only where it is ("officials in Kyiv")
    person: Chunk | None = None  # a person it belongs to ("Trump advisers")
    det: str = ""
    owner: str = ""  # his, its, their ...
    plural: bool = False
    hedged: bool = False
    leaked: bool = False
    body: Body | None = None
    words: tuple[str, ...] = ()  # its chunks, plain
    noun: str = ""  # the bare organisation or body that owns or qualifies the head ("the coalition's leadership")
    parts: tuple[Mention, ...] = ()
    extra: tuple[Mention, ...] = ()

    @property
    def named(self) -> bool:
        """Whether the head is a name, a state or an institution."""
        return self.head is not None and self.head.kind in (*NAMES, "institution", "org", "state", "metonym", "people")


@functools.lru_cache(maxsize=50_000)
def mention(phrase: str) -> Mention:
    """A mention taken apart.

    >>> mention("a senior Ukrainian defense official").det
    'a'
    """
    found = chunks(phrase)
    found = found[:-1] if len(found) > 1 and found[-1].key in ALL else found
    listed, found = including(found)
    parts = joined_parts(before_clause(found))
    if parts:
        whole = Mention(phrase, parts=parts, det=determiner(found))
        return replace(whole, extra=listed)
    return replace(simple(phrase, found), extra=listed)


def including(found: tuple[Chunk, ...]) -> tuple[tuple[Mention, ...], tuple[Chunk, ...]]:
    """The named mentions after "including", and the chunks before it."""
    for at, chunk in enumerate(found):
        beside = chunk.key in BESIDES and [one.key for one in found[at + 1 : at + 2]] == ["with"]
        if (chunk.key in LISTING or beside) and at:
            listed = (simple("", part) for part in split(found[at + 1 + beside :], ("and", "break")))
            return tuple(one for one in listed if one.named and not one.plural), found[:at]
    return (), found


def before_clause(found: tuple[Chunk, ...]) -> tuple[Chunk, ...]:
    """The chunks before a relative clause."""
    return next((found[:at] for at, chunk in enumerate(found) if at and chunk.key in RELATIVE), found)


def joined_parts(found: tuple[Chunk, ...]) -> tuple[Mention, ...]:
    """The named mentions on both sides of "and", or of a comma between two names; none where it is no such list."""
    found = named_after(found)
    by_and = split(found, ("and",))
    if len(by_and) > 1:
        cut = [part for some in by_and for part in (split(some, ("break",)) if listed(split(some, ("break",))) else [some])]
        parts = tuple(simple(" ".join(chunk.text for chunk in part), part) for part in cut)
        if shared_head(parts):
            last = parts[-1]
            return tuple(replace(last, place=one.place or one.head, det=one.det) for one in parts)
        if parts[0].head is not None and parts[0].head.kind in NAMES and described_further(by_and):
            return ()
        named = tuple(one for one in parts if one.named or (one.place and one.role and not one.located))
        return named if named and parts[0] in named else ()
    by_comma = split(found, ("break",)) if all(chunk.text == "," for chunk in found if chunk.kind == "break") else []
    if len(by_comma) > 1 and all_named(by_comma):
        return tuple(simple(" ".join(chunk.text for chunk in part), part) for part in by_comma)
    return ()


def named_after(found: tuple[Chunk, ...]) -> tuple[Chunk, ...]:
    """A list of names without the group that it tells: "two senators, Ann Yondale and Rex Yondale"."""
    comma = next((at for at, chunk in enumerate(found) if chunk.text == ","), None)
    if not comma or len(found) < comma + 2 or found[comma - 1].kind not in ("roles", "body") or found[comma + 1].kind not in NAMES:
        return found
    return found[comma + 1 :] if any(chunk.kind == "and" for chunk in found[comma:]) else found


def described_further(by_and: Sequence[tuple[Chunk, ...]]) -> bool:
    """Whether what "and" adds goes on with an apposition: "Ann Yondale, dean of a school and a former official"."""
    apposed = any(chunk.text == "," for chunk in by_and[0])
    return apposed and all(part[0].kind in ("det", "word", "role") and not any(one.kind in NAMES for one in part) for part in by_and[1:])


def shared_head(parts: Sequence[Mention]) -> bool:
    """Whether adjectives share the noun of the last part: both Ukrainian and Russian forces."""
    *first, last = parts
    lone = all(one.head is not None and one.head.kind in ("adjective", "institution") and one.role is None for one in first)
    alike = last.place is not None and all(one.head is not None and one.head.kind == last.place.kind for one in first)
    return bool(first) and lone and alike and last.head is not None


def all_named(parts: Sequence[tuple[Chunk, ...]]) -> bool:
    """Whether each part is a bare name of someone, and no part describes another."""
    return len(parts) > 1 and all(part and all(c.kind in (*NAMES, "institution", "state", "metonym") for c in part) for part in parts)


def listed(parts: Sequence[tuple[Chunk, ...]]) -> bool:
    """Whether each part before an "and" is someone's name, with title and country at most: "Chancellor Merz, President Duda and"."""
    return len(parts) > 1 and all(name_alone(part) for part in parts)


def name_alone(part: Sequence[Chunk]) -> bool:
    """Whether a part is a name after nothing but article, title and adjective, and before no more than "of" a place."""
    core, complement = cut(part)
    of_place = not complement or (complement[0].key == "of" and all(chunk.kind in ("det", *PLACES) for chunk in complement[1:]))
    before = all(chunk.kind in ("det", "role", "adjective", "title", "state") and not chunk.possessive for chunk in core[:-1])
    return bool(core) and core[-1].kind in (*NAMES, "institution", "state", "metonym") and before and of_place


def split(found: Sequence[Chunk], kinds: tuple[str, ...]) -> list[tuple[Chunk, ...]]:
    """The chunks between separators of some kinds."""
    parts: list[list[Chunk]] = [[]]
    for chunk in found:
        if chunk.kind in kinds:
            parts.append([])
        else:
            parts[-1].append(chunk)
    return [tuple(part) for part in parts if part]


def simple(phrase: str, found: tuple[Chunk, ...]) -> Mention:
    """A mention that joins nothing: core, complements and appositions."""
    found = tuple(chunk for at, chunk in enumerate(found) if not (at and chunk.key in REFLEXIVE and found[at - 1].kind in NAMES))
    segments = split(found, ("break",)) or [()]
    core, complement = cut(segments[0])
    at, head = head_of(core)
    if head is not None and (head.key in GROUPERS or head.kind == "det") and complement and complement[0].key == "of":
        inner = simple(phrase, complement[1:])
        if inner.plural:
            return replace(inner, det="some", noun=inner.noun or ("" if head.kind == "det" else head.key))
    if head is not None and head.kind == "role" and (name := name_after_place(complement)) is not None:
        return described(phrase, name, (*core, *complement[:-1]), found, core)
    appositions = [cut(part)[0] for part in segments[1:]]
    if head is None or head.kind in ("role", "word"):
        for apposed in appositions:
            other_at, other = head_of(apposed)
            if other is not None and other.kind in ("person", "surname", "name", "institution") and (head is not None or other_at == 0):
                modifiers = (*core, *complement, *apposed[:other_at])
                return described(phrase, other, modifiers, found, found[0:1])
    modifiers = (*core[:at], *core[at + 1 :], *complement) if head else (*core, *complement)
    if head is not None and head.kind in NAMES:
        modifiers = (*modifiers, *(chunk for part in segments[1:] for chunk in part))
    return described(phrase, head, modifiers, found, core)


def name_after_place(complement: Sequence[Chunk]) -> Chunk | None:
    """The name that a title's complement ends in: "Ambassador to Laos Ann Yondale"."""
    *before, last = complement or (None,)
    if len(before) < 2 or last is None or before[-1].kind in ("prep", "and", "det", "owner") or before[-1].possessive:
        return None
    if last.kind == "person" or (last.kind == "name" and given_gender(last.text.split()[0]) is not None and " " in last.text):
        return last
    if before[-1].kind in PLACES and last.kind in ("name", "surname"):
        return last
    return None


def cut(part: Sequence[Chunk]) -> tuple[tuple[Chunk, ...], tuple[Chunk, ...]]:
    """The chunks before the first preposition, or before the participle after people, and from it on."""
    for at, chunk in enumerate(part):
        follows = chunk.kind == "prep" and not (part[at - 1].kind == "det" and chunk.key in NEARBY)
        acting = chunk.kind == "word" and chunk.key.endswith("ing") and part[at - 1].kind in PEOPLE
        if at and (follows or acting or chunk.key == "responsible"):
            return tuple(part[:at]), tuple(part[at:])
    return tuple(part), ()


def head_of(core: Sequence[Chunk]) -> tuple[int, Chunk | None]:
    """The rightmost nominal chunk that owns nothing, with its index."""
    for at in range(len(core) - 1, -1, -1):
        chunk = core[at]
        if chunk.kind in HEADS and not chunk.possessive:
            if at + 1 < len(core) and core[at + 1].kind == "word" and at + 1 == len(core) - 1 and chunk.kind not in NAMES:
                return at + 1, core[at + 1]  # "preliminary discussions": a noun that no table lists
            return at, chunk
        if chunk.kind in ("word", "det", "pronoun") and at == len(core) - 1:
            return at, chunk
    last = core[-1] if core else None
    return (len(core) - 1, last) if last is not None and last.kind in HEADS else (len(core), None)


def described(phrase: str, head: Chunk | None, modifiers: Sequence[Chunk], found: Sequence[Chunk], core: Sequence[Chunk]) -> Mention:
    """The mention of a head with what its modifiers tell."""
    role = head.value if head is not None and isinstance(head.value, Role) else first_role(modifiers)
    place, located = place_of(head, modifiers)
    person = next((chunk for chunk in modifiers if chunk.kind in NAMES and not (chunk.kind == "name" and chunk.key in NOT_NAMES)), None)
    body = head.value if head is not None and isinstance(head.value, Body) else None
    keys = {chunk.key for chunk in found}
    return Mention(
        phrase,
        head,
        role,
        place,
        located,
        person if head is not None and head.kind not in NAMES else None,
        determiner(core),
        next((chunk.key for chunk in core if chunk.kind == "owner"), ""),
        head is not None and head.kind in ("roles", "people"),
        bool(keys & HEDGES),
        bool(keys & LEAKED),
        body or next((chunk.value for chunk in modifiers if isinstance(chunk.value, Body)), None),
        tuple(chunk.key for chunk in found),
        next((chunk.key for chunk in modifiers if is_body(chunk)), ""),
    )


def is_body(chunk: Chunk) -> bool:
    """Whether a chunk is a bare organisation or body."""
    return isinstance(chunk.value, Body) or (isinstance(chunk.value, Role) and chunk.value.group == "organisation")


def first_role(modifiers: Sequence[Chunk]) -> Role | None:
    """The first role among the modifiers, a particular one before a general one."""
    roles = [chunk.value for chunk in modifiers if isinstance(chunk.value, Role) and chunk.value.group not in ("document", "talks")]
    offices = [role for role in roles if role.group in ("office", "spokesperson")]
    return next(iter(offices or roles), None)


def determiner(core: Sequence[Chunk]) -> str:
    """The first determiner: a, the, some ..."""
    return next((chunk.key for chunk in core if chunk.kind == "det"), "")
