"""Office files are zip archives of XML: both are checked before any library opens them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from analytics.errors import UnreadableSourceError
from analytics.ingest.archives import BROKEN

MOST_BYTES, MOST_PARTS, MOST_RATIO, SMALL = 300_000_000, 5_000, 200, 20_000_000
HEAD = 4_096


def check(path: Path) -> None:
    """UnreadableSourceError for a file that is no such archive, unpacks to too much, or whose XML declares types or entities."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or size > MOST_BYTES or (size > SMALL and size > MOST_RATIO * path.stat().st_size):
                raise UnreadableSourceError(f"{path}: unpacks to {size / 1e6:.0f} MB in {len(parts)} parts, more than an office file may")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        head = stream.read(HEAD)
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\0" in head:
                        raise UnreadableSourceError(f"{path}: its XML declares types or entities, which no office file does; not read")
    except BROKEN as error:
        raise UnreadableSourceError(f"{path}: no readable office file: {error}") from None
