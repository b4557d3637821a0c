"""One actor: names, office with dates, whom they speak for, and why the texts' words are taken for theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics.export.view import View, narrowed
from analytics.lexicon import outlets
from analytics.lexicon.actors import Listed, Office, actor_ids
from analytics.lexicon.ladder import institution
from dashboard.data import records
from dashboard.markup import chip, esc, figure, link, plural, table, thin
from dashboard.people import seen, sources_told
from dashboard.words import country_name

Row = Mapping[str, Any]


def portrait(row: Row, view: View) -> str:
    """Who it is, by the tables; then how often, where and since when it is heard."""
    known = actor_ids().get(row["actor_id"])
    undated = figure(row["undated"], narrowed(view, "statements", undated="only", start=None, end=None))
    late = f" · {undated} undated" if row["undated"] else ""
    return (
        f'<p class="note">{chip(row["country"], row["kind"])} {sources_told(row)} · seen {seen(row)}{late}</p>'
        f'<dl class="fields">{"".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in told(row, known, view))}</dl>'
    )


def told(row: Row, known: Listed | None, view: View) -> list[tuple[str, str]]:
    """Names and values of what is known."""
    if known is None:
        outlet = next((one for one in outlets() if one.id == row["actor_id"]), None)
        if outlet is not None:
            return [("also called", names(outlet.aliases)), ("owner", esc(outlet.ownership)), ("speaks for", "itself")]
        return [("known from", "the texts only: it stands in no table, so country and kind are as far as the texts tell")]
    pairs = [("also called", names((*known.aliases, *known.short, *known.exact)))]
    if known.offices:
        pairs.append(("office", "<br>".join(office_told(one, view) for one in reversed(known.offices))))
    pairs.append(("speaks for", speaks(known, view)))
    return [pair for pair in pairs if pair[1]]


def names(given: tuple[str, ...]) -> str:
    """Other names, in the order of the table."""
    return ", ".join(dict.fromkeys(esc(name) for name in given))


def office_told(office: Office, view: View) -> str:
    """An office with its days, and what its holder speaks for."""
    begins = office.start.isoformat() if office.start else "?"
    ends = office.end.isoformat() if office.end else "now, or end unknown"
    return f"{esc(office.role.replace('-', ' '))}, {esc(country_name(office.of))} <span class='faint'>{begins} – {ends}</span>"


def speaks(known: Listed, view: View) -> str:
    """From the person to the institution to the country, each a link; by the last office where there are several."""
    if not known.offices:
        code = known.speaks_for
        return link(narrowed(view, "actors", actors=(), countries=(code,)), esc(country_name(code))) if code else "itself, not its country"
    place = institution(known.offices[-1])
    if place is None:
        return "themselves, not a state or institution"
    body = link(narrowed(view, "actors", actors=(), institutions=(place[0],)), esc(place[1]))
    code = known.country
    listed = actor_ids().get(place[0])
    if listed is not None:
        code = listed.country
    state = link(narrowed(view, "actors", actors=(), countries=(code,)), esc(country_name(code))) if code else ""
    several = " <span class='faint'>(by the last office; each statement goes by its date)</span>" if len(known.offices) > 1 else ""
    return (f"{body} → {state}" if state and country_name(code or "") != place[1] else body) + several


def reasons(frame: pd.DataFrame, view: View) -> str:
    """The texts' words for the actor, why they are taken for it, and how surely; the least sure links are told apart."""
    if frame.empty:
        return ""
    rows = []
    for row in records(frame):
        n = row["statements"]
        number = figure(n, narrowed(view, "statements", called=(row["called"],))) if linkable(row["called"]) else thin(n)
        sure = f"{row['sure']:.0%}" + (
            f" <span class='faint'>least {row['least']:.0%}</span>" if row["least"] < row["sure"] - 0.005 else ""
        )
        called = f"“{esc(row['called'][:80])}”" if row["called"] else '<span class="faint">no words: the source itself speaks</span>'
        example = link(View(page="reader", statement=row["example"]), "example")
        why = esc("; ".join(dict.fromkeys(row["reasons"].split("\n"))))
        rows.append([called, why, f'<td class="r">{number}</td>', f'<td class="nowrap">{sure}</td>', example])
    title = f"<h3>Why {plural(len(rows), 'this link', 'these links')}</h3>"
    return title + table(["called in the texts", "taken for it because", "statements", "sure", ""], rows)


def linkable(words: str | None) -> bool:
    """Whether a wording can stand in an address."""
    return bool(words) and len(words or "") <= 200 and (words or "").isprintable()
