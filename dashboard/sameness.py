"""Saying that two actors are one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analytics.judgements.judgement import judge
from dashboard.correcting import directory_by_id, labelled
from dashboard.judging import as_value, ask_author, author, save
from dashboard.view import change

Row = Mapping[str, Any]


def same_form(row: Row) -> None:
    """A folded form: this actor is really another one, under whom all its statements are counted from then on."""
    with st.expander("This actor is the same as another one"):
        known = {identity: one for identity, one in directory_by_id().items() if identity != row["actor_id"]}
        ask_author()
        st.selectbox(
            "Count its statements under", list(known), index=None, format_func=lambda one: labelled(one, known), key="same_as",
            placeholder="type to find an actor",
        )  # fmt: skip
        st.button("They are one", key="same", on_click=unite, args=(row, known))


def unite(row: Row, known: Mapping[str, Row]) -> None:
    """Keep that two actors are one, and go on with the one that stays."""
    chosen = st.session_state.get("same_as")
    if chosen is None:
        return
    one = as_value(row)
    one["country"] = None if one["country"] == "none" else one["country"]
    save([judge("same", {"actor": one, "as": as_value(known[chosen])}, author())])
    change(actors=(chosen,))
