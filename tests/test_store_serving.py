"""Serving: what pages read of a generation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import StoreError
from analytics.store.generation import build, preserve
from analytics.store.serving import CHOSEN, current, generation_name, newest
from analytics.store.verify import faults


@pytest.fixture(scope="module")
def opened(filled: Path):
    return current(filled)


def rows(generation, name, *columns):
    frame = generation.frame(generation.table(name).select(*columns))
    return frame.astype(object).where(frame.notna(), None).values.tolist()


def test_statements_repeat_what_pages_show(filled: Path):
    got = rows(
        current(filled), "statements", "statement_id", "speaker", "content", "actors", "country", "via", "title", "published_precision"
    )
    assert got == [
        ["s1", "the ministry", "troops will stay", "Ministry of Defence", "RUS", "Interfax", "A briefing in Kyiv", "month"],
        ["s2", "Ana Roy", "“We want peace,”", "Ana Roy", None, None, "A briefing in Kyiv", "month"],
        ["s3", "a diplomat", "China and India oppose the plan", "China + India", "CHN + IND", None, None, "unknown"],
    ]


def test_spans_are_kept_as_pairs(filled: Path):
    assert rows(current(filled), "statements", "content_spans", "cue_spans")[0] == ["[[41, 57]]", "[[36, 40]]"]


def test_actors_are_counted_with_first_and_last_day(filled: Path):
    got = [
        [*row[:3], row[3] and str(row[3])[:10]] for row in rows(current(filled), "actors", "actor_id", "kind", "statements", "first_seen")
    ]
    assert got == [
        ["ana-roy", "person", 1, "2025-03-01"],
        ["chn", "government", 1, None],
        ["ind", "government", 1, None],
        ["min-def-rus", "ministry", 1, "2025-03-01"],
    ]


def test_several_actors_and_relays_have_rows_of_their_own(filled: Path):
    generation = current(filled)
    assert rows(generation, "statement_actors", "statement_id", "ordinal", "actor_id")[2:] == [["s3", 0, "chn"], ["s3", 1, "ind"]]
    assert rows(generation, "statement_via", "statement_id", "ordinal", "name", "span_start") == [["s1", 0, "Interfax", 13]]


def test_runs_and_failures_are_served(filled: Path):
    generation = current(filled)
    assert rows(generation, "runs", "run_id", "read", "new", "seen", "failed") == [["r1", 3, 2, 0, 1]]
    assert rows(generation, "failures", "origin", "reason", "kept") == [["docs.jsonl, line 3", "no text", False]]


def test_a_text_comes_back_to_the_letter(filled: Path):
    assert current(filled).text("a2") == "China and India oppose the plan, a diplomat said. Nobody replied."


def test_an_unknown_article_is_named_in_the_error(filled: Path):
    with pytest.raises(StoreError, match="no article 'a9'"):
        current(filled).text("a9")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("troop", ["s1"]),
        ("diplomat oppose", ["s3"]),
        ("diplomat troops", []),
        ('"want peace"', ["s2"]),
        ("speaker:roy", ["s2"]),
        ("courier -peace", ["s1"]),
        ("briefing", ["s1", "s2"]),
        ("nobody", []),
    ],
)
def test_search_finds_words_in_content_speaker_title_and_source(filled: Path, query: str, found: list[str]):
    assert sorted(current(filled).search(query)) == found


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab \t\0\"'()[]{}*?:^~+-!/\\|&ANDORTINtoé.,<>", max_size=20))
def test_search_never_raises(opened, query: str):
    assert set(opened.search(query)) <= {"s1", "s2", "s3"}


def test_threads_can_ask_at_once(filled: Path):
    generation = current(filled)
    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda _: len(generation.frame(generation.table("statements"))), range(40)))
    assert counts == [3] * 40


def test_a_missing_store_says_how_to_make_one(tmp_path: Path):
    assert generation_name(tmp_path) is None
    with pytest.raises(StoreError, match=r"no store at .*; make one with `narratives ingest"):
        current(tmp_path)


def test_an_open_generation_outlives_newer_ones_and_is_swept_when_closed(store: Path):
    first = current(store)
    second = build(store)
    assert generation_name(store) == second != first.name
    assert len(rows(first, "statements", "statement_id")) == 3
    first.close()
    third = build(store)
    assert sorted(folder.name for folder in (store / "generations").iterdir()) == [third]


def test_a_generation_that_is_kept_outlives_newer_ones_and_can_be_read(store: Path, monkeypatch: pytest.MonkeyPatch):
    first = preserve(store)
    second = build(store)
    assert (newest(store), current(store).name) == (second, second)
    monkeypatch.setenv(CHOSEN, first)
    assert (generation_name(store), current(store).name) == (first, first)
    third = build(store)
    assert sorted(folder.name for folder in (store / "generations").iterdir()) == sorted([first, third])
    monkeypatch.delenv(CHOSEN)
    assert faults(store) == []
    preserve(store, first, drop=True)
    fourth = build(store)
    assert [folder.name for folder in (store / "generations").iterdir()] == [fourth]
    with pytest.raises(StoreError, match=f"no generation '{first}' in store .*; it has {fourth}$"):
        preserve(store, first)
