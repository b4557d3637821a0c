"""The form that corrects one statement in place: who speaks, on which issue, in which position, or that it is none."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from analytics.charts.palette import SIGNS, WORDS
from analytics.export.view import View
from analytics.judgements.judgement import Judgement, spans_of
from analytics.lexicon.issues import issues
from analytics.lexicon.tables import slug
from analytics.metrics.directory import directory
from analytics.metrics.listing import condition_words
from analytics.records import POSITIONS
from dashboard.data import article_text, fetch, kept, records
from dashboard.judging import as_value, decide, decision, save, undoable
from dashboard.verdicts import signed, verdict
from dashboard.view import NOTHING, go, here

Row = Mapping[str, Any]
NO_ISSUE = ""


def correction(row: Row, actors: Sequence[Row], machine: Row | None) -> None:
    """The form, filled with what counts now."""
    key = row["statement_id"]
    known = directory_by_id()
    known = {**known, **{one["actor_id"]: one for one in actors if one["actor_id"] not in known}}
    ids = [one["actor_id"] for one in actors]
    with st.form(f"correct-{key}", border=True):
        st.multiselect(
            "Who speaks", list(known), default=ids, format_func=lambda one: labelled(one, known), key=f"who-{key}",
            placeholder="nobody who can be named; type to find an actor, or write a name", accept_new_options=True,
        )  # fmt: skip
        options = [NO_ISSUE, *(one.id for one in issues())]
        options += [row["issue"]] if row["issue"] and row["issue"] not in options else []
        names = {one.id: one.name for one in issues()} | {NO_ISSUE: "another one, or none"}
        st.selectbox(
            "Issue", options, index=options.index(row["issue"] or NO_ISSUE), format_func=lambda one: names.get(one, one), key=f"on-{key}"
        )
        st.segmented_control(
            "Position towards its proposition", POSITIONS, default=row["position"], key=f"side-{key}",
            format_func=lambda one: f"{SIGNS[one]} {WORDS[one]}", help="none chosen: no position is taken",
        )  # fmt: skip
        st.text_input(
            "Condition, in the statement’s own words",
            value=condition_words(row, article_text),
            key=f"if-{key}",
            placeholder="for a conditional position",
        )
        with st.container(horizontal=True):
            st.form_submit_button("Save", type="primary", on_click=keep, args=(row, ids, known, machine), key=f"save-{key}")
            st.form_submit_button("This is no statement", on_click=dismiss, args=(row, machine), key=f"none-{key}")


def directory_by_id() -> dict[str, Row]:
    """Everyone who can be chosen, by id."""
    # Kept: 2 300 rows take some 70 ms, on each rerun of a page that only folds the form away.
    return kept("directory", View(), lambda: {row["actor_id"]: row for row in records(fetch(directory, NOTHING))})


def labelled(identity: str, known: Mapping[str, Row]) -> str:
    """An actor with country and kind; a name that was typed stays as it is."""
    one = known.get(identity)
    return " · ".join(filter(None, (one["name"], one["country"], one["kind"] if one["kind"] != "unknown" else None))) if one else identity


def keep(row: Row, ids: Sequence[str], known: Mapping[str, Row], machine: Row | None) -> None:
    """Keep what was changed in the form."""
    key = row["statement_id"]
    who, issue, side, words = (st.session_state.get(f"{name}-{key}") for name in ("who", "on", "side", "if"))
    made: list[Judgement] = []
    if list(who or ()) != list(ids):
        made.append(decision(row, "speaker", [actor(one, known) for one in who or ()], machine))
    if (issue or None) != row["issue"]:
        made.append(decision(row, "issue", issue or None, machine))
    span = place_of(words or "", row) if side == "conditional" else None
    reworded = side == "conditional" and (words or "") != condition_words(row, article_text)
    if issue and (side != row["position"] or made_anew(made) or reworded):
        made.append(decision(row, "position", {"position": side, "towards": issue, "condition": span}, machine))
    save(made)


def dismiss(row: Row, machine: Row | None) -> None:
    """Take it for no statement, and stay in its article."""
    decide(row, "statement", False, machine)
    view = here()
    if view.page == "reader":
        go(replace(view, statement="", judge="", selection=replace(view.selection, articles=(row["article_id"],))))


def taken_away(rows: Sequence[Row]) -> None:
    """What people judged to be no statement in this article, each with the way back."""
    if rows:
        st.html("<h3>Judged to be no statement</h3>")
    for one in rows:
        undoable(f"“{one['words'][:120]}” · {signed(one)}", one["judgement_id"], f"back-{one['judgement_id']}")


def made_anew(made: Sequence[Judgement]) -> bool:
    """Whether the issue was changed, so that the position has to be given anew."""
    return any(one.about == "issue" for one in made)


def actor(identity: str, known: Mapping[str, Row]) -> dict[str, Any]:
    """A chosen actor as a judgement keeps it; a name that nobody lists is an actor of its own."""
    if one := known.get(identity):
        return as_value(one)
    name = " ".join(identity.split())
    return {"id": slug(name) or name, "name": name, "country": None, "kind": "unknown"}


def place_of(words: str, row: Row) -> list[int] | None:
    """Where the words of a condition stand in the statement's article; None where they don't, or none were given."""
    text = article_text(row["article_id"])
    for start, end in spans_of(row, "content"):
        if words.strip() and (found := re.search(re.escape(words.strip()), text[start:end], re.I)):
            return [start + found.start(), start + found.end()]
    return None


def decided(verdicts: Sequence[Row]) -> None:
    """What people decided on a statement, each with the way back."""
    for one in verdicts:
        told, identity = f"{verdict(one['about'], json.loads(one['value']))} · {signed(one)}", one["judgement_id"]
        undoable(told, identity, f"undo-{identity}-{one['statement_id']}", width="content")
