"""The list of stories: what each is, how widely it is told, and the words in which its tellings differ most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.export.view import RANKS, View, narrowed
from dashboard.data import records
from dashboard.divergence import begun
from dashboard.markup import day, esc, figure, link, plural, right, table, thin

Row = Mapping[str, Any]
SHOWN = 110  # characters of each content


def counted(numbers: Row) -> str:
    """Articles, texts and stories: three different counts."""
    copies = numbers["articles"] - numbers["texts"]
    parts = [
        f"<b>{thin(numbers['articles'])}</b> {plural(numbers['articles'], 'article')}",
        f"{thin(copies)} of them {plural(copies, 'a copy', 'copies')}",
        f"{thin(numbers['texts'])} distinct {plural(numbers['texts'], 'text')}",
        f"{thin(numbers['stories'])} {plural(numbers['stories'], 'story', 'stories')}, {thin(numbers['told'])} told by two texts or more",
    ]
    return "; ".join(parts) + "."


def ranks(view: View) -> str:
    """The orders of the list, each a link."""
    links = [
        link(replace(view, rank=rank, number=1), rank, aria_current="true" if rank == view.rank else "false", title=RANKED[rank])
        for rank in RANKS
    ]
    return f'<div class="sorts"><span class="faint">ranked by:</span>{"".join(links)}</div>'


RANKED = {
    "divergence": "how much contents differ in a slot that agrees well",
    "spread": "how many known sources, then texts, tell it",
    "newest": "the last article’s date; stories without dates come last",
}


def story_list(frame: pd.DataFrame, tops: pd.DataFrame, view: View) -> str:
    """Stories with their counts and the card on top of each."""
    cards = {row["story_id"]: row for row in records(tops)}
    rows = [story_row(row, cards.get(row["story_id"]), view) for row in records(frame)]
    return table(["story", "texts", "copies", "sources", "dates", "statements", "cards"], rows, "stories")


def story_row(row: Row, card: Row | None, view: View) -> list[str]:
    """One story."""
    there = story_view(view, row["story_id"])
    title = link(there, esc(row["title"] or "Untitled"), "title")
    below = teaser(card, view) if card else f'<p class="note faint">{esc(why_none(row))}</p>'
    said = figure(row["statements"], narrowed(view, "statements", stories=(row["story_id"],)))
    numbers = [thin(row["texts"]), thin(row["articles"] - row["texts"]), thin(row["sources"]) if row["sources"] else "unknown"]
    cards = link(replace(there, part="cards"), thin(row["cards"])) if row["cards"] else '<span class="nil">0</span>'
    return [title + below, *map(right, numbers), f'<td class="nowrap">{dates(row)}</td>', right(said), right(cards)]


def story_view(view: View, story: str) -> View:
    """A story's page, with the filters kept."""
    return narrowed(view, "story", stories=(story,))


def teaser(card: Row, view: View) -> str:
    """Who is given which two contents."""
    left, right = (f"<q>{esc(begun(card[side], SHOWN))}</q>" for side in ("left", "right"))
    there = replace(story_view(view, card["story_id"]), part="cards", card=card["card_id"])
    sides = f"{left} <b class='unlike'>≠</b> {right}" if card["relation"] == "different content" else f"{left} ~ {right}"
    return (
        f'<p class="teaser"><span class="faint">{esc(card["relation"])} · {esc(card["speaker"])}:</span> {link(there, sides, "quiet")}</p>'
    )


def why_none(row: Row) -> str:
    """Why a story has no card."""
    if row["failure"]:
        return f"The tellings could not be compared: {row['failure']}"
    if row["compared"] > 1:
        return "No slot that two tellings fill differently was found."
    return "One article tells it." if row["articles"] == 1 else "All its articles have the same text: nothing to compare."


def dates(row: Row) -> str:
    """First and last day, and how many are undated."""
    if row["first"] is None:
        return day(None)
    span = day(row["first"]) if row["first"] == row["last"] else f"{day(row['first'])} – {day(row['last'])}"
    return f"{span}<br><span class='faint'>{thin(row['undated'])} undated</span>" if row["undated"] else span
