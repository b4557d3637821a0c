"""Where a report is sent from, by the line that agencies and papers begin it with."""

from __future__ import annotations

import re

from ..lexicon.places import place_in
from .chunks import chunks
from .naming import country_codes, place_code

LEAD = 500  # characters of a text in which its dateline stands
TOWN = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ'’.-]+){0,2}"
DATELINE = re.compile(
    rf"(?:^|\n\s*)(?P<town>{TOWN})(?:, (?P<land>[A-Z][\w.]*(?: [A-Z][\w.]*)?))?"
    r"(?:, [A-Z][a-z]+\.? \d{1,2})? ?(?:\([A-Z][\w ]+\) ?)?(?:[–—]|--|- )"
)


def sent_from(text: str) -> str | None:
    """The country of a text's dateline.

    >>> sent_from("ODESSA, Ukraine — Shots were heard."), sent_from("MOSCOW (AP) — Shots were heard."), sent_from("Shots were heard.")
    ('UKR', 'RUS', None)
    """
    found = DATELINE.search(text[:LEAD])
    if found is None:
        return None
    town, land = found.group("town").title(), found.group("land") or ""
    told = (code for one in (*chunks(land), *chunks(town)) if (code := place_code(one)) in country_codes())
    return place_in(f"in {land}") or place_in(f"in {town}") or next(told, None)
