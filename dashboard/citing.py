"""Taking a statement along: its address with the data it was made on, and citations in five forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analytics.export.citations import FORMATS, cited
from analytics.export.view import View, url
from analytics.records import Selection
from dashboard.data import article_text, generation
from dashboard.markup import esc

LINK = "{{address}}"  # the script puts the statement's full address there

Row = Mapping[str, Any]


def permalink(statement: str) -> str:
    """The statement's own address, with the generation of the data it was made on."""
    return url(View(page="reader", selection=Selection(), statement=statement, generation=generation().name))


def cite_buttons(row: Row, about: Row) -> str:
    """A button for each form that copies the citation."""
    one = cited(row, about, article_text(row["article_id"]), generation().name, LINK)
    link = permalink(row["statement_id"])
    return " ".join(button(form, write(one), link) for form, write in FORMATS.items())


def button(name: str, text: str, link: str) -> str:
    """A button that copies a text."""
    return f'<button class="copy" data-copy="{esc(text)}" data-url="{esc(link)}">{esc(name)}</button>'


def changed_since(view: View) -> str:
    """What to say where the address was made on other data."""
    now = generation()
    if not view.generation or view.generation == now.name:
        return ""
    built = now.meta().get("built_at", "at an unknown time")
    same = view.generation.partition("-")[0] == now.name.partition("-")[0]
    what = "was worked out anew from the same articles" if same else "has changed"
    return (
        f'<p class="ignored" role="status">This link was made on the data of generation <code>{esc(view.generation)}</code>. '
        f"The data {what} since (now <code>{esc(now.name)}</code>, built {esc(built)}): actors, positions and the statement itself "
        "may read differently.</p>"
    )
