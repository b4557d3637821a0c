"""Words that refer back: pronouns, titles, bare nouns, and what a text is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from ..lexicon import Country, Listed
from ..lexicon.countries import UNIONS, code_of
from ..lexicon.words import kinds_of_words, takes_up
from ..records import Actor, Article, Attribution, Spans, Voice
from ..text import Parsed, plain
from . import naming
from .cast import Cast
from .chunks import Chunk, chunks
from .dateline import sent_from
from .discourse import Discourse, Referent
from .introductions import leading
from .mentions import NAMES, Mention, mention
from .tokens import Tokens
from .voicing import again, renamed, voiced

LEAST = 0.5  # below this "they" for a state was wrong in eight of eleven labelled cases
STATE_NOUNS, NEAR_STATE = ("country", "nation", "state", "republic"), 4
AGAINST = re.compile(
    r"\w+ (?:(?:also|later|earlier|again|repeatedly|had|has|have|once|even|further) ){0,2}"
    r"(?:accus|blam|condemn|criticis|criticiz|denounc|urg|warn|call(?:s|ed) on|rebuk|slam|threaten)\w* "
    r"(?:the )?([A-Z][\w.'’]*(?: [A-Z]\w*)?)"
)
SOURCES = ("source", "insider")  # never somebody who is named
NOBODY = Voice(confidence=0.2)
PRONOUNS = kinds_of_words("pronoun")
TAKES_UP = takes_up()


class References:
    """Resolves what refers back in one article; how mentions are read is left to who builds on it."""

    def __init__(self, parsed: Parsed, article: Article, attributions: Sequence[Attribution]) -> None:
        spoken = (one.speaker for one in attributions if one.speaker)
        self.speaking = sorted((spans[0].start, " ".join(parsed.text[a:b] for a, b in spans)) for spans in spoken)
        self.parsed, self.article, self.text, self.tokens = parsed, article, parsed.text, Tokens(parsed)
        self.content: Spans = ()
        self.in_dialogue = False  # whether a transcript puts the words after the speaker's name
        self.official_line = False  # whether what is said is a state's line rather than what somebody tells
        self.day = article.published.day if article.published.precision == "day" else None

    @cached_property
    def cast(self) -> Cast:
        """The people the article names."""
        return Cast(self.text, self.article.title, self.day, self.tokens)

    @cached_property
    def discourse(self) -> Discourse:
        """What words that refer back may refer to."""
        return Discourse(self.parsed, self.cast, self.tokens)

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
            "many": lambda one: one.kind == "many" or (one.kind == "body" and one.spoke and not self.at_home(one.voice)),
        }[kind]
        target = self.target(at)

        def may_be(one: Referent) -> bool:
            return fits(one) and not (target and one.voice.country == target)

        found = self.discourse.likeliest(at, may_be, content=self.content)
        told = self.talkers if kind == "many" and self.joint is not None else None
        if told is not None and (found is None or len(found[0].voice.actors) == 1):
            return renamed(told, "pronoun: the parties of the text", 0.7)
        if kind == "many" and found is not None and found[0].kind == "body" and found[1] < LEAST:
            return NOBODY
        if found is None and kind in ("m", "f"):
            spoke = self.speaks_next(at, kind)
            if spoke is not None:
                return spoke
            later = self.discourse.next_subject(at, may_be)
            return again(later, f"pronoun: {later.words}, named later", 0.4) if later else self.from_title(kind)
        if found is None:
            return NOBODY
        referent, sure = found
        return again(referent, f"pronoun: {referent.actor.name if referent.actor else referent.words}", sure)

    def target(self, at: int) -> str | None:
        """The state that whoever is meant accuses or calls on, right after an offset: it is another than their own."""
        found = AGAINST.match(self.text, at)
        return next((code for one in chunks(found.group(1)) if (code := naming.place_code(one))), None) if found else None

    def at_home(self, voice: Voice) -> bool:
        """Whether a voice is of the state whose own words the text is: there "they" are others."""
        return bool(voice.country) and voice.country == code_of(self.article.author_country)

    @property
    def joint(self) -> Voice | None:
        """Who answers for a joint text."""
        raise NotImplementedError

    @property
    def talkers(self) -> Voice | None:
        """Those who speak for an article together."""
        raise NotImplementedError

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
                if person.country and person.country == self.target(at):
                    continue
                gendered = person.gender
                if gendered in (gender, None) or gender == "self":
                    return renamed(self.read(said, start, None), f"pronoun: {said.head.text} speaks next", 0.4)
        return None

    def first_person(self, kind: str, at: int, around: Voice | None) -> Voice:
        """I and we: of the statement around it, of the source's author, or of whoever spoke last."""
        voice = around
        if voice is None and (self.article.author or self.article.author_country):
            voice = self.author()
        if voice is None:
            found = self.discourse.likeliest(at, lambda one: one.spoke and (kind == "us" or one.kind == "person"), 3)
            voice = again(found[0], "pronoun: who spoke last", 0.5) if found else self.speaks_next(at, "self") or self.from_title("self")
        if kind == "us" and len(voice.actors) == 1 and voice.actors[0].kind == "person" and voice.country in naming.country_codes():
            return voiced((naming.state(voice.country, f"pronoun: we, said by {voice.actors[0].name}", 0.6),))
        return voice

    def antecedent(self, at: int) -> Voice:
        """Whom a relative "who" follows: the noun its clause belongs to, else the nearest one mentioned."""
        token = self.tokens.at(at)
        while token is not None and token.dep_ != "relcl" and token.head.i != token.i:
            token = token.head
        if token is not None and token.dep_ == "relcl" and token.head.i < token.i:
            noun = token.head
            start = at - self.tokens.distance(at, noun.left_edge)
            words = self.text[start : at - self.tokens.distance(at, noun) + len(noun)]
            if plain(words) not in PRONOUNS:
                return self.read(mention(words), start, None)
        found = [one for one in self.discourse.between(at - 79, at) if one.kind != "body"]
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
            if one.actor.kind == "person" and said.head is not None and said.head.key in SOURCES:
                return False
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
            words = f" {plain(one.actor.name) if one.actor else ''} {one.words} "
            return (bool(noun) and f" {noun}" in words) or (body is not None and body.replace("-", " ") in words)

        def by_kind(one: Referent) -> bool:
            return one.kind != "person" and one.actor is not None and one.actor.kind in kinds and (not code or one.actor.country == code)

        if not noun and body is None:
            return None
        if noun in STATE_NOUNS:
            found = self.discourse.likeliest(
                at, lambda one: one.kind == "body" and one.actor is not None and is_state(one.actor), NEAR_STATE
            )
            return again(found[0], f"{noun} mentioned before", min(0.8, found[1])) if found and found[1] >= LEAST else None
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
        found = (
            one for one in self.discourse.named if one.start > at and one.actor and one.actor.kind in kinds and one.actor.country == code
        )
        later = next(found, None) if code else None
        return again(later, f"{noun} named later", 0.5) if later else None

    def near_country(self, at: int) -> str | None:
        """The country of whoever speaks or acts in the same sentence."""
        found = self.discourse.likeliest(at, lambda one: (one.subject or one.spoke) and one.voice.country in naming.country_codes(), 0)
        return found[0].voice.country if found else None

    def told_near(self, at: int) -> str | None:
        """The one state that the sentence or the one before it names; none where two are."""
        here = self.discourse.sentence(at)
        for back in (0, 1):
            codes = {code for place, code in self.cast.setting.named if here - self.discourse.sentence(place) == back}
            if codes:
                return codes.pop() if len(codes) == 1 else None
        return None

    @cached_property
    def unions(self) -> frozenset[str]:
        """EU, NATO, UN where the text names them."""
        codes = (naming.place_code(chunk) for _, found in self.cast.runs for chunk in found)
        return frozenset(code for code in codes if code in UNIONS)

    @cached_property
    def dateline(self) -> str | None:
        """The country that the report is sent from."""
        return sent_from(self.text)

    def main_country(self) -> str | None:
        """The country that is named at least twice as often as any other; None where it is close."""
        (code, first), (_, second) = self.ranked_countries
        return code if first and first >= 2 * second else None

    def sole_country(self) -> str | None:
        """The country that a text is about to the point of naming hardly another."""
        (code, first), (_, second) = self.ranked_countries
        return code if first >= 3 and first >= 4 * second else None

    def foremost(self, *others: str) -> str | None:
        """The country that is named at least three times, and twice as often as any but some others."""
        rest = Counter({code: count for code, count in self.counted_countries.items() if code not in others})
        (code, first), (_, second) = [*rest.most_common(2), (None, 0), (None, 0)][:2]
        return code if first >= 3 and first >= 2 * second else None

    @property
    def ranked_countries(self) -> tuple[tuple[str | None, int], tuple[str | None, int]]:
        """The two countries that the text and its title name most, with how often."""
        ranked = [*self.counted_countries.most_common(2), (None, 0), (None, 0)]
        return ranked[0], ranked[1]

    @cached_property
    def counted_countries(self) -> Counter[str]:
        """How often the text and its title name each country, by name, adjective, capital, people or well-known person."""
        counts = Counter(code for _, found in self.cast.runs for chunk in found if (code := told_country(chunk)))
        counts.update(code for chunk in chunks(self.article.title or "") if (code := told_country(chunk)))
        return counts

    def read(self, said: Mention, at: int, around: Voice | None) -> Voice:
        """The voice of a mention that is no pronoun."""
        raise NotImplementedError

    def author(self) -> Voice:
        """The author of a primary source."""
        raise NotImplementedError


def is_state(actor: Actor | None) -> bool:
    """Whether an actor is a state itself and none of its institutions."""
    place = naming.country_codes().get(actor.country or "") if actor else None
    return place is not None and actor is not None and actor.name == place.name


def told_country(chunk: Chunk) -> str | None:
    """The country that a name, adjective, capital or well-known person tells; EU, NATO and UN are none."""
    value = chunk.value
    code = value.code if isinstance(value, Country) else value.country if isinstance(value, Listed) else None
    if chunk.kind == "surname" and isinstance(value, tuple) and len(value) == 1:
        code = value[0].country
    return code if code in naming.country_codes() else None
