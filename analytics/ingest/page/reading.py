"""The steps from a page's bytes to its article."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml.etree import LxmlError
from lxml.html import HtmlElement

from analytics.ingest.decode import NotTextError
from analytics.ingest.fields import storable
from analytics.ingest.found import Found, limit, too_long
from analytics.ingest.page.body import body
from analytics.ingest.page.budget import OverBudgetError, budget
from analytics.ingest.page.dating import dated
from analytics.ingest.page.facts import Facts, facts
from analytics.ingest.page.naming import address, authors, language, outlet_name
from analytics.ingest.page.titles import title
from analytics.ingest.page.tree import tree
from analytics.records import Article

SECONDS = 30  # the slowest of 23 real pages, of 1.2 MB, takes 2 s on a busy core
LARGEST = 20_000_000  # bytes of markup; the largest of 23 real pages has 1.2 MB


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page was had from, as far as that is known: its address, the day, the charset that the server stated."""

    place: str
    url: str | None = None
    fetched: str | None = None
    charset: str | None = None


def read_page(path: Path) -> Iterator[Found]:
    """The article of a saved page, packed or not."""
    try:
        data = content(path)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Found(str(path), failure=f"broken gzip data: {error}")
        return
    found = page(data, Origin(str(path)))
    yield found.named(path.name)


def content(path: Path) -> bytes:
    """A file's bytes, unpacked; one more than a page may have at the most."""
    with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
        return stream.read(LARGEST + 1)


def page(data: bytes, origin: Origin) -> Found:
    """The article of a page; a failure where it has no text of its own, or costs more than its share."""
    if len(data) > LARGEST:
        return Found(origin.place, failure=f"a page of more than {LARGEST / 1e6:g} MB")
    try:
        with budget(SECONDS):
            return read(data, origin)
    except OverBudgetError as error:
        return Found(origin.place, failure=f"a page that takes {error} to read")
    except (NotTextError, LxmlError, RecursionError, MemoryError) as error:
        return Found(origin.place, failure=str(error) or f"no readable page: {type(error).__name__}")


def read(data: bytes, origin: Origin) -> Found:
    """The article that a page's tree holds."""
    root, remarks = tree(data, origin.charset)
    if root is None:
        return Found(origin.place, failure="an empty page")
    known = facts(root)
    text = body(root, known, title(known))
    if not text:
        return Found(origin.place, failure="; ".join((nothing(root), *remarks)))
    if len(text) > limit():
        return Found(origin.place, failure=too_long(len(text)))
    return article(text, known, origin, remarks)


def article(text: str, known: Facts, origin: Origin, remarks: list[str]) -> Found:
    """The article with what the page states about it."""
    url, elsewhere = address(known, origin.url)
    day = dated(known, url, latest(origin.fetched))
    made = Article(
        text=text,
        title=title(known),
        source=outlet_name(known, url),
        url=url,
        published=day.published,
        lang=language(known),
        authors=authors(known),
        dated=day.how,
        date_confidence=day.confidence,
        fetched_at=origin.fetched,
    )
    told = [*remarks, *elsewhere, *day.remarks]
    return Found(origin.place, *storable(made, told))


def latest(fetched: str | None) -> date:
    """The last day on which the page can have come out."""
    try:
        return date.fromisoformat((fetched or "")[:10])
    except ValueError:
        return date.today()


def nothing(root: HtmlElement) -> str:
    """Why a page gives no text, as far as that shows."""
    seen = " ".join(root.text_content().split())
    return f"no article on the page ({len(seen)} characters in all)" if seen else "a page without any text (made by scripts, or empty)"
