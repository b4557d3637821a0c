"""What is held, what is missing, and files from the browser on their way in."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.export.view import View
from analytics.ingest.watch import State
from analytics.metrics import corpus
from analytics.records import Selection
from analytics.store.generation import build
from analytics.store.serving import Generation, current
from analytics.store.truth import add_segment, commit
from dashboard import rerun, uploads
from dashboard.holdings import failure_table, source_months, standing, summary
from dashboard.uploads import safe, too_much
from tests.desk_pages import opened, shown
from tests.desk_store import make

ALL = Selection()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made store with a second run, in which one place failed as before and another anew."""
    store = make(tmp_path_factory.mktemp("store"))
    failure = {"run_id": "r2", "at": datetime(2025, 6, 2), "reason": "not a text", "kept": False}
    rows = [{**failure, "origin": origin} for origin in ("photo.txt", "<img src=x>.txt")]
    rows.append({**failure, "origin": "a.txt", "reason": "'soon' is no date", "kept": True})
    run = {"run_id": "r2", "at": datetime(2025, 6, 2), "read": 3, "new": 0, "seen": 1, "failed": 2}
    commit(store, [add_segment(store, "failures", rows), add_segment(store, "runs", [run])])
    build(store)
    return store


@pytest.fixture(scope="module")
def held(folder: Path) -> Iterator[Generation]:
    generation = current(folder)
    yield generation
    generation.close()


def rows(frame: pd.DataFrame, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in frame[list(names)].astype(object).where(frame[list(names)].notna(), None).itertuples(index=False)]


def test_sources_tell_what_is_held_undated_and_copied(held: Generation) -> None:
    assert rows(corpus.sources(held, ALL), "source", "articles", "statements", "undated", "copies") == [
        ("<b>Daily</b>", 1, 1, 0, 0),
        ("Daily Courier", 1, 3, 0, 0),
        ("Morning Post", 1, 2, 0, 0),
        ("unknown", 1, 3, 1, 0),
    ]
    assert rows(corpus.months(held, ALL), "source", "start", "articles")[1:] == [
        ("Daily Courier", pd.Timestamp(2024, 5, 1), 1),
        ("Morning Post", pd.Timestamp(2024, 7, 1), 1),
    ]


def test_a_place_that_fails_in_each_run_is_one_place(held: Generation) -> None:
    assert rows(corpus.failures(held, ALL), "reason", "kept", "places", "examples") == [
        ("not a text", False, 2, "<img src=x>.txt\nphoto.txt"),
        ("'soon' is no date", True, 1, "a.txt"),
    ]
    assert rows(corpus.runs(held, ALL), "read", "failed") == [(3, 2), (5, 1)]


def test_articles_stand_by_month_or_over_a_longer_time_by_year(held: Generation) -> None:
    sources, months = corpus.sources(held, ALL), corpus.months(held, ALL)
    by_month = source_months(sources, months, View(page="corpus"), 25)
    assert "Articles by source and month" in by_month
    assert 'href="sources?source=Daily+Courier&amp;from=2024-05-01&amp;to=2024-05-31&amp;undated=no"' in by_month
    assert "&lt;b&gt;Daily&lt;/b&gt;" in by_month
    assert "<b>Daily" not in by_month
    long = pd.concat([months, months.assign(start=months["start"] - pd.DateOffset(years=4))])
    by_year = source_months(sources, long, View(page="corpus"), 25)
    assert "Articles by source and year" in by_year
    assert 'href="corpus?from=2020-01-01&amp;to=2020-12-31"' in by_year
    assert summary(sources, 2) == "<b>4</b> articles of 3 known sources: 1 without a date, 0 copies of others. 2 places gave no article."


def test_places_and_standing_sources_are_escaped(held: Generation) -> None:
    table = failure_table(corpus.failures(held, ALL), kept=False)
    assert "&lt;img src=x&gt;.txt" in table
    assert "<img" not in table
    line = standing([State("<i>Post</i>", last_try="2025-06-01", missing_since="2025-06-01", reason="<b>404</b>", new=0, failed=3)])
    assert "missing since 2025-06-01" in line
    assert "&lt;b&gt;404&lt;/b&gt;" in line
    assert "<b>404" not in line


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\texts\\a.html.gz", "a.html.gz"),
        ("-rf.txt", "rf.txt"),
        (".hidden", "hidden"),
        ("a\0b\n<script>.txt", "a_b__script_.txt"),
        ("..", "file"),
        ("x" * 300 + ".jsonl", "x" * 94 + ".jsonl"),
        ("Österreich 2.txt", "Österreich 2.txt"),
    ],
)
def test_a_name_from_the_browser_is_only_a_name(name: str, kept: str) -> None:
    assert safe(name) == kept


class File(io.BytesIO):
    """A file as the browser sends it."""

    def __init__(self, name: str, content: bytes = b"", size: int | None = None) -> None:
        super().__init__(content)
        self.name, self.size = name, len(content) if size is None else size


def test_too_many_or_too_large_files_are_refused_in_a_sentence() -> None:
    assert too_much([File("a.txt", b"x")]) == ""
    assert too_much([File("a.txt")] * 501) == "501 files are more than 500 at once; pack them into a zip archive"
    assert too_much([File("a.zip", size=190_000_000)] * 6).startswith("1140 MB are more than 1000 MB at once; use `narratives ingest")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    store = make(tmp_path / "s")
    monkeypatch.setenv("NARRATIVES_STORE", str(store))
    monkeypatch.setattr(uploads.st, "session_state", {"uploads": 0})
    return store


def test_uploaded_files_are_read_into_the_store_and_faults_are_told_by_file(own: Path) -> None:
    text = b"Talks will go on, Ana Roy said on Monday."
    uploads.take([File("../new.txt", text), File("new.txt", text + b" Nobody replied."), File("photo.xyz", b"x"), File("json.py", b"1/0")])
    run = rerun.runs()[str(own)]
    for _ in range(600):
        if not run.running:
            break
        time.sleep(0.1)
    assert run.process.returncode == 0, run.lines
    told = "\n".join(run.lines)
    assert "read 4, new 2, seen before 0, failed 2" in told
    assert "\n  photo.xyz: no reader for .xyz" in told
    generation = current(own)
    assert generation.count("articles") == 6
    assert "photo.xyz" in set(generation.frame(generation.table("failures"))["origin"])
    generation.close()


def test_a_dashboard_that_only_reads_takes_no_files(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARRATIVES_READ_ONLY", "1")
    uploads.take([File("new.txt", b"x")])
    assert uploads.st.session_state == {"uploads": 0}


def test_the_page_shows_what_is_held_and_where_to_add_more(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARRATIVES_STORE", str(folder))
    app = opened("corpus")
    body = shown(app)
    assert "<b>4</b> articles of 3 known sources" in body
    assert "What could not be stored" in body
    assert app.button(key="take").disabled
    monkeypatch.setenv("NARRATIVES_READ_ONLY", "1")
    app.run()
    assert "This dashboard only reads its store" in shown(app)
