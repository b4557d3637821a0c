"""Paths and addresses to articles, behind one call."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace

from analytics.errors import TableError
from analytics.ingest.files import walked_all
from analytics.ingest.found import Found
from analytics.ingest.online import ADDRESS, Online, address, offline
from analytics.ingest.watch.sources import sources

UNFETCHED = "nothing is fetched in this run (--offline); save it as HTML, or as WARC with its address, and read that"


def read(*paths: str | os.PathLike[str], web: Online | None = None) -> Iterator[Found]:
    """The articles of files, folders, archives and addresses, in order; whatever can't be read comes as a failure with its reason.

    Feeds, lists of links, exports and standing sources are completed by the pages that they name. `web` brings what earlier runs
    remember of those.
    """
    if offline():
        yield from (replace(place, failure=UNFETCHED) if place.whole else place for place in places(paths, web or Online()))
    else:
        online = web or Online()
        yield from online.completed(places(paths, online))


def places(paths: Iterable[str | os.PathLike[str]], web: Online) -> Iterator[Found]:
    """What the paths hold; addresses come as such, and those of standing sources with their name."""
    for path in (os.fspath(one) for one in paths):
        if ADDRESS.match(path):
            yield address(path if "://" in path else path.replace(":/", "://", 1))
        elif not path:  # a variable that isn't set, not this folder
            yield Found("", failure="no such file or folder: an empty name")
        elif path.lower().endswith(".toml"):
            yield from standing(path, web)
        else:
            yield from walked_all(path)


def standing(path: str, web: Online) -> Iterator[Found]:
    """The feeds and pages of a file of standing sources."""
    try:
        held = sources(path)
    except TableError as error:
        yield Found(path, failure=str(error).removeprefix(f"{path}: "))
        return
    for source in held:
        web.sources[source.name] = source
        yield from (address(url, source) for url in (*source.feeds, *source.pages))
