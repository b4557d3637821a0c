"""The people an article names: full names, what introduces them, and who a surname or misspelling means."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field, replace
from datetime import date

from rapidfuzz import fuzz

from ..lexicon import Listed, Role, bodies, institutions, people
from ..lexicon.actors import surnames
from ..lexicon.given_names import given_gender
from ..lexicon.tables import slug
from ..lexicon.terms import terms_of
from ..records import Actor
from ..text import plain, straight
from .chunks import Chunk, Token, chunks, fold
from .mentions import mention
from .naming import SAME_OFFICE, TOP, UNION_NAMES, bare, listed, place_code
from .tokens import Tokens

WORD = r"(?:[A-ZÀ-ÞŁŚŠŽČÖİ][\w.'’\-&]*|(?:al|el)-[A-Z][\w'’\-]*)"
LINK = r"(?:of|the|for|and|de|da|di|del|der|van|von|den|bin|ibn|al|el|la|le|du|\"\w+\"|“\w+”)"
RUN = re.compile(rf"{WORD}(?:[ \u00a0](?:{LINK}[ \u00a0]){{0,3}}{WORD})*")
NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december "
    "however meanwhile earlier later today yesterday tomorrow moreover although though despite because since when while if then also still yet so "
    "according even just only here there now why how what black sea red south north east west western eastern northern southern central europe asia "
    "africa middle american read more photo image video source updated breaking exclusive watch yes thank thanks dear god street avenue road city "
    "island islands river lake bay gulf strait mount peninsula ocean province oblast region district county state act bill law treaty war day week "
    "affairs rights development security economic social human public national international federal united new great holy quran bible "
    "general republic nations agreement article chapter resolution committee department minister ministry president prime government house senate "
    "congress parliament court islamic jewish christian muslim orthodox catholic sunni shia soviet cold world nobel peace prize".split()
)  # fmt: skip
INITIAL = re.compile(r"(?<=\w) (?:[A-Z]\.)+ ")
TAIL = re.compile(r" ([a-z]+)\b")
NICKNAME = re.compile(r"\"[^\"]+\"\s|\([^)]+\)\s")
WOMEN = re.compile(r"\b(?:Ms|Mrs|Miss|Madam|Lady|Queen|Dame|Baroness|Sister)\b\.?|\w+woman\b|\b(?:first lady|queen|princess|actress|mother|daughter|wife|widow|sister)\b")  # fmt: skip
MEN = re.compile(r"\b(?:Mr|Sir|Lord|King|Prince|Father)\b\.?|\b(?:spokesman|chairman|congressman|businessman|king|father|son|husband|brother|patriarch|pope|bishop)\b")  # fmt: skip
PASSING = frozenset(
    "former senior deputy chief opposition acting late ret retired veteran independent top new then-president prominent first the".split()
)
HINT_KINDS = ("adjective", "state", "metonym", "institution", "org", "role", "body", "people", "det", "roles")


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
    reason: str = "alias"
    confidence: float = 1.0

    def actor(self, reason: str = "", confidence: float | None = None, role: Role | None = None, day: date | None = None) -> Actor:
        """The actor record of this person, with why it is linked."""
        sure = self.confidence if confidence is None else min(confidence, self.confidence)
        said = role or self.role
        if self.known is not None:
            actor = listed(self.known, reason or self.reason, sure, said.id if said else None, day, self.printed)
            return replace(actor, country=self.country) if self.country in UNION_NAMES else actor
        why = reason or "named in the text"
        return Actor(slug(self.name), self.name, self.country, "person", said.id if said else None, why, sure)


class Cast:
    """Everyone a text names in full, by full name and by surname."""

    def __init__(self, text: str, title: str | None, day: date | None, tokens: Tokens) -> None:
        self.text, self.day, self.tokens = straight(text), day, tokens
        self.title = straight(title or "")
        self.full: dict[str, Person] = {}
        self.canonical: set[str] = set()  # people whose canonical name the text prints
        self.by_surname: dict[str, list[Person]] = {}
        self.runs = [self.run(match) for match in RUN.finditer(self.text)]
        for start, found in self.runs:
            for chunk in found:
                self.enter(start, chunk)
        self.titled = [last for chunk in chunks(self.title) if (last := surname_of(chunk)).kind in ("person", "surname")]
        for chunk in self.titled:
            self.enter(-1, chunk)

    def run(self, match: re.Match[str]) -> tuple[int, tuple[Chunk, ...]]:
        """A run of capitalised words, without a first word that is capital only because it begins a sentence."""
        start, words = match.start(), self.text[match.start() : self.tail(match.end())]
        return start, tuple(self.proper(start, chunk) for chunk in chunks(words))

    def proper(self, start: int, chunk: Chunk) -> Chunk:
        """A name without a first word that is capital only because it begins a sentence: "But Putin"."""
        first, space, rest = chunk.text.partition(" ")
        at = start + chunk.start
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
            person.at.append(start + chunk.start)
        if known is not None and name == known.name:
            person.printed = ""
            self.canonical.add(known.id)
        elif known is not None and known.id in self.canonical:
            person.printed = ""

    def person(self, name: str, known: Listed | None, at: int, in_text: bool) -> Person:
        """A person by full name: as listed, as a misspelling of a listed one, or new."""
        if known is not None:
            home = self.introduced(at, at + len(name))[0] if in_text and any(one.of in union_institutions() for one in known.offices) else None
            return Person(known.name, known, home if home in UNION_NAMES else known.country, None, known.gender, printed_name(name, known))
        country, role, gender = self.introduced(at, at + len(name)) if in_text else (None, None, None)
        meant = misspelt(name, country, role)
        if meant is not None:
            why = f"misspelling of {meant.name}"
            return Person(meant.name, meant, meant.country, role, meant.gender, "", reason=why, confidence=0.8)
        return Person(name, None, country, role, gender or given_gender(name.split()[0]), confidence=0.7)

    def introduced(self, start: int, end: int) -> tuple[str | None, Role | None, str | None]:
        """Country, role and gender that the words around a name tell."""
        before = re.split(r"[.;:!?\n\"()](?<!\w\.)\s|[\n\"();:]", self.text[max(0, start - 100) : start])[-1]
        left = leading(chunks(before + "Xx")[:-1]) if before.strip() else ()
        after = re.match(r"\s?[,(]\s?([^,;)\n]{3,90})", self.text[end : end + 110])
        said = (
            mention(after.group(1))
            if after and re.match(r"(?:an?|the|who|head|chief|director|\w+['’]s|former|[A-Z]|\w+er\b)", after.group(1))
            else None
        )
        place = next((place_code(chunk) for chunk in left if place_code(chunk)), None)
        role = next((chunk.value for chunk in reversed(left) if isinstance(chunk.value, Role)), None)
        if said is not None and (said.role or said.body):
            place = place or (None if said.located else place_code(said.place))
            role = role or said.role
        near = f"{before[-60:]} {after.group(1) if after else ''}"
        gender = "f" if WOMEN.search(near) else "m" if MEN.search(near) else None
        return place or (role.home if role else None), role, gender

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
            if len(top) == 1:
                return top[0]
            return Person(name, confidence=0.3, reason="surname of several people in the text")
        return self.outside(name, chunk, role, country)

    def outside(self, name: str, chunk: Chunk, role: Role | None, country: str | None) -> Person:
        """Someone whose full name the text does not give."""
        if is_full_name(name):
            meant = misspelt(name, country, role)
            if meant is not None:
                return Person(meant.name, meant, meant.country, role, meant.gender, reason=f"misspelling of {meant.name}", confidence=0.8)
            return Person(name, None, country or (role.home if role else None), role, given_gender(name.split()[0]), confidence=0.7)
        sharers = [
            one for one in surnames().get(plain(name), ()) if (not country or one.country == country) and fits_role(one, role, self.day)
        ]
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


def leading(found: tuple[Chunk, ...]) -> tuple[Chunk, ...]:
    """The chunks right before a name that belong to it: adjectives, roles, institutions."""
    kept: list[Chunk] = []
    for chunk in reversed(found[-10:]):
        if chunk.kind in HINT_KINDS or chunk.key in ("of", "for") or chunk.key in PASSING:
            kept.append(chunk)
        else:
            break
    return tuple(reversed(kept))


def surname_of(chunk: Chunk) -> Chunk:
    """The listed surname that a title's run of capital words ends in, else the chunk: every word of a title may be capital."""
    if chunk.kind != "name":
        return chunk
    last = chunks(chunk.text.split()[-1])[-1:]
    return last[0] if last and last[0].kind == "surname" else chunk


