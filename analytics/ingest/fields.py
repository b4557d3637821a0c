"""A record with named fields, of ours or of another producer, to an article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from analytics.errors import UnreadableSourceError
from analytics.ingest.dates import published
from analytics.ingest.found import Found, limit, too_long
from analytics.ingest.languages import code
from analytics.ingest.tracking import untracked
from analytics.records import Article, Known, Published

# Field of an article: the names that producers give it, best first.
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "fulltext", "maintext", "articletext", "articlebody"),
    "id": ("id", "givenid", "guid", "docid", "articleid", "storyid", "storiesid"),
    "title": ("title", "headline"),
    "source": ("source", "outlet", "publisher", "publication", "medianame", "sourcename", "sourcedomain", "domain", "website"),
    "url": ("url", "link", "canonicalurl", "permalink", "sourceurl"),
    "published": (
        "publishedat",
        "published",
        "publishedvalue",
        "date",
        "publishdate",
        "pubdate",
        "datepublished",
        "publicationdate",
        "seendate",
    ),
    "lang": ("lang", "language"),
    # A journalist's byline ("authors", "byline") is not whose words the text holds.
    "author": ("speaker", "author"),
    "author_country": ("authorcountry", "actorcountry", "speakercountry"),
    "licence": ("licence", "license"),
    "fetched_at": ("fetchedat", "crawledat", "collectdate"),
}
HOW: dict[str, Known] = {
    "stated": "stated", "inferred": "inferred", "metadata": "stated", "feed": "stated", "text": "inferred", "url": "inferred",
}  # fmt: skip
PLACES = ("metadata", "feed", "text", "url", "none")  # where a date stands, as `narratives read` tells it
SEEN = "seendate"  # when a collector saw the page, which is not before it came out
DOUBTED = 0.5  # a date of less confidence is held for inferred, wherever it stands
UNKNOWN = ("", "none", "null", "nan", "unknown", "n/a")
SURROGATE = re.compile("[\ud800-\udfff]")


def article(record: Mapping[str, Any], origin: str) -> Found:
    """The article a record holds; a failure where it has no text, remarks where a field can't be used."""
    fields = named(record)
    text = fields.pop("text", None)
    if not (isinstance(text, str) and text.strip()) and (url := as_text(fields.get("url"))) and re.match(r"https?://", url):
        return to_fetch(record, fields, url, origin)
    if not isinstance(text, str) or not text.strip():
        known = ", ".join(str(key) for key in list(record)[:8]) or "no fields"
        return Found(origin, failure=f"no text (field `text` or the like; has: {known})" if text is None else "empty text")
    if len(text) > limit():
        return Found(origin, failure=too_long(len(text)))
    day, remark = published(fields.pop("published", None), known_how(record))
    remarks = [remark] if remark else []
    values = {name: as_text(value) for name, value in fields.items()}
    place = record.get("published_how")
    made = Article(
        text=text,
        published=day,
        authors=byline(record),
        dated=place if place in PLACES else None,
        date_confidence=number(record.get("published_confidence")),
        **{name: value for name, value in values.items() if value is not None},
    )
    return Found(origin, *storable(made, remarks))


def byline(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The names in a record's byline: a list, or one name."""
    by = record.get("authors") or record.get("byline") or ()
    return tuple(" ".join(name.split()) for name in ([by] if isinstance(by, str) else by if isinstance(by, list) else ())
                 if isinstance(name, str) and name.strip())  # fmt: skip


def known_how(record: Mapping[str, Any]) -> Known:
    """How a record's date is known, by what the record tells of it."""
    sure = number(record.get("published_confidence"))
    if (sure is not None and sure < DOUBTED) or str(column_of(list(record)).get("published")).casefold() == SEEN:
        return "inferred"
    return HOW.get(str(record.get("published_how")), "stated")


def to_fetch(record: Mapping[str, Any], fields: Mapping[str, Any], url: str, origin: str) -> Found:
    """A failure that carries what a record without a text tells of its page."""
    how = known_how(record)
    day, _ = published(fields.get("published"), how)
    names = ("title", "source", "lang", "author", "author_country", "licence")
    told = {name: line for name in names if (line := as_text(fields.get(name)))}
    stated = how == "stated"
    known = Article(
        text="",
        id=as_text(fields.get("id")) or "",
        url=url,
        published=day,
        authors=byline(record),
        dated="metadata" if day.value else "none",
        date_confidence=(0.9 if stated else DOUBTED) if day.value else 0.0,
        **told,
    )
    return Found(origin, failure=f"no text; its page has to be fetched: {url}", known=known)


def number(value: object) -> float | None:
    """A value from 0 to 1, or None for anything else."""
    return float(value) if isinstance(value, int | float) and 0 <= value <= 1 else None


def with_table_row(made: Article, row: Mapping[str, Any], origin: str) -> tuple[Article, tuple[str, ...]]:
    """An article with the fields that a table beside it states."""
    fields = named(row)
    day, remark = published(fields.pop("published", None))
    stated: dict[str, Any] = {name: line for name, value in fields.items() if name != "text" and (line := as_text(value)) is not None}
    return replace(made, published=day if day != Published() else made.published, **stated), (f"{origin}: {remark}",) if remark else ()


def named(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record's values under the names of an article's fields."""
    held = {key: value for key, value in record.items() if value is not None}
    fields = {name: held[key] for name, key in column_of(list(held)).items()}
    return {**fields, "lang": code(fields["lang"])} if isinstance(fields.get("lang"), str) else fields


def column_of(columns: Sequence[str]) -> dict[str, str]:
    """The column for each field that has one."""
    plain = {re.sub(r"[\W_]", "", str(key)).casefold(): key for key in columns}
    return {name: plain[key] for name, keys in NAMES.items() for key in [next((k for k in keys if k in plain), None)] if key}


def as_text(value: object) -> str | None:
    """A field's value as a line of text; None where it says that nothing is known."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        value = ", ".join(str(part) for part in value)
    line = " ".join(str(value).split()) if value is not None else ""
    return None if line.casefold() in UNKNOWN else line


def storable(made: Article, remarks: list[str]) -> tuple[Article, tuple[str, ...]]:
    """The article as it is kept: no tracking in its address, and no halves of characters, which no file can hold."""
    made = replace(made, url=untracked(made.url)) if made.url else made
    changed: dict[str, Any] = {
        name: SURROGATE.sub("\ufffd", value)
        for name in ("text", "id", "title", "source", "url", "lang", "author", "author_country", "licence", "fetched_at")
        if isinstance(value := getattr(made, name), str) and SURROGATE.search(value)
    }
    return replace(made, **changed), (*remarks, *(f"half a character replaced in {name}" for name in changed))


def check_header(columns: list[str], origin: str) -> None:
    """UnreadableSourceError where a table's header has no column for the text, nor for an address where it could be had."""
    if not {"text", "url"} & column_of(columns).keys():
        raise UnreadableSourceError(
            f"{origin}: no column for the text; has: {', '.join(map(str, columns[:8]))}; wanted: text, body or content"
        )
