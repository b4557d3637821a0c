"""Stories: which there are, their tellings, and the cards of what two tellings put into one slot."""

from __future__ import annotations

from typing import Literal

import ibis
import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, among, ask, listed
from analytics.metrics.listing import rows
from analytics.metrics.selected import Tables, statements
from analytics.records import MODES, Selection
from analytics.store.serving import Generation

Rank = Literal["divergence", "spread", "newest"]
SIZE = 25


def counts(generation: Generation, selection: Selection) -> pd.DataFrame:
    """One row: articles, distinct texts and stories with selected statements (all, if nothing is), told: by two texts or more."""
    return ask(generation, selection, numbers)


def numbers(tables: Tables, shape: Shape) -> ir.Table:
    """Counts of articles, texts and stories."""
    table = chosen(tables, shape)
    members = tables("article_stories")
    kept = members.filter(members.story_id.isin(table.story_id))
    counted = table.aggregate(stories=table.count(), told=table.count(where=table.texts > 1), cards=table.cards.sum().fill_null(0))
    return counted.cross_join(kept.aggregate(articles=kept.count(), texts=kept.count(where=kept.copy_of.isnull())))


def stories(generation: Generation, selection: Selection, rank: Rank = "divergence", page: int = 1, size: int = SIZE) -> pd.DataFrame:
    """A page of stories with all columns of the table `stories`, and how many of the selected statements each holds."""
    return ask(generation, selection, story_page, rank, page, size)


def story_page(tables: Tables, shape: Shape, rank: Rank, page: int, size: int) -> ir.Table:
    """Stories in order."""
    table = chosen(tables, shape)
    newest = [ibis.desc(table.last, nulls_first=False), table.story_id]
    first = {
        "divergence": [ibis.desc(table.divergence, nulls_first=False), ibis.desc(table.cards), ibis.desc(table.texts > 1)],
        "spread": [ibis.desc(table.sources), ibis.desc(table.texts), ibis.desc(table.articles)],
        "newest": [],
    }[rank]
    return table.order_by([*first, *newest]).limit(size, offset=(page - 1) * size)


def chosen(tables: Tables, shape: Shape) -> ir.Table:
    """The stories with selected statements, or all."""
    said = statements(tables, shape).join(tables("article_stories").select("article_id", "story_id"), "article_id")
    held = said.group_by("story_id").aggregate(statements=said.count())
    table = tables("stories")
    joined = table.left_join(held, "story_id") if shape.bare else table.join(held, "story_id")
    return joined.select(*table.columns, statements=joined.statements.fill_null(0))


def story(generation: Generation, selection: Selection) -> pd.DataFrame:
    """The stories that the selection names, by the id of any article that tells them."""
    return ask(generation, Selection(), named, ids=selection.stories)


def named(tables: Tables, shape: Shape) -> ir.Table:
    """Stories by their articles."""
    members = tables("article_stories")
    table = tables("stories")
    return table.filter(table.story_id.isin(members.filter(listed("ids").contains(members.article_id)).story_id))


def members(generation: Generation, selection: Selection) -> pd.DataFrame:
    """The articles of the selected stories, copies last, else by date: id, story_id, copy_of, facts and number of statements."""
    return ask(generation, Selection(), told_in, ids=selection.stories)


def told_in(tables: Tables, shape: Shape) -> ir.Table:
    """Articles of stories."""
    links = tables("article_stories").drop("title")
    mine = links.filter(links.story_id.isin(named(tables, shape).story_id))
    full = mine.join(tables("articles"), "article_id")
    kept = ("article_id", "story_id", "copy_of", "title", "source", "url", "hash", "characters", "statements", "ingested_at")
    dates = ("published", "published_value", "published_precision", "published_how")
    return full.select(*kept, *dates).order_by(
        ibis._.copy_of.notnull(), ibis._.published.isnull(), "published", "ingested_at", "article_id"
    )


def cards(generation: Generation, selection: Selection, most: int = 100, card: str = "") -> pd.DataFrame:
    """Divergence cards of which a selected statement is one side, the most divergent first; or the one of an id."""
    return ask(generation, Selection(), card_named, ids=[card]) if card else ask(generation, selection, card_list, most)


def card_list(tables: Tables, shape: Shape, most: int) -> ir.Table:
    """Cards in order."""
    return either(tables, shape, tables("cards")).order_by(ibis.desc("rank"), "card_id").limit(most)


