"""JSON files that hold a list of articles, as services answer with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from analytics.ingest.decode import decode
from analytics.ingest.fields import article
from analytics.ingest.found import Found

LARGEST = 200_000_000
LISTS = ("articles", "stories", "items", "results", "documents", "data")


def read_json(path: Path) -> Iterator[Found]:
    """The articles of a JSON list, of the list under a usual name in an object, or of one object."""
    if path.stat().st_size > LARGEST:
        yield Found(str(path), failure=f"JSON of more than {LARGEST / 1e6:g} MB; one object a line (.jsonl) can be of any size")
        return
    try:
        text, remark = decode(path.read_bytes())
        held = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Found(str(path), failure=f"no JSON: {str(error)[:100]}")
        return
    if isinstance(held, dict):
        held = next((held[name] for name in LISTS if isinstance(held.get(name), list)), [held])
    if not isinstance(held, list) or not held:
        yield Found(str(path), failure="no list of articles, nor an article")
        return
    for number, record in enumerate(held, 1):
        origin = f"{path}, article {number}" if len(held) > 1 else str(path)
        got = article(record, origin) if isinstance(record, dict) else Found(origin, failure=f"a {type(record).__name__}, not an object")
        yield Found(origin, got.article, (remark, *got.remarks), got.failure) if remark else got
