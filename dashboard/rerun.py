"""Long work on the store from the dashboard: a command, run beside the server, and how far it is."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.data import store_dir
from dashboard.markup import esc


@dataclass
class Run:
    """A run of a command, with what it says; `hidden` is a folder whose name is nobody's business."""

    process: subprocess.Popen[bytes]
    said: Path
    words: str
    hidden: str = ""

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self.process.poll() is None

    @property
    def lines(self) -> list[str]:
        """What it said so far."""
        text = self.said.read_text("utf-8", "replace").replace("\r", "\n")
        return [line for line in (text.replace(f"{self.hidden}/", "") if self.hidden else text).splitlines() if line.strip()]


@st.cache_resource
def runs() -> dict[str, Run]:
    """The last run on each store, whoever began it."""
    return {}


def busy() -> bool:
    """Whether a run goes on."""
    now = runs().get(store_dir())
    return now is not None and now.running


def begin(command: str, words: str, arguments: Sequence[str] = (), hidden: str = "") -> None:
    """Run a command of `narratives` on the store, unless one is running; `words` say what it does."""
    if busy():
        return
    said = Path(tempfile.mkdtemp(prefix="narratives-")) / "said.log"
    line = [sys.executable, "-c", "from analytics.cli import main; main()", command, "--store", store_dir(), *arguments]
    with said.open("wb") as stream:
        process = subprocess.Popen(line, stdout=stream, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    runs()[store_dir()] = Run(process, said, words, hidden)


@st.fragment(run_every=2)
def watched() -> None:
    """How far the run is; the whole page is drawn anew when it ends."""
    run = runs().get(store_dir())
    if run is None:
        return
    if run.running:
        last = (run.lines or ["reading the store"])[-1]
        st.html(f'<p class="note" role="status">{esc(run.words)}: {esc(last)}. The pages show what was there before until it is done.</p>')
        st.session_state["rerun_seen"] = True
        return
    told = "Done" if run.process.returncode == 0 else "It did not end well"
    lines = "".join(f"<li>{esc(line)}</li>" for line in run.lines[-40:])
    st.html(f'<div class="note" role="status">{esc(run.words)}. {told}:<ul class="said">{lines}</ul></div>')
    if st.session_state.pop("rerun_seen", False):
        st.rerun()
