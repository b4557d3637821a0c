"""Deciding: a judgement is kept at once, and a new generation shows it on the same page."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from analytics.errors import NarrativesError
from analytics.export.lines import flat
from analytics.judgements.judgement import UNKNOWN, Judgement, judge, place
from analytics.judgements.log import record
from analytics.store.generation import rejudge
from dashboard.data import article_text, store_dir, writable
from dashboard.verdicts import machine_said, verdict

AUTHOR, LAST, NOTICE = "judging_author", "judging_last", "judging_notice"
PATIENCE = 4.0  # seconds to wait for another writer

Row = Mapping[str, Any]


def author() -> str:
    """Who is deciding: as said in this session."""
    return str(st.session_state.get(AUTHOR) or UNKNOWN)


def ask_author() -> None:
    """Ask once for the name that judgements are signed with."""
    st.text_input(
        "Your name, for what you decide", value=st.session_state.get(AUTHOR, ""), key="author_field", max_chars=60,
        placeholder="unknown", on_change=lambda: st.session_state.update({AUTHOR: flat(st.session_state["author_field"])}),
    )  # fmt: skip


def decide(row: Row, about: str, value: Any, machine: Row | None = None) -> None:
    """Keep one decision on a statement and show it."""
    save([decision(row, about, value, machine)])


def decision(row: Row, about: str, value: Any, machine: Row | None = None) -> Judgement:
    """A decision on a statement, with what the machine said."""
    where = place(row, article_text(row["article_id"]))
    return judge(about, value, author(), **where, machine=machine_said(about, machine or row))


def as_value(actor: Row) -> dict[str, Any]:
    """An actor as a judgement keeps it."""
    return {"id": actor["actor_id"], "name": actor["name"], "country": actor["country"], "kind": actor["kind"]}


def save(made: Sequence[Judgement]) -> None:
    """Keep decisions, and let the next page show them."""
    if not made:
        return
    if not writable():
        st.session_state[NOTICE] = "Not kept: this dashboard only reads its store."
        return
    try:
        written = record(store_dir(), made)
    except OSError as problem:
        st.session_state[NOTICE] = f"Not kept: the store {store_dir()} can't be written to ({problem.strerror})."
        return
    told = "; ".join(verdict(one.about, one.value) for one in written if one.about != "undo")
    st.session_state[LAST] = tuple(one.id for one in written if one.about != "undo")
    st.session_state[NOTICE] = f"Judged {told}." if told else "Taken back."
    refresh()


def undo(ids: Sequence[str]) -> None:
    """Take decisions back."""
    save([judge("undo", identity, author()) for identity in ids])


def undoable(told: str, identity: str, key: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """A line on a decision, with the way back."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text(told, width=width)
        st.button("undo", key=key, on_click=undo, args=((identity,),), type="tertiary")


def refresh() -> None:
    """Make the generation that shows what is decided; where another run is writing, say that it comes later."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            rejudge(store_dir())
            return
        except NarrativesError as problem:
            if time.monotonic() > until:
                st.session_state[NOTICE] = f"{st.session_state.get(NOTICE, '')} It is kept, and shows with the next generation: {problem}"
                return
            time.sleep(0.3)


def notice() -> None:
    """What was just decided, with the way back."""
    told = st.session_state.pop(NOTICE, "")
    last = st.session_state.get(LAST, ())
    if told:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(told, width="content")
            if last:
                st.button("undo", key="undo_last", on_click=undo, args=(last,), type="tertiary", shortcut="z")
