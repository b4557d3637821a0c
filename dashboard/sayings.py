"""Sayings over outlets and time, where each appears first, and rare words that tellings share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analytics.export.view import View
from analytics.records import Selection
from analytics.stories.families import First, Variant
from analytics.stories.fingerprints import Fingerprint
from dashboard.facing import relation_chips
from dashboard.markup import esc, link, plural, thin
from dashboard.sidebyside import marked, outlet

LEADS = (
    "Leads, not verdicts: rare words in common can come from a common source, an agency’s text or a copy, but also from chance or from "
    "what was really said."
)


def sayings_part(
    families: Sequence[tuple[Sequence[Variant], First]],
    total: int,
    leads: Sequence[Fingerprint],
    names: Mapping[str, str],
    held: Mapping[str, Any],
) -> str:
    """Families with their first appearance, then what is shared and rare; `names` of tellings by id, `held` by the store in all."""
    return families_html(families, total, held) + leads_html(leads, names)


def families_html(families: Sequence[tuple[Sequence[Variant], First]], total: int, held: Mapping[str, Any]) -> str:
    """Each saying with its variants."""
    if not families:
        return '<h3>One saying, several wordings</h3><p class="empty">No saying stands in two of these tellings.</p>'
    articles, sources = held["articles"], held["sources"]
    among = f"{thin(articles)} {plural(articles, 'article')} of {thin(sources)} {plural(sources, 'source')} being held in all"
    each = "".join(family(variants, first, among) for variants, first in families)
    more = f'<p class="note">{thin(total - len(families))} more sayings are not shown.</p>' if total > len(families) else ""
    return f"<h3>One saying, several wordings</h3>{each}{more}"


def family(variants: Sequence[Variant], first: First, among: str) -> str:
    """A saying and what became of it."""
    start = variants[0]
    speaker = " + ".join(actor.name for actor in start.stand.said.actors) or "speaker not identified"
    rows = "".join(f"<li>{variant(one, start)}</li>" for one in variants)
    head = f'<header><b>{esc(speaker)}</b> <span class="note">{esc(first)}, {among}.</span></header>'
    return f'<section class="family">{head}<ol>{rows}</ol></section>'


def variant(one: Variant, start: Variant) -> str:
    """One wording, the words that the first lacks marked."""
    words = esc(one.content) if one is start else marked(start.content, one.content)[1]
    there = View(page="reader", selection=Selection(), statement=one.stand.said.id)
    changed = relation_chips(" · ".join(one.changes), "") if one.changes and one.changes != ("same",) else ""
    return f"{outlet(one.stand.telling)} {changed}{link(there, words, 'words', 'open in the article')}"


def leads_html(leads: Sequence[Fingerprint], names: Mapping[str, str]) -> str:
    """Shared errors and formulas, with how often they occur elsewhere."""
    if not leads:
        return '<h3>Rare words in common</h3><p class="empty">No misspelt name or rare clause is shared by two of these tellings.</p>'
    items = "".join(f"<li>{lead(one, names)}</li>" for one in leads)
    return f'<h3>Rare words in common</h3><ul class="leads">{items}</ul><p class="note">{LEADS}</p>'


def lead(one: Fingerprint, names: Mapping[str, str]) -> str:
    """One of them."""
    what = f"misspelling of {esc(one.meant)}" if one.meant else "formula"
    where = ", ".join(esc(names.get(name, name)) for name in one.tellings)
    often = (
        f"also in {thin(one.elsewhere)} of {thin(one.others)} other texts"
        if one.elsewhere
        else f"in none of {thin(one.others)} other texts"
    )
    return f"<q>{esc(one.text)}</q> <span class='faint'>{what}, in {thin(len(one.tellings))} tellings ({where}); {often} held</span>"
