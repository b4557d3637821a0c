"""The view in plain words: its filters one by one, and one sentence about what they leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from analytics.charts.palette import WORDS
from analytics.export.view import View
from analytics.lexicon.countries import country_codes
from analytics.records import Selection
from dashboard.markup import day, esc, plural, thin

Names = Mapping[str, Mapping[str, str]]
LONGEST = 40  # characters of a value, such as a story's title

LABELS = {
    "actors": "", "institutions": "speaking for ", "called": "called ", "countries": "", "kinds": "", "sources": "source: ", "via": "via ",
    "issues": "on ", "positions": "", "modes": "", "articles": "article: ", "stories": "story: ", "sourcing": "weakest link: ",
}  # fmt: skip
MODES = {"direct": "quoted", "indirect": "reported", "mixed": "partly quoted"}


class Filter(NamedTuple):
    """One active filter in words, and the view without it."""

    words: str
    without: View


def filters(view: View, names: Names) -> Iterator[Filter]:
    """The active filters, one for each value."""
    chosen = view.selection
    if chosen.text:
        yield taken_off(view, f"holds “{chosen.text}”", text="")
    for field, label in LABELS.items():
        values = getattr(chosen, field)
        for value in values:
            yield taken_off(view, label + called(field, value, names), **{field: tuple(v for v in values if v != value)})
    if chosen.named:
        yield taken_off(view, f"{chosen.named} speakers", named="")
    if chosen.start:
        yield taken_off(view, f"from {chosen.start.isoformat()}", start=None)
    if chosen.end:
        yield taken_off(view, f"to {chosen.end.isoformat()}", end=None)
    if chosen.undated is not True:
        yield taken_off(view, "undated only" if chosen.undated == "only" else "dated only", undated=True)


def taken_off(view: View, words: str, **fields: Any) -> Filter:
    """A filter with the view that lacks it."""
    return Filter(words, replace(view, selection=replace(view.selection, **fields), statement="", number=1))


SAID = {
    "positions": WORDS,
    "modes": MODES,
    "issues": {"none": "no issue"},
    "via": {"any": "anyone"},
    "kinds": {"unknown": "unidentified speakers"},
}


def called(field: str, value: str, names: Names) -> str:
    """A value as people say it."""
    if field == "countries":
        name = country_name(value)
        return name if value in (name, "none") else f"{name} ({value})"
    name = SAID.get(field, {}).get(value) or names.get(field, {}).get(value, value)
    return name if len(name) <= LONGEST else f"{name[:LONGEST]}…"


def country_name(code: str) -> str:
    """A country's name, or the code of what has none."""
    if code == "none":
        return "no country"
    found = country_codes().get(code)
    return found.name if found else code


def sentence(figures: Mapping[str, Any]) -> str:
    """What is selected: "41 statements by 14 actors in 2 articles; date unknown for all"."""
    n, undated = figures["statements"], figures["undated"]
    if not n:
        return "No statements match these filters."
    said = f"<b>{thin(n)}</b> {plural(n, 'statement')} by {thin(figures['actors'])} {plural(figures['actors'], 'actor')}"
    said += f" in {thin(figures['articles'])} {plural(figures['articles'], 'article')}"
    return said + f"; {dating(n, undated, figures)}."


def dating(n: int, undated: int, figures: Mapping[str, Any]) -> str:
    """The dates of the selected statements."""
    if undated == n:
        return "date unknown for all" if n > 1 else "date unknown"
    first, last = (day(figures[end], figures[f"{end}_precision"]) for end in ("first", "last"))
    span = first if first == last else f"{first} to {last}"
    return f"{span}, date unknown for {thin(undated)}" if undated else span


def loosen(view: View, counts: Mapping[str, int]) -> str:
    """What taking off each filter would bring, most first; `counts` by the filter's words."""
    best = sorted(counts.items(), key=lambda item: -item[1])[:4]
    return "; ".join(f"without <b>{esc(words)}</b>: {thin(n)}" for words, n in best if n)


def everything(page: str) -> View:
    """The page without any filter."""
    return View(page=page, selection=Selection())
