"""Tables about actors: all of them, one in a line, several beside each other, and who reports them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.charts.palette import SIGNS
from analytics.export.view import View, narrowed
from analytics.metrics.actors import actors
from dashboard.data import fetch, records
from dashboard.levels import called, of
from dashboard.markup import chip, day, esc, figure, link, plural, strip, table, thin

SIDES = ("support", "oppose")


def actor_list(frame: pd.DataFrame, view: View, size: int) -> str:
    """A page of the table of actors, or of what they are rolled up to."""
    rows = []
    for row in records(frame.iloc[(view.number - 1) * size : view.number * size]):
        there = of(view, "statements", row["actor_id"], view.by)
        views = {name: narrowed(there, positions=(name,)) for name in SIGNS}
        rows.append([
            f"{link(of(view, 'actors', row['actor_id'], view.by), esc(called(row['actor_id'], row['name'], view.by)))} "
            f"{chip(row['country'], row['kind'])}",
            f'<td class="r">{figure(row["statements"], there)}</td>',
            f'<td style="width:38%">{strip({name: row[name] for name in SIGNS}, views)}</td>',
            f'<td class="r">{thin(row["sources"]) if row["sources"] else "unknown"}</td>',
            f'<td class="nowrap">{seen(row)}</td>',
        ])  # fmt: skip
    return table([view.by, "statements", "by position", "sources", "first – last seen"], rows, "people")


def seen(row: Mapping[str, Any], never: str = "undated") -> str:
    """First and last day of an actor's statements or a source's articles; `never` where none is dated."""
    if row["first"] is None:
        return f'<span class="faint">{never}</span>'
    first, last = day(row["first"], row["first_precision"]), day(row["last"], row["last_precision"])
    return first if first == last else f"{first} – {last}"


def sources_told(row: Mapping[str, Any]) -> str:
    """How many sources are known to report an actor; an unknown one is none of them."""
    if not row["sources"]:
        return "source unknown"
    rest = f", source unknown for {thin(row['unsourced'])} {plural(row['unsourced'], 'statement')}" if row["unsourced"] else ""
    return f"{thin(row['sources'])} {plural(row['sources'], 'source')}{rest}"


def comparison(frame: pd.DataFrame, people: pd.DataFrame, view: View) -> str:
    """Issues by actors, in each cell the positions taken; a change or contradiction is named."""
    if frame.empty:
        return '<p class="faint">No position on a listed issue.</p>'
    heads = dict(zip(people["actor_id"], people["name"], strict=True))
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for row in records(frame):
        counts.setdefault((row["issue"], row["actor_id"]), {})[row["position"]] = row["statements"]
    order = frame.groupby("issue")["statements"].sum().sort_values(ascending=False).index
    titles = called_issues(frame)
    rows = []
    for issue in order:
        cells = [f"<td>{positions(counts.get((issue, actor), {}), actor, issue, view)}</td>" for actor in heads]
        rows.append([link(narrowed(view, "positions", issues=(issue,)), esc(titles.get(issue, issue))), *cells])
    return table(["issue", *(esc(name) for name in heads.values())], rows)


def called_issues(frame: pd.DataFrame) -> dict[str, str]:
    """Names of issues by id."""
    return dict(zip(frame["issue"], frame["issue_name"], strict=True))


def positions(counts: Mapping[str, int], actor: str, issue: str, view: View) -> str:
    """One actor's positions on an issue; empty where nothing was said."""
    if not counts:
        return ""
    views = {name: narrowed(view, "statements", actors=(actor,), issues=(issue,), positions=(name,)) for name in SIGNS}
    both = " <span class='note'>both for and against</span>" if all(counts.get(side) for side in SIDES) else ""
    return strip(dict(counts), views) + both


def reported_by(frame: pd.DataFrame, via: pd.DataFrame, people: pd.DataFrame, view: View, most: int = 8) -> str:
    """The sources and relays that carry the actors' words."""
    heads = dict(zip(people["actor_id"], people["name"], strict=True))
    if frame.empty:
        return ""
    names = [esc(name) for name in heads.values()]
    wide = lines(frame, "source", lambda name: narrowed(view, sources=(name,)), heads)[:most]
    through = lines(via, "via", lambda name: narrowed(view, via=(name,)), heads)[:most]
    return table(["source", *names], wide) + (table(["relayed by", *names], through) if through else "")


def lines(frame: pd.DataFrame, column: str, view_of: Callable[[str], View], heads: Mapping[str, str]) -> list[list[str]]:
    """One line per source or relay: its number for each actor."""
    counts = {(row[column], row["actor_id"]): row["statements"] for row in records(frame)}
    found = []
    for name in frame.groupby(column)["statements"].sum().sort_values(ascending=False).index:
        there = view_of(name)
        cells = []
        for actor in heads:
            n = counts.get((name, actor), 0)
            cells.append(f'<td class="r">{figure(n, narrowed(there, "statements", actors=(actor,))) if n else ""}</td>')
        found.append([link(there, esc(name)), *cells])
    return found


def others(view: View, most: int = 6) -> str:
    """Actors to compare with: the most quoted ones under the other filters."""
    chosen = view.selection
    rest = [
        row for row in records(fetch(actors, replace(chosen, actors=()), most + len(chosen.actors))) if row["actor_id"] not in chosen.actors
    ]
    links = [link(narrowed(view, actors=(*chosen.actors, row["actor_id"])), esc(row["name"])) for row in rest[:most]]
    return f'<p class="note">compare with: {" · ".join(links)}</p>' if links else ""
