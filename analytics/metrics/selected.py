"""The statements that a selection's filters let through, and their voices and relays: the one place that reads the filters."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import ibis
import ibis.expr.types as ir

from analytics.metrics.asking import Shape, among, day, listed

Tables = Callable[[str], ir.Table]

UNKNOWN = "unknown"  # stands for an article's missing source
NONE = "none"  # stands for a missing issue, position or country
ANY = "any"  # selects everything that somebody relays
OF_VOICES = {"actors": "actor_id", "institutions": "body_id", "kinds": "kind", "countries": "country"}
OF_STATEMENTS = {"sources": "source", "issues": "issue", "positions": "position", "modes": "mode", "articles": "article_id"}


def statements(tables: Tables, shape: Shape) -> ir.Table:
    """The selected statements; a missing source is "unknown", a missing issue or position "none"."""
    table = filled(tables)
    kept = [*conditions(tables, shape, table)]
    if shape.fields & set(OF_VOICES):
        kept.append(table.nr.isin(matching(tables, shape).nr))
    return table.filter(kept) if kept else table


def filled(tables: Tables) -> ir.Table:
    """All statements, with the columns that are counted by."""
    table = tables("statements")
    return table.select(
        "nr", "statement_id", "article_id", "ordinal", "mode", "anonymous", "actors", "country", "via", "published", "published_precision",
        source=table.source.fill_null(UNKNOWN),
        issue=table.issue.fill_null(NONE),
        position=table.position.fill_null(NONE),
        surety=table.conf_extraction * table.conf_attribution,
    )  # fmt: skip


def conditions(tables: Tables, shape: Shape, table: ir.Table) -> Iterator[ir.BooleanValue]:
    """One condition for each filter that is set and asks nothing of the speakers."""
    for name, column in OF_STATEMENTS.items():
        if name in shape.fields:
            yield listed(name).contains(table[column])
    if shape.named:
        yield table.anonymous == (shape.named == "unnamed")
    yield from dates(shape, table)
    if "via" in shape.fields:
        yield table.nr.isin(passed_on(tables, shape).nr)
    if "stories" in shape.fields:
        yield table.article_id.isin(told(tables).article_id)
    if "sourcing" in shape.fields:
        links = tables("sourcing")
        yield table.statement_id.isin(links.filter(listed("sourcing").contains(links.weakest)).statement_id)
    if "called" in shape.fields:
        words = tables("statements")
        yield table.nr.isin(words.filter(listed("called").contains(words.speaker)).nr)
    if "text" in shape.fields:
        yield among("text", table.statement_id)


def told(tables: Tables) -> ir.Table:
    """The articles of the selected stories."""
    table = tables("article_stories")
    named = table.filter(listed("stories").contains(table.article_id))
    return table.filter(table.story_id.isin(named.story_id))


def dates(shape: Shape, table: ir.Table) -> Iterator[ir.BooleanValue]:
    """Conditions on the day; undated statements stay in unless they are shut out."""
    if shape.undated == "only":
        yield table.published.isnull()
        return
    kept = table.published.isnull() if shape.undated else ibis.literal(False)
    if "start" in shape.fields:
        yield (table.published >= day("start")) | kept
    if "end" in shape.fields:
        yield (table.published <= day("end")) | kept
    if not shape.undated:
        yield table.published.notnull()


def voices(tables: Tables, shape: Shape) -> ir.Table:
    """The selected statements once for each selected actor, with the columns that are counted by.

    A statement by nobody that a name was found for has one row per country, or one without.
    """
    table = matching(tables, shape)
    kept = [*conditions(tables, shape, table)]
    return table.filter(kept) if kept else table


def spoken(tables: Tables, shape: Shape) -> ir.Table:
    """The selected statements once for each selected actor that has a name."""
    return voices(tables, shape).filter(ibis._.actor_id.notnull())


def matching(tables: Tables, shape: Shape) -> ir.Table:
    """Voices that fit actor, kind and country at once: a Russian ministry, not a ministry beside a Russian."""
    table = tables("voices")
    kept = [listed(name).contains(table[column]) for name, column in OF_VOICES.items() if name in shape.fields]
    return table.filter(kept) if kept else table


def relays(tables: Tables, shape: Shape) -> ir.Table:
    """Rows (nr, via) of the outlets and agencies that relay the selected statements, the selected ones only."""
    table = passed_on(tables, shape)
    chosen = voices(tables, shape) if shape.fields & set(OF_VOICES) else statements(tables, shape)
    return table.filter(table.nr.isin(chosen.nr)).select("nr", via="name").distinct()


def passed_on(tables: Tables, shape: Shape) -> ir.Table:
    """All relays, or those of the selected names."""
    table = tables("statement_via")
    return table.filter(listed("via").contains(table.name) | listed("via").contains(ANY)) if "via" in shape.fields else table
