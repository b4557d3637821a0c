"""The pages that feeds, lists and exports name, fetched side by side; whatever can't be had is told in its place, and the rest goes on."""

from __future__ import annotations

import functools
import os
import re
from collections import deque
from collections.abc import Container, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import urlsplit

from analytics.ingest.answers import opened, single
from analytics.ingest.fetch import Answer, Fetcher, RefusedError, UnfetchedError
from analytics.ingest.fetch.pace import Lanes
from analytics.ingest.files import readable
from analytics.ingest.found import Found
from analytics.ingest.joining import checksum, fallen_back, joined
from analytics.ingest.page.reading import LARGEST
from analytics.ingest.tracking import key, untracked
from analytics.ingest.watch.pages import Page
from analytics.ingest.watch.sources import Source, attributed
from analytics.records import Article

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:/", re.IGNORECASE)  # of any scheme; which of them are fetched is said when it is asked for
OFFLINE = "NARRATIVES_OFFLINE"
AHEAD, WIDEST = 32, 16  # pages under way, and hosts asked at the same time


class Memory(Protocol):
    """What is remembered of pages between runs."""

    def get(self, url: str) -> Page | None:
        """A page as it is remembered."""

    def keep(self, one: Page) -> None:
        """Remember a page."""


class Forgetful:
    """A memory that keeps nothing."""

    def get(self, url: str) -> Page | None:
        """Nothing."""

    def keep(self, one: Page) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A place, with the answer that is on its way, and what was remembered of its page."""

    found: Found
    answer: Future[Answer] | None = None
    page: Page | None = None


class Online:
    """One run's dealings with the web: what was asked already, and what earlier runs remember.

    `held` are the articles of the store, `sources` the standing sources by name. An `eager` run, one that was asked for by hand, looks
    at young pages whether or not they are due.
    """

    def __init__(
        self, memory: Memory | None = None, held: Container[str] = frozenset(), sources: Iterable[Source] = (), eager: bool = True
    ) -> None:
        self.memory, self.held, self.eager = memory or Forgetful(), held, eager
        self.sources = {source.name: source for source in sources}
        self.lanes, self.named = Lanes(WIDEST), dict[str, str]()
        self.now = datetime.now(UTC)

    @functools.cached_property
    def fetcher(self) -> Fetcher:
        """Made when the first page is asked for."""
        return Fetcher()

    def completed(self, places: Iterable[Found]) -> Iterator[Found]:
        """The places in order: those that name a page with its article, whole addresses with all that is found there."""
        waiting: deque[Asked] = deque()
        for place in places:
            waiting.append(self.asked(place))
            if len(waiting) >= AHEAD:
                yield from self.told(waiting.popleft())
        while waiting:
            yield from self.told(waiting.popleft())

    def asked(self, place: Found) -> Asked:
        """A place on its way: its page is asked for, unless it needs none, was named before, or isn't due."""
        url = place.known.url if place.known else None
        if not url or place.seen:
            return Asked(place)
        page = self.memory.get(url)
        if place.whole:
            return Asked(place, self.answer(url, page, whole=True), page)
        if earlier := self.named.get(key(url)):
            return Asked(had_before(place, f"the same page as {earlier}"))
        self.named[key(url)] = place.origin
        if page and not page.due(self.now, self.eager) and (waits := self.waiting(place, page)):
            return Asked(waits)
        return Asked(place, self.answer(url, page), page)

    def waiting(self, place: Found, page: Page) -> Found | None:
        """What is told of a page that isn't asked for now; None where it has to be, since its article isn't stored."""
        if page.reason:
            tries = "1 try" if page.failures == 1 else f"{page.failures} tries"
            again = f"not tried again until {page.next_at}" if page.next_at else f"given up after {tries}"
            return replace(had_before(place), failure=f"{page.reason} ({again})", known=place.known)
        return had_before(place, "had before; not due to be looked at again") if page.article in self.held else None

    def answer(self, url: str, page: Page | None, whole: bool = False) -> Future[Answer]:
        """The answer of an address, as soon as its host's turn comes; what is stored need only be sent if it changed."""
        known = (page.etag, page.changed) if page and page.article in self.held else (None, None)
        return self.request(url, *known, largest=None if whole else LARGEST)

    def request(self, url: str, etag: str | None = None, changed: str | None = None, largest: int | None = None) -> Future[Answer]:
        """The answer of an address, after the other requests to its host."""
        fetcher = self.fetcher

        def get() -> Answer:
            try:
                return fetcher.get(url, etag, changed, largest)
            except UnfetchedError:
                raise
            except Exception as error:  # a server that no library was ready for costs its page alone
                raise UnfetchedError(f"can't be fetched: {type(error).__name__}: {str(error)[:120]}") from error

        return self.lanes.submit(host(url), get)

    def told(self, asked: Asked) -> Iterator[Found]:
        """What became of a place."""
        if asked.answer is None:
            yield asked.found
            return
        place = asked.found
        page = asked.page or Page(place.known.url if place.known and place.known.url else place.origin, place.source)
        try:
            answer = asked.answer.result()
        except UnfetchedError as error:
            yield self.missed(place, page, str(error), error)
            return
        if answer.unchanged:
            self.memory.keep(page.seen(self.now))
            yield had_before(place, "not changed since it was had")
        elif place.whole:
            found = [replace(one, source=place.source) for one in readable(opened(answer, place.origin), place.origin)]
            if len(found) == 1 and found[0].article and not found[0].known:
                yield self.had(place, found[0], page, answer)
            else:
                yield from self.completed(found)
        else:
            one = next(readable(single(answer, place.origin), place.origin))
            yield self.had(place, one, page, answer) if one.article else self.missed(place, page, one.failure or "")

    def had(self, named: Found, found: Found, page: Page, answer: Answer) -> Found:
        """A page's article, unless it is stored and hasn't changed."""
        whole = replace(self.attributed(joined(found, named)), whole=False)
        made = whole.article
        if made is None:
            return whole
        if self.stood_in(page) and named.known:  # the feed's text is the first version of this page: both have one address
            made = replace(made, url=untracked(named.known.url or "") or None)
        words = checksum(made.text)
        same = page.words == words and page.article in self.held
        key_of = page.article if same else made.key
        fresh = replace(page, etag=answer.etag, changed=answer.changed, words=words, article=key_of, known=named.known)
        if page.words and not same and made.key in self.held:  # an earlier text stands again: had once more, lest a kill lose that
            fresh = replace(fresh, etag=None, changed=None, words="")
        self.memory.keep(fresh.seen(self.now))
        return had_before(named, "not changed since it was had") if same else replace(whole, article=made)

    def missed(self, place: Found, page: Page, reason: str, error: UnfetchedError | None = None) -> Found:
        """What is told of a page that can't be had; one that is refused for good is not tried again."""
        until, final = (error.until, isinstance(error, RefusedError)) if error else (None, False)
        told = replace(place, failure=reason, whole=False) if place.whole else self.attributed(fallen_back(place, reason))
        stands = replace(page, article=told.article.key, words=None) if told.article and not page.words else page
        self.memory.keep(replace(stands, known=place.known).missed(self.now, reason, until, final))
        return had_before(place, f"its page: {reason}") if told.failure and self.stood_in(page) else told

    def stood_in(self, page: Page) -> bool:
        """Whether a feed's own text is stored in place of a page."""
        return page.words is None and page.article in self.held

    def attributed(self, found: Found) -> Found:
        """A find under the name of the standing source that led there."""
        return attributed(found, self.sources[found.source]) if found.source in self.sources else found


def address(url: str, source: Source | None = None) -> Found:
    """The place of all that an address holds."""
    return Found(url, known=Article("", url=url), whole=True, source=source.name if source else "")


def had_before(place: Found, remark: str = "") -> Found:
    """A place that has nothing new to tell."""
    return Found(place.origin, seen=True, remarks=(remark,) if remark else (), source=place.source)


def host(url: str) -> str:
    """The host that an address names, or the address where it names none."""
    try:
        return urlsplit(url).netloc.casefold() or url
    except ValueError:
        return url


def offline() -> bool:
    """Whether the environment forbids fetching."""
    return os.environ.get(OFFLINE, "") not in ("", "0")
