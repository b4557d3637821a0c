"""What is remembered of each page: how it was answered, which article it holds, and when it is looked at again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta

from analytics.ingest.moments import moment, stamp
from analytics.ingest.watch.memory import Memory, writing
from analytics.records import Article, Published

SOONEST, LATEST = timedelta(hours=1), timedelta(days=7)
YOUNG = timedelta(hours=48)
WATCHED = timedelta(days=14)  # how long after it was first seen a page is looked at for changes
ALL = "SELECT * FROM pages"
TRIES = 6  # a page that failed so often is given up


@dataclass(frozen=True, slots=True)
class Page:
    """One page; times are ISO 8601 in UTC, `words` is a checksum of its text, `article` the id of the article made of it.

    `next_at` is when it may be asked again, None is never; `known` is what the feed or row that named it told of it.
    """

    url: str
    source: str = ""
    known: Article | None = None
    etag: str | None = None
    changed: str | None = None
    words: str | None = None
    article: str | None = None
    first_at: str = ""
    tried_at: str = ""
    next_at: str | None = None
    failures: int = 0
    reason: str | None = None

    def due(self, now: datetime, eager: bool = False) -> bool:
        """Whether it may be asked again; an eager run asks again for whatever is young and not given up."""
        young = eager and self.first_at > stamp(now - YOUNG)
        return self.next_at is not None and (young or self.next_at <= stamp(now))

    def seen(self, now: datetime) -> Page:
        """The page after it was had; it is looked at again when it is twice as old, until it is old."""
        first = self.first_at or stamp(now)
        age = now - moment(first)
        again = stamp(now + min(max(age, SOONEST), LATEST)) if age < WATCHED else None
        return replace(self, first_at=first, tried_at=stamp(now), next_at=again, failures=0, reason=None)

    def missed(self, now: datetime, reason: str, until: str | None = None, final: bool = False) -> Page:
        """The page after it could not be had; each time it is waited for twice as long, until it is given up; at once if `final`."""
        failures = self.failures + 1
        wait = min(SOONEST * 2 ** (failures - 1), LATEST)
        again = None if final or failures >= TRIES else max(until or "", stamp(now + wait))
        return replace(self, first_at=self.first_at or stamp(now), tried_at=stamp(now), next_at=again, failures=failures, reason=reason)


class Pages:
    """The pages that a store remembers; written a few at a time, and whole at the end of a run."""

    def __init__(self, store_dir: str | os.PathLike[str]) -> None:
        self.store_dir = store_dir
        self.memory = Memory(store_dir)
        self.fresh: dict[str, Page] = {}

    def get(self, url: str) -> Page | None:
        """What is remembered of a page."""
        if url in self.fresh:
            return self.fresh[url]
        found = self.memory.rows(f"{ALL} WHERE url = ?", (url,))
        return page(dict(found[0])) if found else None

    def remembered(self, urls: Iterable[str]) -> set[str]:
        """Those addresses of which something is remembered."""
        return {url for url in urls if url in self.fresh or self.memory.rows("SELECT 1 FROM pages WHERE url = ?", (url,))}

    def due(self, source: str, now: datetime, eager: bool = False) -> list[Page]:
        """The pages of a source that may be asked again, longest waiting first."""
        young = stamp(now - YOUNG) if eager else "9"
        query = f"{ALL} WHERE source = ? AND (next_at <= ? OR next_at IS NOT NULL AND first_at > ?) ORDER BY next_at LIMIT 500"
        return [page(dict(row)) for row in self.memory.rows(query, (source, stamp(now), young))]

    def keep(self, one: Page) -> None:
        """Remember a page."""
        self.fresh[one.url] = one
        if len(self.fresh) >= 100:
            self.flush()

    def flush(self) -> None:
        """Write what is remembered."""
        if not self.fresh:
            return
        names = [field.name for field in fields(Page)]
        rows = [[written(getattr(one, name)) for name in names] for one in self.fresh.values()]
        with writing(self.store_dir) as memory:
            memory.executemany(f"INSERT OR REPLACE INTO pages ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rows)
        self.fresh.clear()


def written(value: object) -> object:
    """A field as the memory holds it."""
    return json.dumps(asdict(value)) if isinstance(value, Article) else value


def page(row: dict[str, str]) -> Page:
    """A row of the memory as a record."""
    known = json.loads(row["known"]) if row["known"] else None
    article = Article(**{**known, "published": Published(**known["published"]), "authors": tuple(known["authors"])}) if known else None
    return Page(**{**row, "known": article})  # type: ignore[arg-type]
