"""Contradictions as cards: both sentences, the reason, and the conditions held against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.export.view import TIMES, View, narrowed
from analytics.metrics.stories import sides as statements_of
from analytics.metrics.tellings import tellings
from analytics.records import Selection
from analytics.store.serving import Generation
from analytics.stories.slots import Side
from dashboard.cards import verdicts_of
from dashboard.data import records
from dashboard.divergence import sides_of
from dashboard.facing import copy_link, facing, surety
from dashboard.markup import chip, esc, link, plural, thin
from dashboard.storylist import story_view
from dashboard.verdicts import mark

Row = Mapping[str, Any]
WORDS = {
    "over time": "the later one says otherwise",
    "between sources": "of one time, told differently",
    "order unknown": "which came first is unknown",
}
MEANING = (
    "Two statements of one actor, or of those who speak for one state or body, that take different positions on one proposition, or say "
    "and deny the same thing. For each voice, issue and pair of positions the surest pair is shown. Positions are a machine’s reading; a "
    "pair is something to look at, not a verdict."
)


def counted(numbers: Mapping[str, int]) -> str:
    """How many pairs of each kind."""
    total = sum(numbers.values())
    if not total:
        return "No two statements of one voice were found to contradict each other here."
    each = "; ".join(f"{thin(numbers[kind])} {kind}" for kind in TIMES if numbers.get(kind))
    return f"<b>{thin(total)}</b> {plural(total, 'pair')} of statements: {each}."


def times(numbers: Mapping[str, int], view: View) -> str:
    """The kinds, each a filter."""
    links = [link(replace(view, when="", card="", number=1), "all", aria_current=str(not view.when).lower())]
    links += [
        link(
            replace(view, when=kind, card="", number=1),
            f"{kind} {thin(numbers.get(kind, 0))}",
            title=WORDS[kind],
            aria_current=str(view.when == kind).lower(),
        )
        for kind in TIMES
    ]
    method = f"<details class='twin inline'><summary>what counts</summary><span class='note'>{MEANING}</span></details>"
    return f'<div class="sorts"><span class="faint">kind:</span>{"".join(links)}{method}</div>'


def pairs_shown(generation: Generation, page: pd.DataFrame) -> dict[str, Side]:
    """Both sides of every pair on the page, by statement."""
    ids = frozenset([*page["a"], *page["b"]])
    articles = statements_of(generation, Selection(), tuple(sorted(ids)))["article_id"].unique().tolist()
    return sides_of(tellings(generation, articles, ids))


def pairs(page: pd.DataFrame, held: Mapping[str, Side], names: Mapping[str, str], view: View) -> str:
    """The cards of a page, the chosen one first."""
    rows = [row for row in records(page) if row["a"] in held and row["b"] in held]
    decided = verdicts_of(tuple(row[side] for row in rows for side in ("a", "b")))
    return "".join(pair(row, held, names, decided, view) for row in sorted(rows, key=lambda row: row["card_id"] != view.card))


def pair(row: Row, held: Mapping[str, Side], names: Mapping[str, str], decided: Mapping[str, Sequence[Row]], view: View) -> str:
    """One contradiction; a chip tells that people have judged one of its statements."""
    a, b = held[row["a"]], held[row["b"]]
    issue = names.get(row["issue"], "no listed issue") if row["issue"] != "none" else "no listed issue"
    about = link(narrowed(view, "positions", issues=(row["issue"],)), esc(issue)) if row["issue"] in names else esc(issue)
    judged = mark([*decided.get(row["a"], ()), *decided.get(row["b"], ())])
    head = f"<header><span><b>{esc(row['actor'])}</b> on {about} {chip(row['kind'], cls='relation')}{judged}</span></header>"
    feet: Sequence[str] = [
        surety(a, b),
        *([link(story_view(View(), row["story_id"]), "their story")] if row["story_id"] else []),
        copy_link(replace(view, card=row["card_id"])),
    ]
    chosen = " chosen" if row["card_id"] == view.card else ""
    return (
        f'<article class="card slot{chosen}" id="c-{esc(row["card_id"])}">{head}<p class="reason">{esc(row["reason"])}.</p>'
        f"{facing(a, b, names, slot=False)}<footer><span>{' · '.join(feet)}</span></footer></article>"
    )
