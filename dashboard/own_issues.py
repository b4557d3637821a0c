"""The list of issues and the form for one of an analyst's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from analytics.errors import NarrativesError
from analytics.export.view import View, narrowed
from analytics.lexicon.issues import LISTS, Issue
from analytics.lexicon.own_issues import adopt, put, read_one, remove
from analytics.lexicon.tables import slug
from analytics.metrics.attempts import spoken_of
from analytics.metrics.listing import people
from dashboard.cards import cards
from dashboard.data import fetch, store_dir, writable
from dashboard.judging import refresh
from dashboard.markup import chip, esc, figure, link, table, thin
from dashboard.view import NOTHING, go, here

WRONG, DONE, TRIED = "issue_wrong", "issue_done", "issue_tried"
MOST = 8  # statements shown of those that words speak of
LABELS = {
    "cues": ("Cue words", "words that by themselves say what a statement is about, a line each: grain ... corridor|deal"),
    "hints": ("Hints", "words that do so only in company"),
    "against": ("Words for the opposite", "to welcome these is to oppose the proposition"),
    "pro": ("Words in favour", ""),
    "con": ("Words against it", ""),
    "veto": ("Words that mean something else", ""),
    "examples": ("Example sentences", "a line each, with the position they take: support: The corridor must stay open."),
}  # fmt: skip

READ_ONLY = "Not kept: this dashboard only reads its store."


def issue_table(listed: Sequence[Issue], mine: Sequence[str], counts: Mapping[str, int], view: View) -> str:
    """All issues with their propositions, what speaks of them, and how many statements are assigned."""
    rows = []
    for one in sorted(listed, key=lambda one: one.id not in mine):
        own = f" {chip('own')} {link(narrowed(view, 'issues', issues=(one.id,)), 'change', 'note')}" if one.id in mine else ""
        name = link(narrowed(view, "positions", issues=(one.id,)), esc(one.name))
        words = ", ".join(plainly(one.cues)) or "; ".join(sentence for _, sentence in one.examples[:2])
        rows.append([
            f'<td class="nowrap">{name}{own}</td>',
            f"{esc(one.proposition)}<br><span class='note faint'>{esc(words[:160])}</span>",
            f'<td class="r">{figure(counts.get(one.id, 0), narrowed(view, "statements", issues=(one.id,)))}</td>',
        ])  # fmt: skip
    return table(["issue", "proposition, and some of the words that speak of it", "statements"], rows)


def plainly(cues: Sequence[str], most: int = 6) -> list[str]:
    """Some cues as people would write them: the first of each word's alternatives, cut ones with an ellipsis, none that names a group."""
    written = (
        " ".join(word.split("|")[0].replace("*", "…") for word in cue.split() if word not in ("...", "+")) for cue in cues if "@" not in cue
    )
    return list(dict.fromkeys(written))[:most]


def form(one: Issue | None) -> None:
    """The form for a new issue, or for one of the analyst's own."""
    key = one.id if one else "new"
    with st.form(f"issue-{key}", border=True):
        st.text_input("Name", value=one.name if one else "", key=f"name-{key}", max_chars=60, placeholder="Grain corridor")
        st.text_input(
            "Id",
            value=one.id if one else "",
            key=f"id-{key}",
            max_chars=60,
            placeholder="made of the name: grain-corridor",
            disabled=bool(one),
        )
        st.text_area(
            "Proposition, which statements support or oppose", value=one.proposition if one else "", key=f"proposition-{key}", height=70,
            placeholder="Ukrainian grain should be shipped through a protected corridor.",
        )  # fmt: skip
        for field in ("cues", "examples"):
            lines(field, one, key)
        with st.expander("More words", expanded=False):
            for field in LISTS:
                if field not in ("cues", "examples"):
                    lines(field, one, key)
        with st.container(horizontal=True):
            st.form_submit_button("Save" if one else "Add the issue", type="primary", on_click=keep, args=(key, one.id if one else ""))
            st.form_submit_button("Try the words", on_click=attempt, args=(key, one.id if one else ""))
            if one:
                st.form_submit_button("Remove", on_click=take_out, args=(one.id,))


def lines(field: str, one: Issue | None, key: str) -> None:
    """A box for a list, a line each."""
    held = getattr(one, field) if one else ()
    shown = [f"{position}: {words}" if position else words for position, words in held] if field == "examples" else held
    label, hint = LABELS[field]
    st.text_area(label, value="\n".join(shown), key=f"{field}-{key}", height=90, placeholder=hint or None)


def written(key: str, instead: str) -> dict[str, Any]:
    """The form's issue."""
    said: dict[str, Any] = {name: str(st.session_state.get(f"{name}-{key}") or "").strip() for name in ("name", "id", "proposition")}
    said["id"] = instead or said["id"] or slug(said["name"])
    for field in LISTS:
        said[field] = [line.strip() for line in str(st.session_state.get(f"{field}-{key}") or "").splitlines() if line.strip()]
    return said


def attempt(key: str, instead: str) -> None:
    """Show which stored statements the form's words speak of, without keeping anything."""
    try:
        st.session_state[TRIED] = read_one(written(key, instead))
    except NarrativesError as problem:
        st.session_state[WRONG] = str(problem)


def tried(view: View) -> None:
    """What the words last tried speak of, in a sample of the stored statements."""
    one = st.session_state.pop(TRIED, None)
    if one is None:
        return
    found, looked = fetch(spoken_of, NOTHING, one)
    share = f"{len(found) / looked:.1%}" if looked else "none"
    st.html(f"<h3>What these words speak of</h3><p class='note'>{thin(len(found))} of {thin(looked)} statements looked at, {share}.</p>")
    rows = found.head(MOST)
    st.html(cards(rows, fetch(people, NOTHING, tuple(rows["statement_id"])), view) or '<p class="empty">None.</p>')


def keep(key: str, instead: str) -> None:
    """Write the form's issue, or say which rule it breaks."""
    said = written(key, instead)
    if not writable():
        st.session_state[WRONG] = READ_ONLY
        return
    try:
        made = put(store_dir(), said, instead)
    except (NarrativesError, OSError) as problem:
        st.session_state[WRONG] = str(problem)
        return
    adopt(store_dir())
    refresh()
    st.session_state[DONE] = f"{made.name} is kept. Find positions again to assign statements to it."
    if not instead:
        for name in ("name", "id", "proposition", *LISTS):
            st.session_state.pop(f"{name}-{key}", None)
    go(narrowed(here(), "issues", issues=()))


def take_out(identity: str) -> None:
    """Take an issue out of the table."""
    if not writable():
        st.session_state[WRONG] = READ_ONLY
        return
    remove(store_dir(), identity)
    adopt(store_dir())
    refresh()
    st.session_state[DONE] = "Removed. Its statements stay assigned until positions are found again."
    go(narrowed(here(), "issues", issues=()))


def told() -> None:
    """What came of the last save."""
    if problem := st.session_state.pop(WRONG, ""):
        st.html(f'<p class="ignored" role="alert">Not kept: {esc(problem)}.</p>')
    if done := st.session_state.pop(DONE, ""):
        st.html(f'<p class="note" role="status">{esc(done)}</p>')
