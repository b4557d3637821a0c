"""Where words come from: the chain of each statement link by link, and the share that rests on what can't be verified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analytics.export.view import View, narrowed
from analytics.records import LINKS
from analytics.stories.chains import DEFINITION, UNVERIFIABLE, Chain, Step, chain
from analytics.stories.telling import Telling
from dashboard.data import records
from dashboard.markup import cut, esc, figure, link, percent, plural, right, table, thin
from dashboard.sidebyside import folded

MOST = 25  # chains drawn
LINK_WORDS = {
    "unnamed person": "somebody whom the text doesn’t name",
    "leaked document": "a document that the text doesn’t say is public",
    "none": "no word on how it came to the outlet",
    "named agency": "an agency or outlet that the text names",
    "witnessed": "said to reporters, or in an interview",
    "official record": "a statement, a transcript, a law: on record",
}
FIELDS = {"outlet": "sources", "actor": "actors", "issue": "issues", "story": "stories"}
PAGES = {"outlet": "sources", "actor": "actors", "issue": "positions", "story": "story"}


def share_line(row: Mapping[str, Any], view: View) -> str:
    """The share of all selected statements, with its definition one click away."""
    n, of = int(row["unverifiable"]), int(row["statements"])
    if not of:
        return '<p class="empty">No statement was found here, so there is no sourcing to weigh.</p>'
    number = figure(n, narrowed(view, "statements", sourcing=UNVERIFIABLE))
    share = f"{number} of {figure(of, narrowed(view, 'statements'))} {plural(of, 'statement')} ({esc(percent(n, of))})"
    return f'<p class="finding">{share} rest on sourcing that can’t be verified. {definition()}</p>'


def definition() -> str:
    """What counts as unverifiable."""
    return f'<details class="twin inline"><summary>what that means</summary><span class="note">{esc(DEFINITION)}</span></details>'


def link_table(frame: pd.DataFrame, view: View) -> str:
    """Statements by the weakest link of their chain; each number is a list and a filter."""
    counts = {row["weakest"]: row["statements"] for row in records(frame)}
    chosen = view.selection.sourcing
    rows = []
    for kind in LINKS:
        there = narrowed(view, "statements", sourcing=(kind,))
        on = kind in chosen
        name = link(
            narrowed(view, sourcing=() if on else (kind,)), esc(kind), "weak" if kind in UNVERIFIABLE else "", aria_pressed=str(on).lower()
        )
        rows.append([name, esc(LINK_WORDS[kind]), f'<td class="r">{figure(counts.get(kind, 0), there)}</td>'])
    return table(["weakest link", "what it is", "statements"], rows)


def share_table(frame: pd.DataFrame, by: str, view: View) -> str:
    """The share by outlet, actor, issue or story, most unverifiable statements first."""
    rows = []
    for row in records(frame):
        fields: dict[str, Any] = {FIELDS[by]: (row["value"],)}
        lists = narrowed(view, "statements", **fields)
        name = link(narrowed(view, PAGES[by], **fields), esc(cut(str(row["name"] or row["value"]), 70)))
        n, of = row["unverifiable"], row["statements"]
        numbers = [figure(n, narrowed(lists, sourcing=UNVERIFIABLE)), figure(of, lists), esc(percent(n, of))]
        rows.append([name, *map(right, numbers)])
    return table([by, "unverifiable", "statements", "share"], rows) if rows else '<p class="empty">No statement was found here.</p>'


def chains_part(tellings: Sequence[Telling], kept: frozenset[str], view: View) -> str:
    """The chains of the kept statements, the weakest first."""
    chains = [(telling, chain(telling, said)) for telling in tellings for said in telling.statements if said.id in kept]
    ordered = sorted(chains, key=lambda pair: (LINKS.index(pair[1].weakest), -pair[1].depth))
    drawn = "".join(drawn_chain(telling, one) for telling, one in ordered[:MOST])
    more = (
        f'<p class="note">The first {thin(MOST)} of {thin(len(ordered))}; choose a link above to narrow them.</p>'
        if len(ordered) > MOST
        else ""
    )
    return f'<h3>Chains, the weakest first</h3><div class="chains">{drawn}</div>{more}' if drawn else ""


def drawn_chain(telling: Telling, one: Chain) -> str:
    """Utterance ← speaker ← agency ← outlet, each link with its kind and the words that say so."""
    said = one.statement
    words = link(View(page="reader", statement=said.id), esc(cut(telling.said(said.content), 140)), "words", "open in the article")
    weakest = next((step for step in one.steps if step.of != "outlet" and step.kind == one.weakest), None)
    steps = "".join(f'<span class="arrow" aria-hidden="true">←</span>{drawn_step(step, step is weakest, telling)}' for step in one.steps)
    return f'<div class="links"><span class="step utterance">{words}</span>{steps}</div>'


def drawn_step(step: Step, weakest: bool, telling: Telling) -> str:
    """One link; the weakest is told by its border and by a word."""
    words = telling.text[slice(*step.span)] if step.span else ""
    own = f'<q title="in the words of the text">{esc(cut(words, 60))}</q>' if words and folded(words) != folded(step.name) else ""
    kind = f"{step.of}: {step.kind}" if step.kind != "none" else f"{step.of}: nothing told"
    mark = " · weakest link" if weakest else ""
    return f'<span class="step{" weakest" if weakest else ""}"><b>{esc(cut(step.name, 70))}</b>{own}<small>{esc(kind)}{mark}</small></span>'
