"""The frozen records that flow from article to dashboard."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, get_args

Mode = Literal["direct", "indirect", "mixed"]
Kind = Literal["said", "believes", "wants", "calls for", "denies"]
Position = Literal["support", "conditional", "neutral", "oppose"]
Known = Literal["stated", "inferred", "unknown"]

Link = Literal["unnamed person", "leaked document", "none", "named agency", "witnessed", "official record"]

MODES: tuple[Mode, ...] = ("direct", "indirect", "mixed")
KINDS: tuple[Kind, ...] = ("said", "believes", "wants", "calls for", "denies")
LINKS: tuple[Link, ...] = get_args(Link)  # of a statement's provenance, the weakest first
POSITIONS: tuple[Position, ...] = ("support", "conditional", "neutral", "oppose")
ACTOR_KINDS: tuple[str, ...] = (
    "person",
    "government",
    "ministry",
    "legislature",
    "military",
    "intergovernmental",
    "party",
    "ngo",
    "media",
    "company",
    "expert",
    "public",
    "unknown",
)


class Span(NamedTuple):
    """Characters [start, end) of an article's original text."""

    start: int
    end: int


Spans = tuple[Span, ...]


class Relay(NamedTuple):
    """An outlet or agency that the text names as passing a statement on; span None: the name stands elsewhere in the text."""

    name: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Published:
    """When an article came out: an ISO day, month, year or instant as given, with how it is known."""

    value: str | None = None  # "2024-05-14", "2024-05", "2024", "2024-05-14T09:30:00Z"
    how: Known = "unknown"

    @property
    def precision(self) -> str:
        """day, month, year or unknown."""
        return {None: "unknown", 4: "year", 7: "month"}.get(len(self.value) if self.value else None, "day")

    @property
    def day(self) -> date | None:
        """The day, or the first day of the month or year that is known; None where nothing is."""
        if not self.value:
            return None
        year, month, day = [*self.value[:10].split("-"), "01", "01"][:3]
        return date(int(year), int(month), int(day))


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it came in; `text` is kept to the letter.

    `dated` says where the date stands: metadata, text, url, feed or none; `date_confidence` how far it can be trusted, from 0 to 1.
    """

    text: str
    id: str = ""
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: Published = Published()
    lang: str | None = None
    author: str | None = None  # whose words the text holds; the byline's names are `authors`
    author_country: str | None = None
    authors: tuple[str, ...] = ()
    dated: str | None = None
    date_confidence: float | None = None
    licence: str | None = None
    fetched_at: str | None = None

    @property
    def hash(self) -> str:
        """SHA-256 of the text, in hex."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def key(self) -> str:
        """The id in a store: the same text of the same source at the same address is the same article."""
        return hashlib.sha256("\0".join((self.hash, self.source or "", self.url or "")).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said what, as spans: what extraction finds before anyone is named.

    `inside` is the index, in the article's list, of the attribution that this one is reported in. `by_author` marks the words of a
    primary source (a speech, a press release): its speaker is the article's author, whom no span in the text names. A `doubtful` one is a
    report only if it takes a position.
    """

    content: Spans
    cue: Spans = ()
    speaker: Spans = ()
    mode: Mode = "indirect"
    kind: Kind = "said"
    via: tuple[Relay, ...] = ()
    depth: int = 0
    inside: int | None = None
    by_author: bool = False
    doubtful: bool = False
    confidence: float = 1.0
    speaker_confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom a speaker is or speaks for; `reason` says why the link was made, `id` is stable over runs."""

    id: str
    name: str
    country: str | None = None  # ISO 3166-1 alpha-3, or EU, NATO, UN; None is unknown or none
    kind: str = "unknown"
    role: str | None = None
    reason: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Voice:
    """What resolution makes of one speaker."""

    actors: tuple[Actor, ...] = ()
    country: str | None = None  # "RUS", "UKR + RUS"
    anonymous: bool = False
    cover: str | None = None  # "unnamed official", "leaked document", "document", "generic group"; after "; " why a country is guessed
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Stance:
    """The issue a statement is about and its position towards the issue's proposition, None where it is not known.

    `confidence` is that of the position, or of the issue where the position is not known, or that it is about no issue.
    """

    issue: str | None = None
    position: Position | None = None
    condition: Span | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Confidence:
    """Probabilities in [0, 1]: that this is a statement, that these are its speakers, that this is the position (see `Stance`)."""

    extraction: float = 1.0
    attribution: float = 1.0
    position: float = 0.0


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution with its actors, relays and position; the unit that everything counts."""

    id: str
    article: str
    content: Spans
    cue: Spans = ()
    speaker: Spans = ()
    mode: Mode = "indirect"
    kind: Kind = "said"
    actors: tuple[Actor, ...] = ()
    country: str | None = None
    anonymous: bool = False
    cover: str | None = None
    via: tuple[Relay, ...] = ()
    depth: int = 0
    inside: str | None = None
    issue: str | None = None
    position: Position | None = None
    condition: Span | None = None
    confidence: Confidence = field(default_factory=Confidence)


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters of a view; an empty one selects everything. Values of one field are alternatives, fields narrow each other."""

    text: str = ""
    actors: tuple[str, ...] = ()  # actor ids
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()  # kinds of actor
    institutions: tuple[str, ...] = ()  # ids of those that speakers speak for by their office
    called: tuple[str, ...] = ()  # the speaker in the text's own words
    sources: tuple[str, ...] = ()  # "unknown" selects articles whose source is not known
    via: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()  # "none" selects statements without an issue
    positions: tuple[str, ...] = ()  # "none" selects statements without a position
    modes: tuple[str, ...] = ()
    named: Literal["", "named", "unnamed"] = ""
    start: date | None = None
    end: date | None = None
    undated: bool | Literal["only"] = True  # whether statements of undated articles stay in; "only" shuts the dated ones out
    articles: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()  # each by the id of any article that tells it
    sourcing: tuple[str, ...] = ()  # the weakest link of the provenance: values of LINKS
