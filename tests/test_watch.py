"""Standing sources: listed in a file, looked at again and again, told in one line each."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from typer.testing import CliRunner

from analytics.cli import app
from analytics.cli.watching import told
from analytics.errors import TableError
from analytics.ingest import read
from analytics.ingest.fetch.addresses import ALLOW
from analytics.ingest.watch import State, states
from analytics.ingest.watch.sources import Source, sources
from analytics.metrics.versions import changes, rewritten, versions
from analytics.pipeline import watching
from analytics.pipeline.watching import due, pause, watch_once
from analytics.records import Selection
from analytics.store.compaction import compact
from analytics.store.generation import build
from analytics.store.lock import writing
from analytics.store.serving import current, generation_name
from analytics.store.truth import manifests
from analytics.store.verify import faults
from tests.test_fetch_reading import LINE, item, page, rss
from tests.web import Web, web

__all__ = ["web"]
TOML = """
# ours
[[source]]
name = "Daily Courier"
country = "Austria"
ownership = "private"
language = "English"
feeds = ["https://courier.example/rss"]

[[source]]
name = "Morning Post"
country = "EU"
feeds = ["https://post.example/atom"]
every = 60
"""


def written(tmp_path: Path, text: str) -> Path:
    """A file of sources."""
    path = tmp_path / "sources.toml"
    path.write_text(text)
    return path


def test_sources_are_read_with_their_country_ownership_and_language(tmp_path: Path):
    assert sources(written(tmp_path, TOML)) == [
        Source("Daily Courier", "AUT", "private", "en", ("https://courier.example/rss",)),
        Source("Morning Post", "EU", feeds=("https://post.example/atom",), every=60),
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('country = "Austria"', 'country = "Arvania"'), "line 5, source 1 (Daily Courier): unknown country 'Arvania'; wanted ISO 3166-1"),
        (
            ('ownership = "private"', 'ownership = "mine"'),
            "line 6, source 1 (Daily Courier): unknown ownership 'mine'; known:",
        ),
        (('name = "Morning Post"', 'name = "Daily Courier"'), "line 11, source 2 (Daily Courier): 'Daily Courier' stands twice"),
        (('name = "Morning Post"', ""), "line 10, source 2: no name"),
        (("every = 60", "every = 0"), "line 14, source 2 (Morning Post): every = 0; wanted whole minutes from 1 to 43200"),
        (("every = 60", "evry = 60"), "line 14, source 2 (Morning Post): unknown key 'evry'; known: name, country"),
        (('["https://post.example/atom"]', '"https://post.example/atom"'), "line 13, source 2 (Morning Post): feeds = 'https://post"),
        (
            ('["https://post.example/atom"]', '["ftp://a"]'),
            "line 13, source 2 (Morning Post): feeds: only http and https are fetched,",
        ),
        (('feeds = ["https://post.example/atom"]', ""), "line 10, source 2 (Morning Post): neither feeds nor pages"),
        (('language = "English"', "language = 3"), "line 7, source 1 (Daily Courier): language = 3; wanted a text in quotation marks"),
        (("every = 60", "every = "), "no TOML: Invalid value (at line 14, column 9)"),
        (("# ours", "title = 3"), "wanted [[source]] entries and nothing else; has title"),
    ],
)
def test_a_mistake_is_told_with_file_line_entry_and_rule(tmp_path: Path, change: tuple[str, str], fault: str):
    with pytest.raises(TableError) as caught:
        sources(written(tmp_path, TOML.replace(*change)))
    assert str(caught.value).startswith(str(tmp_path / "sources.toml"))
    assert fault in str(caught.value)


def test_a_missing_or_empty_file_is_told(tmp_path: Path):
    with pytest.raises(TableError, match="no such file"):
        sources(tmp_path / "none.toml")
    with pytest.raises(TableError, match=r"wanted \[\[source\]\] entries"):
        sources(written(tmp_path, ""))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Generations without what is worked out of all articles together, which nothing here looks at."""
    monkeypatch.setattr(watching, "build", build)


@pytest.fixture
def courier(web: Web) -> Source:
    """A source of two articles, one of which is missing."""
    web.put("/1", page("Talks go on"))
    feed = web.kept("/feed", rss(item("/1"), item("/2", "Lost")), '"f1"')
    return Source("Daily Courier", "AUT", "private", "en", (feed,))


