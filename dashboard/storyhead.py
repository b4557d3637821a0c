"""A story's head: its counts in one sentence, its parts, and which two tellings stand side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from analytics.export.view import PARTS, View, narrowed
from analytics.records import Selection
from analytics.stories.telling import Telling
from dashboard.markup import day, esc, link, plural, thin
from dashboard.storylist import story_view

TITLES = {"tellings": "Tellings", "cards": "Cards", "claims": "Claims by source", "sayings": "Sayings and leads", "sourcing": "Sourcing"}


def lead(row: Mapping[str, Any]) -> str:
    """Articles, texts and copies: three counts; sources; dates."""
    copies = row["articles"] - row["texts"]
    known = f"{thin(row['sources'])} known {plural(row['sources'], 'source')}" if row["sources"] else "no known source"
    said = (
        f"<b>{thin(row['articles'])}</b> {plural(row['articles'], 'article')}, {thin(row['texts'])} distinct {plural(row['texts'], 'text')}"
    )
    said += f", {thin(copies)} {plural(copies, 'copy', 'copies')}; {known}"
    if row["compared"] < row["articles"] and row["compared"] > 1:
        said += f"; {thin(row['compared'])} wordings are compared"
    if row["first"] is None:
        return f"{said}; date unknown."
    span = day(row["first"]) if row["first"] == row["last"] else f"{day(row['first'])} to {day(row['last'])}"
    undated = f", date unknown for {thin(row['undated'])}" if row["undated"] else ""
    return f"{said}; {span}{undated}."


def parts(row: Mapping[str, Any], view: View) -> str:
    """The parts of the page, each with an address of its own."""
    links = [
        link(
            replace(view, part=part, card="", statement=""),
            TITLES[part] + (f" {thin(row['cards'])}" if part == "cards" else ""),
            "here" if part == view.part else "",
            aria_current="page" if part == view.part else "false",
        )
        for part in PARTS
    ]
    return f'<nav class="pages parts" aria-label="Parts of the story">{"".join(links)}</nav>'


def both(view: View, tellings: Sequence[Telling]) -> View:
    """The view with two tellings side by side: those asked for, if they are there, or the first two that differ."""
    names = [one.name for one in tellings]
    left = view.left if view.left in names else next((name for name in names if name != view.right), "")
    right = view.right if view.right in names and view.right != left else next((name for name in names if name != left), "")
    return replace(view, left=left, right=right) if left and right else replace(view, left="", right="")


def nothing_said(row: Mapping[str, Any], view: View) -> str:
    """What to say where the story holds no statement, or none that fits the filters."""
    if view.selection == Selection(stories=view.selection.stories):
        where = "this article" if row["articles"] == 1 else "these articles"
        return f'<p class="empty">No statement was found in {where}: nobody is quoted or reported there.</p>'
    return (
        f'<p class="empty">No statement of this story fits the filters; {link(story_view(View(), row["story_id"]), "show all of it")}.</p>'
    )


def no_story(found: Sequence[Mapping[str, Any]], view: View) -> str:
    """What to say where the address names no story, or several."""
    if not found:
        return f'<p class="empty">No story is open. Choose one in the {link(narrowed(view, "stories", stories=()), "list of stories")}.</p>'
    items = "".join(f"<li>{link(story_view(view, row['story_id']), esc(row['title'] or 'Untitled story'))}</li>" for row in found)
    return f'<p class="empty">The address names several stories; choose one:</p><ul>{items}</ul>'
