"""One judgement of a person on the machine's reading: what it is about, the words it is keyed to, and who made it when."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from analytics.errors import NarrativesError
from analytics.records import ACTOR_KINDS, POSITIONS, Span, Spans

VERSION = 1
AROUND = 40  # characters before and after the words that are kept with them
# about: what its value is
ABOUT = {
    "statement": "true or false: whether this is a statement at all",
    "speaker": "a list of actors, each with id, name, country and kind; none where nobody can be named",
    "issue": "an issue's id, or null for another one or none",
    "position": "a mapping of position (or null), towards (an issue's id) and condition (a span or null)",
    "same": "a mapping of actor and as, two actors that are one",
    "undo": "the id of the judgement that is taken back",
}
UNKNOWN = "unknown"


class JudgementError(NarrativesError):
    """A judgement that can't be read: which rule it breaks."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a text: their place, the words to the letter, and what stands around them."""

    spans: Spans
    exact: str
    before: str
    after: str

    def stand_in(self, text: str) -> bool:
        """Whether the text holds just these words in this place."""
        return bool(self.spans) and words_of(text, self.spans) == self


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision; `value` depends on what it is about, see ABOUT."""

    id: str
    at: str  # ISO instant, UTC
    author: str
    about: str
    value: Any
    document: str = ""  # SHA-256 of the text
    words: Words | None = None  # of the statement
    cue: Spans = ()
    mention: Words | None = None  # of the speaker, where the text has one
    machine: str = ""  # what the machine said when this was decided
    replaces: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[Any, ...]:
        """What is decided: two judgements in force of one key and different values contradict each other."""
        if self.about == "same":
            return ("same", self.value["actor"]["id"])
        place = self.mention if self.about == "speaker" and self.mention else self.words
        return (self.about, self.document, place.spans if place else (), self.cue if place is self.words else ())

    @property
    def decision(self) -> str:
        """The value in a form that can be compared."""
        if self.about == "speaker":
            return json.dumps(sorted(one["id"] for one in self.value))
        return json.dumps(self.value["as"]["id"] if self.about == "same" else self.value, sort_keys=True)


def judge(about: str, value: Any, author: str, **place: Any) -> Judgement:
    """A new judgement, made now."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return judgement(entry(Judgement(uuid.uuid4().hex[:16], at, author.strip() or UNKNOWN, about, value, **place)))


def place(row: Mapping[str, Any], text: str) -> dict[str, Any]:
    """What a judgement on a statement is keyed to, from the statement's row (with its article's hash) and the article's text."""
    speaker = spans_of(row, "speaker")
    mention = words_of(text, speaker) if speaker else None
    return {"document": row["hash"], "words": words_of(text, spans_of(row, "content")), "cue": spans_of(row, "cue"), "mention": mention}


def spans_of(row: Mapping[str, Any], name: str) -> Spans:
    """A statement's spans of speaker, cue or content, from its row."""
    return tuple(Span(*span) for span in json.loads(row[f"{name}_spans"]))


def words_of(text: str, spans: Sequence[Sequence[int]]) -> Words:
    """The words of these spans of a text, with what stands around them."""
    placed = tuple(Span(*span) for span in spans)
    first, last = placed[0].start, placed[-1].end
    exact = " … ".join(text[start:end] for start, end in placed)
    return Words(placed, exact, text[max(0, first - AROUND) : first], text[last : last + AROUND])


def entry(one: Judgement) -> dict[str, Any]:
    """A judgement as JSON has it."""
    return {"version": VERSION, **asdict(one)}


def judgement(held: Any) -> Judgement:
    """The judgement of an entry; JudgementError names the rule that it breaks."""
    check(isinstance(held, Mapping), "a judgement is a mapping")
    check(held.get("version") == VERSION, f"version {held.get('version')!r}; this program reads version {VERSION}")
    for name in ("id", "at", "author", "about"):
        check(isinstance(held.get(name), str) and held[name].strip(), f"no {name}")
    about, value = held["about"], held.get("value")
    check(about in ABOUT, f"about {about!r}; known: {', '.join(ABOUT)}")
    check(fits(about, value), f"the value of a judgement about {about} is {ABOUT[about]}")
    try:
        datetime.fromisoformat(held["at"])
        words, mention = (words_read(held.get(name)) for name in ("words", "mention"))
        cue = tuple(Span(*map(int, span)) for span in held.get("cue") or ())
        replaces = tuple(map(str, held.get("replaces") or ()))
    except (TypeError, ValueError, KeyError) as problem:
        raise JudgementError(f"time, words or spans can't be read: {problem}") from None
    if about not in ("same", "undo"):
        check(isinstance(held.get("document"), str) and len(held["document"]) == 64, "no document: the SHA-256 of its text")
        check(words, "no words that it is keyed to")
    document, machine = str(held.get("document") or ""), str(held.get("machine") or "")
    return Judgement(held["id"], held["at"], held["author"], about, value, document, words, cue, mention, machine, replaces)


def words_read(held: Any) -> Words | None:
    """Words as an entry has them."""
    if held is None:
        return None
    spans = tuple(Span(*map(int, span)) for span in held["spans"])
    if not spans or any(not 0 <= start < end for start, end in spans) or not str(held["exact"]).strip():
        raise ValueError("empty words")
    return Words(spans, str(held["exact"]), str(held["before"]), str(held["after"]))


def fits(about: str, value: Any) -> bool:
    """Whether a value is of the form that its kind of judgement has."""
    match about:
        case "statement":
            return isinstance(value, bool)
        case "speaker":
            return isinstance(value, list) and all(map(is_actor, value))
        case "issue":
            return value is None or (isinstance(value, str) and bool(value))
        case "position":
            return (
                isinstance(value, Mapping)
                and value.get("position") in (None, *POSITIONS)
                and isinstance(value.get("towards"), str)
                and (value.get("condition") is None or len(value["condition"]) == 2)
            )
        case "same":
            two = [value.get("actor"), value.get("as")] if isinstance(value, Mapping) else []
            return bool(two) and all(map(is_actor, two)) and value["actor"]["id"] != value["as"]["id"]
        case _:
            return isinstance(value, str) and bool(value)


def is_actor(value: Any) -> bool:
    """Whether a value is an actor with id, name and kind."""
    return (
        isinstance(value, Mapping)
        and all(isinstance(value.get(name), str) and value[name] for name in ("id", "name"))
        and value.get("kind") in ACTOR_KINDS
        and (value.get("country") is None or isinstance(value["country"], str))
    )


def check(rule: object, problem: str) -> None:
    """Raise a JudgementError where a rule does not hold."""
    if not rule:
        raise JudgementError(problem)
