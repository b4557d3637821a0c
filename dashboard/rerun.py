"""Long work on the store from the dashboard: a command, run beside the server, and how far it is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.data import store_dir, writable
from dashboard.markup import esc

PROGRESS = re.compile(r"\w+: [\d,]+ of about ")


@dataclass
class Run:
    """A run of a command, with what it says; `folder`, where it runs, is removed at its end."""

    process: subprocess.Popen[bytes]
    said: Path
    words: str
    folder: Path | None = None

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self.process.poll() is None

    @property
    def lines(self) -> list[str]:
        """What it said so far."""
        return [line for line in self.said.read_text("utf-8", "replace").splitlines() if line.strip()]


@st.cache_resource
def runs() -> dict[str, Run]:
    """The last run on each store, whoever began it."""
    return {}


def busy() -> bool:
    """Whether a run goes on."""
    now = runs().get(store_dir())
    return now is not None and now.running


def begin(command: str, words: str, arguments: Sequence[str] = (), folder: Path | None = None) -> None:
    """Run a command of `narratives` on the store, in a folder of its own, unless one is running; `words` say what it does."""
    if busy() or not writable():
        return
    said = Path(tempfile.mkdtemp(prefix="narratives-")) / "said.log"
    # -P: where it runs lie files from outside, one of which may be called like a module.
    line = [sys.executable, "-P", "-c", "from analytics.cli import main; main()", command, "--store", str(Path(store_dir()).resolve())]
    with said.open("wb") as stream:
        process = subprocess.Popen([*line, *arguments], stdout=stream, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=folder)
    runs()[store_dir()] = Run(process, said, words, folder)


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
    if run.folder:
        shutil.rmtree(run.folder, ignore_errors=True)
    lines = "".join(f"<li>{esc(line)}</li>" for line in run.lines[-40:] if not PROGRESS.match(line))
    st.html(f'<div class="note" role="status">{esc(run.words)}. {told}:<ul class="said">{lines}</ul></div>')
    if st.session_state.pop("rerun_seen", False):
        st.rerun()
