"""Narrative Tracker: who says what in world politics, in the order in which data flows.

read(*paths)         files, folders and addresses -> articles
statements(article)  one article's statements; extract_all(articles) finds those of many, in parallel
keep(paths, folder)  read, extract and store what isn't there yet
build(folder)        everything stored -> tables that can be asked
ask(folder)          those tables: .table(name), .frame(expression), .search(words), .text(article_id)
"""

from __future__ import annotations

import importlib
from typing import Any

# Verb: where it lives. Loaded when first used, since a parser's import takes seconds; none has the name of a package.
VERBS = {
    "read": ("analytics.ingest", "read"),
    "statements": ("analytics.pipeline", "statements"),
    "extract_all": ("analytics.pipeline", "extract_all"),
    "keep": ("analytics.pipeline", "ingest"),
    "build": ("analytics.pipeline.building", "build"),
    "ask": ("analytics.store.serving", "current"),
}


def __getattr__(name: str) -> Any:
    """The verb itself."""
    if name not in VERBS:
        raise AttributeError(f"module 'analytics' has no attribute {name!r}; verbs: {', '.join(VERBS)}")
    module, attribute = VERBS[name]
    return getattr(importlib.import_module(module), attribute)
