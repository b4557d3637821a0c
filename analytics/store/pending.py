"""Segments that were found anew and don't count yet: they all do at once, when the last one is there.

Each finished part has a line in `pending.jsonl`: the rows of a segment of articles, the segment of the statements found in them, and how
these differ from what counts now.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from analytics.store.truth import Segment, sync

FILE = "pending.jsonl"


@dataclass(frozen=True, slots=True)
class Finished:
    """Rows [first, first + rows) of a segment of articles with the statements found in them."""

    of: str
    first: int
    rows: int
    segment: Segment
    gained: int = 0
    lost: int = 0
    changed: int = 0


def pending(store_dir: str | os.PathLike[str]) -> list[Finished]:
    """What is finished; a line that a kill cut off doesn't count."""
    try:
        lines = Path(store_dir, FILE).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            entry = json.loads(line)
            found.append(Finished(**{**entry, "segment": Segment(**entry["segment"])}))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def add(store_dir: str | os.PathLike[str], finished: Iterable[Finished]) -> None:
    """Put down that parts are finished."""
    with Path(store_dir, FILE).open("a", encoding="utf-8") as stream:
        for one in finished:
            stream.write("\n" + json.dumps(asdict(one)) + "\n")  # a line that was cut off ends here
        stream.flush()
        os.fsync(stream.fileno())


def clear(store_dir: str | os.PathLike[str]) -> None:
    """Forget all parts; their segments either count by now or are swept."""
    Path(store_dir, FILE).unlink(missing_ok=True)
    sync(Path(store_dir))
