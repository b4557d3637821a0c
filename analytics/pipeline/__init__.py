"""Articles in, statements out; and into a store, in parallel and resumable.

statements(article), extract_all(articles, workers)     extracting.py
ingest(paths, store_dir, workers)                       storing.py
rebuild(store_dir, workers, which=...)                  anew.py
"""

from __future__ import annotations

import importlib
from typing import Any

# Loaded when first used: a worker process needs only a part, and a parser's import takes seconds.
PLACES = {
    "Extracted": "extracting",
    "extract_all": "extracting",
    "statements": "extracting",
    "Report": "storing",
    "ingest": "storing",
    "rebuild": "anew",
}


def __getattr__(name: str) -> Any:
    """The function or record itself."""
    if name not in PLACES:
        raise AttributeError(f"module 'analytics.pipeline' has no attribute {name!r}; it has {', '.join(PLACES)}")
    return getattr(importlib.import_module(f"analytics.pipeline.{PLACES[name]}"), name)