def state_of(store: Path) -> State:
    """The only source's state."""
    (one,) = states(store)
    return one


def test_a_source_is_stored_under_its_name_and_told_with_its_figures(web: Web, courier: Source, tmp_path: Path):
    lines: list[str] = []
    report = watch_once([courier], tmp_path / "s", 1, lambda state: lines.append(told(state)))
    state = state_of(tmp_path / "s")
    assert (report.new, report.failed, lines) == (1, 1, [f"Daily Courier: last success {state.last_success}, 1 new, 1 failed"])
    assert (state.country, state.ownership, state.new, state.failed, state.missing_since) == ("AUT", "private", 1, 1, None)
    assert state.last_success == state.last_try
    generation = current(tmp_path / "s")
    (row,) = generation.frame(generation.table("articles")).to_dict("records")
    assert (row["source"], row["title"], row["url"], row["dated"], row["versions"]) == (
        "Daily Courier", "Talks go on", web.url("/1"), "metadata", 1,
    )  # fmt: skip
    (failure,) = generation.frame(generation.table("failures")).to_dict("records")
    assert (failure["reason"], failure["url"], failure["title"]) == ("its page: answered HTTP 404 (Not Found)", web.url("/2"), "Lost")
    assert faults(tmp_path / "s") == []


def test_a_second_look_asks_only_whether_anything_changed_and_builds_nothing(web: Web, courier: Source, tmp_path: Path):
    watch_once([courier], tmp_path / "s", 1)
    before = (generation_name(tmp_path / "s"), len(manifests(tmp_path / "s")))
    web.asked.clear()
    report = watch_once([courier], tmp_path / "s", 1, eager=False)
    assert (report.new, web.paths(), web.asked[-1].headers["If-None-Match"]) == (0, ["/feed"], '"f1"')
    assert (generation_name(tmp_path / "s"), len(manifests(tmp_path / "s"))) == before
    assert faults(tmp_path / "s") == []


def test_a_changed_page_is_a_new_version_and_its_statements_are_not_counted_twice(web: Web, courier: Source, tmp_path: Path):
    said = "“Troops will stay,” Ana Roy, the minister, said."
    web.put("/1", page("Talks go on", LINE, said, LINE))
    watch_once([courier], tmp_path / "s", 1)
    counts = current(tmp_path / "s").count("statements")
    web.put("/1", page("Talks go on", LINE, said.replace("stay", "leave"), LINE))
    assert watch_once([courier], tmp_path / "s", 1).new == 1
    generation = current(tmp_path / "s")
    assert (generation.count("articles"), generation.count("statements")) == (1, counts)
    (identity,) = rewritten(generation).article_id
    old, new = versions(generation, Selection(), identity).article_id
    (edit,) = [edit for edit in changes(generation, Selection(), old, new) if len(edit) > 1]
    assert [(piece.kind, piece.text) for piece in edit[1:3]] == [("removed", "stay"), ("added", "leave")]
    assert faults(tmp_path / "s") == []


def test_a_text_that_is_taken_back_and_put_up_again_is_three_versions_of_two_texts(web: Web, courier: Source, tmp_path: Path):
    said = "“Troops will stay,” Ana Roy, the minister, said."
    first, second = page("Talks go on", LINE, said, LINE), page("Talks go on", LINE, said.replace("stay", "leave"), LINE)
    for body, minute in ((first, 1), (second, 2), (first, 3), (first, 4)):
        web.put("/1", body)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("analytics.ingest.fetch.fetcher.stamp", lambda _, minute=minute: f"2026-05-14T08:0{minute}:00Z")
            watch_once([courier], tmp_path / "s", 1)
    generation = current(tmp_path / "s")
    (row,) = rewritten(generation).to_dict("records")
    listed = versions(generation, Selection(), row["article_id"])
    assert (row["versions"], row["fetched_at"]) == (3, "2026-05-14T08:03:00Z")
    assert listed.article_id.tolist() == [row["article_id"], listed.article_id[1], row["article_id"]]
    assert listed.fetched_at.tolist() == [f"2026-05-14T08:0{minute}:00Z" for minute in (1, 2, 3)]
    assert "stay" in generation.text(row["article_id"])
    assert (generation.count("articles"), generation.count("texts")) == (1, 2)
    assert faults(tmp_path / "s") == []
    assert compact(tmp_path / "s").commits[1] == 1
    build(tmp_path / "s")
    assert versions(current(tmp_path / "s"), Selection(), row["article_id"]).equals(listed)