def is_full_name(name: str) -> bool:
    """Whether a printed name can be a person's full name."""
    words = bare(name).split()
    return 2 <= len(words) <= 5 and not any(fold(word) in NOT_NAMES for word in words) and not any(c.isdigit() for c in name)


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
    return name if alike else ""


def agrees(person: Person, role: Role | None, country: str | None) -> bool:
    """Whether nothing that a mention tells speaks against a person."""
    return not (country and person.country and country != person.country)


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


def leads(surname: str, day: date | None) -> bool:
    """Whether a surname alone brings one leader to mind: "Freedom Trump" in a headline is no other Trump."""
    return len(leaders(surnames().get(surname, ()), day)) == 1


def leaders(sharers: tuple[Listed, ...], day: date | None) -> list[Listed]:
    """Those of one surname who led a state or union on the day, else those who ever did."""
    then = [one for one in sharers if holds_top(one, day)]
    return then or [one for one in sharers if holds_top(one, None)]


def known_person(name: str) -> Listed | None:
    """The listed person of a full name."""
    values = (term.value for term in terms_of(plain(name)) if term.kind == "person")
    return next((value for value in values if isinstance(value, Listed)), None)


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


@functools.cache
def tail_words() -> frozenset[str]:
    """The small words in names of institutions and bodies."""
    names = (name for one in institutions() for name in (one.name, *one.aliases))
    parts = (word for name in (*names, *(name for body in bodies() for name in body.names)) for word in name.split())
    return frozenset(word for word in parts if word.isalpha() and word.islower()) - {"of", "the", "for", "and", "in", "to"}


@functools.cache
def union_institutions() -> frozenset[str]:
    """The institutions of EU, NATO and UN."""
    return frozenset(one.name for one in institutions() if one.country in UNION_NAMES)


__all__ = ["Cast", "Person", "Token"]
