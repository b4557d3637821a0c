"""Paths and addresses to articles, behind one call."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from analytics.ingest.files import walked_all
from analytics.ingest.found import Found
from analytics.ingest.online import ADDRESS, Online, offline

UNFETCHED = "nothing is fetched in this run (--offline); save it as HTML, or as WARC with its address, and read that"


def read(*paths: str | os.PathLike[str], web: Online | None = None) -> Iterator[Found]:
    """The articles of files, folders, archives and addresses, in order; whatever can't be read comes as a failure with its reason.

    Feeds, lists of links and exports are completed by the pages that they name. `web` brings what earlier runs remember of those.
    """
    if offline():
        yield from (Found(place, failure=UNFETCHED) if isinstance(place, str) else place for place in places(paths))
    else:
        yield from (web or Online()).completed(places(paths))


def places(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Found | str]:
    """What the paths hold; an address comes as it is."""
    for path in (os.fspath(one) for one in paths):
        if ADDRESS.match(path):
            yield path if "://" in path else path.replace(":/", "://", 1)
        else:
            yield from walked_all(path)
