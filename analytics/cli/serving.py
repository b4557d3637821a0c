"""Handing over to the dashboard's server."""

from __future__ import annotations

import importlib.util
import os
import socket
import sys
from pathlib import Path

from analytics.errors import NarrativesError, OutdatedError
from analytics.pipeline.building import build
from analytics.store.serving import CHOSEN, current, held, present

# Streamlit's greeting asks an outside host for this machine's address; ours doesn't.
FLAGS = {
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "logger.hideWelcomeMessage": "true",
    "logger.level": "warning",
}


def serve(store: str | os.PathLike[str], port: int, read_only: bool = False, generation: str = "") -> None:
    """Become the dashboard's server; NarrativesError if there is no store, no dashboard, or the port is taken.

    `read_only`: whoever opens it can look at the store and not add to it; so it is where an earlier `generation` is shown.
    """
    present(store)
    page = dashboard()
    check_free(port)
    os.environ |= {CHOSEN: held(store, generation)} if generation else {}
    brought_up(store)
    os.environ |= {"NARRATIVES_READ_ONLY": "1"} if read_only or generation else {}
    print(f"dashboard on http://localhost:{port} (Ctrl-C ends it)", flush=True)
    os.environ["NARRATIVES_STORE"] = str(Path(store).resolve())
    flags = [f"--{name}={value}" for name, value in {**FLAGS, "server.port": port}.items()]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(page), *flags])


def brought_up(store: str | os.PathLike[str]) -> None:
    """Make the tables anew where another version of this program laid them out."""
    try:
        current(store).close()
    except OutdatedError:
        if os.environ.get(CHOSEN):
            raise
        print("the tables are another version's; making them anew", flush=True)
        build(store)


def dashboard() -> Path:
    """The dashboard's first file, found without importing it; its settings lie in the folder .streamlit beside it."""
    spec = importlib.util.find_spec("dashboard")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (page := Path(folder, "app.py")).is_file():
            return page
    raise NarrativesError("the dashboard isn't installed with this program; install the whole package narrative-tracker")


def check_free(port: int) -> None:
    """NarrativesError where something else listens at the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError as error:
            raise NarrativesError(f"port {port} can't be used: {error.strerror}; choose another with --port or PORT=") from None