def card_named(tables: Tables, shape: Shape) -> ir.Table:
    """One card."""
    table = tables("cards")
    return table.filter(listed("ids").contains(table.card_id))


def contradictions(generation: Generation, selection: Selection, when: str = "", page: int = 1, size: int = SIZE) -> pd.DataFrame:
    """Contradictions of which a selected statement is one side, the weightiest first."""
    return ask(generation, selection, contradiction_page, when, page, size)


def contradiction_page(tables: Tables, shape: Shape, when: str, page: int, size: int) -> ir.Table:
    """Contradictions in order."""
    table = either(tables, shape, opposed(tables))
    kept = table.filter(table.kind == when) if when else table
    return kept.order_by(ibis.desc("weight"), "card_id").limit(size, offset=(page - 1) * size)


def contradiction_counts(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Contradictions by kind: kind, pairs."""
    return ask(generation, selection, by_kind)


def by_kind(tables: Tables, shape: Shape) -> ir.Table:
    """Counts per kind."""
    table = either(tables, shape, opposed(tables))
    return table.group_by("kind").aggregate(pairs=table.count()).order_by("kind")


def opposed(tables: Tables) -> ir.Table:
    """The contradictions but those that stood on an issue or position which people have corrected since they were found."""
    pairs = tables("contradictions")
    judged = tables("judgements")
    corrected = judged.filter((judged.status == "applied") & judged.about.isin(["issue", "position"])).statement_id
    said = tables("statements")
    left, right = (said.select(**{side: "statement_id", f"{side}_issue": "issue", f"{side}_position": "position"}) for side in ("a", "b"))
    known = pairs.filter(pairs.a.isin(corrected) | pairs.b.isin(corrected)).join(left, "a").join(right, "b")
    fallen = known.filter((known.a_issue != known.b_issue) | (known.a_position == known.b_position) | known.a_position.isnull())
    return pairs.filter(pairs.card_id.notin(fallen.card_id))


def either(tables: Tables, shape: Shape, pairs: ir.Table) -> ir.Table:
    """The pairs of which a selected statement is one side, both being there still."""
    there = tables("statements").statement_id
    whole = pairs.filter(pairs.a.isin(there), pairs.b.isin(there))
    if shape.bare:
        return whole
    said = statements(tables, shape).statement_id
    return whole.filter(whole.a.isin(said) | whole.b.isin(said))


def top_cards(generation: Generation, selection: Selection, ids: tuple[str, ...]) -> pd.DataFrame:
    """The most divergent card of each of these stories, with both contents: story_id, card_id, speaker, relation, left, right."""
    return ask(generation, Selection(), top, ids=ids)


def top(tables: Tables, shape: Shape) -> ir.Table:
    """The first card of each story."""
    table = tables("cards")
    place = ibis.row_number().over(group_by="story_id", order_by=[ibis.desc("rank"), ibis.asc("card_id")])
    first = table.filter(among("ids", table.story_id)).mutate(place=place).filter(ibis._.place == 0)
    said = tables("statements")
    left, right = (said.select(**{side: "statement_id", name: "content"}) for side, name in (("a", "left"), ("b", "right")))
    return first.join(left, "a").join(right, "b").select("story_id", "card_id", "speaker", "relation", "left", "right")


def sides(generation: Generation, selection: Selection, ids: tuple[str, ...]) -> pd.DataFrame:
    """Statements by id, with all that lists show."""
    return ask(generation, Selection(), rows, ids=ids)


def surety(generation: Generation, selection: Selection) -> pd.DataFrame:
    """One row about the selected statements: statements, surety (median), unsure (below half), relayed, unnamed, one column per mode."""
    return ask(generation, selection, sure)


def sure(tables: Tables, shape: Shape) -> ir.Table:
    """How sure, and how given."""
    confidence = tables("statements").select("statement_id", "conf_extraction")
    table = statements(tables, shape).join(confidence, "statement_id")
    return table.aggregate(
        statements=table.count(),
        surety=table.conf_extraction.quantile(0.5),
        unsure=table.count(where=table.conf_extraction < 0.5),
        relayed=table.count(where=table.via.notnull()),
        unnamed=table.count(where=table.anonymous),
        **{mode: table.count(where=table["mode"] == mode) for mode in MODES},
    )
