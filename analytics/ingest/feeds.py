"""RSS and Atom: an entry is an article, of the words that the feed itself holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import feedparser

from analytics.ingest.dates import published
from analytics.ingest.fields import storable
from analytics.ingest.found import Found, limit, too_long
from analytics.ingest.joining import FULL, SUMMARY
from analytics.ingest.page.budget import OverBudgetError, budget
from analytics.ingest.page.fragment import plain_text
from analytics.ingest.page.naming import absolute, domain_outlet
from analytics.records import Article, Published

LARGEST, SECONDS = 50_000_000, 60
FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
CUT = re.compile(r"(?:\.\.\.|…|\[…\]|read more|continue reading)\W*$", re.IGNORECASE)


def read_feed(path: Path) -> Iterator[Found]:
    """The articles of a saved feed; XML that is none, or that declares entities, is refused."""
    if path.stat().st_size > LARGEST:
        yield Found(str(path), failure=f"a feed of more than {LARGEST / 1e6:g} MB")
        return
    yield from feed(path.read_bytes(), str(path))


def feed(data: bytes, origin: str, url: str | None = None, fetched: str | None = None) -> Iterator[Found]:
    """The articles of a feed's bytes; its entries' addresses are completed by its own."""
    if b"<!ENTITY" in data.replace(b"\0", b""):
        yield Found(origin, failure="XML that declares entities, which no feed needs; not read")
        return
    if not FEED.search(data.replace(b"\0", b"")[:20_000]):
        yield Found(origin, failure="XML that is no RSS or Atom feed")
        return
    try:
        with budget(SECONDS):
            parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except OverBudgetError as error:
        yield Found(origin, failure=f"a feed that takes {error} to read")
        return
    broken = f"the feed is broken after this: {str(parsed.get('bozo_exception'))[:100]}" if parsed.get("bozo") else None
    if not parsed.entries:
        yield Found(origin, failure=broken or "a feed without entries")
    base = absolute(str(parsed.feed.get("link") or ""), url) or url
    for number, entry in enumerate(parsed.entries, 1):
        last = number == len(parsed.entries)
        yield found(entry, parsed.feed, Place(f"{origin}, entry {number}", base, fetched), [broken] if broken and last else [])


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: in words, with the address that its own is completed by, and when the feed was fetched."""

    origin: str
    base: str | None
    fetched: str | None


def found(entry: Any, feed: Any, place: Place, remarks: list[str]) -> Found:
    """One entry's article, of the feed's words, with what is known of its page."""
    content = max([one.get("value") or "" for one in entry.get("content", [])] + [entry.get("summary") or ""], key=len)
    text = plain_text(content)
    url = absolute(str(entry.get("feedburner_origlink") or entry.get("link") or ""), place.base)
    day, remark = when(entry)
    made = Article(
        text=text,
        id=str(entry.get("id") or ""),
        title=plain_text(entry.get("title") or "") or None,
        source=domain_outlet(url) or plain_text(feed.get("title") or "") or None,
        url=url,
        published=day,
        lang=str(feed.get("language") or "")[:2].lower() or None,
        authors=tuple(name for one in entry.get("authors", []) if (name := plain_text(one.get("name") or ""))),
        dated="feed" if day.value else "none",
        date_confidence=(0.95 if day.how == "stated" else 0.6) if day.value else 0.0,
        fetched_at=place.fetched,
    )
    known = replace(made, text="") if url else None
    if not text:
        reason = f"no text in the feed; its page has to be fetched: {url}" if url else "neither text nor address in the feed"
        return Found(place.origin, failure=reason, remarks=tuple(remarks), known=known)
    if len(text) > limit():
        return Found(place.origin, failure=too_long(len(text)))
    short = [SUMMARY] if len(text) < FULL or CUT.search(text) else []
    article, told = storable(made, [*([remark] if remark else []), *short, *remarks])
    return Found(place.origin, article, told, known=known)


def when(entry: Any) -> tuple[Published, str | None]:
    """When an entry came out; a date of its last change is only inferred to be that."""
    if "published" in entry:  # asked first: feedparser would answer with the other date, and warn
        return published(entry["published"])
    day, remark = published(entry.get("updated"), "inferred")
    return day, "dated by its last change" if day.value else remark
