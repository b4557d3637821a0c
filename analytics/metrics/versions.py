"""The versions of a page that was fetched again with a changed text, oldest first."""

from __future__ import annotations

import pandas as pd

from analytics.errors import StoreError
from analytics.metrics.edits import Edit, edits
from analytics.records import Selection
from analytics.store.serving import Generation


def versions(generation: Generation, selection: Selection, identity: str) -> pd.DataFrame:
    """The versions of an article, given any of them; no rows for one that was never changed."""
    table = generation.table("versions")
    return generation.frame(table.filter(table.current_id == newest(generation, selection, identity)).order_by("number"))


def newest(generation: Generation, selection: Selection, identity: str) -> str:
    """The id of an article's newest version; its own where there is no other."""
    table = generation.table("versions")
    frame = generation.frame(table.filter(table.article_id == identity).select("current_id"))
    return identity if frame.empty else str(frame["current_id"].iloc[0])


def changes(generation: Generation, selection: Selection, old: str, new: str) -> list[Edit]:
    """What was changed from one version to another; StoreError where a store has none of the two."""
    return edits(generation.text(old), generation.text(new))


def rewritten(generation: Generation) -> pd.DataFrame:
    """The articles with several versions: id, title, address, source, versions, last fetch; newest first."""
    table = generation.table("articles")
    columns = ("article_id", "title", "url", "source", "versions", "fetched_at")
    return generation.frame(table.filter(table.versions > 1).select(*columns).order_by(table.fetched_at.desc(), "article_id"))


def at(generation: Generation, named: str) -> str:
    """The id of the article with an id or an address; StoreError where there is none."""
    table, old = generation.table("articles"), generation.table("versions")
    named = named.encode("utf-8", "replace").decode()  # bytes that are no characters stand in no table
    ids = generation.frame(table.filter((table.article_id == named) | (table.url == named)).select("article_id"))["article_id"].tolist()
    ids += generation.frame(old.filter(old.article_id == named).select("current_id"))["current_id"].tolist()
    if not ids:
        raise StoreError(f"no article {named[:200]!r} in this store; name it by its id or its address, as `narratives versions` lists them")
    return str(ids[0])
