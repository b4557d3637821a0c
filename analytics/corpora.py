"""Documents of corpora that don't ship: what readers labelled keeps places in them only, no word."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

from analytics.records import Span, Spans

CORPORA = Path(os.environ.get("NARRATIVES_CORPORA", "../shared/corpora"))


def documents(path: Path, wanted: Collection[str]) -> dict[str, dict[str, Any]]:
    """The wanted documents of a corpus by id; none where the corpus is absent."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as lines:
        return {one["id"]: one for one in map(json.loads, lines) if one["id"] in wanted}


def spans(written: str) -> Spans:
    """ "3-9 12-20" as spans."""
    return tuple(Span(*(int(n) for n in one.split("-"))) for one in written.split())
