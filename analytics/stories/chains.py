"""Provenance as data: utterance <- speaker <- agency <- outlet, each link with its type and its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..records import LINKS, Link, Span, Statement
from .telling import Telling

UNVERIFIABLE: tuple[Link, ...] = ("unnamed person", "leaked document")
DEFINITION = (
    "A statement's sourcing is unverifiable when its speaker can't be named from the text (an unnamed official, a group such as "
    "“analysts”), or when it rests on a document that the text doesn't say is public (leaked, obtained, internal, or without a named "
    "holder)."
)
LEAKED = re.compile(
    r"\b(?:leak\w*|obtained|seen by|reviewed by|internal|confidential|classified|secret|memos?|cables?|"
    r"intelligence (?:assess|report|document)\w*)\b",
    re.I,
)
RECORDED = re.compile(
    r"\b(?:statement|press release|communiqu[eé]|decree|transcript|website|resolution|report|televised|broadcast|telegram|twitter|facebook|"
    r"on x|truth social|press service|official journal|ruling|bill|law|document)\b", re.I,
)  # fmt: skip
WITNESSED = re.compile(r"\b(?:told (?:us|me|[A-Z]\w+)|reporters|journalists|press conference|news conference|interview)\b")


@dataclass(frozen=True, slots=True)
class Step:
    """One link: what kind, whose name, and the words that say so (None: the text has none)."""

    of: Literal["speaker", "agency", "outlet"]
    kind: Link
    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """How a statement came to us; `depth` counts the named hands it went through."""

    statement: Statement
    steps: tuple[Step, ...]

    @property
    def weakest(self) -> Link:
        """The weakest link; that no relay is named counts only where there is nothing else."""
        said = [step.kind for step in self.steps if step.of != "outlet"]
        known = [kind for kind in said if kind != "none"]
        return min(known or said, key=LINKS.index)

    @property
    def depth(self) -> int:
        """Named speaker, agencies and outlet."""
        return sum(step.kind != "none" for step in self.steps)

    @property
    def unverifiable(self) -> bool:
        """See DEFINITION."""
        return self.weakest in UNVERIFIABLE


def chain(telling: Telling, said: Statement) -> Chain:
    """The links of a statement, from the speaker outwards."""
    agencies = [Step("agency", "named agency", relay.name, relay.span) for relay in said.via]
    source = telling.article.source
    outlet = Step("outlet", "named agency" if source else "none", source or "unknown")
    return Chain(said, (speaker_step(telling, said), *(agencies or [Step("agency", "none", "no relay named")]), outlet))


def speaker_step(telling: Telling, said: Statement) -> Step:
    """The innermost link: who is said to have said it, and how that is known."""
    words = telling.said(said.speaker)
    span = said.speaker[0] if said.speaker else None
    name = " + ".join(actor.name for actor in said.actors) or words or telling.article.author or "unknown"
    if said.cover in ("document", "leaked document") or (span is not None and LEAKED.search(words)):
        return Step("speaker", "leaked document", name, span)
    if said.anonymous:
        return Step("speaker", "unnamed person", name, span)
    if not said.actors and not words and telling.article.author is None:
        return Step("speaker", "none", name, span)
    return Step("speaker", *recorded(telling, said, name, span))


def recorded(telling: Telling, said: Statement, name: str, span: Span | None) -> tuple[Link, str, Span | None]:
    """Whether a named speaker's words are on record or were heard, by the words of the sentence around them."""
    if telling.article.author is not None and not said.speaker:
        return "official record", name, None
    sentence = telling.sentence_at((said.cue or said.speaker or said.content)[0].start)
    outside = telling.without(said.content, *sentence, " ")
    if RECORDED.search(outside):
        return "official record", name, span
    return ("witnessed" if WITNESSED.search(outside) else "none"), name, span
