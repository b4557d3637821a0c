"""Claims by source: who asserts, relays or denies each, and in whose text it isn't found."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.export.view import View
from analytics.stories.claims import Claim, rows
from analytics.stories.telling import Telling
from dashboard.markup import cut, esc, link, plural, table, thin
from dashboard.sidebyside import in_article, outlet

SIGNS = {"asserts": "●", "relays": "→", "denies": "✕"}
MEANING = (
    "Asserts: in the outlet’s own voice. Relays: as somebody’s statement. Denies: says, or reports, that it isn’t so. "
    "Not found: not in what we hold of this telling; whether the outlet left it out can’t be known from that."
)
MOST, COLUMNS, LONGEST = 80, 8, 220


def claims_part(tellings: Sequence[Telling]) -> str:
    """The matrix, claims of most tellings first."""
    if len(tellings) < 2:
        return '<p class="empty">One text tells this story: there is nothing to hold its claims against.</p>'
    found = rows(tellings)
    if not found:
        return '<p class="empty">No claim that could be compared was found in these texts.</p>'
    columns = list(enumerate(tellings))[:COLUMNS]
    shown = [claim for claim in found if any(index in claim.units for index, _ in columns)][:MOST]
    heads = ["claim", *(outlet(telling) for _, telling in columns)]
    body = [[f"<td>{esc(cut(claim.text, LONGEST))}</td>", *(cell(claim, index, telling) for index, telling in columns)] for claim in shown]
    shared = sum(len(claim.units) > 1 for claim in found)
    rest = f" The first {thin(len(shown))} are shown." if len(shown) < len(found) else ""
    rest += f" The first {COLUMNS} of {thin(len(tellings))} tellings are shown." if len(tellings) > COLUMNS else ""
    said = f"{thin(len(found))} {plural(len(found), 'claim')}, {thin(shared)} of them in several tellings.{rest}"
    return f'<p class="finding">{said}</p>{table(heads, body, "claims")}<p class="note">{MEANING}</p>'


def cell(claim: Claim, index: int, telling: Telling) -> str:
    """What one telling does with a claim, opening the place."""
    unit = claim.units.get(index)
    whose = esc(cut(telling.article.source or telling.article.title or f"telling {index + 1}", 34))
    if unit is None:
        return f'<td class="nil" data-of="{whose}">not found in what we hold</td>'
    what = claim.cells[index]
    there = View(page="reader", statement=unit.said.id) if unit.said else in_article(telling, unit.span)
    return f"<td data-of='{whose}'>{link(there, f'{SIGNS[what]} {what}', what, cut(unit.text, LONGEST))}</td>"
