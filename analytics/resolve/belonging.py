"""The place or institution that somebody belongs to, told from where they are and from what they know or follow."""

from __future__ import annotations

from collections.abc import Sequence

from ..lexicon import Country, Listed, Role
from ..lexicon.countries import country_codes
from ..lexicon.words import words
from .chunks import Chunk

NAMES = ("person", "surname", "name")
PLACES = ("adjective", "state", "metonym", "people", "institution", "org")
LOCATIVE = frozenset("in at near inside within".split())
RELATIVE = frozenset(("who", "which", "whose", "where", "when"))
TOWARDS = frozenset(("to", "on", "with", "against", "about"))
ABOUT = frozenset(("on", "about", "against", "responsible"))
SIGNED, TOWARDS_NOUNS = words("signed"), words("towards")


def place_of(head: Chunk | None, modifiers: Sequence[Chunk]) -> tuple[Chunk | None, bool]:
    """The place or institution that the head belongs to: an institution before a state, and whether it is only a location."""
    paper = head is not None and isinstance(head.value, Role) and head.value.group in ("document", "talks")
    envoy = any(isinstance(chunk.value, Role) and chunk.value.id == "ambassador" for chunk in (head, *modifiers) if chunk is not None)
    named = head is not None and head.kind in NAMES
    expert = any(isinstance(chunk.value, Role) and chunk.value.group == "expert" for chunk in (head, *modifiers) if chunk is not None)
    elsewhere, abroad, located, beyond, found = False, False, False, False, list[tuple[bool, bool, int, Chunk]]()
    for at, chunk in enumerate(modifiers):
        after = modifiers[at + 1] if at + 1 < len(modifiers) else head if head and head.start > chunk.start else None
        if chunk.kind == "prep" or chunk.key in ABOUT:
            beyond = beyond or chunk.key in RELATIVE
            located, elsewhere = chunk.key in LOCATIVE, chunk.key in TOWARDS
            dealt = chunk.key == "with" and after is not None and after.kind in ("state", "metonym")
            answers = chunk.key == "for" and at > 0 and modifiers[at - 1].key == "responsible"
            abroad = answers or (chunk.key in ABOUT and not paper) or (chunk.key == "to" and envoy) or (dealt and not paper)
        elif (
            abroad
            or (elsewhere and found)
            or (beyond and located and not named)
            or is_topic(chunk, after, head, expert)
            or (at and chunk.kind == "institution" and another_s(modifiers[at - 1], chunk))
        ):
            continue
        elif chunk.kind in PLACES and isinstance(chunk.value, Listed | Country | None):
            found.append((chunk.kind not in ("institution", "org"), located, len(found), chunk))
    found = [one for one in found if one[3].value is not None] or found
    if not found:
        return None, False
    _, only_there, _, chunk = min(found, key=lambda one: (one[0], one[1], one[2]))
    return chunk, only_there


def another_s(before: Chunk, chunk: Chunk) -> bool:
    """Whether an institution is another state's than the word before it says: "the Iranian Investigative Committee"."""
    whose = before.value.code if isinstance(before.value, Country) and before.kind == "adjective" else None
    known = chunk.value.country if isinstance(chunk.value, Listed) else None
    return whose is not None and known in country_codes() and known != whose


def is_topic(chunk: Chunk, after: Chunk | None, head: Chunk | None, expert: bool) -> bool:
    """Whether a place is what somebody knows or follows, or where a paper was signed: "a Syria expert", "the Vienna talks"."""
    if chunk.possessive:
        return head is not None and head.key in TOWARDS_NOUNS
    if chunk.kind == "metonym" and after is not None and after.key in SIGNED:
        return True
    if expert and chunk.kind in ("state", "metonym") and any(map(str.islower, chunk.text)):  # "US experts" are American
        before_head = head is not None and head.kind not in NAMES and chunk.start < head.start
        return before_head or (after is not None and after.kind in ("role", "roles", "word"))
    return head is not None and head.key in TOWARDS_NOUNS and chunk.kind != "adjective"
