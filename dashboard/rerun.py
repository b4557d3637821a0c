"""Finding positions again from the dashboard: the command, run beside the server, and how far it is."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.data import store_dir
from dashboard.markup import esc


@dataclass
class Run:
    """A run of the command, with what it says."""

    process: subprocess.Popen[bytes]
    said: Path

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self.process.poll() is None

    @property
    def last(self) -> str:
        """The last line that it said."""
        return (self.said.read_text("utf-8", "replace").strip().splitlines() or ["reading the store"])[-1]


@st.cache_resource
def runs() -> dict[str, Run]:
    """The last run on each store, whoever began it."""
    return {}


def begin() -> None:
    """Find positions again on the store, unless that is being done."""
    folder = store_dir()
    if (now := runs().get(folder)) and now.running:
        return
    said = Path(tempfile.mkdtemp(prefix="narratives-")) / "positions.log"
    command = [sys.executable, "-c", "from analytics.cli import main; main()", "positions", "--store", folder]
    with said.open("wb") as stream:
        runs()[folder] = Run(subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL), said)


@st.fragment(run_every=2)
def watched() -> None:
    """How far the run is; the whole page is drawn anew when it ends."""
    run = runs().get(store_dir())
    if run is None:
        return
    if run.running:
        st.html(
            f'<p class="note" role="status">Finding positions again: {esc(run.last)}. The pages show the old ones until it is done.</p>'
        )
        st.session_state["rerun_seen"] = True
        return
    told = "Done" if run.process.returncode == 0 else "It did not end well"
    st.html(f'<p class="note" role="status">{told}: {esc(run.last)}</p>')
    if st.session_state.pop("rerun_seen", False):
        st.rerun()
