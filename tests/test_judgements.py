"""What people decide: kept, applied to each generation, reported where it no longer fits, and taken back."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from analytics.cli import app
from analytics.judgements.judgement import Judgement, JudgementError, Words, entry, judge, judgement, place
from analytics.judgements.log import append, path, read, record
from analytics.metrics.listing import of_ids
from analytics.records import Article, Selection
from analytics.store.generation import build, rejudge
from analytics.store.segments import article_row, statement_rows
from analytics.store.serving import Generation, current
from analytics.store.truth import add_segment, commit, segments
from analytics.store.verify import faults
from tests.desk_store import AT, COURIER, make, said

CHAD = {"id": "chad", "name": "Chad", "country": "TCD", "kind": "government"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk's store, of which `store` is a copy here."""
    return make(tmp_path_factory.mktemp("desk") / "desk.store")


def decided(store: Path, about: str, value: Any, statement: str = "s1", author: str = "Ana") -> Judgement:
    """A judgement on a statement of the store, kept but not yet applied."""
    generation = current(store)
    row = of_ids(generation, Selection(), (statement,)).to_dict("records")[0]
    made = judge(about, value, author, **place(row, generation.text(row["article_id"])), machine="as it was")
    return record(store, [made])[0]


def rows(store: Path, sql: str) -> list[tuple[Any, ...]]:
    """What a query finds in the newest generation."""
    generation = current(store)
    return [tuple(row) for row in generation.rows(sql, {}).astype(object).where(lambda frame: frame.notna(), None).values.tolist()]


def statuses(store: Path) -> list[tuple[Any, ...]]:
    return rows(store, 'SELECT about, status, reason, statement_id, candidate FROM judgements ORDER BY "at", about, judgement_id')


def restated(store: Path, article: Article, found: list[Any]) -> None:
    """Let the machine find other statements in an article."""
    old = [one.file for one in segments(store, "statements")]
    commit(store, [add_segment(store, "statements", statement_rows(article.text, found))], removed=old)
    build(store)


def test_a_speaker_is_corrected_and_its_country_with_it(store: Path) -> None:
    decided(store, "speaker", [CHAD], "s3")
    rejudge(store)
    assert rows(store, "SELECT actors, country, conf_attribution FROM statements WHERE statement_id = 's3'") == [("Chad", "TCD", 1.0)]
    assert rows(store, "SELECT actor_id, reason FROM statement_actors WHERE statement_id = 's3'")[0][0] == "chad"
    assert rows(store, "SELECT actor_id, country, issue FROM voices WHERE statement_id = 's3'") == [
        ("chad", "TCD", "negotiated-settlement")
    ]
    assert rows(store, "SELECT actor_id FROM actors WHERE actor_id IN ('chn', 'chad')") == [("chad",)]


def test_the_machines_reading_stays_beside(store: Path) -> None:
    decided(store, "position", {"position": "oppose", "towards": "ceasefire", "condition": None})
    rejudge(store)
    assert rows(store, "SELECT position, conf_position FROM statements WHERE statement_id = 's1'") == [("oppose", 1.0)]
    assert rows(store, "SELECT position, conf_position FROM machine_statements") == [("support", 0.7)]
    assert statuses(store) == [("position", "applied", "", "s1", None)]


def test_a_position_on_another_issue_goes_with_the_issue(store: Path) -> None:
    decided(store, "issue", None)
    rejudge(store)
    assert rows(store, "SELECT issue, position FROM statements WHERE statement_id = 's1'") == [(None, None)]


def test_what_is_no_statement_is_counted_nowhere(store: Path) -> None:
    decided(store, "statement", False)
    rejudge(store)
    assert rows(store, "SELECT count(*) FROM statements") == [(8,)]
    assert rows(store, "SELECT count(*) FROM voices WHERE statement_id = 's1'") == [(0,)]
    assert rows(store, f"SELECT statements FROM articles WHERE article_id = '{COURIER.key}'") == [(2,)]
    assert current(store).search("guns silent") == ["s4"]
    assert faults(store) == []


def test_two_actors_become_one_through_a_third(store: Path) -> None:
    two = [{"id": name, "name": name, "country": None, "kind": "unknown"} for name in ("chn", "ind")]
    record(store, [judge("same", {"actor": two[0], "as": two[1]}, "Ana"), judge("same", {"actor": two[1], "as": CHAD}, "Ana")])
    rejudge(store)
    assert rows(store, "SELECT actor_id, ordinal FROM statement_actors WHERE statement_id = 's3'") == [("chad", 0)]
    assert rows(store, "SELECT actors, country FROM statements WHERE statement_id = 's3'") == [("Chad", "TCD")]


