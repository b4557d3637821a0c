"""Parquet segments: the columns in which articles, statements, runs and failures are kept for good.

`fetches` are those after an article's first: a page may come back to a text that it had before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analytics.records import Article, Published, Span, Spans, Statement

TEXT = pa.string()
TIME = pa.timestamp("us")
ACTOR = pa.struct([(name, TEXT) for name in ("id", "name", "country", "kind", "role", "reason")] + [("confidence", pa.float64())])
RELAY = pa.struct([("name", TEXT), ("span_start", pa.int32()), ("span_end", pa.int32())])

SCHEMAS: dict[str, pa.Schema] = {
    "articles": pa.schema(
        [(name, TEXT) for name in ("article_id", "given_id", "hash", "text", "title", "source", "url", "published_value")]
        + [("published", pa.date32())]
        + [(name, TEXT) for name in ("published_precision", "published_how", "lang", "author", "author_country", "licence", "fetched_at")]
        + [("ingested_at", TIME), ("authors", pa.list_(TEXT)), ("dated", TEXT), ("date_confidence", pa.float64())]
    ),
    "statements": pa.schema(
        [("statement_id", TEXT), ("article_id", TEXT), ("ordinal", pa.int32())]
        + [(name, TEXT) for name in ("speaker", "cue", "content", "speaker_spans", "cue_spans", "content_spans", "mode", "kind", "country")]
        + [("anonymous", pa.bool_()), ("cover", TEXT), ("depth", pa.int32()), ("inside", TEXT), ("issue", TEXT), ("position", TEXT)]
        + [("condition_start", pa.int32()), ("condition_end", pa.int32())]
        + [(name, pa.float64()) for name in ("conf_extraction", "conf_attribution", "conf_position")]
        + [("actors", pa.list_(ACTOR)), ("via", pa.list_(RELAY))]
    ),
    "fetches": pa.schema([("article_id", TEXT), ("fetched_at", TEXT), ("ingested_at", TIME)]),
    "runs": pa.schema(
        [("run_id", TEXT), ("at", TIME), ("read", pa.int32()), ("new", pa.int32()), ("seen", pa.int32()), ("failed", pa.int32())]
    ),
    "failures": pa.schema(
        [("run_id", TEXT), ("at", TIME), ("origin", TEXT), ("reason", TEXT), ("kept", pa.bool_())]
        + [(name, TEXT) for name in ("url", "title", "source", "published", "article_id", "extractor")]
    ),
}


def write(path: Path, table: str, rows: Sequence[Mapping[str, Any]], metadata: Mapping[str, str]) -> None:
    """Write rows of one of the `SCHEMAS` as a Parquet file."""
    held = pa.Table.from_pylist(list(rows), SCHEMAS[table])
    pq.write_table(held.replace_schema_metadata(dict(metadata)), path, compression="zstd")


def article_of(row: Mapping[str, Any]) -> Article:
    """The article that a row was made of."""
    names = ("text", "title", "source", "url", "lang", "author", "author_country", "licence", "fetched_at")
    day = Published(row["published_value"], row["published_how"])
    fields = {name: row[name] for name in (*names, "dated", "date_confidence")}
    return Article(id=row["given_id"] or "", published=day, authors=tuple(row["authors"] or ()), **fields)


def article_row(article: Article, ingested_at: datetime) -> dict[str, Any]:
    """An article as a row; its key is its id in the store."""
    day = article.published
    return {
        "article_id": article.key,
        "given_id": article.id or None,
        "hash": article.hash,
        "text": article.text,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published_value": day.value,
        "published": day.day,
        "published_precision": day.precision,
        "published_how": day.how,
        "lang": article.lang,
        "author": article.author,
        "author_country": article.author_country,
        "licence": article.licence,
        "fetched_at": article.fetched_at,
        "ingested_at": ingested_at,
        "authors": list(article.authors),
        "dated": article.dated,
        "date_confidence": article.date_confidence,
    }


def statement_rows(text: str, statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """The statements of one article as rows, with the words that their spans hold."""
    return [statement_row(text, ordinal, statement) for ordinal, statement in enumerate(statements)]


def statement_row(text: str, ordinal: int, said: Statement) -> dict[str, Any]:
    """One statement as a row."""
    plain = ("article", "content", "cue", "speaker", "id", "actors", "via", "condition", "confidence")
    return {
        **{name: getattr(said, name) for name in Statement.__slots__ if name not in plain},
        "statement_id": said.id,
        "article_id": said.article,
        "ordinal": ordinal,
        **{name: words(text, getattr(said, name)) for name in ("speaker", "cue", "content")},
        **{f"{name}_spans": json.dumps(getattr(said, name)) for name in ("speaker", "cue", "content")},
        "content": words(text, said.content) or "",
        "condition_start": said.condition.start if said.condition else None,
        "condition_end": said.condition.end if said.condition else None,
        "conf_extraction": said.confidence.extraction,
        "conf_attribution": said.confidence.attribution,
        "conf_position": said.confidence.position,
        "actors": [{name: getattr(actor, name) for name in actor.__slots__} for actor in said.actors],
        "via": [
            {"name": relay.name, "span_start": relay.span and relay.span.start, "span_end": relay.span and relay.span.end}
            for relay in said.via
        ],
    }


def spans(written: str) -> Spans:
    """Spans as a row has them."""
    return tuple(Span(*span) for span in json.loads(written))


def words(text: str, spans: Spans) -> str | None:
    """What the spans hold, pieces joined by an ellipsis; None without spans."""
    return " … ".join(text[start:end] for start, end in spans) or None
