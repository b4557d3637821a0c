"""Who takes which side on an issue: columns of actors, tiles of countries, strips by source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.charts.palette import SIGNS, WORDS
from analytics.export.view import View, narrowed
from dashboard.data import records
from dashboard.grids import shares, total
from dashboard.levels import PLURALS, called, of
from dashboard.markup import esc, figure, link, plural, sign, strip, table, thin
from dashboard.words import country_name

SIDES = ("support", "conditional", "neutral", "oppose")
VERBS = {
    "support": ("supports it", "support it"),
    "conditional": ("accepts it conditionally", "accept it conditionally"),
    "neutral": ("stays neutral", "stay neutral"),
    "oppose": ("opposes it", "oppose it"),
}
MOST = 16  # actors in one column


def issue_list(frame: pd.DataFrame, view: View) -> str:
    """All issues with their propositions and how statements divide."""
    rows = [
        [
            issue_title(row, view),
            f'<td style="width:46%">{shares(row, view)}</td>',
            f'<td class="r">{link(narrowed(view, "actors", issues=(row["issue"],)), thin(row["actors"]))}</td>',
            f'<td class="r">{total(row, view)}</td>',
        ]
        for row in records(frame)
    ]
    return table(["issue", "statements by position", "actors", "n"], rows)


def issue_title(row: Mapping[str, Any], view: View) -> str:
    """An issue's name over its proposition."""
    name = link(narrowed(view, "positions", issues=(row["issue"],)), esc(row["name"]))
    return f"{name}<br><span class='note faint'>{esc(row['proposition'] or '')}</span>"


def proposition(row: Mapping[str, Any]) -> str:
    """What the positions are towards."""
    return f'<p class="proposition">{esc(row["proposition"] or "No proposition is known for this issue.")}</p>'


def finding(row: Mapping[str, Any], people: pd.DataFrame, view: View) -> str:
    """How many take which side, in one line with its strip."""
    heads = people.groupby("position")["actor_id"].nunique()
    taken = [f"{thin(heads[side])} {verb(side, heads[side])}" for side in SIDES if heads.get(side)]
    said = f" {', '.join(taken)}." if taken else ""
    unplaced = figure(row["none"], narrowed(view, "statements", positions=("none",)))
    rest = f" {sign('none')} {unplaced} without a position." if row["none"] else ""
    return f'<p class="note">{thin(row["actors"])} {plural(row["actors"], "actor")} spoke on this.{said}{rest}</p>{shares(row, view)}'


def verb(side: str, n: int) -> str:
    """What actors of a side do."""
    one, many = VERBS[side]
    return one if n == 1 else many


def columns(frame: pd.DataFrame, view: View) -> str:
    """A column per side with its actors, grouped by country."""
    parts = []
    for side in SIDES:
        rows = records(frame[frame["position"] == side])
        n = len(rows)
        who = plural(n, view.by, PLURALS[view.by])
        head = f"<h3>{sign(side)} {WORDS[side]} <span class='faint'>{thin(n)} {who}</span></h3>"
        body = grouped(rows[:MOST], side, view) or '<p class="faint note">nobody identified</p>'
        more = f"<p class='note'>{link(narrowed(view, 'actors', positions=(side,)), f'all {thin(n)}')}</p>" if n > MOST else ""
        parts.append(f'<section class="{side}">{head}{body}{more}</section>')
    return f'<div class="columns">{"".join(parts)}</div>'


def grouped(rows: list[dict[str, Any]], side: str, view: View) -> str:
    """Actors under their countries, the most vocal country first."""
    by_country: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_country.setdefault(row["country"] if view.by in ("actor", "institution") else "", []).append(row)
    found = []
    for country, people in by_country.items():
        lines = "".join(f"<li>{person(row, side, view)}</li>" for row in people)
        found.append((f"<h5>{esc(country_name(country))}</h5>" if country else "") + f"<ul>{lines}</ul>")
    return "".join(found)


def person(row: Mapping[str, Any], side: str, view: View) -> str:
    """An actor and the number of statements that take this side."""
    there = of(view, "statements", row["actor_id"], view.by, positions=(side,))
    name = link(of(view, "actors", row["actor_id"], view.by), esc(called(row["actor_id"], row["name"], view.by)))
    copies = f" <span class='faint'>{thin(row['independent'])} indep.</span>" if row["independent"] < row["statements"] else ""
    return f"<span>{name}{copies}</span>{figure(row['statements'], there)}"


def terms(frame: pd.DataFrame, view: View, most: int) -> str:
    """What conditional positions depend on, each with who says so."""
    lines = []
    for row in records(frame.head(most)):
        words = link(narrowed_to(view, row["statement_id"]), esc(row["condition"][:240]), "terms")
        lines.append(f"<li>{words}<span class='faint'>{esc(row['actors'] or row['speaker'] or 'unnamed')}</span></li>")
    every = link(narrowed(view, "statements", positions=("conditional",)), "all conditional statements")
    more = f"<p class='note'>{every}</p>" if len(frame) > most else ""
    return f"<h3>On condition</h3><ul class='rows queue'>{''.join(lines)}</ul>{more}" if lines else ""


def narrowed_to(view: View, statement: str) -> View:
    """The reader at a statement, with the view's filters kept."""
    return replace(view, page="reader", statement=statement)


def tiles(frame: pd.DataFrame, view: View) -> str:
    """A tile per country with its two most frequent positions and their counts; for and against stand side by side, never as one."""
    wide = frame.pivot(index="country", columns="position", values="statements").fillna(0).astype(int)
    order = wide.sum(axis=1).sort_values(ascending=False).index
    found = []
    for country in order:
        counts = {name: int(wide.loc[country].get(name, 0)) for name in SIGNS}
        sided = sorted((name for name in SIDES if counts[name]), key=lambda name: -counts[name])[:2] or ["none"]
        n = sum(counts.values())
        words = f"{country_name(country)}, {thin(n)}: " + ", ".join(f"{WORDS[name]} {m}" for name, m in counts.items() if m)
        told = " ".join(f"{sign(name)}\u202f{thin(counts[name])}" for name in sided)
        inner = f"<b>{esc(country) if country != 'none' else '–'}</b><span>{told}</span>"
        found.append(link(narrowed(view, "statements", countries=(country,)), inner, "tile", words, data_n=str(n)))
    note = '<p class="note">A country’s two most frequent positions; all of them on hover. – stands for no known country.</p>'
    return f'<div class="tiles">{"".join(found)}</div>{note}'


def by_source(frame: pd.DataFrame, view: View, most: int = 15) -> str:
    """Each source's statements by position."""
    rows = []
    for row in records(frame.head(most)):
        there = narrowed(view, "statements", sources=(row["source"],))
        views = {name: narrowed(there, positions=(name,)) for name in SIGNS}
        rows.append([esc(row["source"]), f'<td style="width:55%">{strip({name: row[name] for name in SIGNS}, views)}</td>',
                     f'<td class="r">{figure(row["statements"], there)}</td>'])  # fmt: skip
    return table(["source", "by position", "n"], rows)
