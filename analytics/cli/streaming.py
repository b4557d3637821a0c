"""JSON lines in, JSON lines out, in the same order."""

from __future__ import annotations

import json
import os
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from analytics.ingest import Found, article, read
from analytics.ingest.found import too_long
from analytics.ingest.lines import lines, parsed
from analytics.pipeline.extracting import Extracted, extract_all
from analytics.records import Actor, Article, Relay, Statement

PLACES = {"stated": "metadata", "inferred": "inferred", "unknown": "none"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A line's id as it was given, and what is wrong with the line."""

    id: Any
    error: str | None = None


def answers(stream: BinaryIO, workers: int | None = None) -> Iterator[str]:
    """A line of statements for each line with an article; a line that can't be read is answered by its error."""
    waiting: deque[Asked] = deque()
    for result in extract_all(articles(stream, waiting), workers):
        yield from refused(waiting)
        yield json.dumps(answer(waiting.popleft().id, result), ensure_ascii=False)
    yield from refused(waiting)


def articles(stream: BinaryIO, waiting: deque[Asked]) -> Iterator[Article]:
    """The articles of the lines; each line, good or bad, is put in the queue of those waiting for their answer."""
    for line in lines(stream):
        if line is not None and not line.strip():
            continue
        identity, found = asked(line)
        waiting.append(Asked(identity, found.failure))
        if found.article:
            yield found.article


def asked(line: bytes | None) -> tuple[Any, Found]:
    """A line's id and article."""
    if line is None:
        return None, Found("", failure=too_long())
    try:
        record, _ = parsed(line)
    except ValueError as error:
        return None, Found("", failure=str(error))
    return record.get("id"), article(record, "")


def refused(waiting: deque[Asked]) -> Iterator[str]:
    """Answers to the lines at the queue's head that hold no article."""
    while waiting and waiting[0].error is not None:
        one = waiting.popleft()
        yield json.dumps({"id": one.id, "error": one.error}, ensure_ascii=False)


def answer(identity: Any, result: Extracted) -> dict[str, Any]:
    """The line for one article."""
    if result.error is not None:
        return {"id": identity, "error": result.error}
    said = {"id": identity, "statements": [statement(one) for one in result.statements]}
    return said | ({"remark": result.remark} if result.remark else {})


def statement(said: Statement) -> dict[str, Any]:
    """A statement as JSON."""
    return {
        "id": said.id,
        "speaker": said.speaker,
        "cue": said.cue,
        "content": said.content,
        "mode": said.mode,
        "kind": said.kind,
        "actor": [actor(one) for one in said.actors],
        "country": said.country,
        "anonymous": said.anonymous,
        "cover": said.cover,
        "via": [relay(one) for one in said.via],
        "depth": said.depth,
        "inside": said.inside,
        "issue": said.issue,
        "position": said.position,
        "condition": said.condition,
        "confidence": {name: round(getattr(said.confidence, name), 4) for name in said.confidence.__slots__},
    }


def actor(one: Actor) -> dict[str, Any]:
    """An actor as JSON."""
    return {"id": one.id, "name": one.name, "country": one.country, "kind": one.kind, "role": one.role, "reason": one.reason}


def relay(one: Relay) -> dict[str, Any]:
    """An outlet or agency as JSON."""
    return {"name": one.name, "span": one.span}


def readings(paths: Iterable[str | os.PathLike[str]]) -> Iterator[str]:
    """A line for each article that readers find, or for the place where there should have been one."""
    for found in read(*paths):
        yield json.dumps(reading(found), ensure_ascii=False)


def reading(found: Found) -> dict[str, Any]:
    """One article as JSON, with where it came from."""
    one = found.article
    if one is None:
        known = found.known
        about = {"url": known.url, "title": known.title, "published_at": known.published.value, "source": known.source} if known else {}
        return {"id": found.origin, "error": found.failure or "; ".join(found.remarks), **about}
    names = ("title", "text", "url", "source", "author", "author_country", "lang", "licence", "fetched_at")
    fields = {"id": one.id or one.key, **{name: getattr(one, name) for name in names}}
    how = one.dated or PLACES[one.published.how]
    day = {"published_at": one.published.value, "published_how": how, "published_confidence": one.date_confidence}
    return {**fields, **day, "authors": one.authors, "origin": found.origin, "remarks": found.remarks}


def regular(descriptor: int) -> bool:
    """Whether a stream is a file, not a pipe or a keyboard."""
    return stat.S_ISREG(os.fstat(descriptor).st_mode)
