"""The people an article names: full names, what introduces them, and who a surname or misspelling means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from ..lexicon import Listed, Role
from ..lexicon.actors import surnames
from ..lexicon.countries import UNIONS
from ..lexicon.given_names import given_gender
from ..lexicon.tables import slug
from ..records import Actor
from ..text import plain, straight
from .chunks import DATING, MONTHS, Chunk, Token, chunks
from .introductions import PLACED, Introduction, introduction
from .matching import (
    fits_role,
    is_full_name,
    known_person,
    leaders,
    leads,
    misspelt,
    printed_name,
    surname_keys,
    surname_of,
    tail_words,
    union_institutions,
)  # fmt: skip
from .naming import bare, listed
from .setting import Setting
from .tokens import Tokens

WORD = r"(?:[A-ZÀ-ÞŁŚŠŽČÖİ][\w.'’\-&]*|(?:al|el)-[A-Z][\w'’\-]*)"
LINK = r"(?:of|the|for|and|de|da|di|del|der|van|von|den|bin|ibn|al|el|la|le|du|\"\w+\"|“\w+”)"
RUN = re.compile(rf"{WORD}(?:[ \u00a0](?:{LINK}[ \u00a0]){{0,3}}{WORD})*")
INITIAL = re.compile(r"(?<=\w) (?:[A-Z]\.)+ ")
TAIL = re.compile(r" ([a-z]+)\b")
NICKNAME = re.compile(r"\"[^\"]+\"\s|\([^)]+\)\s")


@dataclass(slots=True)
class Person:
    """Someone named in the text: a listed person, or one that the text alone knows."""

    name: str
    known: Listed | None = None
    country: str | None = None
    role: Role | None = None
    gender: str | None = None
    printed: str = ""  # the canonical name in the spelling of this text
    at: list[int] = field(default_factory=list)
    inferred: bool = False  # the country is only where the person works, or where the scene is set
    reason: str = "alias"
    confidence: float = 1.0

    def actor(self, reason: str = "", confidence: float | None = None, role: Role | None = None, day: date | None = None) -> Actor:
        """The actor record of this person, with why it is linked."""
        sure = self.confidence if confidence is None else min(confidence, self.confidence)
        said = role or self.role
        if self.known is not None:
            actor = listed(self.known, reason or self.reason, sure, said.id if said else None, day, self.printed)
            return replace(actor, country=self.country) if self.country in UNIONS else actor
        why = reason or ("named in the text" if self.reason == "alias" else self.reason)
        if self.inferred and self.country and "country" not in why:
            why, sure = f"{why}; {PLACED}", min(sure, 0.6)
        return Actor(slug(self.name), self.name, self.country, "person", said.id if said else None, why, sure)


class Cast:
    """Everyone a text names in full, by full name and by surname."""

    def __init__(self, text: str, title: str | None, day: date | None, tokens: Tokens) -> None:
        self.text, self.day, self.tokens = straight(text), day, tokens
        self.title = straight(title or "")
        self.full: dict[str, Person] = {}
        self.canonical: set[str] = set()  # people whose canonical name the text prints
        self.by_surname: dict[str, list[Person]] = {}
        runs = [self.run(match) for match in RUN.finditer(self.text)]
        self.setting = Setting(runs)
        self.runs = [(start, tuple(self.setting.localised(chunk, start + chunk.start) for chunk in found)) for start, found in runs]
        for start, found in self.runs:
            for chunk in found:
                self.enter(start, chunk)
        for start, found in self.runs:
            for chunk in found:
                self.hear_more(start, chunk)
        self.titled = [last for chunk in chunks(self.title) if (last := surname_of(chunk)).kind in ("person", "surname")]
        for chunk in self.titled:
            self.enter(-1, chunk)

    @cached_property
    def genders(self) -> dict[str, str | None]:
        """The gender of everyone named in full, by the id of the actor."""
        return {person.actor().id: person.gender for person in reversed(self.full.values())}

    @cached_property
    def mixed(self) -> bool:
        """Whether the text is printed in small letters too, so that capitals throughout mean initials."""
        return sum(map(str.isupper, self.text)) < sum(map(str.islower, self.text))

    def run(self, match: re.Match[str]) -> tuple[int, tuple[Chunk, ...]]:
        """A run of capitalised words, without a first word that is capital only because it begins a sentence."""
        start, words = match.start(), self.text[match.start() : self.tail(match.end())]
        return start, tuple(self.proper(start, chunk) for chunk in chunks(words))

    def proper(self, start: int, chunk: Chunk) -> Chunk:
        """A name without a first word that is capital only because it begins a sentence: "But Putin"."""
        first, space, rest = chunk.text.partition(" ")
        at = start + chunk.start
        if chunk.key in MONTHS and not DATING.isdisjoint(self.text[max(0, at - 9) : at].lower().split()[-1:]):
            return replace(chunk, kind="word", value=None)
        if chunk.kind != "name" or not space or (self.tokens.is_name(at) and not first.endswith(("ing", "ed", "ly"))):
            return chunk
        last = chunks(rest)
        begins = self.text[max(0, at - 2) : at].strip(" \"'(-") in ("", ".", "\n", "!", "?", ":", ";")
        if len(last) != 1 or not (begins or last[0].kind == "surname"):
            return chunk
        shift = chunk.start + len(first) + 1
        return replace(last[0], start=shift, end=shift + len(rest))

    def tail(self, end: int) -> int:
        """Where a run ends, with the small words that end listed names: "Trump administration", "Russian foreign ministry"."""
        while (word := TAIL.match(self.text, end)) and word.group(1) in tail_words():
            end = word.end()
        return end

    def enter(self, start: int, chunk: Chunk) -> None:
        """Take up a full name."""
        if chunk.kind == "person" and isinstance(chunk.value, Listed):
            self.add(chunk, start, chunk.value)
        elif chunk.kind == "name" and is_full_name(chunk.text):
            self.add(chunk, start, None)

    def add(self, chunk: Chunk, start: int, known: Listed | None) -> None:
        """File a full name with its surname."""
        name = NICKNAME.sub("", bare(chunk.text))
        known = known or known_person(INITIAL.sub(" ", name))
        key = plain(name)
        person = self.full.get(known.id if known else key)
        if person is None:
            person = self.full[known.id if known else key] = self.person(name, known, start + chunk.start, start >= 0)
            for surname in {plain(known.surname or "") if known else "", *surname_keys(name)} - {""}:
                self.by_surname.setdefault(surname, []).append(person)
        if start >= 0:
            if person.at and person.known is None and (person.country is None or person.inferred):
                self.tell_more(person, introduction(self.text, start + chunk.start, start + chunk.start + len(name)))
            person.at.append(start + chunk.start)
        if known is not None and name == known.name:
            person.printed = ""
            self.canonical.add(known.id)
        elif known is not None and known.id in self.canonical:
            person.printed = ""

    def hear_more(self, start: int, chunk: Chunk) -> None:
        """Fill in what is told of somebody at the surname alone: "Yondale, a Danish lawyer, ..."."""
        sharers = self.by_surname.get(chunk.key, ()) if chunk.kind in ("name", "surname") and not chunk.possessive else ()
        if len(sharers) == 1 and sharers[0].known is None and (sharers[0].country is None or sharers[0].inferred):
            self.tell_more(sharers[0], introduction(self.text, start + chunk.start, start + chunk.end))

    @staticmethod
    def tell_more(person: Person, said: Introduction) -> None:
        """Fill in what a later mention tells of a person whom the first one left without."""
        if said.country is not None and (person.country is None or not said.inferred):
            person.country, person.inferred = said.country, said.inferred
        person.role, person.gender = person.role or said.role, person.gender or said.gender

    def person(self, name: str, known: Listed | None, at: int, in_text: bool) -> Person:
        """A person by full name: as listed, as a misspelling of a listed one, or new."""
        if known is not None:
            may_be_union = in_text and any(one.of in union_institutions() for one in known.offices)
            home = introduction(self.text, at, at + len(name)).country if may_be_union else None
            return Person(known.name, known, home if home in UNIONS else known.country, None, known.gender, printed_name(name, known))
        country, role, gender, inferred = introduction(self.text, at, at + len(name)) if in_text else Introduction()
        meant = misspelt(name, country, role)
        if meant is not None:
            why = f"misspelling of {meant.name}"
            return Person(meant.name, meant, meant.country, role, meant.gender, "", reason=why, confidence=0.8)
        return Person(name, None, country, role, gender or given_gender(name.split(maxsplit=1)[0]), inferred=inferred, confidence=0.7)

    def who(self, chunk: Chunk, role: Role | None = None, country: str | None = None, before: int | None = None) -> Person:
        """The person that a name in a mention means; a new one with low confidence where it could be several."""
        name = NICKNAME.sub("", bare(chunk.text))
        known = known_person(INITIAL.sub(" ", name)) if " " in name and not isinstance(chunk.value, Listed) else None
        if known is not None:
            return self.full.get(known.id) or Person(known.name, known, known.country, None, known.gender)
        if isinstance(chunk.value, Listed):
            return self.full.get(chunk.value.id) or Person(chunk.value.name, chunk.value, chunk.value.country, None, chunk.value.gender)
        key = plain(name)
        if key in self.full:
            return self.full[key]
        found = (
            [one for one in self.by_surname.get(key, ()) if agrees(one, role, country)]
            if " " not in name or chunk.kind == "surname"
            else []
        )
        if len(found) == 1 and (found[0].known or given_gender(found[0].name.split()[0]) or not leads(key, self.day)):
            return found[0]
        earlier = [one for one in found if before is not None and one.at and one.at[0] < before]
        if len(earlier) == 1 < len(found):
            return earlier[0]
        if len(found) > 1:
            listed_ones = {one.known.id: one for one in found if one.known}
            top = [listed_ones[one.id] for one in leaders(tuple(one.known for one in listed_ones.values() if one.known), self.day)]
            if len(top) == 1 or len(listed_ones) == 1:
                return (top or [*listed_ones.values()])[0]
            codes = {one.country for one in found}
            return Person(
                name, None, codes.pop() if len(codes) == 1 else None, confidence=0.3, reason="surname of several people in the text"
            )
        return self.outside(name, chunk, role, country)

    def outside(self, name: str, chunk: Chunk, role: Role | None, country: str | None) -> Person:
        """Someone whose full name the text does not give."""
        if is_full_name(name):
            meant = misspelt(name, country, role)
            if meant is not None:
                return Person(meant.name, meant, meant.country, role, meant.gender, reason=f"misspelling of {meant.name}", confidence=0.8)
            return Person(
                name, None, country or (role.home if role else None), role, given_gender(name.split(maxsplit=1)[0]), confidence=0.7
            )
        sharers = [
            one
            for one in surnames().get(plain(name), ())
            if (not country or country in UNIONS or one.country == country) and fits_role(one, role, self.day)
        ]
        sharers = [one for one in sharers if role and any(held.role == role.id for held in one.offices)] or sharers
        if len(sharers) > 1:
            top = leaders(tuple(sharers), self.day)
            serving = [one for one in sharers if self.day and one.office(self.day)]
            sharers = top if len(top) == 1 else serving if len(serving) == 1 else sharers
        if len(sharers) == 1:
            sure = 0.8 if role or country or len(surnames()[plain(name)]) == 1 else 0.7
            return Person(
                sharers[0].name,
                sharers[0],
                sharers[0].country,
                None,
                sharers[0].gender,
                reason="surname of a listed person",
                confidence=sure,
            )
        why = "surname of several listed people" if sharers else "named in the text"
        return Person(name, None, country or (role.home if role else None), role, None, reason=why, confidence=0.3 if sharers else 0.5)


def agrees(person: Person, role: Role | None, country: str | None) -> bool:
    """Whether nothing that a mention tells speaks against a person."""
    return not (country and country not in UNIONS and person.country and country != person.country)  # "U.N. Ambassador Haley"


__all__ = ["Cast", "Person", "Token"]
