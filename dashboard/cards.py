"""A statement as every list shows it: who, where they stand, the words, the chain, and the way to the sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.export.citations import cited, plain
from analytics.export.view import View, narrowed
from analytics.metrics.doubts import any_judged, judged
from analytics.metrics.listing import condition_words, listing, people
from analytics.records import Selection
from dashboard.citing import LINK, button, permalink
from dashboard.data import article_text, fetch, generation, kept, records
from dashboard.markup import chip, day, esc, link, sign
from dashboard.verdicts import by_statement as judgements
from dashboard.verdicts import mark

Row = Mapping[str, Any]
ANONYMOUS = {"unnamed official": "unnamed official", "leaked document": "leaked document", "document": "document", "generic group": "group"}
CONFIDENCE = {"conf_extraction": "is a statement", "conf_attribution": "is by these speakers", "conf_position": "takes this position"}


def cards(frame: pd.DataFrame, heads: pd.DataFrame, view: View) -> str:
    """All statements of a frame, each opening the reader with the view's filters kept."""
    actors = by_statement(heads)
    decided = verdicts_of(tuple(frame["statement_id"]))
    return "".join(
        card(row, actors.get(row["statement_id"], []), view, verdicts=decided.get(row["statement_id"], ())) for row in records(frame)
    )


def verdicts_of(ids: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    """What people decided on these statements."""
    return judgements(fetch(judged, Selection(), ids)) if ids and fetch(any_judged, Selection()) else {}


def by_statement(heads: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Actors by statement, in order."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in records(heads.sort_values(["statement_id", "ordinal"])):
        found.setdefault(row["statement_id"], []).append(row)
    return found


def card(row: Row, actors: Sequence[Row], view: View, chosen: bool = False, verdicts: Sequence[Row] = ()) -> str:
    """One statement."""
    opened = replace(view, page="reader", statement=row["statement_id"])
    words = link(opened, quotation(row["content"]), "words", "open in the article")
    when = day(row["published"], row["published_precision"], row["published_how"])
    return (
        f'<article class="card{" chosen" if chosen else ""}" id="s-{esc(row["statement_id"])}">'
        f'<header>{stance(row, view)}{condition(row)}{mark(verdicts)}<span class="when">{when}</span></header>'
        f'<div class="who">{who(row, actors, view)}<span class="cue">{cue(row)}</span></div>'
        f"{words}"
        f'<footer><span class="chain">{chain(row, view)}</span>{tools(row, opened)}</footer></article>'
    )


def quotation(content: str, longest: int = 480) -> str:
    """The words, cut where they would fill the page."""
    return esc(content if len(content) <= longest else content[:longest].rsplit(" ", 1)[0] + " …")


def stance(row: Row, view: View) -> str:
    """Sign, position and issue."""
    position, issue = row["position"], row["issue"]
    if not issue:
        return f'<span class="stance">{sign(None)} <span class="faint">no issue found</span></span>'
    on = link(narrowed(view, "positions", issues=(issue,)), esc(row["issue_name"] or issue), "issue", "who stands where on this")
    return f'<span class="stance">{sign(position, word=True)} · {on}</span>'


def condition(row: Row) -> str:
    """The words of a condition, in italics; nothing where no words of the text hold it."""
    words = condition_words(row, article_text) if row["position"] == "conditional" else ""
    return f'<span class="terms" title="the condition, in the statement’s words">{esc(words[:200])}</span>' if words else ""


def who(row: Row, actors: Sequence[Row], view: View) -> str:
    """The actors with country and kind, or the speaker's own words where nobody was named."""
    if actors:
        named = "".join(actor(one, view) for one in actors)
        cover = chip(ANONYMOUS.get(row["cover"] or "", "unnamed"), cls="hollow") if row["anonymous"] else ""
        said = (
            f'<span class="speaker" title="the speaker in the text’s own words">{esc(row["speaker"])}</span>'
            if differs(row, actors)
            else ""
        )
        return f"{named}{cover}{said}"
    speaker = f"<em>{esc(row['speaker'])}</em>" if row["speaker"] else '<em class="faint">no speaker named</em>'
    cover = ANONYMOUS.get(row["cover"] or "", "unnamed") if row["anonymous"] else "not identified"
    return f"{speaker} {chip(row['country'], cover, cls='hollow')}"


def differs(row: Row, actors: Sequence[Row]) -> bool:
    """Whether the text calls the speaker something else than the actor's name."""
    return bool(row["speaker"]) and row["speaker"] != " + ".join(one["name"] for one in actors)


def actor(one: Row, view: View) -> str:
    """An actor's name, opening their page, and a chip; why the link was made on hover."""
    name = link(
        narrowed(view, "actors", actors=(one["actor_id"],)), esc(one["name"]), "actor", one["reason"] or "all statements of this actor"
    )
    return f"<span>{name} {chip(one['country'], one['kind'])}</span>"


def cue(row: Row) -> str:
    """The reporting words, how the words are given, and what kind of statement it is."""
    parts = [
        esc(row["cue"]) if any(map(str.isalnum, row["cue"] or "")) else "",
        {"direct": "quoted", "indirect": "reported", "mixed": "partly quoted"}[row["mode"]],
    ]
    return " · ".join(part for part in parts if part)


def chain(row: Row, view: View) -> str:
    """Who passed the words on: relays, then the source, the weakest link underlined."""
    via = [
        f"← {link(narrowed(view, via=(name,)), esc(name), 'relay', 'all that it relays')}"
        for name in (row["via"] or "").split(" + ")
        if name
    ]
    source = esc(row["source"]) if row["source"] else '<u title="the article’s source is not known">unknown outlet</u>'
    title = f"“{esc(row['title'][:90])}”" if row["title"] else "untitled article"
    return f"{' '.join(via)} ← {source} · {title}, characters {place(row)}"


def place(row: Row) -> str:
    """First and last character of the words."""
    spans = json.loads(row["content_spans"])
    return f"{spans[0][0]}–{spans[-1][1]}" if spans else "unknown"


def tools(row: Row, opened: View) -> str:
    """Confidence, and what can be taken along: citation and link."""
    alone = permalink(row["statement_id"])
    cite = button("cite", plain(cited(row, {**row, "author": None}, "", generation().name, LINK)), alone)
    return f'<span class="tools">{confidence(row)}{cite}<button class="copy" data-url="{esc(alone)}">link</button></span>'


def confidence(row: Row) -> str:
    """Three small bars, in words on hover."""
    known: Iterable[tuple[str, float]] = [(words, float(row[name])) for name, words in CONFIDENCE.items() if row[name] is not None]
    known = [(words, value) for words, value in known if row["position"] or "position" not in words]
    hint = "; ".join(f"{words}: {value:.0%} sure" for words, value in known)
    bars = "".join(f'<i style="--h:{max(value, 0.08):.2f}"></i>' for _, value in known)
    return f'<span class="sure" title="{esc(hint)}" role="img" aria-label="{esc(hint)}">{bars}</span>'


def first_cards(view: View, most: int, page: int = 1, of: Selection | None = None) -> str:
    """The cards of a page of the view's statements, or of those of another selection, in the view's order."""
    asked = (view.sort, page, most)

    def made() -> str:
        frame = fetch(listing, of or view.selection, *asked)
        return cards(frame, fetch(people, Selection(), tuple(frame["statement_id"])), view)

    return kept(f"cards {asked}", view, made)
