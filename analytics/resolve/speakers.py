"""One speaker to its voice: names, offices, institutions, groups, documents and words that refer back."""

from __future__ import annotations

import re
from dataclasses import replace

from ..lexicon import Role
from ..lexicon.countries import code_of
from ..lexicon.given_names import given_gender
from ..lexicon.places import place_in
from ..lexicon.tables import slug
from ..records import Actor, Attribution, Voice
from ..text import plain
from . import naming
from .chunks import ORG_KIND, Chunk, chunks
from .descriptions import ABOUT_TEXT, OUTSIDERS, Descriptions, unnamed_thing
from .introductions import MEN, WOMEN, ranked, scene
from .matching import NOT_NAMES
from .mentions import NAMES, Mention, mention
from .references import PRONOUNS
from .voicing import renamed, voiced

ADDRESSED = re.compile(r"\b(?:told|informed|assured|promised|asked|warned)\b")  # "we were told": by somebody else
REPEATS = re.compile(r"re(?:iterat|affirm|stat(?:e|ing))", re.IGNORECASE)  # an official line
DATELINE = re.compile(r"^[A-Z][\w. ]{2,20} \((?:AP|AFP|ANI|BBC|CNN|Reuters|UPI|Xinhua)\)\s*[-–—]*\s*")  # "Oslo (AP) President ..."
ALL_TOLD = re.compile(r"(?: all| both| each| alike| for one|, the [A-Z].*)$")  # "we all", "I for one", "We, the members of ..."
OF_US = re.compile(r"^(?:all|both|each|every one|most|many|none|any|some) of (us)\b.*$", re.IGNORECASE)
FINITE, RELATIVES = re.compile(r"\s(?:is|are|was|were|has|have|had|will|would)\s"), re.compile(r"\b(?:who|which|that|whose|where)\b")
TOGETHER = re.compile(r"\b(?:together|along) with\b")
AGREED = re.compile(r"agree", re.IGNORECASE)  # "It was agreed that ...": by both
CLAUSE = 40  # characters of a mention that may hold a clause
UNOPENED = re.compile(r"^[^()]*\)\s*")  # the end of a parenthesis that begins before a name: "(Russian) PRESIDENT ..."
TAKEN_UP = 0.6  # sureness of "the watchdog" from which it tells the country of somebody who heads it
SHORTEST, INITIALS = 2, 6  # letters of a name, and of initials at most


def without_clause(words: str) -> str:
    """A mention without the clause it was taken for the subject of: "Russia is pressing Ukraine" speaks of Russia."""
    verb = FINITE.search(words)
    before = words[: verb.start()] if verb else words
    return before if verb and before[:1].isupper() and not RELATIVES.search(before) and len(words) > CLAUSE else words


def several(said: Mention | None, voice: Voice) -> bool:
    """Whether somebody unnamed is more than one: "some", "constituents", and words that take them up."""
    if said is None:
        return (voice.cover or "").startswith("generic group")
    return said.head is not None and (said.head.kind == "det" or (said.head.kind not in ("role", "body") and said.role is None))


