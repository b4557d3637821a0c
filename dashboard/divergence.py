"""Divergence cards: one slot, two contents; the open one in full, the others as a line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.export.view import View
from analytics.stories.slots import Side, side
from analytics.stories.telling import Telling
from dashboard.cards import verdicts_of
from dashboard.data import records
from dashboard.facing import copy_link, facing, relation_chips, surety
from dashboard.markup import cut, esc, link, plural, thin
from dashboard.verdicts import mark

Row = Mapping[str, Any]
MEANING = (
    "A slot is a speaker, the agency that relays the words, the lead claim and the occasion. A card shows a slot that two tellings fill "
    "differently. “Different content” means that the words can’t be versions of one saying; the other relations are variants of one. "
    "Cards come first that differ much in a slot that agrees well."
)


SINCE = "People have judged one of these statements. Cards are formed again when articles are next added, or by `narratives rebuild`."


def sides_of(tellings: Sequence[Telling]) -> dict[str, Side]:
    """The filling of each statement of the tellings, by its id."""
    return {said.id: side(telling, said) for telling in tellings for said in telling.statements}


def cards_part(frame: pd.DataFrame, tellings: Sequence[Telling], names: Mapping[str, str], view: View) -> str:
    """All cards of a story, one of them open."""
    rows, held = records(frame), sides_of(tellings)
    rows = [row for row in rows if row["a"] in held and row["b"] in held]
    if not rows:
        return '<p class="empty">No slot that two tellings fill differently was found in what we hold.</p>'
    chosen = next((row for row in rows if row["card_id"] == view.card), rows[0])
    gone = (
        '<p class="ignored">The card of this address is not among the story’s cards any more.</p>'
        if view.card not in ("", chosen["card_id"])
        else ""
    )
    lines = "".join(f"<li>{line(row, held, view, row is chosen)}</li>" for row in rows)
    unlike = sum(row["relation"] == "different content" for row in rows)
    said = f"{thin(len(rows))} {plural(len(rows), 'card')}, {thin(unlike)} with different content."
    method = f"<details class='twin'><summary>what a card is</summary><p class='note'>{MEANING}</p></details>"
    return f"{gone}{open_card(chosen, held, names, view)}<p class='note'>{said}</p><ol class='cards'>{lines}</ol>{method}"


def first_card(frame: pd.DataFrame, tellings: Sequence[Telling], view: View) -> str:
    """The most divergent card of the two tellings side by side, in a line; nothing where they have none."""
    held = sides_of([one for one in tellings if one.name in (view.left, view.right)])
    row = next((row for row in records(frame) if row["a"] in held and row["b"] in held), None)
    return f'<p class="teaser">{line(row, held, view, False)}</p>' if row else ""


def open_card(row: Row, held: Mapping[str, Side], names: Mapping[str, str], view: View) -> str:
    """A card in full."""
    a, b = held[row["a"]], held[row["b"]]
    here = replace(view, part="cards", card=row["card_id"])
    beside = replace(view, part="tellings", left=a.telling.name, right=b.telling.name, card="")
    feet = [
        f"slot agreement {row['agreement']:.0%}" if row["agreement"] else "nothing else of the slot is known to agree",
        f"contents differ by {row['difference']:.0%}",
        surety(a, b),
        link(beside, "both tellings side by side"),
        copy_link(here),
    ]
    decided = verdicts_of((row["a"], row["b"]))
    judged = mark([one for found in decided.values() for one in found])
    told = f'<p class="ignored">{SINCE}</p>' if judged else ""
    head = f"<header><span><b>{esc(row['speaker'])}</b> {relation_chips(row['relation'], row['also'])}{judged}</span></header>{told}"
    return f'<article class="card slot">{head}{facing(a, b, names)}<footer><span>{" · ".join(feet)}</span></footer></article>'


def line(row: Row, held: Mapping[str, Side], view: View, chosen: bool) -> str:
    """A card in a line."""
    left, right = (begun(held[row[side]].content) for side in ("a", "b"))
    between = "≠" if row["relation"] == "different content" else "~"
    words = f"<b>{esc(row['speaker'])}</b> {relation_chips(row['relation'], row['also'])} <q>{esc(left)}</q> {between} <q>{esc(right)}</q>"
    return link(replace(view, part="cards", card=row["card_id"]), words, "quiet", aria_current="true" if chosen else "false")


def begun(content: str, most: int = 90) -> str:
    """The beginning of a content, without its own quotation marks."""
    return cut(content.strip("“”\"«»'‘’ "), most)