def test_a_page_that_failed_is_had_when_it_is_there(web: Web, courier: Source, tmp_path: Path):
    watch_once([courier], tmp_path / "s", 1)
    web.put("/2", page("Found again", f"{LINE} Twice."))
    assert watch_once([courier], tmp_path / "s", 1).new == 1
    assert (state_of(tmp_path / "s").new, state_of(tmp_path / "s").failed) == (1, 0)


def test_a_source_out_of_reach_is_missing_since_its_first_failure(web: Web, courier: Source, tmp_path: Path):
    watch_once([courier], tmp_path / "s", 1)
    good = state_of(tmp_path / "s")
    web.put("/feed", status=500)
    watch_once([courier], tmp_path / "s", 1)
    bad = state_of(tmp_path / "s")
    assert (bad.last_success, bad.reason) == (good.last_success, f"{courier.feeds[0]}: answered HTTP 500 (Internal Server Error)")
    assert bad.missing_since == bad.last_try
    assert told(bad) == f"Daily Courier: missing since {bad.missing_since}, last success {good.last_success}: {bad.reason}"
    watch_once([courier], tmp_path / "s", 1)
    assert state_of(tmp_path / "s").missing_since == bad.missing_since


def test_what_is_known_of_sources_is_read_once_a_pass_however_many_there_are(tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch):
    reads: list[int] = []
    monkeypatch.setattr(watching, "states", lambda store: reads.append(1) or states(store))
    gone = [Source(f"Post {number}", feeds=(web.url(f"/gone{number}"),)) for number in range(5)]
    for _ in range(2):
        watch_once(gone, tmp_path, 1)
    assert len(reads) == 2
    first, *rest = states(tmp_path)
    assert {(one.missing_since, one.last_success) for one in rest} == {(first.missing_since, None)}
    assert (first.missing_since or "") <= (first.last_try or "")


def test_a_page_in_place_of_a_feed_is_told(web: Web, tmp_path: Path):
    feed = web.put("/home", page("Front page"))
    watch_once([Source("Daily Courier", feeds=(feed,))], tmp_path / "s", 1)
    assert state_of(tmp_path / "s").reason == f"{feed}: a page, not a feed; single pages go under `pages`"


def test_single_pages_are_looked_at_too(web: Web, tmp_path: Path):
    source = Source("Ministry", pages=(web.put("/statement", page("A statement")),))
    assert watch_once([source], tmp_path / "s", 1).new == 1
    web.put("/statement", page("A statement", f"{LINE} It was taken back."))
    assert watch_once([source], tmp_path / "s", 1).new == 1
    assert rewritten(current(tmp_path / "s")).versions.tolist() == [2]


