"""What an address answered to articles: a page, a feed's entries, or whatever a file of that kind holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from analytics.ingest.archives import ENDINGS, ODD, Allowance
from analytics.ingest.feeds import FEED, feed
from analytics.ingest.fetch import Answer
from analytics.ingest.files import READERS, ending, walked
from analytics.ingest.found import Found
from analytics.ingest.page.reading import Origin, page

HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
HEAD = 20_000
# Content types to the ending of a file of that kind; types that say nothing ("application/octet-stream") aren't listed.
KINDS = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/rss+xml": ".xml", "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml", "text/xml": ".xml", "application/xml": ".xml", "application/pdf": ".pdf", "text/csv": ".csv",
    "application/csv": ".csv", "text/tab-separated-values": ".tsv", "application/json": ".json", "application/feed+json": ".json",
    "application/x-ndjson": ".jsonl", "application/jsonl": ".jsonl", "application/jsonlines": ".jsonl", "text/markdown": ".md",
    "application/zip": ".zip", "application/x-zip-compressed": ".zip", "application/warc": ".warc", "application/x-tar": ".tar",
    "application/vnd.apache.parquet": ".parquet", "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}  # fmt: skip
VAGUE = ("text/plain", "application/octet-stream", "binary/octet-stream", "application/gzip", "application/x-gzip", "")
MAGIC = {b"%PDF-": ".pdf", b"PK\x03\x04": ".zip", b"WARC/": ".warc", b"PAR1": ".parquet", b"[": ".json", b"{": ".json"}
SINGLE = (".pdf", ".docx", ".txt", ".md")  # what a link to one article may lead to, besides a page


def opened(answer: Answer, origin: str) -> Iterator[Found]:
    """The articles of an answer, whatever it is; a place within it is named after its address."""
    kind = kind_of(answer)
    if kind == ".html":
        yield one_page(answer, origin)
    elif kind == ".xml":
        yield from feed(answer.data, origin, answer.url, answer.at)
    elif kind:
        yield from as_file(answer, kind, origin)
    else:
        yield Found(origin, failure=f"holds {answer.kind or 'no stated kind of content'}, which no reader is for")


def single(answer: Answer, origin: str) -> Iterator[Found]:
    """The one article that an address stands for."""
    kind = kind_of(answer)
    if kind == ".html":
        yield one_page(answer, origin)
    elif kind in SINGLE:
        found = next(as_file(answer, kind, origin))
        yield replace(found, article=replace(found.article, url=answer.url, fetched_at=answer.at)) if found.article else found
    else:
        yield Found(origin, failure=f"holds {answer.kind or 'no stated kind of content'}, not one article")


def one_page(answer: Answer, origin: str) -> Found:
    """A page's article."""
    if not answer.data.strip():
        return Found(origin, failure="an empty answer")
    found = page(answer.data, Origin(origin, answer.url, answer.at, answer.charset))
    return found.named(answer.url)


def kind_of(answer: Answer) -> str | None:
    """The ending of a file of an answer's kind: by its content where that is plain, by its stated type, by its address; None for others."""
    head = answer.data[:HEAD].replace(b"\0", b"")
    if (begins := FEED.search(head)) and not HTML.search(head[: begins.start()]):
        return ".xml"
    if HTML.search(head):
        return ".html"
    name = path_of(answer).name
    last = ending(Path(name))
    by_name = last if last in READERS else next((e for e in ENDINGS if name.lower().endswith(e)), None)
    if answer.kind in VAGUE:
        magic = next((kind for start, kind in MAGIC.items() if head.lstrip().startswith(start)), None)
        return by_name or magic or KINDS.get(answer.kind)
    stated = KINDS.get(answer.kind)
    return by_name if stated == ".zip" and by_name else stated


def path_of(answer: Answer) -> PurePosixPath:
    """The path in an answer's address."""
    return PurePosixPath(unquote(urlsplit(answer.url).path))


def as_file(answer: Answer, kind: str, origin: str) -> Iterator[Found]:
    """What the reader of files of a kind makes of an answer."""
    name = ODD.sub("_", path_of(answer).stem)[-80:].lstrip(".-") or "download"
    with TemporaryDirectory(prefix="narratives-") as folder:
        path = Path(folder, f"{name}{kind}")
        path.write_bytes(answer.data)
        for found in walked([path], 0, Allowance()):
            told = tuple(remark.replace(str(path), origin) for remark in found.remarks)
            yield replace(found, origin=found.origin.replace(str(path), origin, 1), remarks=told)
