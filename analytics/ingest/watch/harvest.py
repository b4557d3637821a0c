"""What a standing source has to offer now: the entries of its feeds, and those of its pages that are due to be looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import zip_longest

from analytics.ingest.answers import kind_of, opened
from analytics.ingest.fetch import Answer, UnfetchedError
from analytics.ingest.found import Found
from analytics.ingest.online import Online
from analytics.ingest.watch.pages import Page, Pages
from analytics.ingest.watch.sources import Source
from analytics.records import Article

FEED = "a feed"  # what stands for the article of a page that is none


@dataclass(frozen=True, slots=True)
class Harvest:
    """A source's places, what failed, and the feeds as they are remembered once all of those places are dealt with."""

    source: Source
    places: tuple[Found, ...] = ()
    faults: tuple[str, ...] = ()
    answered: int = 0
    feeds: tuple[Page, ...] = ()
    until: str | None = None


def harvests(sources: Iterable[Source], pages: Pages, web: Online) -> list[Harvest]:
    """What each source offers; all feeds are asked for side by side."""
    asked = [(source, [(feed, *requested(feed, pages, web)) for feed in source.feeds]) for source in sources]
    return [harvest(source, feeds, pages, web) for source, feeds in asked]


def requested(feed: str, pages: Pages, web: Online) -> tuple[Page, Future[Answer]]:
    """A feed as it is remembered, and its answer as soon as it is there."""
    page = pages.get(feed) or Page(feed)
    known = page if page.article == FEED else replace(page, etag=None, changed=None)
    return known, web.request(feed, known.etag, known.changed)


def harvest(source: Source, feeds: list[tuple[str, Page, Future[Answer]]], pages: Pages, web: Online) -> Harvest:
    """What one source offers."""
    places: list[Found] = []
    faults: list[str] = []
    remembered: list[Page] = []
    until: str | None = None
    for url, page, future in feeds:
        try:
            answer = future.result()
            entries = [] if answer.unchanged else read(answer, url)
        except UnfetchedError as error:
            faults.append(f"{url}: {error}")
            until = max(until or "", error.until) if error.until else until
            continue
        places += [replace(one, source=source.name) for one in entries]
        remembered.append(replace(page, etag=answer.etag or page.etag, changed=answer.changed or page.changed, article=FEED))
    known = {one.known.url for one in places if one.known}
    again = [one for one in pages.due(source.name, web.now, web.eager) if one.url not in known and one.url not in source.pages]
    places += [Found(one.url, known=one.known or Article("", url=one.url), source=source.name) for one in again]
    places += [Found(url, known=Article("", url=url), source=source.name) for url in source.pages]
    earlier = pages.remembered(one.known.url for one in places if one.known and one.known.url)
    places.sort(key=lambda place: bool(place.known and place.known.url in earlier))  # what is new comes first
    return Harvest(source, tuple(places), tuple(faults), len(remembered), tuple(remembered), until)


def read(answer: Answer, url: str) -> list[Found]:
    """A feed's entries; UnfetchedError for an answer that is none, or that can't be read at all."""
    if kind_of(answer) == ".html":
        raise UnfetchedError("a page, not a feed; single pages go under `pages`")
    found = list(opened(answer, url))
    if len(found) == 1 and found[0].failure and not found[0].known:
        raise UnfetchedError(found[0].failure)
    return found


def in_turn(harvested: Iterable[Harvest]) -> Iterator[Found]:
    """The places of all sources, one of each in turn, so that no host has to be asked twice in a row."""
    for row in zip_longest(*(one.places for one in harvested)):
        yield from (place for place in row if place is not None)