def test_undoing_puts_everything_back(store: Path) -> None:
    tables = ("statements", "statement_actors", "voices", "actors", "articles")
    before = [rows(store, f"SELECT * FROM {table} ORDER BY ALL") for table in tables]
    made = [decided(store, "statement", False), decided(store, "speaker", [CHAD], "s3"), decided(store, "issue", None, "s7")]
    rejudge(store)
    record(store, [judge("undo", one.id, "Ben") for one in made])
    rejudge(store)
    assert [rows(store, f"SELECT * FROM {table} ORDER BY ALL") for table in tables] == before
    assert statuses(store) == []


def test_undoing_the_later_of_two_brings_the_earlier_back(store: Path) -> None:
    first = decided(store, "issue", "sanctions-on-russia")
    second = decided(store, "issue", None)
    assert second.replaces == (first.id,)
    assert read(store).in_force == (second,)
    record(store, [judge("undo", second.id, "Ana")])
    assert read(store).in_force == (first,)


def test_judgements_are_applied_to_every_later_generation(store: Path) -> None:
    decided(store, "position", {"position": None, "towards": "ceasefire", "condition": None})
    build(store)
    assert rows(store, "SELECT position FROM statements WHERE statement_id = 's1'") == [(None,)]


def test_a_judgement_holds_for_a_statement_found_anew_under_another_id(store: Path) -> None:
    decided(store, "issue", "sanctions-on-russia")
    restated(store, COURIER, [said(COURIER, "The guns must fall silent.", "new", "said", "Ana Roy", issue="ceasefire", position="support")])
    assert statuses(store) == [("issue", "applied", "", "new", None)]


def test_words_that_end_elsewhere_now_need_a_look(store: Path) -> None:
    decided(store, "issue", "sanctions-on-russia")
    restated(store, COURIER, [said(COURIER, "The guns must fall silent", "shorter", "said", "Ana Roy", issue="ceasefire")])
    assert statuses(store) == [("issue", "moved", "the statement's words now begin or end elsewhere", None, "shorter")]
    assert rows(store, "SELECT issue FROM statements") == [("ceasefire",)]


def test_a_statement_that_is_found_no_more_leaves_its_judgement_orphaned(store: Path) -> None:
    decided(store, "issue", "sanctions-on-russia")
    decided(store, "statement", False, "s2")
    restated(store, COURIER, [said(COURIER, "the talks", "t", "noted", "China and India")])
    assert [row[:2] for row in statuses(store)] == [("issue", "orphaned"), ("statement", "applied")]


def test_a_look_alike_in_another_text_is_proposed_at_most(store: Path) -> None:
    decided(store, "issue", "sanctions-on-russia")
    twin = replace(COURIER, text=COURIER.text + " More to come.")
    stranger = Article("Nobody disagreed. “The guns must fall silent.” That was all.")
    held = {twin: "twin", stranger: "stranger"}
    old = [one.file for table in ("articles", "statements") for one in segments(store, table)]
    found = [
        row for article, name in held.items() for row in statement_rows(article.text, [said(article, "The guns must fall silent.", name)])
    ]
    commit(
        store,
        [add_segment(store, "articles", [article_row(one, AT) for one in held]), add_segment(store, "statements", found)],
        removed=old,
    )
    build(store)
    assert statuses(store) == [("issue", "moved", "its text is gone; the same words stand in another text", None, "twin")]
    assert rows(store, "SELECT DISTINCT issue FROM statements") == [(None,)]


def test_words_in_other_surroundings_are_not_even_proposed(store: Path) -> None:
    decided(store, "issue", "sanctions-on-russia")
    stranger = Article("Nobody disagreed. “The guns must fall silent.” That was all.")
    old = [one.file for table in ("articles", "statements") for one in segments(store, table)]
    found = statement_rows(stranger.text, [said(stranger, "The guns must fall silent.", "x")])
    commit(store, [add_segment(store, "articles", [article_row(stranger, AT)]), add_segment(store, "statements", found)], removed=old)
    build(store)
    assert statuses(store)[0][1] == "orphaned"
    assert statuses(store)[0][4] is None


def test_two_who_decide_otherwise_are_both_told_and_neither_is_followed(store: Path) -> None:
    first = decided(store, "issue", "sanctions-on-russia")
    append(store, [replace(first, id="elsewhere", author="Ben", value="nuclear-escalation")])
    decided(store, "issue", None, "s3")
    rejudge(store)
    told = {(row[1], row[2].partition(" on ")[0]) for row in statuses(store)}
    assert told == {("conflicting", "decided otherwise by Ana"), ("conflicting", "decided otherwise by Ben"), ("applied", "")}
    assert rows(store, "SELECT issue FROM statements WHERE statement_id IN ('s1', 's3') ORDER BY 1") == [("ceasefire",), (None,)]