class Speakers(Descriptions):
    """Resolves the speakers of one article, in the order of the text."""

    def voice(self, attribution: Attribution, around: Voice | None) -> Voice:
        """The voice of an attribution; `around` is that of the attribution it is reported in."""
        if attribution.by_author:
            return self.author()
        if not attribution.speaker:
            return self.unsaid(attribution, around)
        start, self.content = attribution.speaker[0].start, attribution.content
        self.in_dialogue = any(self.text[a:b] == ":" for a, b in attribution.cue)
        self.official_line = attribution.kind == "calls for" or any(REPEATS.match(self.text[a:b]) for a, b in attribution.cue)
        words = " ".join(self.text[a:b] for a, b in attribution.speaker).strip()
        words = without_clause(DATELINE.sub("", UNOPENED.sub("", words)))
        kind = PRONOUNS.get(plain(OF_US.sub(r"\1", ALL_TOLD.sub("", words))))
        if (kind is not None and not words.isupper()) or words == "I":
            return self.heard(self.referred(kind or "self", start, around), start, words)
        if words.endswith(" and I"):
            return self.heard(self.beside_me(words.removesuffix(" and I"), start, around), start, words)
        said = mention(self.uncapitalised(words, start))
        voice = self.read(said, start, around)
        return self.heard(voice, start, words, said)

    def beside_me(self, words: str, at: int, around: Voice | None) -> Voice:
        """The voice of somebody "and I"."""
        kind = PRONOUNS.get(plain(words))
        other = self.referred(kind, at, around) if kind else self.read(mention(words), at, around)
        self.heard(other, at, words)
        one = self.referred("self", at, around)
        return voiced(tuple({actor.id: actor for actor in (*other.actors, *one.actors)}.values())) if other.actors else one

    def unsaid(self, attribution: Attribution, around: Voice | None) -> Voice:
        """The voice of a report that names nobody: in a primary source its author's ("It was noted that ..."), else nobody's."""
        if around is None and self.talkers is not None and any(AGREED.match(self.text[a:b]) for a, b in attribution.cue):
            return renamed(self.talkers, "party of the talk in the title: no speaker is named", 0.6)
        told = any(ADDRESSED.search(self.text[a:b]) for a, b in attribution.cue)
        voice = self.author() if around is None and self.host and not told else Voice()
        return renamed(voice, "author of the source: no speaker is named", 0.6) if voice.actors else Voice()

    def uncapitalised(self, words: str, at: int) -> str:
        """A mention whose first word is capital only because it begins a sentence, with a small letter."""
        head = chunks(words)[:1]
        plainly = head and head[0].kind == "name" and " " not in head[0].text and not head[0].possessive
        if not plainly or head[0].key in self.cast.by_surname or self.tokens.is_name(at):
            return words
        return words[0].lower() + words[1:]

    def heard(self, voice: Voice, at: int, words: str, said: Mention | None = None) -> Voice:
        """The voice, remembered for what refers back to it."""
        body = said is not None and (said.plural or said.body is not None or (said.role is not None and said.role.group == "organisation"))
        if voice.actors or voice.anonymous or (voice.cover and body):
            kind = "person" if (voice.actors[0].kind == "person" if voice.actors else voice.anonymous) else "body"
            if len(voice.actors) > 1 or (said and said.plural) or (voice.anonymous and several(said, voice)):
                kind = "many"
            role = said.role.id if said and said.role else voice.actors[0].role if voice.actors else None
            gender = self.gender(voice, words)
            self.discourse.hear(at, voice, gender, kind, plain(words), role)
        return voice

    def gender(self, voice: Voice, words: str) -> str | None:
        """The gender of a speaker, from the tables, its introduction or its words."""
        if len(voice.actors) == 1 and voice.actors[0].id in self.cast.genders:
            return self.cast.genders[voice.actors[0].id]
        if WOMEN.search(words) or plain(words).split()[-1:] == ["woman"] or plain(words) == "she":
            return "f"
        return "m" if MEN.search(words) or plain(words) in ("he", "him") else None

    def author(self) -> Voice:
        """The author of a primary source, or the parties of a joint one."""
        if self.joint is not None:
            return self.joint
        name, code = self.article.author, code_of(self.article.author_country)
        if not name and not code:
            return Voice(confidence=0.2)
        said = mention(name or "")
        if name and said.head is not None:
            voice = self.read(said, 0, None)
            actors = tuple(replace(one, country=one.country or code, reason="author of the source") for one in voice.actors)
            if actors:
                return voiced(actors)
        if name:
            return voiced((Actor(slug(name), name, code, "unknown", None, "author of the source", 0.8),))
        return voiced((naming.state(code, "author of the source"),)) if code else Voice(confidence=0.2)

    def read(self, said: Mention, at: int, around: Voice | None) -> Voice:
        """The voice of a mention that is no pronoun."""
        if said.parts:
            voices = [self.read(part, at, around) for part in said.parts]
            actors = tuple({one.id: one for voice in voices for one in voice.actors}.values())
            codes = dict.fromkeys(code for voice in voices for code in (voice.country or "").split(" + ") if code)
            unnamed = all(voice.anonymous for voice in voices)
            return Voice(
                actors, " + ".join(codes) or None, unnamed, voices[0].cover if unnamed else None, min(voice.confidence for voice in voices)
            )
        voice = self.single(said, at, around)
        if said.extra:
            more = [self.read(part, at, around) for part in said.extra]
            actors = (*voice.actors, *(one for other in more for one in other.actors))
            own = [one.country for one in voice.actors if one.country and TOGETHER.search(said.text)]
            codes = dict.fromkeys((*own, *(one.country for other in more for one in other.actors if one.country)))
            return Voice(actors, " + ".join(codes) or voice.country, False, None, voice.confidence)
        return voice

    def single(self, said: Mention, at: int, around: Voice | None) -> Voice:
        """The voice of one noun phrase, by the kind of its head."""
        head = said.head
        if head is None:
            return unnamed_thing(None, 0.3)
        if (several := self.together(said, at)) is not None:
            return several
        if head.kind == "name" and (other := self.no_person(said, head)) is not None:
            return other
        if head.kind in NAMES:
            return self.person(said, head, at)
        if head.kind == "org" and head.key in ORG_KIND and (whole := self.taken_up(head.key, None, at)) is not None:
            return whole  # "the Forum", after its full name
        if head.kind in ("institution", "state", "metonym", "org", "people"):
            return self.place(said, head, at)
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

    def no_person(self, said: Mention, head: Chunk) -> Voice | None:
        """The voice of a single capital word that names no person: initials, a letter, a month; None for what may be a name."""
        name = naming.bare(head.text)
        if " " in name or head.key in self.cast.by_surname:
            return None
        if len(head.key) < SHORTEST or (head.key in NOT_NAMES and given_gender(name) is None):
            return unnamed_thing(None, 0.3)
        if not (name.isupper() and len(name) <= INITIALS and self.cast.mixed):
            return None
        code = None if said.located else naming.place_code(said.place)
        return voiced((Actor(slug(name), name, code, "unknown", None, "initials named in the text", 0.6 if code else 0.4),))

    def owner(self, said: Mention, at: int, around: Voice | None) -> Voice | None:
        """Whom "his", "its", "their" in a mention refers to."""
        if not said.owner:
            return None
        return self.referred(PRONOUNS[said.owner], at, around)

    def person(self, said: Mention, head: Chunk, at: int) -> Voice:
        """A named person."""
        place = said.place if said.place is not None and not said.located else None
        ranks = ranked(chunks(said.text)) if said.noun else None
        role = said.role if said.role is None or said.role.group not in ("group", "organisation") else None
        person = self.cast.who(head, role, naming.place_code(place), at)
        if person.known is None and person.country is None:
            whole = self.taken_up(said.noun, None, at) if said.noun and said.place is None else None
            person.country = (
                naming.place_code(place)
                or (role.home if role else None)
                or (whole.country if whole and whole.confidence >= TAKEN_UP else None)
            )
        if person.inferred and place and (place.kind != "state" or place.possessive) and (own := naming.place_code(place)):
            person.country, person.inferred = own, False
        if person.known is None and person.country is None:
            person.country = naming.place_code(said.place) or ranks or place_in(said.text) or scene(self.text, at)
            person.inferred = person.country is not None
        if person.known is None and person.country is None and not self.outsider(role, person.role):
            person.country = self.sole_country()
            if person.country is not None:
                person.reason, person.confidence = (
                    f"{person.reason.replace('alias', 'named in the text')}; {ABOUT_TEXT}",
                    min(person.confidence, 0.4),
                )
        if person.known is None and person.country is None:
            person.country = self.around(said, role, at)
            person.inferred = person.country is not None
        if person.known is None and person.role is None:
            person.role = role
        reason = "surname of an earlier mention" if " " not in naming.bare(head.text) and person.reason == "alias" else ""
        return voiced((person.actor(reason, role=role, day=self.day),))

    def around(self, said: Mention, role: Role | None, at: int) -> str | None:
        """The country of somebody whom nothing places: the host's of a talk, that of a ministry told nearby, else the dateline's."""
        if self.in_dialogue and self.host:
            return self.host[0].country
        if said.body is not None and said.body.kind == "ministry":  # American ministries are called departments
            near = self.told_near(at)
            return near if near not in (None, "USA") else self.foremost("USA")
        return self.dateline

    @staticmethod
    def outsider(*roles: Role | None) -> bool:
        """Whether one of a person's roles is such that the country a text is about says nothing of theirs."""
        return any(role is not None and role.group in OUTSIDERS for role in roles)

    def place(self, said: Mention, head: Chunk, at: int) -> Voice:
        """A state, a metonym or an institution."""
        head = self.cast.setting.localised(head, at) if said.place is None else head
        reason = "metonym" if head.kind == "metonym" else "people of a state" if head.kind == "people" else "alias"
        if head.kind == "people":
            return Voice((), naming.place_code(head), said.det != "the", "generic group", 0.6)
        actor = naming.place_actor(head, reason, 0.9 if head.kind == "metonym" else 1.0)
        if head.kind == "org" and actor.country is None:
            actor = replace(actor, country=naming.place_code(said.place))
        return voiced((actor,))


__all__ = ["Speakers"]
