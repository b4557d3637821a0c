"""Files from the browser on their way into the store: kept in a folder of their own under safe names, then read like any others."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import streamlit as st

from dashboard.data import writable
from dashboard.markup import esc
from dashboard.rerun import begin, busy, watched

LARGEST, ALL, MOST = 200, 1_000, 500  # megabytes of one file and of all, and files at once
UNSAFE = re.compile(r"[^\w.()+ -]")
KINDS = "Text, Markdown, web pages, feeds, CSV, TSV, XLSX, JSON, JSONL, Parquet, WARC, PDF, DOCX, and zip and tar archives of them."


class Upload(Protocol):
    """A file as the browser sent it."""

    name: str
    size: int

    def getbuffer(self) -> memoryview:
        """Its bytes."""


def form() -> None:
    """A place to drop files, and what became of the last ones."""
    if not writable():
        st.html('<p class="note">This dashboard only reads its store: add articles with <code>narratives ingest PATH</code>.</p>')
        return
    left = st.session_state.setdefault("uploads", 0)  # another key empties the field
    files = st.file_uploader("Add articles", accept_multiple_files=True, max_upload_size=LARGEST, key=f"upload-{left}", help=KINDS)
    if refused := too_much(files or []):
        st.html(f'<p class="ignored" role="alert">{esc(refused)}</p>')
    st.button(
        "Read these files" if files else "Read files", on_click=take, args=(files,), key="take", type="primary" if files else "secondary",
        disabled=not files or bool(refused) or busy(),
    )  # fmt: skip
    watched()


def too_much(files: Iterable[Upload]) -> str:
    """Why so many or so large files aren't taken; nothing where they are."""
    sizes = [file.size for file in files]
    if len(sizes) > MOST:
        return f"{len(sizes)} files are more than {MOST} at once; pack them into a zip archive"
    if sum(sizes) > ALL * 1_000_000:
        return f"{sum(sizes) / 1e6:.0f} MB are more than {ALL} MB at once; use `narratives ingest PATH` for these"
    return ""


def take(files: Iterable[Upload]) -> None:
    """Keep the files and have them read."""
    if not writable() or busy():
        return
    folder = Path(tempfile.mkdtemp(prefix="narratives-upload-"))
    st.session_state["uploads"] += 1
    places = [kept(file, folder) for file in files]
    begin("ingest", f"Reading {len(places)} {'file' if len(places) == 1 else 'files'}", ["--", *(place.name for place in places)], folder)


def kept(file: Upload, folder: Path) -> Path:
    """The file in the folder, under a name that is only a name."""
    path = unused(folder, safe(file.name))
    with path.open("xb") as out:
        out.write(file.getbuffer())
    return path


def safe(name: str) -> str:
    """A name without folders, hidden beginnings and odd signs; its ending, which says what kind of file it is, stays."""
    plain = UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .-")
    ending = "".join(Path(plain).suffixes[-2:])[-20:]
    return (plain[: 100 - len(ending)].removesuffix(ending) + ending) if plain else "file"


def unused(folder: Path, name: str) -> Path:
    """A place for a name that may be taken."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{number}-{name}"
    return path
