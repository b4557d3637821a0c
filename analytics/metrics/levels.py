"""Rolling speakers up: a person, the institution that they speak for, the country, the kind of actor."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from analytics.metrics.asking import Shape
from analytics.metrics.selected import NONE, Tables, spoken, voices

# Level: the columns of a voice that tell who, and how that is called; and the filter of a selection for it.
COLUMNS = {"actor": ("actor_id", "name"), "institution": ("body_id", "body"), "country": ("country", "country"), "kind": ("kind", "kind")}
FIELDS = {"actor": "actors", "institution": "institutions", "country": "countries", "kind": "kinds"}


def rolled(tables: Tables, shape: Shape, by: str) -> ir.Table:
    """The selected statements once for each of their speakers at a level: `actor_id` tells who, `name` how that is called.

    Two Russians of one statement are one at the level of countries. Speakers that nobody could name count for their country and kind.
    """
    key, label = COLUMNS[by]
    table = spoken(tables, shape) if by in ("actor", "institution") else voices(tables, shape)
    if by == "actor":
        return table
    table = table.mutate(key=table[key], label=table[label])
    if by == "country":
        table = table.filter(table.key != NONE)
    table = table.mutate(kind=ibis.null("string"), country=ibis.null("string") if by == "kind" else table.country)
    first = ibis.row_number().over(group_by=["nr", "key"], order_by=["actor_id"])
    once = table.mutate(first=first).filter(ibis._.first == 0).drop("first", "actor_id", "name")
    return once.rename(actor_id="key", name="label")


def evidence(tables: Tables, table: ir.Table) -> ir.Table:
    """The table with `said`, which is the same for the same words in copies of one text: they are evidence once."""
    links = tables("article_stories").select("article_id", "copy_of")
    words = tables("statements").select("nr", "content")
    articles = tables("articles").select("article_id", "hash")
    first = articles.rename(root="article_id", text="hash")
    texts = articles.left_join(links, "article_id").drop("article_id_right")
    texts = texts.mutate(root=texts.copy_of.fill_null(texts.article_id)).join(first, "root").select("article_id", "text")
    full = table.join(texts, "article_id").join(words, "nr")
    return full.mutate(said=full.text + full.content).drop("text", "content")
