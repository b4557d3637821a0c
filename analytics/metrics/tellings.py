"""Stored rows as the tellings that `analytics.stories` compares: articles with their statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, among, ask, records
from analytics.metrics.selected import Tables
from analytics.metrics.stories import members
from analytics.records import Actor, Article, Confidence, Published, Relay, Selection, Span, Statement
from analytics.store.segments import spans
from analytics.store.serving import Generation
from analytics.stories.telling import Telling, distinct

Row = Mapping[str, Any]
EVERYTHING = Selection()
READ = 200  # articles of one story whose texts are looked at: of a text that is copied ten thousand times no more are needed
STATEMENT_FACTS = ("mode", "kind", "country", "anonymous", "cover", "depth", "inside", "issue", "position")
ACTOR_FACTS = ("name", "country", "kind", "role", "reason", "confidence")
FACTS = ("text", "title", "source", "url", "lang", "author", "licence", "fetched_at")


def tellings(generation: Generation, ids: Sequence[str], only: frozenset[str] | None = None) -> list[Telling]:
    """These articles with their statements, or with those of `only`, in the order given; articles that aren't held are left out."""
    return saying(generation, articles(generation, ids), only)


def saying(generation: Generation, held: Mapping[str, Article], only: frozenset[str] | None = None) -> list[Telling]:
    """Articles, by id, with their statements, or with those of `only`."""
    said = statements(generation, held, only)
    return [Telling(article, tuple(said[name]), name) for name, article in held.items()]


def told(generation: Generation, selection: Selection) -> list[Telling]:
    """The tellings of the selection's story that are held against each other, each wording once."""
    frame = members(generation, selection)
    story = "" if frame.empty else str(frame["story_id"].iloc[0])
    [chosen] = compared(generation, [frame["article_id"].tolist()])
    return [replace(one, story=story) for one in saying(generation, chosen)]


def compared(generation: Generation, stories: Sequence[Sequence[str]]) -> list[dict[str, Article]]:
    """The articles of each story that are held against each other: each wording once; stories are given with the copies last."""
    likely = [members[:READ] for members in stories]
    held = articles(generation, [name for members in likely for name in members])
    chosen = ([members[number] for number in distinct(held[name] for name in members)] for members in likely)
    return [{name: held[name] for name in names} for names in chosen]


def articles(generation: Generation, ids: Sequence[str]) -> dict[str, Article]:
    """The articles of these ids, in their order."""
    found = {row["article_id"]: row for row in records(ask(generation, EVERYTHING, whole, ids=ids))}
    return {name: article(found[name]) for name in ids if name in found}


def statements(generation: Generation, ids: Iterable[str], only: frozenset[str] | None = None) -> dict[str, list[Statement]]:
    """The statements of these articles, in the order of their texts."""
    kept = [row for row in records(ask(generation, EVERYTHING, said, ids=ids)) if only is None or row["statement_id"] in only]
    names = [row["statement_id"] for row in kept]
    actors, relays = (by_statement(ask(generation, EVERYTHING, parts, table, ids=names)) for table in ("statement_actors", "statement_via"))
    found: dict[str, list[Statement]] = defaultdict(list)
    for row in kept:
        found[row["article_id"]].append(statement(row, actors[row["statement_id"]], relays[row["statement_id"]]))
    return found


def whole(tables: Tables, shape: Shape) -> ir.Table:
    """Articles with their texts."""
    table = tables("articles")
    return table.filter(among("ids", table.article_id)).join(tables("texts"), "article_id")


def said(tables: Tables, shape: Shape) -> ir.Table:
    """Statements of articles."""
    table = tables("statements")
    return table.filter(among("ids", table.article_id)).order_by("article_id", "ordinal")


def parts(tables: Tables, shape: Shape, name: str) -> ir.Table:
    """Actors or relays of statements."""
    table = tables(name)
    return table.filter(among("ids", table.statement_id)).order_by("statement_id", "ordinal")


def article(row: Row) -> Article:
    """The article of a row."""
    return Article(
        id=row["article_id"], published=Published(row["published_value"], row["published_how"]), **{name: row[name] for name in FACTS}
    )


def statement(row: Row, actors: Sequence[Row], relays: Sequence[Row]) -> Statement:
    """The statement of a row, with its actors and relays."""
    facts: dict[str, Any] = {name: row[name] for name in STATEMENT_FACTS}
    placed: dict[str, Any] = {name: spans(row[f"{name}_spans"]) for name in ("content", "cue", "speaker")}
    return Statement(
        id=row["statement_id"],
        article=row["article_id"],
        actors=tuple(Actor(one["actor_id"], *(one[name] for name in ACTOR_FACTS)) for one in actors),
        via=tuple(Relay(one["name"], between(one["span_start"], one["span_end"])) for one in relays),
        condition=between(row["condition_start"], row["condition_end"]),
        confidence=Confidence(*(row[f"conf_{name}"] or 0.0 for name in ("extraction", "attribution", "position"))),
        **facts,
        **placed,
    )


def between(start: float | None, end: float | None) -> Span | None:
    """A span, where both its ends are known."""
    return None if start is None or end is None else Span(int(start), int(end))


def by_statement(frame: pd.DataFrame) -> dict[str, list[Row]]:
    """A frame's rows by statement."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in records(frame):
        found[row["statement_id"]].append(row)
    return found
