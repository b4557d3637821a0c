"""Articles in, their stories and how the tellings differ out, as JSON lines."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from analytics.cli.streaming import Asked, articles
from analytics.pipeline.extracting import extract_all
from analytics.records import Article, Spans
from analytics.stories.clusters import Place, places
from analytics.stories.compare import Comparison, compare
from analytics.stories.contradictions import Stand
from analytics.stories.fingerprints import Elsewhere, Fingerprint, folded
from analytics.stories.slots import Side
from analytics.stories.telling import Telling, distinct


def story_lines(stream: BinaryIO) -> Iterator[str]:
    """A line for each line; one that can't be read is answered by its error."""
    lines: deque[Asked] = deque()
    read = list(articles(stream, lines))
    names = [one.id for one in lines if one.error is None]
    placed = iter(places(read))
    for line in lines:
        if line.error is not None:
            yield said({"id": line.id, "error": line.error})
            continue
        place = next(placed)
        copied = None if place.copy_of is None else names[place.copy_of]
        yield said({"id": line.id, "story": label(read[place.story]), "copy_of": copied})


def comparison_lines(stream: BinaryIO, workers: int | None = None) -> Iterator[str]:
    """A line for each story, those that can't be read first, each with its error."""
    lines: deque[Asked] = deque()
    read = list(articles(stream, lines))
    yield from (said({"id": line.id, "error": line.error}) for line in lines if line.error is not None)
    names = [one.id for one in lines if one.error is None]
    placed = places(read)
    stories = grouped(placed)
    elsewhere = Elsewhere()
    tellings = told(read, stories, workers)
    compared = [(story, members, compare(each)) for (story, members), each in zip(stories.items(), tellings, strict=True)]
    elsewhere.look_for(folded(one.text) for *_, found in compared for one in found.shared_rare)
    for article, place in zip(read, placed, strict=True):
        if place.copy_of is None:
            elsewhere.read(article.text)
    for story, members, found in compared:
        yield said({"story": label(read[story]), "tellings": [names[member] for member in members], **answer(found, names, elsewhere)})


def grouped(placed: Sequence[Place]) -> dict[int, list[int]]:
    """The articles of each story, by number."""
    stories: dict[int, list[int]] = defaultdict(list)
    for number, place in enumerate(placed):
        stories[place.story].append(number)
    return stories


def told(read: Sequence[Article], stories: dict[int, list[int]], workers: int | None) -> Iterator[list[Telling]]:
    """The tellings of each story; statements are looked for only where there are two tellings to compare."""
    originals = [[members[number] for number in distinct(read[member] for member in members)] for members in stories.values()]
    wanted = [member for members in originals if len(members) > 1 for member in members]
    results = extract_all((read[member] for member in wanted), workers)
    for members in originals:
        if len(members) > 1:
            yield [Telling(read[member], next(results).statements, str(member)) for member in members]
        else:
            yield [Telling(read[member], (), str(member)) for member in members]


def answer(found: Comparison, names: Sequence[Any], elsewhere: Elsewhere) -> dict[str, Any]:
    """A comparison as JSON; tellings go by their articles' ids."""

    def name(telling: Telling) -> Any:
        return names[int(telling.name)]

    def place(one: Side | Stand) -> list[Any]:
        return [name(one.telling), whole(one.said.content)]

    rare = [one for each in found.shared_rare if (one := elsewhere.counted(each, len(found.tellings))) is not None]
    return {
        "forks": [
            {"between": [name(a), name(b)], "where": one.where, "common_prefix_chars": one.common_prefix_chars, "words_into": one.word}
            for a, b, one in found.forks
        ],
        "slots": [
            {"speaker": one.name, "relation": one.relation, "also": list(one.also), "a": place(one.a), "b": place(one.b), "rank": one.rank}
            for one in found.slots
        ],
        "contradictions": [
            {"actor": one.actor, "a": place(one.a), "b": place(one.b), "kind": one.kind, "issue": one.issue, "reason": one.reason}
            for one in found.contradictions
        ],
        "only_in": [{"id": name(found.tellings[one.telling]), "span": list(one.span)} for one in found.only_in],
        "shared_rare": [shared(one, names) for one in rare],
    }


def shared(one: Fingerprint, names: Sequence[Any]) -> dict[str, Any]:
    """A fingerprint as JSON: `elsewhere` of `of` articles outside the story have it too."""
    having = [names[int(number)] for number in one.tellings]
    return {"text": one.text, "kind": one.kind, "meant": one.meant, "in": having, "elsewhere": one.elsewhere, "of": one.others}


def whole(content: Spans) -> list[int]:
    """From the beginning of a content's first piece to the end of its last."""
    return [content[0].start, content[-1].end]


def label(article: Article) -> str:
    """The name of the story that an article begins."""
    return f"story-{article.key}"


def said(answer: dict[str, Any]) -> str:
    """A line."""
    return json.dumps(answer, ensure_ascii=False)
