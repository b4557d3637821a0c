"""An analyst's own issues: written, refused with line and rule, assigned by cue and by example, and found on stored statements."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from analytics.cli import app
from analytics.errors import TableError
from analytics.lexicon.issues import OWN, issues
from analytics.lexicon.own_issues import adopt, own, own_file, put, read_one, remove
from analytics.positions.examples import Examples
from analytics.records import Article
from analytics.store.generation import rejudge
from analytics.store.segments import article_row, statement_rows
from analytics.store.serving import current
from analytics.store.truth import add_segment, commit, segments
from tests.desk_store import AT, ROY, make, said

GRAIN: dict[str, Any] = {
    "id": "grain-corridor",
    "name": "Grain “corridor”",
    "proposition": "Ukrainian grain should be shipped through a protected corridor.",
    "cues": ["grain ... corridor|deal"],
    "examples": ["support: The ships with wheat must be let through to the Bosporus.", "The harvest waits in the silos of Odesa."],
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OWN, "")


def test_an_issue_is_written_and_read_back(tmp_path: Path) -> None:
    made = put(tmp_path, GRAIN)
    assert own(tmp_path) == (made,)
    assert (made.name, made.scope) == ("Grain “corridor”", "any")
    assert made.examples == (
        ("support", "The ships with wheat must be let through to the Bosporus."),
        ("", "The harvest waits in the silos of Odesa."),
    )


def test_an_issue_is_changed_in_place_and_comments_stay(tmp_path: Path) -> None:
    put(tmp_path, GRAIN)
    file = own_file(tmp_path)
    file.write_text(
        file.read_text("utf-8") + "\n# a note of mine\n" + '[[issue]]\nid = "b"\nname = "B"\nproposition = "B."\ncues = ["b"]\n', "utf-8"
    )
    put(tmp_path, GRAIN | {"name": "Grain"}, instead="grain-corridor")
    assert [one.name for one in own(tmp_path)] == ["B", "Grain"]
    remove(tmp_path, "grain-corridor")
    assert [one.id for one in own(tmp_path)] == ["b"]


def test_scope_and_weight_written_by_hand_stay_when_an_issue_is_changed(tmp_path: Path) -> None:
    put(tmp_path, GRAIN)
    file = own_file(tmp_path)
    file.write_text(file.read_text("utf-8").replace("cues =", 'scope = "war"\nweight = 0.4\ncues ='), "utf-8")
    changed = put(tmp_path, GRAIN | {"name": "Grain"}, instead="grain-corridor")
    assert (changed.name, changed.scope, changed.weight) == ("Grain", "war", 0.4)
    assert own(tmp_path) == (changed,)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (
            {"proposition": " "},
            "issues.toml, line 7: the issue 'grain-corridor' has no proposition; every issue needs id, name and proposition",
        ),
        ({"id": "Grain"}, "issues.toml, line 7: the id 'Grain' is not small letters, figures and hyphens"),
        ({"id": "ceasefire"}, "issues.toml, line 7: 'ceasefire' is one of the listed issues; give it another id"),
        ({"cues": ["grain, wheat"]}, "issues.toml, line 7: cues of 'grain-corridor': 'grain,' in 'grain,' is no word"),
        ({"cues": [], "examples": []}, "issues.toml, line 7: the issue 'grain-corridor' has neither cues nor examples"),
        ({"examples": ["maybe: Ships."]}, "issues.toml, line 7: example 'maybe: Ships.' must start with one of support, conditional"),
    ],
)
def test_a_broken_issue_is_refused_with_line_and_rule_and_nothing_is_written(tmp_path: Path, change: dict[str, Any], rule: str) -> None:
    with pytest.raises(TableError) as error:
        put(tmp_path, GRAIN | change)
    assert str(error.value).startswith(rule)
    assert not own_file(tmp_path).exists()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('[[issues]]\nid = "a"\n', "own.toml: unknown table ['issues']; an issue is a block that begins with [[issue]]"),
        ('issue = [{id = "a"}]\n', "own.toml: each issue is a block that begins with [[issue]] on a line of its own"),
        ('[[issue]]\nid = "a"\nname = "A"\nproposition = "A."\ncues = "a"\n', "own.toml, line 1: cues must be a list of texts"),
        (
            '[[issue]]\nid = "a"\nname = "A"\nproposition = "A."\ncues = ["a"]\nweight = "b"\n',
            "own.toml, line 1: the weight 'b' is not above 0",
        ),
    ],
)
def test_a_table_written_by_hand_is_checked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, rule: str) -> None:
    (tmp_path / "own.toml").write_text(text, "utf-8")
    monkeypatch.setenv(OWN, str(tmp_path / "own.toml"))
    with pytest.raises(TableError) as error:
        issues()
    assert str(error.value).startswith(rule)


def test_a_table_that_changed_is_read_anew(tmp_path: Path) -> None:
    put(tmp_path, GRAIN)
    adopt(tmp_path)
    assert issues()[-1].name == "Grain “corridor”"
    put(tmp_path, GRAIN | {"name": "Grain"}, instead="grain-corridor")
    assert issues()[-1].name == "Grain"


def test_each_store_has_its_own_issues_and_a_named_file_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    put(tmp_path / "a", GRAIN)
    adopt(tmp_path / "a")
    assert issues()[-1].id == "grain-corridor"
    adopt(tmp_path / "b")
    assert OWN not in os.environ
    monkeypatch.setenv(OWN, str(tmp_path / "named.toml"))
    adopt(tmp_path / "a")
    assert os.environ[OWN] == str(tmp_path / "named.toml")


def test_a_sentence_like_an_example_is_told_from_one_that_shares_a_word(tmp_path: Path) -> None:
    examples = Examples(put(tmp_path, GRAIN))
    like = examples.like("ships full of wheat were let through the bosporus".split())
    unlike = examples.like("the ships of the northern fleet left the harbour".split())
    assert (like.near > 0.45, like.side) == (True, 1)
    assert (unlike.near, unlike.side) == (0.0, 0)


def test_stored_statements_are_assigned_to_a_new_issue_without_extracting_them_again(tmp_path: Path) -> None:
    store, cargo = tmp_path / "own.store", "Ana Roy said that ships full of wheat must be let through to the Bosporus."
    article = Article(cargo, title="Wheat waits in Odesa")
    found = [said(article, "that ships full of wheat must be let through to the Bosporus", "s1", "said", "Ana Roy", actors=(ROY,))]
    rows = {"articles": [article_row(article, AT)], "statements": statement_rows(article.text, found)}
    commit(store, [add_segment(store, "articles", rows["articles"])])
    of = segments(store, "articles")[0].file
    commit(store, [add_segment(store, "statements", rows["statements"], of, "finder-stancer")])
    put(store, GRAIN | {"cues": []})
    ran = CliRunner().invoke(app, ["positions", "--store", str(store), "--workers", "1"])
    assert ran.exit_code == 0, ran.output
    after = current(store).rows("SELECT statement_id, actors, issue, position FROM statements", {})
    assert after.values.tolist() == [["s1", "Ana Roy", "grain-corridor", "support"]]
    assert segments(store, "statements")[0].extractor.startswith("finder-")
    again = CliRunner().invoke(app, ["positions", "--store", str(store), "--workers", "1"])
    assert again.stdout.startswith("0 articles read again, 0 statements changed")


def test_an_issue_can_be_chosen_before_anything_is_assigned_to_it(tmp_path: Path) -> None:
    store = make(tmp_path / "desk.store")
    put(store, GRAIN)
    rejudge(store)
    assert current(store).rows("SELECT name FROM issues WHERE issue_id = 'grain-corridor'", {})["name"].tolist() == ["Grain “corridor”"]


def test_words_are_tried_before_an_issue_is_kept(tmp_path: Path) -> None:
    from analytics.metrics.attempts import spoken_of
    from analytics.records import Selection

    store = make(tmp_path / "desk.store")
    issue = read_one({"id": "quiet", "name": "Quiet", "proposition": "The guns should fall silent.", "cues": ["guns ... silent"]})
    found, looked = spoken_of(current(store), Selection(), issue)
    assert (found["statement_id"].tolist(), looked) == (["s1", "s4"], 9)
    assert own(store) == ()
