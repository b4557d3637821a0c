"""A running dashboard and a real browser, or the reason why there is none."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.desk_store import make

ROOT = Path(__file__).parents[2]
READY = "[data-testid=stApp][data-test-script-state=notRunning]"
TOO_WIDE = """[...document.querySelectorAll('[data-testid=stMainBlockContainer] *')]
    .filter(e => e.getBoundingClientRect().right > 402 && !e.closest('.scroll, .js-plotly-plot')).length"""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session", autouse=True)
def needs_chromium() -> None:
    """Skip where no browser is installed."""
    if not CHROMIUM:
        pytest.skip("no chromium on this machine: install it to run the journeys")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session")
def base_url() -> str:
    """In place of pytest-base-url's fixture, which warns under pytest 9."""
    return ""


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard on the hand-made store."""
    with serving(make(tmp_path_factory.mktemp("store"))) as address:
        yield address


@pytest.fixture
def page(page: Page) -> Page:
    page.set_default_timeout(60_000)
    expect.set_options(timeout=30_000)
    return page


def visit(page: Page, address: str) -> None:
    """Open an address, and return when its page is drawn."""
    page.goto(address)
    page.wait_for_selector(".foot")
    page.wait_for_selector(READY)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a dashboard on a store."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "app.py"), "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.fileWatcherType", "none", "--server.headless", "true"]
    environment = {**os.environ, "NARRATIVES_STORE": str(folder), "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/_stcore/health", server)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return when the server answers."""
    for _ in range(240):
        if server.poll() is not None:
            raise RuntimeError(f"the dashboard ended with {server.returncode} before it answered")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError("the dashboard did not answer within a minute")