def test_actors_that_are_each_other_in_a_ring_conflict(store: Path) -> None:
    two = [{"id": name, "name": name, "country": None, "kind": "unknown"} for name in ("chn", "ind")]
    pairs = [judge("same", {"actor": a, "as": b}, "Ana") for a, b in (two, two[::-1])]
    append(store, pairs)
    rejudge(store)
    assert [row[1] for row in statuses(store)] == ["conflicting", "conflicting"]


def test_a_position_is_not_carried_over_to_another_issue(store: Path) -> None:
    decided(store, "position", {"position": "oppose", "towards": "nuclear-escalation", "condition": None})
    rejudge(store)
    why = "it was given on nuclear-escalation, and the statement is now on ceasefire"
    assert statuses(store) == [("position", "moved", why, None, "s1")]


def test_a_broken_line_is_told_and_the_others_count(store: Path) -> None:
    decided(store, "issue", None)
    with path(store).open("ab") as stream:
        stream.write(b'{"version": 1, "id": "half')
    decided(store, "issue", None, "s2")
    rejudge(store)
    assert [(row[0], row[1]) for row in statuses(store)] == [("", "corrupt"), ("issue", "applied"), ("issue", "applied")]
    assert rows(store, "SELECT judgement_id FROM judgements WHERE status = 'corrupt'") == [("judgements.jsonl, line 2",)]


def test_words_that_were_changed_afterwards_are_corrupt(store: Path) -> None:
    made = decided(store, "issue", None)
    assert made.words is not None
    append(store, [replace(made, id="x", words=Words(made.words.spans, "The guns must roar.", made.words.before, made.words.after))])
    record(store, [judge("undo", made.id, "Ana")])
    rejudge(store)
    assert [row[1] for row in statuses(store)] == ["corrupt"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"version": 2}, "version 2; this program reads version 1"),
        ({"author": " "}, "no author"),
        ({"about": "colour"}, "about 'colour'; known: statement, speaker, issue, position, same, undo"),
        (
            {"value": ["Chad"]},
            "the value of a judgement about speaker is a list of actors, each with id, name, country and kind; none where",
        ),
        ({"document": "abc"}, "no document: the SHA-256 of its text"),
        ({"words": None}, "no words that it is keyed to"),
        ({"words": {"spans": [[5, 2]], "exact": "x", "before": "", "after": ""}}, "time, words or spans can't be read: empty words"),
        ({"at": "yesterday"}, "time, words or spans can't be read"),
    ],
)
def test_an_entry_that_breaks_a_rule_says_which(change: dict[str, Any], rule: str) -> None:
    good = entry(judge("speaker", [CHAD], "Ana", document="0" * 64, words=Words(((0, 3),), "abc", "", "")))  # type: ignore[arg-type]
    with pytest.raises(JudgementError) as error:
        judgement(json.loads(json.dumps(good | change)))
    assert str(error.value).startswith(rule)


def test_judgements_travel_to_another_store_of_the_same_texts(store: Path, filled: Path, tmp_path: Path) -> None:
    decided(store, "issue", "sanctions-on-russia")
    told = CliRunner().invoke(app, ["judgements", "export", "--store", str(store)])
    file = tmp_path / "theirs.jsonl"
    file.write_text(told.stdout + "not json\n", "utf-8")
    other = Path(shutil.copytree(filled, tmp_path / "other.store"))
    taken = [CliRunner().invoke(app, ["judgements", "import", str(file), "--store", str(other)]) for _ in range(2)]
    assert [one.stdout.partition(" new")[0] for one in taken] == ["1", "0"]
    assert "left out: theirs.jsonl, line 2: no JSON" in taken[0].stderr
    assert rows(other, "SELECT issue FROM statements WHERE statement_id = 's1'") == [("sanctions-on-russia",)]
    listed = CliRunner().invoke(app, ["judgements", "list", "--store", str(other)]).stdout
    assert listed.startswith("applied  ")
    assert 'Ana: issue "sanctions-on-russia" on “The guns must fall silent.”' in listed


def test_a_generation_that_is_open_stays_as_it_was(store: Path) -> None:
    before: Generation = current(store)
    decided(store, "statement", False)
    rejudge(store)
    assert before.count("statements") == 9
    assert current(store).count("statements") == 8
