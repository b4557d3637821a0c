"""Pieces of HTML: every text from outside passes `esc`, every link is a view."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

import pandas as pd

from analytics.charts.palette import SIGNS, WORDS
from analytics.export.view import View, url


def esc(text: object) -> str:
    """Text as HTML shows it, whatever it holds."""
    return html.escape(str(text), quote=True).replace("\0", "\ufffd")


def link(view: View, inner: str, cls: str = "", title: str = "", **attributes: str) -> str:
    """A link to a view around HTML; data attributes by name."""
    more = "".join(f' {name.rstrip("_").replace("_", "-")}="{esc(value)}"' for name, value in attributes.items())
    hint = f' title="{esc(title)}"' if title else ""
    return f'<a class="view {cls}" href="{esc(url(view))}"{hint}{more}>{inner}</a>'


def cut(text: str, most: int) -> str:
    """The beginning of a text, to the end of a word."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def figure(n: int, view: View, cls: str = "n", inner: str = "", title: str = "") -> str:
    """A number of statements that opens the list of them."""
    shown = inner or thin(n)
    hint = title or ("1 statement" if n == 1 else f"{thin(n)} statements")
    return link(view, shown, cls, hint, data_n=str(n)) if n else f'<span class="{cls} nil">{shown}</span>'


def thin(n: int) -> str:
    """A number with thin spaces between thousands."""
    return f"{n:,}".replace(",", "\u202f")


def percent(part: float, whole: float) -> str:
    """A share; one that rounds to nothing is told from nothing.

    >>> percent(1, 3), percent(1, 999), percent(0, 9)
    ('33%', '<1%', '0%')
    """
    return "<1%" if 0 < part / whole < 0.005 else f"{part / whole:.0%}"


def sign(position: str | None, word: bool = False) -> str:
    """The sign of a position, with its word beside it or on hover."""
    name = position or "none"
    beside = f" {WORDS[name]}" if word else ""
    label = "" if word else f' title="{WORDS[name]}" aria-label="{WORDS[name]}" role="img"'
    return f'<span class="sign {name}"{label}>{SIGNS[name]}</span>{beside}'


def chip(*words: str | None, cls: str = "") -> str:
    """A small label, its words parted by dots; nothing without words."""
    said = " · ".join(esc(word) for word in words if word and word not in ("none", "unknown"))
    return f'<span class="chip {cls}">{said}</span>' if said else ""


def plural(n: int, one: str, many: str = "") -> str:
    """The word for a number of things."""
    return one if n == 1 else many or f"{one}s"


def day(published: object, precision: str = "day", how: str = "stated") -> str:
    """A date as exactly as it is known."""
    if published is None or pd.isna(published):  # type: ignore[call-overload]
        return '<span class="chip unknown">date unknown</span>'
    stamp = pd.Timestamp(published)  # type: ignore[arg-type]
    shown = {"month": stamp.strftime("%b %Y"), "year": stamp.strftime("%Y")}.get(precision, stamp.strftime("%Y-%m-%d"))
    note = ' class="inferred" title="inferred from the text, not stated"' if how == "inferred" else ""
    return f'<time datetime="{stamp.date().isoformat()}"{note}>{shown}</time>'


def moment(written: str) -> str:
    """A moment in ISO 8601 as it is shown: 2026-11-22 12:07 UTC."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)\S*Z", written)
    return f"{match[1]} {match[2]} UTC" if match else esc(written)


def right(cell: str) -> str:
    """A table's cell of numbers."""
    return f'<td class="r nowrap">{cell}</td>'


def table(head: Iterable[str], rows: Iterable[Iterable[str]], cls: str = "") -> str:
    """A table of HTML cells; a cell that begins with `<td` or `<th` is taken whole."""
    rows = [list(row) for row in rows]
    numbers = {n for row in rows[:1] for n, cell in enumerate(row) if cell.startswith('<td class="r')}
    top = "".join(f'<th class="r">{cell}</th>' if n in numbers else f"<th>{cell}</th>" for n, cell in enumerate(head))
    body = "".join(
        "<tr>" + "".join(cell if cell.startswith("<t") and cell[2:3] in "dh" else f"<td>{cell}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table class="{cls}"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def strip(counts: dict[str, int], views: dict[str, View]) -> str:
    """Shares of positions as a bar of signs with counts, each a link; widths follow the counts."""
    shown = [(name, counts[name]) for name in SIGNS if counts.get(name)]
    links = {name: figure(n, views[name], "n", f"{SIGNS[name]} {thin(n)}", f"{WORDS[name]}: {thin(n)}") for name, n in shown}
    parts = (f'<span class="share {name}" style="flex-grow:{n}">{links[name]}</span>' for name, n in shown)
    return f'<div class="strip">{"".join(parts)}</div>'
