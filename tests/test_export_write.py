"""A file holds exactly the statements that the dashboard lists at the same address."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from analytics.errors import ViewError
from analytics.export import write
from analytics.export.write import COLUMNS
from analytics.metrics.listing import listing
from analytics.records import Selection
from analytics.store.serving import current
from tests.desk_store import make


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("store"))


def written(store: Path, url: str, format: str) -> bytes:
    stream = io.BytesIO()
    write(store, url, format, stream)
    return stream.getvalue()


def lines(store: Path, url: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(store, url, "csv").decode("utf-8-sig"))))


def test_csv_and_jsonl_hold_the_listed_rows_in_their_order(store: Path) -> None:
    url = "http://localhost:8501/statements?country=UKR&sort=oldest&page=3"
    expected = listing(current(store), Selection(countries=("UKR",)), "oldest", size=None)["statement_id"].tolist()
    assert expected == ["s1", "s7", "s4", "s5"]
    assert [row["statement_id"] for row in lines(store, url)] == expected
    assert [json.loads(line)["statement_id"] for line in written(store, url, "jsonl").splitlines()] == expected


def test_a_row_tells_who_said_what_where_and_how_sure_that_is(store: Path) -> None:
    [row] = [json.loads(line) for line in written(store, "statements?actor=chn", "jsonl").splitlines()]
    assert row == {
        "statement_id": "s3",
        "published": "2024-05-01",
        "published_precision": "day",
        "published_how": "stated",
        "actors": "China + India",
        "actor_ids": "chn + ind",
        "country": "CHN + IND",
        "kinds": "government + government",
        "speaker": "China and India",
        "anonymous": False,
        "cover": None,
        "mode": "indirect",
        "cue": "noted",
        "content": "the talks",
        "via": None,
        "issue": "negotiated-settlement",
        "position": "neutral",
        "condition_start": None,
        "condition_end": None,
        "source": "Daily Courier",
        "title": "A day of talks",
        "url": "https://courier.example/talks",
        "article_id": row["article_id"],
        "hash": row["hash"],
        "speaker_spans": [[96, 111]],
        "cue_spans": [[112, 117]],
        "content_spans": [[118, 127]],
        "depth": 0,
        "inside": None,
        "conf_extraction": 0.9,
        "conf_attribution": 0.8,
        "conf_position": 0.7,
    }
    assert tuple(row) == COLUMNS


def test_a_month_stays_a_month(store: Path) -> None:
    assert {row["published"] for row in lines(store, "statements?source=Morning%20Post")} == {"2024-07"}


def test_cells_that_a_spreadsheet_would_run_begin_with_an_apostrophe(store: Path) -> None:
    [row] = lines(store, "statements?actor=evil")
    assert row["content"] == '\'=HYPERLINK("http://evil.example")'
    assert json.loads(written(store, "statements?actor=evil", "jsonl"))["content"] == '=HYPERLINK("http://evil.example")'


def test_a_sheet_holds_formulas_as_text(store: Path) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(store, "statements?actor=evil", "xlsx"))).active
    assert sheet is not None
    cell = sheet.cell(2, COLUMNS.index("content") + 1)
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://evil.example")', "s")


def test_graphml_counts_statements_between_actors_and_issues(store: Path) -> None:
    import networkx

    graph = networkx.read_graphml(io.BytesIO(written(store, "statements?issue=ceasefire", "graphml")))
    edges = {(a, b, data["position"], data["statements"]) for a, b, data in graph.edges(data=True)}
    assert edges == {
        ("actor:ana-roy", "issue:ceasefire", "support", 1),
        ("actor:ana-roy", "issue:ceasefire", "oppose", 1),
        ("actor:min-def-rus", "issue:ceasefire", "oppose", 1),
    }


def test_what_was_ignored_comes_back(store: Path) -> None:
    result = write(store, "statements?actor=nobody&colour=red&issue=ceasefire", "csv", io.BytesIO())
    assert result.rows == 3
    assert [str(one) for one in result.ignored] == ["colour=red (no such parameter)", "actor=nobody (not in this store)"]


def test_a_stream_of_text_will_do(store: Path) -> None:
    stream = io.StringIO()
    write(store, "statements?issue=none", "jsonl", stream)
    assert json.loads(stream.getvalue())["statement_id"] == "s6"


def test_an_unknown_format_is_refused_with_the_known_ones(store: Path) -> None:
    with pytest.raises(ViewError, match=r"unknown format 'pdf'; known: csv, jsonl, xlsx, graphml"):
        write(store, "statements", "pdf", io.BytesIO())


def test_an_empty_view_is_a_head_alone(store: Path) -> None:
    assert lines(store, "statements?text=nothingofthekind") == []
    assert written(store, "statements?text=nothingofthekind", "csv").decode("utf-8-sig").strip() == ",".join(COLUMNS)
