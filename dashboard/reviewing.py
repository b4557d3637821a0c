"""The queue of what a person should look at: one reading at a time, decided by a click or a key."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.charts.palette import SIGNS, WORDS
from analytics.export.view import View
from analytics.judgements.judgement import judge, spans_of
from analytics.lexicon.issues import issues
from analytics.metrics.listing import of_ids
from analytics.records import POSITIONS, Selection
from dashboard.data import article_text, fetch, records
from dashboard.judging import as_value, author, decide, decision, save, undo, undoable
from dashboard.markup import chip, esc, link, plural, sign, thin
from dashboard.verdicts import ABOUT, signed, status, verdict
from dashboard.view import NOTHING

Row = Mapping[str, Any]
TITLES = {
    "position": "weak position", "country": "guessed country", "link": "doubtful speaker", "actor": "unresolved speaker",
    "statement": "doubtful statement", "judgements": "judgements that don’t fit",
}  # fmt: skip
QUESTIONS = {
    "country": "Is it {who}? No word names a country for this speaker; it was guessed.",
    "link": "Is it {who} who speaks?",
    "actor": "Who speaks here? Nobody could be named.",
    "statement": "Is this a statement at all, with these words?",
}
CONTEXT = 260  # characters before and after the words


def reasons(counts: Mapping[str, int], misfits: int, view: View) -> str:
    """What there is to review, by reason; each is a link that narrows the queue."""
    everything = {**{name: counts.get(name, 0) for name in TITLES}, "judgements": misfits}
    links = [
        link(
            replace(view, doubt="" if view.doubt == name else name, number=1, statement="", judge=""),
            f"{title} <span class='k'>{thin(everything[name])}</span>",
            "filter",
            aria_pressed="true" if view.doubt == name else "false",
        )
        for name, title in TITLES.items()
        if everything[name] or view.doubt == name
    ]
    return f'<p class="sorts reasons">{"".join(links)}</p>'


def row_of(identity: str) -> Row | None:
    """A statement's row with all that cards show; None where it is none any more."""
    return next(iter(records(fetch(of_ids, NOTHING, (identity,)))), None)


def question(row: Row, actors: Sequence[Row], doubt: str, sure: float, at: int, n: int) -> str:
    """What is asked about the statement, and how sure the machine is."""
    where = f"{thin(at)} of {thin(n)}, least certain first · {esc(TITLES[doubt])}, {sure:.0%} sure"
    why = "; ".join(esc(one["reason"]) for one in actors if one["reason"]) if doubt in ("country", "link") else ""
    reason = f' <span class="faint">({why})</span>' if why else ""
    return f'<p class="note">{where}</p><p class="question">{asked(row, actors, doubt)}{reason}</p>'


def asked(row: Row, actors: Sequence[Row], doubt: str) -> str:
    """The question itself, as HTML."""
    if doubt == "position":
        proposition = next((one.proposition for one in issues() if one.id == row["issue"]), "")
        return f"{sign(row['position'], word=True)}: “{esc(proposition or row['issue'])}”?"
    who = " and ".join(f"<b>{esc(one['name'])}</b> {chip(one['country'], one['kind'])}" for one in actors)
    return QUESTIONS[doubt].format(who=who)


def surroundings(row: Row) -> str:
    """The words marked in what stands around them."""
    text = article_text(row["article_id"])
    spans = spans_of(row, "content")
    begin, end = spans[0].start, spans[-1].end
    first, last = max(0, begin - CONTEXT), min(len(text), end + CONTEXT)
    first += (text[first:begin].find(" ") + 1) if first else 0
    if last < len(text) and " " in text[end:last]:
        last = text.rindex(" ", end, last)
    parts_of = {"words": spans, **{name: spans_of(row, name) for name in ("speaker", "cue")}}
    marks = sorted((*span, name) for name, found in parts_of.items() for span in found)
    parts, at = [], first
    for start, end, name in marks:
        if start >= at and end <= last:
            parts += [esc(text[at:start]), f'<mark class="{name}">{esc(text[start:end])}</mark>']
            at = end
    before, after = "… " if first else "", " …" if last < len(text) else ""
    return f'<blockquote class="context" dir="auto">{before}{"".join(parts)}{esc(text[at:last])}{after}</blockquote>'


