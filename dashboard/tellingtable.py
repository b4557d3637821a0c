"""The tellings of a story in a table and on a time axis; two of them are chosen to stand side by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.charts.tellings import tellings_over_time
from analytics.export.view import View, narrowed
from dashboard.data import kept
from dashboard.markup import day, esc, figure, link, plural, table, thin

Row = Mapping[str, Any]
MOST = 40


def telling_table(members: Sequence[Row], compared: Collection[str], view: View) -> str:
    """The articles, copies last."""
    titles = {row["article_id"]: row for row in members}
    rows = [telling_row(row, titles, compared, view) for row in members[:MOST]]
    more = f'<p class="note">{thin(len(members) - MOST)} more articles aren’t listed.</p>' if len(members) > MOST else ""
    return table(["date", "source", "article", "statements", "side by side"], rows, "tellings") + more


def telling_row(row: Row, titles: Mapping[str, Row], compared: Collection[str], view: View) -> list[str]:
    """One article."""
    read = link(narrowed(view, "reader", articles=(row["article_id"],), stories=()), esc(row["title"] or "Untitled article"))
    original = titles.get(row["copy_of"]) if row["copy_of"] else None
    note = (
        f' <span class="chip">copy of {esc(original["source"] or "an article of unknown source") if original else "another"}</span>'
        if row["copy_of"]
        else ""
    )
    number = figure(row["statements"], narrowed(view, "statements", articles=(row["article_id"],), stories=()))
    source = esc(row["source"]) if row["source"] else '<span class="faint">unknown</span>'
    when = day(row["published"], row["published_precision"], row["published_how"])
    picks = side_links(row["article_id"], view) if row["article_id"] in compared else '<span class="faint">same text</span>'
    return [f'<td class="nowrap">{when}</td>', source, read + note, f'<td class="r">{number}</td>', f'<td class="nowrap">{picks}</td>']


def side_links(article: str, view: View) -> str:
    """Links that put an article on one side; on the other side's place the two are swapped."""
    links = []
    for side, other in (("left", "right"), ("right", "left")):
        fields: Any = {side: article}
        if getattr(view, other) == article:
            fields[other] = getattr(view, side)
        on = getattr(view, side) == article
        links.append(link(replace(view, **fields), f"{'■' if on else '□'} {side}", aria_pressed=str(on).lower()))
    return " ".join(links)


def timeline(members: Sequence[Row], view: View) -> None:
    """When each article came out, if two dates are known; the undated are told beside."""
    dated = [row for row in members if row["published"] is not None]
    undated = len(members) - len(dated)
    beside = f"{thin(undated)} {plural(undated, 'article')} without a date {'is' if undated == 1 else 'are'} not drawn. " if undated else ""
    if len({row["published"] for row in dated}) < 2:
        same = (
            f"All dated articles are of {day(dated[0]['published'], dated[0]['published_precision'])}."
            if dated
            else "No article bears a date: their order is unknown."
        )
        st.html(f'<p class="note">{beside}{same}</p>')
        return
    st.plotly_chart(
        kept("tellings over time", replace(view, part="", left="", right="", diff=""), lambda: tellings_over_time(dated)),
        config={"displayModeBar": False}, alt="Articles of the story over time, by source",
    )  # fmt: skip
    st.html(f'<p class="note">A filled mark is a text of its own, a hollow one a copy. {beside}</p>')
