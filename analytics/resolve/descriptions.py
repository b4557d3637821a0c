"""Speakers without a name: bodies, groups, roles, documents and other nouns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..lexicon import Country, Listed
from ..lexicon.tables import slug
from ..lexicon.terms import institution_named
from ..lexicon.words import words
from ..records import Actor, Voice
from . import naming
from .belonging import TOWARDS_NOUNS
from .chunks import Chunk, chunks
from .discourse import Referent
from .introductions import PLACED, scene
from .mentions import INDEFINITE, QUANTIFIERS, Mention
from .parties import Parties
from .references import SOURCES
from .voicing import again, voiced

DEMONSTRATIVE = ("the", "that", "this", "these", "those")
OUTSIDERS = ("expert", "media", "business", "religious", "military")
NONE_AT_ALL = ("no", "any", "every", "each")
ABOUT_TEXT = "country: the one the text is about"
GUESSED = 0.4  # confidence in the country that a whole text is about
# "Nations" and "powers" take up a wrong whole as often as the right one.
MEMBERS = (
    "members",
    "member states",
    "member countries",
    "allies",
)
SOME = (QUANTIFIERS - words("number")) | {"those"}  # persons, where they stand alone
PERSONS = re.compile(r"(?:ists?|eers?|crats?|ians|people|folks?|men|women)$")  # ends of nouns that mean persons
BARE = 2  # words of "the official", who may be whoever spoke last; "the second person close to them" is somebody else
PRO = re.compile(r"\b[Pp]ro-([A-Z]\w+)")  # "pro-Russian protesters" are of the other country that a text is about
SENT = ("official", "military", "politician")  # who is of the place a report is sent from, where nothing else is told
LOCAL, COLLEAGUES = words("local"), words("colleague")
PEOPLE_GROUPS = ("official", "office", "military", "politician", "spokesperson")


class Descriptions(Parties):
    """Reads mentions whose head is no name."""

    def code(self, said: Mention, owner: Voice | None) -> str | None:
        """The country that a mention tells: of its place, its owner, the person it belongs to, or the state that alone uses the title."""
        others = said.head is not None and (said.head.key in TOWARDS_NOUNS or (said.owner in ("our", "my") and said.head.key in COLLEAGUES))
        code = naming.place_code(said.place) or (owner.country if owner and not others else None)
        if code is None and said.person is not None and (not others or said.words[-1].startswith(("supporter", "backer"))):
            code = self.cast.who(said.person).country
        if code is None and said.role is not None:
            code = said.role.home
        return code if code and " + " not in code else None

    def body(self, said: Mention, head: Chunk, owner: Voice | None, at: int) -> Voice:
        """A ministry, army, parliament ... of a state or organisation."""
        assert said.body is not None
        code = self.code(said, owner)
        if code is not None and (said.place is None or isinstance(said.place.value, Country) or said.place.kind == "state" or owner):
            return voiced((naming.phrased((head.key, *said.words), said.body, code),))
        if said.place is not None:
            actor = naming.place_actor(said.place, "institution")
            return voiced((actor,))
        if said.det in NONE_AT_ALL:
            return unnamed_thing(None, 0.4)
        found = self.taken_up(said.noun, None, at) if said.noun else None
        found = found or self.taken_up(head.key, said.body.id, at)
        if found is not None and LOCAL.isdisjoint(said.words):
            return found
        code = (self.near_country(at) or self.main_country()) if said.det not in INDEFINITE else None
        if code and said.body.kind != "public":
            return voiced((replace(naming.composed(said.body, code, "the state the text is most about"), confidence=0.5),))
        return Voice((), None, said.body.kind == "public", "generic group", 0.4)

    def group(self, said: Mention, head: Chunk, owner: Voice | None, at: int) -> Voice:
        """Several people or members of something."""
        assert said.role is not None
        group, counted = said.role.group, said.det in QUANTIFIERS or said.hedged
        code = self.code(said, owner)
        if group == "group":
            return self.members(said, head, owner, at)
        if said.place is not None and isinstance(said.place.value, Listed) and said.place.kind == "institution":
            actor = naming.listed(said.place.value, "members of an institution", 0.8)
            if actor.kind == "party" and said.role.id != "leader":
                return Voice((), actor.country, True, "unnamed official", 0.7)
            unnamed = counted or said.located or group not in ("office", "spokesperson", "expert") or said.role.id == "lawyer"
            if group == "office" or said.role.id == "leader":
                name = f"{naming.bare(said.place.text)} {head.text}"
                return voiced((Actor(slug(name), name, actor.country, actor.kind, said.role.id, "leaders of an institution", 0.8),))
            return self.unnamed((actor,), actor.country, unnamed)
        if code is not None and group in PEOPLE_GROUPS and (said.place is not None or owner):
            if group not in ("official", "office"):
                return Voice((), code, True, "unnamed official", 0.7)
            line = self.official_line or group == "office" or head.key.endswith("authorities")
            hidden = counted or said.located or not line
            return self.unnamed((naming.state(code, "officials of a state", 0.8),), code, hidden)
        if code is not None:
            return Voice((), code, True, "unnamed official" if group in PEOPLE_GROUPS else "generic group", 0.7)
        if said.noun and group in PEOPLE_GROUPS and (whole := self.taken_up(said.noun, None, at)):
            return self.unnamed(whole.actors, whole.country, True)
        found = self.taken_up(head.key, None, at) if said.det == "the" else None
        if found is not None:
            return found
        if group == "organisation":
            name = head.text[0].upper() + head.text[1:]
            return Voice((Actor(slug(name), name, None, "ngo", None, "group named by kind only", 0.3),), None, True, "generic group", 0.5)
        if said.det in DEMONSTRATIVE and (code := self.described_before(head.key, at)):
            return Voice((), code, True, "unnamed official" if group in PEOPLE_GROUPS else "generic group", 0.5)
        if group == "office" and not counted and (said.role.id != "leader" or (said.det == "the" and len(said.words) <= BARE + 1)):
            return Voice((), scene(self.text, at), False, "unnamed official", 0.6)  # "finance ministers", "the leaders": offices
        cover, place = "unnamed official" if group in PEOPLE_GROUPS else "generic group", scene(self.text, at)
        if place is None and "source" not in head.key and (group in SENT or said.role.id in ("citizen", "activist")):
            place = self.dateline
        if place is None and (towards := PRO.search(said.text)) and (code := self.foremost("USA", *codes_in(towards.group(1)))):
            return Voice((), code, True, f"{cover}; {ABOUT_TEXT}", GUESSED)
        return Voice((), place, True, f"{cover}; {PLACED}", 0.6) if place else Voice((), None, True, cover, 0.8)

    def members(self, said: Mention, head: Chunk, owner: Voice | None, at: int) -> Voice:
        """Members, allies and states of an organisation; without one, a generic group."""
        whole: Actor | None = None
        if said.place is not None and said.place.kind == "institution":
            whole = naming.place_actor(said.place, "members of an institution", 0.8)
        elif owner is not None and owner.actors and (head.key in MEMBERS or owner.actors[0].kind == "intergovernmental"):
            whole = replace(owner.actors[0], reason=f"members: {said.owner} refers to {owner.actors[0].name}", confidence=0.7)
        elif said.det in ("the", "") and said.place is None and head.key in MEMBERS and (found := self.taken_up("members", None, at)):
            whole = next(iter(found.actors), None)
        if whole is None:
            return Voice((), None, said.det in QUANTIFIERS, "generic group", 0.7)
        if said.det in QUANTIFIERS and said.place is not None:
            name = f"{naming.bare(said.place.text)} {head.text}"
            return Voice(
                (Actor(slug(name), name, whole.country, whole.kind, None, "some members of an institution", 0.7),),
                whole.country,
                True,
                "generic group",
                0.7,
            )
        return Voice((whole,), whole.country, said.det in QUANTIFIERS, "generic group" if said.det in QUANTIFIERS else None, 0.7)

    @staticmethod
    def unnamed(actors: tuple[Actor, ...], code: str | None, anonymous: bool) -> Voice:
        """Officials of an institution or state: named by it alone, or hidden behind it."""
        return Voice(actors, code, anonymous, "unnamed official" if anonymous else None, 0.7 if anonymous else 0.8)

    def role(self, said: Mention, head: Chunk, owner: Voice | None, at: int) -> Voice:
        """A person known by role alone."""
        role, code = said.role, self.code(said, owner)
        assert role is not None
        if role.group == "organisation":
            return self.organisation(said, head, owner, at)
        definite = said.det not in INDEFINITE
        if role.group == "media" and said.place is not None and isinstance(said.place.value, Listed) and said.place.value.kind == "media":
            return voiced((naming.listed(said.place.value, f"{role} of an outlet", 0.8),))
        institution = (
            said.place.value
            if said.place is not None and said.place.kind == "institution" and isinstance(said.place.value, Listed)
            else None
        )
        if role.group == "spokesperson" or (role.id in ("director", "chairman") and definite and said.place is not None):
            if institution is not None:
                return voiced((naming.listed(institution, f"{role} of an institution", 0.9, role.id),))
            if said.place is not None and said.place.kind == "org":
                return voiced((naming.place_actor(said.place, f"{role} of an institution"),))
            if said.body is not None and code:
                return voiced((replace(naming.composed(said.body, code, f"{role} of an institution"), role=role.id),))
            if code and (said.place is not None or owner):
                return voiced((replace(naming.state(code, f"{role} of a state", 0.8), role=role.id),))
        if definite and (not said.hedged or "top" in said.words):
            found = self.same_role(said, code, at)
            if found is not None:
                return found
            if role.id == "secretary-general" and said.place is None and "Secretary-General" in said.text and "UN" in self.unions:
                return voiced((naming.office(role, "UN", self.day, naming.union("UN")),))
            described = self.described_before(head.key, at) if said.det in DEMONSTRATIVE and code is None else None
            if described is not None:
                return self.unnamed_person(said, role.group, described, None, at)
            if (
                role.group in ("expert", "official", "military", "politician", "religious", "public", "media")
                and said.place is None
                and said.det
                and len(said.words) <= BARE
            ):
                hidden = head.key in SOURCES
                spoke = self.discourse.likeliest(
                    at, lambda one: one.spoke and one.kind == "person" and (one.voice.anonymous or not hidden), 3
                )
                if spoke is not None:
                    return again(spoke[0], f"{head.key}: who spoke last", 0.5)
            if code and said.place is not None and not said.located and (role.id == "president-elect" or "top" in said.words):
                return voiced((replace(naming.state(code, f"{role} of a state", 0.7), role=role.id),))
            if role.group in ("office", "religious") and code and (said.place is None or not said.located):
                return voiced((naming.office(role, code, self.day, institution),))
            if role.speaks and code and said.det == "the" and not said.located:
                speaker = (
                    naming.listed(institution, f"{role} of an institution", 0.7)
                    if institution
                    else naming.state(code, f"{role} of a state", 0.7)
                )
                return voiced((replace(speaker, role=role.id),))
        return self.unnamed_person(said, role.group, code, institution, at)

    def unnamed_person(self, said: Mention, group: str, code: str | None, institution: Listed | None, at: int) -> Voice:
        """An official or citizen without a name."""
        official, told, place = group in PEOPLE_GROUPS, code, None if code or said.person else scene(self.text, at)
        if code is None and place is None and group not in OUTSIDERS and said.person is None:
            place = self.dateline
        code = code or place or (None if group in OUTSIDERS or said.person else self.sole_country())
        cover = "unnamed official" if official else "unnamed person"
        actors: tuple[Actor, ...] = ()
        if institution is not None and official:
            actors = (naming.listed(institution, "unnamed member of an institution", 0.6),)
        elif code and official and said.place is not None:
            actors = (naming.state(code, "unnamed official of a state", 0.6),)
        if code == told:
            return Voice(actors, code, True, cover, 0.7)
        return Voice(actors, code, True, f"{cover}; {PLACED if place else ABOUT_TEXT}", 0.6 if place else GUESSED)

    def organisation(self, said: Mention, head: Chunk, owner: Voice | None, at: int) -> Voice:
        """ "The bloc", "the weekly", "a rights group"."""
        if said.place is not None and said.place.kind == "institution" and not said.located:
            return voiced((naming.place_actor(said.place, "named in the text", 0.8),))
        if said.person is not None and said.person.possessive:
            return voiced((self.cast.who(said.person).actor("office of a person", 0.7),))
        if said.body is not None and said.place is not None and (code := self.code(said, owner)):
            return voiced((replace(naming.phrased(said.words, said.body, code), reason=f"{head.key} of an institution"),))
        if said.det not in INDEFINITE:
            found = self.taken_up(head.key, None, at, naming.place_code(said.place))
            if found is not None:
                return found
            if head.text == "Council" and "Security Council" in self.text and (council := institution_named("UN Security Council")):
                return voiced((naming.listed(council, "named in the text", 0.6),))
            later = self.named_next(head.key, at, naming.place_code(said.place))
            if later is not None:
                return later
        return unnamed_thing(self.code(said, owner), 0.5)

    def document(self, said: Mention, owner: Voice | None, at: int) -> Voice:
        """A document or talk that speaks for its institution."""
        assert said.role is not None
        if (
            said.head is not None
            and said.head.text[0].isupper()
            and said.det == "the"
            and (outlet := self.taken_up(said.head.key, None, at))
        ):
            return outlet  # "the Post"
        if said.place is not None:
            actor = naming.place_actor(said.place, "document of an institution", 0.8)
            return Voice((actor,), actor.country, False, "document" if said.role.group == "document" else None, 0.8)
        if said.person is not None:
            return voiced((self.cast.who(said.person).actor("document of a person", 0.8),))
        if owner is not None and owner.actors:
            return owner
        if said.body is not None and said.role.group == "document" and (found := self.taken_up("", said.body.id, at)):
            return found
        if said.det == "the" and (source := self.discourse.likeliest(at, self.issues_documents, 3)):
            return again(source[0], f"{said.role} of who spoke last", 0.5)
        if (
            said.det == "the"
            and said.role.group == "document"
            and (back := self.discourse.likeliest(at, lambda one: one.voice.cover == "document", 4))
        ):
            return replace(back[0].voice, confidence=0.5)
        if said.leaked or said.role.group == "talks":
            return Voice((), None, True, "leaked document" if said.leaked else "generic group", 0.8)
        return Voice((), None, False, "document", 0.8)

    @staticmethod
    def issues_documents(one: Referent) -> bool:
        """Whether a referent may be the institution behind a document named next; outlets only report."""
        return (one.spoke or one.subject) and one.kind == "body" and one.actor is not None and one.actor.kind not in ("media", "government")

    def noun(self, said: Mention, head: Chunk, owner: Voice | None, at: int) -> Voice:
        """A head that no table lists."""
        if head.kind == "adjective" and len(said.words) == 1 and (code := naming.place_code(head)):
            return voiced((naming.state(code, "adjective of a state", 0.6),))
        if said.person is not None and head.kind == "word" and not said.det:
            return voiced((self.cast.who(said.person).actor("what belongs to a person", 0.6),))
        if said.place is not None and not said.located and not said.role:
            actor = naming.place_actor(said.place, "what belongs to an institution or state", 0.6)
            if said.det not in INDEFINITE:
                return voiced((actor,))
        if said.det == "the" and (found := self.taken_up(head.key, None, at)):
            return found
        if owner is not None and owner.actors:
            return replace(owner, confidence=0.5)
        if (head.kind == "det" and head.key in SOME) or PERSONS.search(head.key) or "who" in said.words:
            return Voice((), self.code(said, owner), True, "generic group", 0.4)
        return unnamed_thing(self.code(said, owner), 0.4)


def codes_in(words: str) -> Iterator[str]:
    """The countries that words name."""
    return (code for chunk in chunks(words) if (code := naming.place_code(chunk)))


def unnamed_thing(code: str | None, sure: float) -> Voice:
    """A group, body or thing without a name: no person who hides behind it."""
    return Voice((), code, False, "generic group", sure)


__all__ = ["Descriptions", "unnamed_thing"]