def answers(row: Row, actors: Sequence[Row], doubt: str, view: View, n: int) -> None:
    """The buttons that decide, each with its key."""
    with st.container(horizontal=True):
        if doubt != "actor":
            st.button("Right", key="right", type="primary", shortcut="y", on_click=confirm, args=(row, actors, doubt))
        if doubt == "position":
            for key, side in enumerate(POSITIONS, 1):
                if side != row["position"]:
                    st.button(
                        f"{SIGNS[side]} {WORDS[side]}", key=f"side{key}", shortcut=str(key), on_click=decide,
                        args=(row, "position", {"position": side, "towards": row["issue"], "condition": None}),
                    )  # fmt: skip
            st.button("○ none", key="side0", shortcut="0", on_click=decide,
                      args=(row, "position", {"position": None, "towards": row["issue"], "condition": None}))  # fmt: skip
            st.button("another issue", key="off", shortcut="o", on_click=decide, args=(row, "issue", None))
        if doubt in ("actor", "link", "country"):
            st.button("nobody who can be named", key="nobody", shortcut="u", on_click=decide, args=(row, "speaker", []))
        if doubt == "country":
            st.button("right, but no country", key="nocountry", shortcut="n", on_click=countryless, args=(row, actors))
        st.button("no statement", key="nothing", shortcut="x", on_click=decide, args=(row, "statement", False))
    ways = [
        link(replace(view, number=view.number - 1, judge=""), "← back (k)", data_key="k") if view.number > 1 else "",
        link(replace(view, number=view.number + 1, judge=""), "skip (j) →", data_key="j") if view.number < n else "",
        link(replace(view, judge="" if view.judge else "yes"), "close the form (c)" if view.judge else "correct (c)", data_key="c"),
        link(View(page="reader", selection=Selection(), statement=row["statement_id"]), "open in article"),
    ]
    st.html(f'<p class="sorts">{"".join(ways)}</p>')


def confirm(row: Row, actors: Sequence[Row], doubt: str) -> None:
    """Keep that the machine is right in this respect."""
    if doubt == "position":
        span = [int(row["condition_start"]), int(row["condition_end"])] if row["condition_start"] is not None else None
        decide(row, "position", {"position": row["position"], "towards": row["issue"], "condition": span})
    elif doubt == "statement":
        decide(row, "statement", True)
    else:
        decide(row, "speaker", [as_value(one) for one in actors])


def countryless(row: Row, actors: Sequence[Row]) -> None:
    """Keep who speaks, without the country that was guessed."""
    save([decision(row, "speaker", [{**as_value(one), "country": None} for one in actors])])


def queue(frame: Any, first: int, view: View) -> str:
    """What comes next, each a link."""
    lines = []
    for number, row in enumerate(records(frame), first):
        there = link(replace(view, number=number, judge=""), esc(row["content"][:110]))
        lines.append(f"<li>{there}<span class='faint'>{esc(TITLES[row['doubt']])} {row['sure']:.0%}</span></li>")
    return f'<h3>Next</h3><ul class="rows queue">{"".join(lines)}</ul>' if lines else ""


def misfits(frame: Any, view: View) -> None:
    """Judgements that were not followed: why, and what can be done."""
    for row in records(frame):
        told = f"{status(row)} {esc(row['reason'])}"
        if not row["judgement_id"] or not row["value"]:
            st.html(f'<div class="misfit"><p>{told} <span class="faint">{esc(row["judgement_id"])}</span></p></div>')
            continue
        value = json.loads(row["value"])
        words = f"<p class='words'>{esc(row['words'][:300])}</p>" if row["words"] else ""
        said = f"<b>{esc(verdict(row['about'], value))}</b> <span class='faint'>{esc(signed(row))}, about {esc(ABOUT[row['about']])}</span>"
        st.html(f'<div class="misfit"><p>{told}</p><p>{said}</p>{words}{candidate(row)}</div>')
        with st.container(horizontal=True):
            if row["candidate"] and row["about"] != "same":
                label = "Follow this one" if row["status"] == "conflicting" else "It holds here too"
                st.button(label, key=f"here-{row['judgement_id']}", on_click=carry, args=(row, value))
            st.button("Take it back", key=f"drop-{row['judgement_id']}", on_click=undo, args=((row["judgement_id"],),), type="tertiary")


def candidate(row: Row) -> str:
    """The statement that a moved judgement may be about now."""
    found = row_of(row["candidate"]) if row["candidate"] else None
    if found is None:
        return ""
    there = link(View(page="reader", selection=Selection(), statement=found["statement_id"]), esc(found["content"][:300]))
    where = "in" if row["status"] == "conflicting" else "perhaps now"
    return f"<p class='note'>{where}: {there} <span class='faint'>{esc(found['source'] or 'source unknown')}</span></p>"


def carry(row: Row, value: Any) -> None:
    """Decide the same on the statement that a judgement is or may be about, in the stead of all that decide it now."""
    found = row_of(row["candidate"])
    if found is not None:
        save([judge("undo", row["judgement_id"], author()), decision(found, row["about"], value)])


def followed(frame: Any) -> None:
    """What was decided last, each with the way back."""
    rows = records(frame.drop_duplicates("judgement_id"))
    if rows:
        st.html("<h3>Decided last</h3>")
    for one in rows:
        words = f" · “{one['words'][:60]}”" if one["words"] else ""
        told = f"{verdict(one['about'], json.loads(one['value']))}{words} · {signed(one)}"
        undoable(told, one["judgement_id"], f"undo-{one['judgement_id']}")


def left(n: int) -> str:
    """How much there is to look at, in words."""
    return (
        f"<b>{thin(n)}</b> {plural(n, 'reading')} to look at, least certain first. Every decision is kept with your name and can be undone."
    )
