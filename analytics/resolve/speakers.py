"""One speaker to its voice: names, offices, institutions, groups, documents and words that refer back."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from collections.abc import Sequence
from functools import cached_property

from ..lexicon import Country, Listed
from ..lexicon.tables import slug
from ..records import Actor, Article, Attribution, Spans, Voice
from ..text import Parsed, plain
from . import naming
from .cast import MEN, WOMEN, Cast, leading
from .chunks import Chunk, chunks
from .discourse import Discourse, Referent
from .mentions import INDEFINITE, NAMES, QUANTIFIERS, Mention, mention
from .tokens import Tokens

NOBODY = Voice(confidence=0.2)
PRONOUNS = {
    "he": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "herself": "f", "it": "body", "itself": "body",
    "they": "many", "them": "many", "themselves": "many", "i": "self", "me": "self", "myself": "self", "we": "us", "us": "us", "ourselves": "us", "who": "who",
    "you": "other", "your": "other", "that": "other", "this": "other", "these": "other", "those": "other", "which": "who",
    "his": "m", "hers": "f", "its": "body", "their": "many", "our": "us", "my": "self", "whose": "who",
}  # fmt: skip
DEMONSTRATIVE = ("the", "that", "this", "these", "those")
OUTSIDERS = ("expert", "media", "business", "religious", "military")
PEOPLE_GROUPS = ("official", "office", "military", "politician", "spokesperson")
# What a bare noun takes up again: the kinds of actor that it can be.
TAKES_UP = {
    "ministry": ("ministry",), "department": ("ministry",), "alliance": ("intergovernmental", "party"), "bloc": ("intergovernmental",),
    "union": ("intergovernmental",), "coalition": ("intergovernmental", "party", "government"), "organization": ("intergovernmental", "ngo"),
    "organisation": ("intergovernmental", "ngo"), "agency": ("intergovernmental", "media", "government"), "watchdog": ("intergovernmental", "ngo"),
    "group": ("ngo", "military", "intergovernmental", "expert", "party"), "ngo": ("ngo",), "charity": ("ngo",), "think tank": ("expert",),
    "institute": ("expert",), "center": ("expert",), "centre": ("expert",), "company": ("company",), "firm": ("company",), "party": ("party",),
    "newspaper": ("media",), "weekly": ("media",), "magazine": ("media",), "daily": ("media",), "channel": ("media",), "network": ("media",),
    "broadcaster": ("media",), "outlet": ("media",), "site": ("media",), "website": ("media",), "tabloid": ("media",), "news agency": ("media",),
    "commission": ("intergovernmental",), "council": ("intergovernmental",), "court": ("government", "intergovernmental"),
    "body": ("intergovernmental",), "service": ("government",), "parliament": ("legislature",), "senate": ("legislature",),
    "house": ("legislature",), "military bloc": ("intergovernmental",), "members": ("intergovernmental",), "allies": ("intergovernmental",),
    "country": ("government",), "nation": ("government",), "state": ("government",), "institution": ("intergovernmental", "expert"),
}  # fmt: skip


class Speakers:
    """Resolves the speakers of one article, in the order of the text."""

    def __init__(self, parsed: Parsed, article: Article, attributions: Sequence[Attribution]) -> None:
        spoken = (one.speaker for one in attributions if one.speaker)
        self.speaking = sorted((spans[0].start, " ".join(parsed.text[a:b] for a, b in spans)) for spans in spoken)
        self.parsed, self.article, self.text, self.tokens = parsed, article, parsed.text, Tokens(parsed)
        self.content: Spans = ()
        self.day = article.published.day if article.published.precision == "day" else None

    @cached_property
    def cast(self) -> Cast:
        """The people the article names."""
        return Cast(self.text, self.article.title, self.day, self.tokens)

    @cached_property
    def discourse(self) -> Discourse:
        """What words that refer back may refer to."""
        return Discourse(self.parsed, self.cast, self.tokens)

    def voice(self, attribution: Attribution, around: Voice | None) -> Voice:
        """The voice of an attribution; `around` is that of the attribution it is reported in."""
        if attribution.by_author:
            return self.author()
        if not attribution.speaker:
            return Voice()
        start, self.content = attribution.speaker[0].start, attribution.content
        words = " ".join(self.text[a:b] for a, b in attribution.speaker).strip()
        kind = PRONOUNS.get(plain(words))
        if kind is not None and not words.isupper() or words == "I":
            return self.heard(self.referred(kind or "self", start, around), start, words)
        said = mention(self.uncapitalised(words, start))
        voice = self.read(said, start, around)
        return self.heard(voice, start, words, said)

    def uncapitalised(self, words: str, at: int) -> str:
        """A mention whose first word is capital only because it begins a sentence, with a small letter."""
        head = chunks(words)[:1]
        plainly = head and head[0].kind == "name" and " " not in head[0].text and not head[0].possessive and len(words) > len(head[0].text)
        if not plainly or head[0].key in self.cast.by_surname or self.tokens.is_name(at):
            return words
        return words[0].lower() + words[1:]

    def heard(self, voice: Voice, at: int, words: str, said: Mention | None = None) -> Voice:
        """The voice, remembered for what refers back to it."""
        if voice.actors or voice.anonymous:
            kind = "person" if not voice.actors or voice.actors[0].kind == "person" else "body"
            if len(voice.actors) > 1 or (said and said.plural):
                kind = "many"
            role = said.role.id if said and said.role else voice.actors[0].role if voice.actors else None
            gender = self.gender(voice, words)
            self.discourse.hear(at, voice, gender, kind, plain(words), role)
        return voice

    def gender(self, voice: Voice, words: str) -> str | None:
        """The gender of a speaker, from the tables, its introduction or its words."""
        if len(voice.actors) == 1:
            for person in self.cast.full.values():
                if person.actor().id == voice.actors[0].id:
                    return person.gender
        if WOMEN.search(words) or plain(words).split()[-1:] == ["woman"] or plain(words) == "she":
            return "f"
        return "m" if MEN.search(words) or plain(words) in ("he", "him") else None

    def author(self) -> Voice:
        """The author of a primary source."""
        name, code = self.article.author, self.article.author_country
        if not name and not code:
            return Voice(confidence=0.2)
        said = mention(name or "")
        if name and said.head is not None:
            voice = self.read(said, 0, None)
            actors = tuple(replace(one, country=one.country or code, reason="author of the source") for one in voice.actors)
            if actors:
                return voiced(actors)
        if code and (code in naming.UNION_NAMES or code in naming.country_codes()):
            return voiced((naming.state(code, "author of the source"),))
        return voiced((Actor(slug(name or ""), name or "", code, "unknown", None, "author of the source", 0.8),))

    # Mentions

    def read(self, said: Mention, at: int, around: Voice | None) -> Voice:
        """The voice of a mention that is no pronoun."""
        if said.parts:
            voices = [self.read(part, at, around) for part in said.parts]
            actors = tuple({one.id: one for voice in voices for one in voice.actors}.values())
            codes = dict.fromkeys(code for voice in voices for code in (voice.country or "").split(" + ") if code)
            unnamed = all(voice.anonymous for voice in voices)
            return Voice(actors, " + ".join(codes) or None, unnamed, voices[0].cover if unnamed else None, min(voice.confidence for voice in voices))
        voice = self.single(said, at, around)
        if said.extra:
            more = [self.read(part, at, around) for part in said.extra]
            actors = (*voice.actors, *(one for other in more for one in other.actors))
            codes = dict.fromkeys(one.country for other in more for one in other.actors if one.country)
            return Voice(actors, " + ".join(codes) or voice.country, False, None, voice.confidence)
        return voice

    def single(self, said: Mention, at: int, around: Voice | None) -> Voice:
        """The voice of one noun phrase, by the kind of its head."""
        head = said.head
        if head is None:
            return Voice(anonymous=True, cover="generic group", confidence=0.3)
        if head.kind in NAMES:
            return self.person(said, head, at)
        if head.kind in ("institution", "state", "metonym", "org", "people"):
            return self.place(said, head)
        owner = self.owner(said, at, around)
        if said.role is not None and said.role.group in ("document", "talks") and head.kind in ("role", "roles"):
            return self.document(said, owner, at)
        if head.kind == "body":
            return self.body(said, head, owner, at)
        if head.kind == "roles":
            return self.group(said, head, owner, at)
        if head.kind == "role":
            return self.role(said, head, owner, at)
        return self.noun(said, head, owner, at)

    def owner(self, said: Mention, at: int, around: Voice | None) -> Voice | None:
        """Whom "his", "its", "their" in a mention refers to."""
        if not said.owner:
            return None
        return self.referred(PRONOUNS[said.owner], at, around)

    def code(self, said: Mention, owner: Voice | None) -> str | None:
        """The country that a mention tells: of its place, its owner, the person it belongs to, or the state that alone uses the title."""
        code = naming.place_code(said.place) or (owner.country if owner else None)
        if code is None and said.person is not None:
            code = self.cast.who(said.person).country
        if code is None and said.role is not None:
            code = said.role.home
        return code if code and " + " not in code else None

    def person(self, said: Mention, head: Chunk, at: int) -> Voice:
        """A named person."""
        place = said.place if said.place is not None and not said.located else None
        role = said.role if said.role is None or said.role.group not in ("group", "organisation") else None
        person = self.cast.who(head, role, naming.place_code(place), at)
        if person.known is None and person.country is None:
            whole = self.taken_up(said.noun, None, at) if said.noun and said.place is None else None
            person.country = naming.place_code(said.place) or (role.home if role else None) or (whole.country if whole else None)
        if person.known is None and person.country is None and not (role and role.group in OUTSIDERS):
            person.country = self.sole_country()
            if person.country is not None:
                person.reason, person.confidence = f"{person.reason}; country: the one the text is about", min(person.confidence, 0.4)
        if person.known is None and person.role is None:
            person.role = role
        reason = "surname of an earlier mention" if " " not in naming.bare(head.text) and person.reason == "alias" else ""
        return voiced((person.actor(reason, role=role, day=self.day),))

    def place(self, said: Mention, head: Chunk) -> Voice:
        """A state, a metonym or an institution."""
        reason = "metonym" if head.kind == "metonym" else "people of a state" if head.kind == "people" else "alias"
        if head.kind == "people":
            return Voice((), naming.place_code(head), True, "generic group", 0.6)
        actor = naming.place_actor(head, reason, 0.9 if head.kind == "metonym" else 1.0)
        if head.kind == "org" and actor.country is None:
            actor = replace(actor, country=naming.place_code(said.place))
        return voiced((actor,))

    def body(self, said: Mention, head: Chunk, owner: Voice | None, at: int) -> Voice:
        """A ministry, army, parliament ... of a state or organisation."""
        assert said.body is not None
        code = self.code(said, owner)
        if code is not None and (said.place is None or isinstance(said.place.value, Country) or said.place.kind == "state" or owner):
            return voiced((naming.phrased((head.key, *said.words), said.body, code),))
        if said.place is not None:
            actor = naming.place_actor(said.place, "institution")
            return voiced((actor,))
        found = self.taken_up(said.noun, None, at) if said.noun else None
        found = found or self.taken_up(head.key, said.body.id, at)
        if found is not None:
            return found
        code = (self.near_country(at) or self.main_country()) if said.det not in INDEFINITE else None
        if code and said.body.kind != "public":
            return voiced((replace(naming.composed(said.body, code, "the state the text is most about"), confidence=0.5),))
        return Voice((), None, True, "generic group", 0.4)

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
            unnamed = counted or said.located or group not in ("office", "spokesperson", "expert")
            if group == "office" or said.role.id == "leader":
                name = f"{naming.bare(said.place.text)} {head.text}"
                return voiced((Actor(slug(name), name, actor.country, actor.kind, said.role.id, "leaders of an institution", 0.8),))
            return self.unnamed((actor,), actor.country, unnamed)
        if code is not None and group in (*PEOPLE_GROUPS,) and (said.place is not None or owner):
            return self.unnamed((naming.state(code, "officials of a state", 0.8),), code, counted or said.located)
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
        return Voice((), None, True, "unnamed official" if group in PEOPLE_GROUPS else "generic group", 0.8)

    def members(self, said: Mention, head: Chunk, owner: Voice | None, at: int) -> Voice:
        """Members, allies and states of an organisation; without one, a generic group."""
        whole: Actor | None = None
        if said.place is not None and said.place.kind == "institution":
            whole = naming.place_actor(said.place, "members of an institution", 0.8)
        elif owner is not None and owner.actors:
            whole = replace(owner.actors[0], reason=f"members: {said.owner} refers to {owner.actors[0].name}", confidence=0.7)
        elif said.det not in QUANTIFIERS and said.place is None and (found := self.taken_up("members", None, at)):
            whole = found.actors[0]
        if whole is None:
            return Voice((), None, True, "generic group", 0.7)
        if said.det in QUANTIFIERS and said.place is not None:
            name = f"{naming.bare(said.place.text)} {head.text}"
            return Voice((Actor(slug(name), name, whole.country, whole.kind, None, "some members of an institution", 0.7),), whole.country, True, "generic group", 0.7)
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
        institution = said.place.value if said.place is not None and said.place.kind == "institution" and isinstance(said.place.value, Listed) else None
        if role.group == "spokesperson" or (role.id in ("director", "chairman") and definite and said.place is not None):
            if institution is not None:
                return voiced((naming.listed(institution, f"{role} of an institution", 0.9, role.id),))
            if said.place is not None and said.place.kind == "org":
                return voiced((naming.place_actor(said.place, f"{role} of an institution"),))
            if said.body is not None and code:
                return voiced((replace(naming.composed(said.body, code, f"{role} of an institution"), role=role.id),))
            if code and (said.place is not None or owner):
                return voiced((replace(naming.state(code, f"{role} of a state", 0.8), role=role.id),))
        if definite and not said.hedged:
            found = self.same_role(said, code, at)
            if found is not None:
                return found
            described = self.described_before(head.key, at) if said.det in DEMONSTRATIVE and code is None else None
            if described is not None:
                return self.unnamed_person(said, role.group, described, None)
            if role.group in ("expert", "official", "military", "politician", "religious", "public", "media") and said.place is None and said.det:
                spoke = self.discourse.likeliest(at, lambda one: one.spoke and one.kind == "person", 3)
                if spoke is not None:
                    return again(spoke[0], f"{head.key}: who spoke last", 0.5)
            if role.group in ("office", "religious") and code and (said.place is None or not said.located):
                return voiced((naming.office(role, code, self.day, institution),))
            if role.speaks and code and said.det == "the" and not said.located:
                speaker = naming.listed(institution, f"{role} of an institution", 0.7) if institution else naming.state(code, f"{role} of a state", 0.7)
                return voiced((replace(speaker, role=role.id),))
        return self.unnamed_person(said, role.group, code, institution)

    def unnamed_person(self, said: Mention, group: str, code: str | None, institution: Listed | None) -> Voice:
        """An official or citizen without a name."""
        official = group in PEOPLE_GROUPS
        code = code or (None if group in OUTSIDERS or said.person else self.sole_country())
        cover = "unnamed official" if official else "unnamed person"
        actors: tuple[Actor, ...] = ()
        if institution is not None and official:
            actors = (naming.listed(institution, "unnamed member of an institution", 0.6),)
        elif code and official and said.place is not None:
            actors = (naming.state(code, "unnamed official of a state", 0.6),)
        return Voice(actors, code, True, cover, 0.7)

    def organisation(self, said: Mention, head: Chunk, owner: Voice | None, at: int) -> Voice:
        """"The bloc", "the weekly", "a rights group"."""
        if said.place is not None and said.place.kind == "institution" and not said.located:
            return voiced((naming.place_actor(said.place, "named in the text", 0.8),))
        if said.det not in INDEFINITE:
            found = self.taken_up(head.key, None, at, naming.place_code(said.place))
            if found is not None:
                return found
            later = self.named_next(head.key, at, naming.place_code(said.place))
            if later is not None:
                return later
        return Voice((), self.code(said, owner), True, "generic group", 0.5)

    def document(self, said: Mention, owner: Voice | None, at: int) -> Voice:
        """A document or talk that speaks for its institution."""
        assert said.role is not None
        if said.head is not None and said.head.text[0].isupper() and said.det == "the" and (outlet := self.taken_up(said.head.key, None, at)):
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
        if said.det == "the" and said.role.group == "document" and (back := self.discourse.likeliest(at, lambda one: one.voice.cover == "document", 4)):
            return replace(back[0].voice, confidence=0.5)
        cover = "leaked document" if said.leaked else "document" if said.role.group == "document" else None
        return Voice((), None, True, cover or "generic group", 0.8)

    @staticmethod
    def issues_documents(one: Referent) -> bool:
        """Whether a referent may be the institution behind a document named next; outlets only report."""
        return (one.spoke or one.subject) and one.kind == "body" and one.actor is not None and one.actor.kind not in ("media", "government")

    def noun(self, said: Mention, head: Chunk, owner: Voice | None, at: int) -> Voice:
        """A head that no table lists."""
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
        return Voice((), self.code(said, owner), True, "generic group", 0.4)

    # Words that refer back

    def referred(self, kind: str, at: int, around: Voice | None) -> Voice:
        """Whom a pronoun refers to."""
        if kind in ("self", "us"):
            return self.first_person(kind, at, around)
        if kind == "who":
            return self.antecedent(at)
        if kind == "other":
            return NOBODY
        fits = {
            "m": lambda one: one.kind == "person" and one.gender != "f",
            "f": lambda one: one.kind == "person" and one.gender != "m",
            "body": lambda one: one.kind == "body",
            "many": lambda one: one.kind == "many" or (one.kind == "body" and one.spoke),
        }[kind]
        found = self.discourse.likeliest(at, fits, content=self.content)
        if found is None and kind == "many":
            found = self.discourse.likeliest(at, lambda one: one.kind == "body")
        if found is None and kind in ("m", "f"):
            spoke = self.speaks_next(at, kind)
            if spoke is not None:
                return spoke
            later = self.discourse.next_subject(at, fits)
            return again(later, f"pronoun: {later.words}, named later", 0.4) if later else self.from_title(kind)
        if found is None:
            return NOBODY
        referent, sure = found
        return again(referent, f"pronoun: {referent.actor.name if referent.actor else referent.words}", sure)

    def from_title(self, gender: str) -> Voice:
        """The person that the title names first, where the text names no one for a pronoun."""
        named = [person for chunk in self.cast.titled if (person := self.cast.who(chunk)).gender in (gender, None) or gender == "self"]
        return voiced((named[0].actor("pronoun: named in the title", 0.4),)) if named else NOBODY

    def speaks_next(self, at: int, gender: str) -> Voice | None:
        """The first named person that speaks after a pronoun, for a text that begins with one."""
        for start, words in self.speaking:
            said = mention(words) if start > at else None
            if said is not None and said.head is not None and said.head.kind in NAMES and not said.parts:
                person = self.cast.who(said.head, said.role, naming.place_code(said.place))
                if person.gender in (gender, None) or gender == "self":
                    return voiced((person.actor(f"pronoun: {said.head.text} speaks next", 0.4),))
        return None

    def first_person(self, kind: str, at: int, around: Voice | None) -> Voice:
        """I and we: of the statement around it, of the source's author, or of whoever spoke last."""
        voice = around
        if voice is None and (self.article.author or self.article.author_country):
            voice = self.author()
        if voice is None:
            found = self.discourse.likeliest(at, lambda one: one.spoke, 3)
            voice = again(found[0], "pronoun: who spoke last", 0.5) if found else self.speaks_next(at, "self") or self.from_title("self")
        if kind == "us" and len(voice.actors) == 1 and voice.actors[0].kind == "person" and voice.country in naming.country_codes():
            return voiced((naming.state(voice.country, f"pronoun: we, said by {voice.actors[0].name}", 0.6),))
        return voice

    def antecedent(self, at: int) -> Voice:
        """Whom a relative "who" follows: the noun its clause belongs to, else the nearest one mentioned."""
        token = self.tokens.at(at)
        while token is not None and token.dep_ != "relcl" and token.head is not token:
            token = token.head
        if token is not None and token.dep_ == "relcl" and token.head.i < token.i:
            noun = token.head
            start = at - self.tokens.distance(at, noun.left_edge)
            words = self.text[start : at - self.tokens.distance(at, noun) + len(noun)]
            if plain(words) not in PRONOUNS:
                return self.read(mention(words), start, None)
        found = [one for one in (*self.discourse.named, *self.discourse.heard) if at - 80 < one.start < at and one.kind != "body"]
        return again(max(found, key=lambda one: one.start), "pronoun: who", 0.8) if found else NOBODY

    def same_role(self, said: Mention, code: str | None, at: int) -> Voice | None:
        """The person spoken of before who has the role: "the minister"."""
        role = said.role
        if role is None:
            return None
        wanted = naming.SAME_OFFICE.get(role.id, role.id)

        def fits(one: Referent) -> bool:
            if one.kind != "person" or (code and one.voice.country != code):
                return False
            if one.actor is None:
                return one.spoke and one.role == role.id
            held = {one.role, one.actor.role, *self.roles_of(one.actor.id)}
            alike = {naming.SAME_OFFICE.get(each, each) for each in held if each}
            if wanted in alike or (role.id == "leader" and alike & set(naming.TOP)):
                return True
            return role.id in ("minister", "diplomat") and any(each.endswith(("minister", "secretary")) for each in alike)

        found = self.discourse.likeliest(at, fits, 30)
        return again(found[0], f"{role} mentioned before", min(0.8, found[1])) if found else None

    def roles_of(self, actor: str) -> tuple[str, ...]:
        """The roles that the tables give someone on the article's day, or ever where it has none."""
        known = self.cast.full.get(actor)
        if known is None or known.known is None:
            return ()
        return tuple(one.role for one in known.known.offices if self.day is None or one.held(self.day))

    def taken_up(self, noun: str, body: str | None, at: int, code: str | None = None) -> Voice | None:
        """The institution spoken of before that a bare noun takes up: "the ministry", "the bloc"."""
        kinds = TAKES_UP.get(noun, ())

        def by_name(one: Referent) -> bool:
            if one.kind == "person" or (code and one.voice.country != code) or not (one.actor or one.spoke) or len(one.voice.actors) > 1:
                return False
            words = f"{plain(one.actor.name) if one.actor else ''} {one.words}"
            return (bool(noun) and noun in words) or (body is not None and body.replace("-", " ") in words)

        def by_kind(one: Referent) -> bool:
            return one.kind != "person" and one.actor is not None and one.actor.kind in kinds and (not code or one.actor.country == code)

        if not noun and body is None:
            return None
        found = self.discourse.likeliest(at, by_name, 30) or self.discourse.likeliest(at, by_kind, 30)
        return again(found[0], f"{noun or body} mentioned before", min(0.8, found[1])) if found else None

    def described_before(self, noun: str, at: int) -> str | None:
        """The country that an earlier mention of the same noun tells: "a Russian lawyer", then "that lawyer"."""
        earlier = [m.start() for m in re.finditer(rf"\b{re.escape(noun)}\b", self.text[:at], re.IGNORECASE)]
        before = leading(chunks(self.text[max(0, earlier[-1] - 60) : earlier[-1]])) if earlier else ()
        return next((code for chunk in before if (code := naming.place_code(chunk))), None)

    def named_next(self, noun: str, at: int, code: str | None) -> Voice | None:
        """The institution of a kind that is named only later: "the British weekly", then its name."""
        kinds = TAKES_UP.get(noun, ())
        found = (one for one in self.discourse.named if one.start > at and one.actor and one.actor.kind in kinds and one.actor.country == code)
        later = next(found, None) if code else None
        return again(later, f"{noun} named later", 0.5) if later else None

    def near_country(self, at: int) -> str | None:
        """The country of whoever speaks or acts in the same sentence."""
        found = self.discourse.likeliest(at, lambda one: (one.subject or one.spoke) and one.voice.country in naming.country_codes(), 0)
        return found[0].voice.country if found else None

    def main_country(self) -> str | None:
        """The country that is named at least twice as often as any other; None where it is close."""
        (code, first), (_, second) = self.ranked_countries
        return code if first and first >= 2 * second else None

    def sole_country(self) -> str | None:
        """The country that a text is about to the point of naming hardly another."""
        (code, first), (_, second) = self.ranked_countries
        return code if first >= 3 and first >= 4 * second else None

    @cached_property
    def ranked_countries(self) -> tuple[tuple[str | None, int], tuple[str | None, int]]:
        """The two countries that the text and its title name most, by name, adjective, capital or people, with how often."""
        counts = Counter(code for _, found in self.cast.runs for chunk in found if (code := told_country(chunk)))
        counts.update(code for chunk in chunks(self.article.title or "") if (code := told_country(chunk)))
        ranked = [*counts.most_common(2), (None, 0), (None, 0)]
        return ranked[0], ranked[1]


def told_country(chunk: Chunk) -> str | None:
    """The country that a name, adjective, capital or well-known person tells; EU, NATO and UN are none."""
    value = chunk.value
    code = value.code if isinstance(value, Country) else value.country if isinstance(value, Listed) else None
    if chunk.kind == "surname" and isinstance(value, tuple) and len(value) == 1:
        code = value[0].country
    return code if code in naming.country_codes() else None


def voiced(actors: tuple[Actor, ...]) -> Voice:
    """The voice of named actors."""
    codes = dict.fromkeys(one.country for one in actors if one.country)
    return Voice(actors, " + ".join(codes) or None, False, None, min((one.confidence for one in actors), default=0.3))


def again(referent: Referent, reason: str, sure: float) -> Voice:
    """A referent's voice, with the reason of the new link."""
    actors = tuple(replace(one, reason=reason, confidence=round(min(one.confidence, sure), 2)) for one in referent.voice.actors)
    return replace(referent.voice, actors=actors, confidence=round(min(referent.voice.confidence, sure), 2))


__all__ = ["Speakers"]
