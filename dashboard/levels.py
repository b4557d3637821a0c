"""Speakers rolled up, person to institution to country to kind: the switch, what each is called, and the view of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analytics.export.view import LEVELS, View, narrowed
from analytics.metrics.levels import FIELDS
from dashboard.markup import link
from dashboard.words import country_name

PLURALS = {"actor": "actors", "institution": "institutions", "country": "countries", "kind": "kinds of actor"}


def switch(view: View) -> str:
    """The levels, each a link."""
    links = [link(replace(view, by=by, number=1), by, aria_current="true" if by == view.by else "false") for by in LEVELS]
    return f'<div class="sorts"><span class="faint">speakers by:</span>{"".join(links)}</div>'


def called(key: str, name: str, by: str) -> str:
    """What a speaker at a level is called."""
    return country_name(key) if by == "country" else "unidentified speakers" if by == "kind" and key == "unknown" else name


def of(view: View, page: str, key: str, by: str, **fields: Any) -> View:
    """A page for one speaker at a level; the page of an institution or country shows its actors."""
    there: Mapping[str, Any] = {FIELDS[by]: (key,)}
    return replace(narrowed(view, page, **{**there, **fields}), by=LEVELS[0] if page == "actors" else view.by)
