"""What a person should look at: readings that are not sure enough, the least certain first, and judgements that no longer fit."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pandas as pd

from analytics.metrics.asking import Shape, among, ask
from analytics.metrics.selected import Tables, statements
from analytics.records import Selection
from analytics.store.serving import Generation

# What resolution says of countries that no word tells.
GUESSED = ("country: the one the text is about", "the state the text is most about", "country: where the text places them")
# Below these a reading is doubtful enough to be looked at; the least certain come first in any case.
LINK, POSITION, STATEMENT = 0.8, 0.45, 0.6


def doubts(generation: Generation, selection: Selection, doubt: str = "", first: int = 1, most: int = 10) -> pd.DataFrame:
    """Doubtful readings of the selected statements from the `first` on: statement_id, doubt, sure (0 to 1), content; least sure first."""
    return ask(generation, selection, doubtful, doubt, first, most)


def doubt_counts(generation: Generation, selection: Selection) -> dict[str, int]:
    """How many of the selected statements there are for each doubt."""
    frame = ask(generation, selection, counted)
    return dict(zip(frame["doubt"], frame["statements"].astype(int), strict=True))


def unplaced(generation: Generation, selection: Selection) -> pd.DataFrame:
    """Judgements that were not followed: all columns of the table, newest first; they belong to the store, whatever is selected."""
    return ask(generation, Selection(), not_followed)


def judged(generation: Generation, selection: Selection, ids: tuple[str, ...]) -> pd.DataFrame:
    """What people decided on these statements: statement_id, judgement_id, at, author, about, value, machine."""
    return ask(generation, Selection(), decided, ids=ids)


def any_judged(generation: Generation, selection: Selection) -> bool:
    """Whether people decided on any statement of the store."""
    return generation.count("judgements") > 0


def unjudged(generation: Generation, selection: Selection, ids: tuple[str, ...]) -> pd.DataFrame:
    """These statements as the machine reads them, those that people changed: the columns of `statements`."""
    return ask(generation, Selection(), by_machine, ids=ids)


def history(generation: Generation, selection: Selection, most: int = 50) -> pd.DataFrame:
    """The judgements that are followed, newest first: the columns of the table."""
    return ask(generation, Selection(), followed, most)


def dismissed(generation: Generation, selection: Selection, document: str) -> pd.DataFrame:
    """What people judged to be no statement in the text of a hash: the columns of the table, and the machine's of the statement."""
    return ask(generation, Selection(), none_at_all, ids=(document,))


def doubtful(tables: Tables, shape: Shape, doubt: str, first: int, most: int) -> ir.Table:
    """Some doubts; the order of lists parts those that are equally sure."""
    table = every(tables, shape)
    table = table.filter(table.doubt == doubt) if doubt else table
    table = table.order_by("sure", "nr", "doubt").limit(most, offset=first - 1)
    return table.join(tables("statements").select("statement_id", "content"), "statement_id").order_by("sure", "nr", "doubt").drop("nr")


def counted(tables: Tables, shape: Shape) -> ir.Table:
    """Statements per doubt."""
    table = every(tables, shape)
    return table.group_by("doubt").aggregate(statements=table.statement_id.nunique()).order_by("doubt")


def every(tables: Tables, shape: Shape) -> ir.Table:
    """Each doubt about each selected statement, without those on which a person has decided."""
    said = tables("statements")
    links = tables("statement_actors")
    guessed = ibis.or_(*map(links.reason.contains, GUESSED)).fill_null(False)
    sure = links.filter(~guessed).group_by("statement_id").aggregate(sure=links.confidence.min())
    country = links.filter(guessed).group_by("statement_id").aggregate(sure=ibis._.confidence.min())
    nobody = said.filter(said.actors.isnull() & ~said.anonymous & said.speaker.notnull())
    parts = {
        "actor": (nobody.select("statement_id", sure=nobody.conf_attribution), "speaker"),
        "country": (country, "speaker"),
        "link": (sure.filter(sure.sure < LINK), "speaker"),
        "position": (column(said, "conf_position", POSITION), "position"),
        "statement": (column(said, "conf_extraction", STATEMENT), "statement"),
    }
    chosen = statements(tables, shape).select("statement_id", "nr")
    found = [
        table.anti_join(on(tables, about), "statement_id").mutate(doubt=ibis.literal(name)).select("statement_id", "doubt", "sure")
        for name, (table, about) in parts.items()
    ]
    return ibis.union(*found).join(chosen, "statement_id").select("statement_id", "doubt", "sure", "nr")


def column(said: ir.Table, name: str, below: float) -> ir.Table:
    """Statements whose confidence of a kind is low."""
    return (
        said.filter(said[name] < below)
        .filter(ibis._.position.notnull() if name == "conf_position" else True)
        .select("statement_id", sure=name)
    )


def on(tables: Tables, about: str) -> ir.Table:
    """Statements that somebody judged in this respect."""
    table = tables("judgements")
    return (
        table.filter((table.about == about) & (table.status == "applied") & table.statement_id.notnull()).select("statement_id").distinct()
    )


def not_followed(tables: Tables, shape: Shape) -> ir.Table:
    """Judgements that were not applied."""
    table = tables("judgements")
    return table.filter(table.status != "applied").order_by(ibis.desc("at"), "judgement_id")


def followed(tables: Tables, shape: Shape, most: int) -> ir.Table:
    """Judgements that were applied."""
    table = tables("judgements")
    return table.filter(table.status == "applied").order_by(ibis.desc("at"), "judgement_id", "statement_id").limit(most)


def none_at_all(tables: Tables, shape: Shape) -> ir.Table:
    """Judgements that took a statement away."""
    table = tables("judgements")
    mine = (table.about == "statement") & (table.value == "false") & (table.status == "applied") & among("ids", table.document)
    return table.filter(mine).order_by("at", "judgement_id")


def decided(tables: Tables, shape: Shape) -> ir.Table:
    """Judgements on some statements."""
    table = tables("judgements")
    kept = table.filter((table.status == "applied") & among("ids", table.statement_id))
    return kept.select("statement_id", "judgement_id", "at", "author", "about", "value", "machine").order_by("statement_id", "at")


def by_machine(tables: Tables, shape: Shape) -> ir.Table:
    """The machine's rows of some statements."""
    table = tables("machine_statements")
    return table.filter(among("ids", table.statement_id))
