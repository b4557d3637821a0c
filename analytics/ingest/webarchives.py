"""WARC: each page that was fetched is an article, with its address and the day of the fetch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from analytics.ingest.found import Found
from analytics.ingest.page.reading import LARGEST, Origin, page

KINDS = WarcRecordType.response | WarcRecordType.resource
PAGES = ("text/html", "application/xhtml+xml")


def read_warc(path: Path) -> Iterator[Found]:
    """The pages of a web archive; what else it holds is counted in one remark."""
    passed: Counter[str] = Counter()
    held, broken = None, ""
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, record_types=KINDS, parse_http=True, auto_decode="all"):
                kind, status = described(record)
                if kind not in PAGES:
                    passed[kind or "of no stated kind"] += 1
                    continue
                if held:
                    yield held
                held = fetched(record, path, status)
    except (OSError, ValueError, EOFError, RuntimeError) as error:
        broken = f"broken web archive: {str(error)[:100] or type(error).__name__}"
    rest = "passed over: " + ", ".join(f"{count} {kind}" for kind, count in passed.most_common(4)) if passed else ""
    if held:
        yield replace(held, remarks=(*held.remarks, rest)) if rest else held
    if broken or not held:
        yield Found(str(path), failure=broken or (f"a web archive without pages; {rest}" if rest else "no web archive, or an empty one"))


def described(record: Any) -> tuple[str, int]:
    """A record's content type and its HTTP status, 200 for a bare resource."""
    headers = record.http_headers
    kind = (record.http_content_type if headers else record.headers.get("Content-Type")) or ""
    return kind.split(";")[0].strip().casefold(), (headers.status_code if headers else None) or 200


def fetched(record: Any, path: Path, status: int) -> Found:
    """The article of one record."""
    url, day = record.headers.get("WARC-Target-URI"), record.headers.get("WARC-Date")
    place = f"{path}, {url or record.record_id}"
    if status != 200:
        return Found(place, failure=f"the fetch was answered with HTTP {status}")
    found = page(record.reader.read(LARGEST + 1), Origin(place, url, day, record.http_charset))
    return found.named(url) if url else found
