"""Tables about sources, the articles they published and the agencies they rely on."""

from __future__ import annotations

import pandas as pd

from analytics.export.view import View, narrowed
from dashboard.data import records
from dashboard.markup import day, esc, figure, link, percent, plural, right, table, thin


def source_table(frame: pd.DataFrame, quoted: pd.DataFrame, total: int, view: View) -> str:
    """Per source: how much, how named, how relayed, and whom it quotes most."""
    heads: dict[str, list[str]] = {}
    for row in records(quoted):
        there = narrowed(view, "statements", sources=(row["source"],), actors=(row["actor_id"],))
        name = link(narrowed(view, "actors", actors=(row["actor_id"],)), esc(row["name"]))
        heads.setdefault(row["source"], []).append(f"{name} {figure(row['statements'], there)}")
    rows = []
    for row in records(frame):
        there = narrowed(view, "statements", sources=(row["source"],))
        name = esc(row["source"]) if row["source"] != "unknown" else "<em>unknown</em>"
        rows.append([
            link(narrowed(view, sources=(row["source"],)), name),
            right(link(narrowed(view, sources=(row["source"],)), thin(row["articles"]), title="the articles below")),
            right(figure(row["statements"], there)),
            right(esc(percent(row["statements"], total))),
            right(figure(row["named"], narrowed(there, named="named"))),
            right(part(row["unnamed"], row["statements"], narrowed(there, named="unnamed"))),
            right(part(row["relayed"], row["statements"], relayed(there))),
            f'<td class="most">{", ".join(heads.get(row["source"], []))}</td>',
        ])  # fmt: skip
    titles = [
        "source",
        "articles",
        "statements",
        "share",
        "named",
        "unnamed",
        "relayed",
        "quotes most",
    ]
    return table(titles, rows)


def relayed(view: View) -> View:
    """The statements that somebody passes on, within the relays chosen."""
    return view if view.selection.via else narrowed(view, via=("any",))


def part(n: int, of: int, view: View) -> str:
    """A number with its share."""
    return f"{figure(n, view)} <span class='faint'>({esc(percent(n, of))})</span>" if n else figure(0, view)


def agency_table(frame: pd.DataFrame, view: View) -> str:
    """Outlets and agencies that the texts name as passing words on."""
    if frame.empty:
        return '<p class="faint">No text here names anyone who passed words on.</p>'
    rows = []
    for row in records(frame):
        there = narrowed(view, "statements", via=(row["via"],))
        used = f"{thin(row['sources'])} {plural(row['sources'], 'source')}" if row["sources"] else "source unknown"
        rows.append([link(narrowed(view, via=(row["via"],)), esc(row["via"])), right(figure(row["statements"], there)), right(used),
                     right(figure(row["unnamed"], narrowed(there, named="unnamed")))])  # fmt: skip
    return table(["relayed by", "statements", "used by", "unnamed"], rows)


def article_table(frame: pd.DataFrame, view: View) -> str:
    """Articles, newest first, each opening in the reader."""
    rows = []
    for row in records(frame):
        read = link(narrowed(view, "reader", articles=(row["article_id"],)), esc(row["title"] or "Untitled article"))
        there = narrowed(view, "statements", articles=(row["article_id"],))
        when = day(row["published"], row["published_precision"], row["published_how"])
        rows.append([f'<td class="nowrap">{when}</td>', read, esc(row["source"] or "unknown"), right(figure(row["statements"], there))])
    return table(["date", "article", "source", "statements"], rows)
