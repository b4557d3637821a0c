"""Several who speak as one: the parties of a joint text, and "both leaders" or "the two sides"."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from ..lexicon.countries import code_of
from ..lexicon.words import words
from ..records import Actor, Voice
from . import naming
from .chunks import chunks
from .discourse import Referent
from .joint import JOINT, Named, signatories, talked_with
from .mentions import Mention, mention
from .references import References
from .voicing import voiced

PAIR, TEAM = words("pair"), words("team")
COUNTED = frozenset(("both", "two", "three", "four"))
STATES = ("state", "adjective", "institution")
GUESSED = 0.5  # confidence up to which somebody in a title is no party
NEAR = 4  # sentences back to the two that "both leaders" takes up


class Parties(References):
    """Knows who answers for an article beside its host."""

    @cached_property
    def host(self) -> tuple[Actor, ...]:
        """The state whose site or archive a primary source is from."""
        code = code_of(self.article.author_country)
        return (naming.state(code, "host of a joint text", 0.8),) if code else ()

    @cached_property
    def joint(self) -> Voice | None:
        """The voice of a joint or a group's text: its parties, or nobody where it names none; None where it is its host's alone."""
        places = signatories(self.article.title or "", self.text) if self.host else None
        if places is None:
            return None
        for place in places:
            actors = self.named(place, "party of a joint text")
            several = len({one.country or one.id for one in actors}) > 1
            if several or any(one.kind == "intergovernmental" for one in actors):
                return voiced(actors)
        return Voice(confidence=0.2) if JOINT.search(self.article.title or "") else None

    @cached_property
    def talkers(self) -> Voice | None:
        """Those whom "the leaders" and "both sides" of a primary source mean: the parties of a joint text, or of the talk it tells of."""
        if self.joint is not None:
            return self.joint if len(self.joint.actors) > 1 else None
        place = talked_with(self.article.title or "") if self.host else None
        actors = self.named(place, "party of the talk in the title") if place else ()
        return voiced(actors) if len({one.country for one in actors}) > 1 else None

    def named(self, place: Named, reason: str) -> tuple[Actor, ...]:
        """The actors in some words of a title, once a country, with the host's where it is a party and not among them."""
        read = self.read(mention(place.words), 0, None).actors if place.sure else ()
        actors = read or tuple(naming.place_actor(one, reason) for one in chunks(place.words) if one.kind in STATES)
        known = (one for one in actors if one.confidence > GUESSED and (one.country or one.kind == "intergovernmental"))
        found = {one.country or one.id: one for one in known}
        alone = place.sure and len(found) == 1 and next(iter(found)) in naming.country_codes()
        if self.host and (place.hosted or alone) and self.host[0].country not in found:
            found = {str(self.host[0].country): self.host[0], **found}
        return tuple(replace(one, reason=reason, confidence=min(one.confidence, 0.9)) for one in found.values())

    def together(self, said: Mention, at: int) -> Voice | None:
        """Whom "both leaders", "the two countries" or, in the account of a talk, "the sides" mean; None for any other mention."""
        head, counted = said.head, bool(COUNTED & {said.det, *said.words})
        if head is None or said.place is not None or said.person is not None or head.key not in PAIR | TEAM or not said.det + said.owner:
            return None
        if self.talkers is not None and (counted or said.det == "the"):
            return self.talkers
        if not counted or said.owner or said.det not in ("both", "the", "two"):
            return None
        pair = self.pair(at, head.key in PAIR)
        return voiced(tuple(replace(one, reason=f"{head.key}: the two named before", confidence=0.6) for one in pair)) if pair else None

    def pair(self, at: int, leaders: bool) -> tuple[Actor, ...]:
        """The two of different countries that a sentence before names alone: people for leaders, else states."""
        here, window = self.discourse.sentence(at), dict[str, Referent]()
        if not leaders:
            return tuple(naming.state(code, "") for code in self.two_states(at))
        for back in range(NEAR + 1):
            named = [one for one in self.discourse.within(at, back) if here - self.discourse.sentence(one.start) == back]
            found = {str(one.voice.country): one for one in named if self.leads(one)}
            window = found if len(found) == 2 else {**found, **window}
            if len(found) == 2:
                break
        ordered = sorted(window.values(), key=lambda one: one.start) if len(window) == 2 else []
        return tuple(one.actor for one in ordered if one.actor)

    def two_states(self, at: int) -> tuple[str, ...]:
        """The states that the nearest sentence before names, in any way, where they are two."""
        here = self.discourse.sentence(at)
        for back in range(NEAR + 1):
            told = [(place, code) for place, code in self.cast.setting.named if place < at]
            told += [(one.start, one.voice.country or "") for one in self.discourse.within(at, back)]
            codes = dict.fromkeys(
                code for place, code in sorted(told) if code in naming.country_codes() and here - self.discourse.sentence(place) == back
            )
            if len(codes) > 1:
                return tuple(codes) if len(codes) == 2 else ()
        return ()

    @staticmethod
    def leads(one: Referent) -> bool:
        """Whether a referent may be one of two leaders."""
        return one.kind == "person" and bool(one.actor and one.voice.country and " + " not in one.voice.country)