def test_pages_at_another_outlets_address_keep_its_name(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("analytics.ingest.watch.sources.domain_outlet", lambda url: "Morning Post")
    web.put("/1", page("Talks"))
    source = Source("A portal", feeds=(web.put("/feed", rss(item("/1"))), "https://portal.example/rss"))
    (found,) = read(written(tmp_path, f'[[source]]\nname = "A portal"\nfeeds = ["{source.feeds[0]}"]\n'))
    assert found.article.source == "A portal"


def test_only_sources_whose_time_has_come_are_due_and_unlisted_ones_forgotten(web: Web, courier: Source, tmp_path: Path):
    watch_once([courier], tmp_path, 1)
    now = datetime.now(UTC)
    other = Source("Other", feeds=courier.feeds)
    assert [*due([courier, other], tmp_path, now)] == [other]
    assert [*due([courier], tmp_path, now + timedelta(minutes=31))] == [courier]
    assert 29 * 60 < pause([courier], tmp_path) <= 30 * 60
    assert [*due([other], tmp_path, now)] == [other]
    assert states(tmp_path) == []


def test_a_host_that_asks_for_time_is_given_it(web: Web, tmp_path: Path):
    feed = web.put("/feed", status=429, Retry_After="86400")
    watch_once([Source("Daily Courier", feeds=(feed,))], tmp_path, 1)
    state = state_of(tmp_path)
    assert (state.next_at or "") > (datetime.now(UTC) + timedelta(hours=23)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_another_writer_is_waited_for(web: Web, courier: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(watching, "sleep", lambda _: release.set() or sleep(0.02))
    release, entered = threading.Event(), threading.Event()

    def other() -> None:
        with writing(tmp_path / "s", "ingest"):
            entered.set()
            release.wait(10)

    thread = threading.Thread(target=other)
    thread.start()
    entered.wait(10)
    assert watch_once([courier], tmp_path / "s", 1).new == 1
    thread.join()


def test_status_has_one_line_for_each_source(web: Web, courier: Source, tmp_path: Path):
    gone = Source("Morning Post", feeds=(web.url("/gone"),))
    watch_once([courier, gone], tmp_path / "s", 1)
    shown = CliRunner().invoke(app, ["status", "--store", str(tmp_path / "s")]).output.splitlines()
    first, second = states(tmp_path / "s")
    assert f"Daily Courier: last success {first.last_success}, 1 new, 1 failed" in shown
    reason = f"{web.url('/gone')}: answered HTTP 404 (Not Found)"
    assert f"Morning Post: missing since {second.missing_since}, last success never: {reason}" in shown


def test_status_tells_of_sources_before_anything_was_stored(web: Web, tmp_path: Path):
    watch_once([Source("Morning Post", feeds=(web.url("/gone"),))], tmp_path, 1)
    shown = CliRunner().invoke(app, ["status", "--store", str(tmp_path)]).output
    assert shown.startswith("Standing sources\nMorning Post: missing since ")


def test_the_command_looks_once_and_ends(web: Web, courier: Source, tmp_path: Path):
    path = written(tmp_path, f'[[source]]\nname = "Daily Courier"\nfeeds = ["{courier.feeds[0]}"]\n')
    ran = CliRunner().invoke(app, ["watch", "--once", "--sources", str(path), "--store", str(tmp_path / "s"), "--workers", "1"])
    assert ran.exit_code == 0
    assert re.fullmatch(r"Daily Courier: last success \S+Z, 1 new, 1 failed\n", ran.output)


def test_a_run_that_is_killed_is_taken_up_by_the_next(web: Web, tmp_path: Path):
    titles = [f"Talks {number}" for number in range(6)]
    for number, title in enumerate(titles):
        web.put(f"/{number}", page(title, f"{LINE} Number {number}."))
    feed = web.kept("/feed", rss(*(item(f"/{number}") for number in range(6))), '"f"')
    path = written(tmp_path, f'[[source]]\nname = "Daily Courier"\nfeeds = ["{feed}"]\n')
    command = [sys.executable, "-c", "from analytics.cli import main; main()", "watch", "--once", "--workers", "1"]
    command += ["--sources", str(path), "--store", str(tmp_path / "s")]
    environment = {**os.environ, ALLOW: os.environ[ALLOW], "NARRATIVES_DELAY": "0.3", "NARRATIVES_OFFLINE": ""}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = monotonic() + 60
    while len(web.paths()) < 4 and monotonic() < until:
        sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert states(tmp_path / "s") == []
    assert watch_once(sources(path), tmp_path / "s", 1).new == 6
    generation = current(tmp_path / "s")
    assert sorted(generation.frame(generation.table("articles")).title) == titles
    assert faults(tmp_path / "s") == []


def test_what_is_new_is_fetched_before_what_is_looked_at_again(web: Web, tmp_path: Path):
    web.put("/1", page("Talks"))
    watch_once([Source("Daily Courier", feeds=(web.put("/feed", rss(item("/1"))),))], tmp_path, 1)
    web.put("/2", page("More talks", f"{LINE} More."))
    web.asked.clear()
    watch_once([Source("Daily Courier", feeds=(web.put("/feed", rss(item("/1"), item("/2"))),))], tmp_path, 1)
    assert web.paths() == ["/feed", "/2", "/1"]


def test_a_source_that_fails_longer_is_asked_more_rarely(web: Web, tmp_path: Path):
    source = Source("Daily Courier", feeds=(web.url("/gone"),))
    watch_once([source], tmp_path, 1)
    first = state_of(tmp_path)
    long_ago = replace(first, missing_since="2026-01-01T00:00:00Z")
    watching.keep(tmp_path, long_ago)
    watch_once([source], tmp_path, 1)
    again = state_of(tmp_path)
    assert again.missing_since == "2026-01-01T00:00:00Z"
    assert (again.next_at or "") > (datetime.now(UTC) + timedelta(hours=23)).strftime("%Y-%m-%dT%H:%M:%SZ")
