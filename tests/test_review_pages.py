"""Correcting on the page: each button and form, what it changes in the store, and the way back."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.judgements.log import append, path, read
from analytics.lexicon.own_issues import own
from analytics.store.generation import rejudge
from analytics.store.serving import current
from tests.desk_pages import opened as visit
from tests.desk_pages import parameters_of, plain, shown, worded
from tests.doubtful_store import make_doubtful


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_doubtful(tmp_path_factory.mktemp("doubtful") / "doubtful.store")


@pytest.fixture
def store(untouched: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(untouched, tmp_path / "own.store"))
    monkeypatch.setenv("NARRATIVES_STORE", str(folder))
    monkeypatch.setenv("NARRATIVES_ISSUES", "")
    return folder


def row(store: Path, statement: str) -> dict[str, Any]:
    """A statement as it counts now."""
    frame = current(store).rows("SELECT * FROM statements WHERE statement_id = $id", {"id": statement}).astype(object)
    return frame.where(frame.notna(), None).to_dict("records")[0]


def question(app: AppTest) -> str:
    """What the page asks."""
    return worded(re.search(r'class="question">(.*?)</p>', shown(app))[1])  # type: ignore[index]


def press(app: AppTest, key: str) -> AppTest:
    """Press a button."""
    app.button(key=key).click().run()
    assert not app.exception, app.exception[0].message
    return app


def test_the_queue_begins_with_the_least_certain_and_counts_each_reason(store: Path) -> None:
    app = visit("review")
    assert question(app) == "▲ support: “The fighting should stop under a ceasefire or truce.”?"
    words = plain(app)
    assert "5 readings to look at" in words
    for piece in ("weak position 1", "guessed country 1", "doubtful speaker 1", "unresolved speaker 1", "doubtful statement 1"):
        assert piece in words


def test_a_reason_narrows_the_queue_and_stands_in_the_address(store: Path) -> None:
    assert question(visit("review?doubt=actor")) == "Who speaks here? Nobody could be named."
    assert question(visit("review?doubt=country")).startswith("Is it China")
    assert question(visit("review?page=2")).startswith("Is it Ministry of Defence")


@pytest.mark.parametrize(
    ("address", "key", "statement", "changed"),
    [
        ("review?doubt=position", "right", "s1", {"position": "support", "conf_position": 1.0}),
        ("review?doubt=position", "side4", "s1", {"position": "oppose", "conf_position": 1.0}),
        ("review?doubt=position", "side0", "s1", {"position": None, "issue": "ceasefire"}),
        ("review?doubt=position", "off", "s1", {"position": None, "issue": None}),
        ("review?doubt=link", "right", "s2", {"actors": "Ministry of Defence", "conf_attribution": 1.0}),
        ("review?doubt=link", "nobody", "s2", {"actors": None, "conf_attribution": 1.0}),
        ("review?doubt=country", "nocountry", "s3", {"actors": "China", "country": None}),
        ("review?doubt=statement", "right", "s5", {"conf_extraction": 1.0}),
    ],
)
def test_one_click_decides_and_the_next_one_stands_there(
    store: Path, address: str, key: str, statement: str, changed: dict[str, Any]
) -> None:
    app = press(visit(address), key)
    found = row(store, statement)
    assert {name: found[name] for name in changed} == changed
    assert "Nothing here is left to look at." in plain(app)
    assert [one.author for one in read(store).judgements] == ["unknown"]


def test_what_was_decided_is_undone_where_it_was_decided(store: Path) -> None:
    app = press(visit("review?doubt=position"), "side4")
    assert row(store, "s1")["position"] == "oppose"
    app = press(app, "undo_last")
    assert row(store, "s1")["position"] == "support"
    assert question(app).startswith("▲ support")
    assert [one.about for one in read(store).judgements] == ["position", "undo"]


def test_a_name_is_asked_once_and_signs_every_decision(store: Path) -> None:
    app = visit("review?doubt=statement")
    app.text_input(key="author_field").set_value("  Ana \n Roy ").run()
    press(app, "nothing")
    assert [(one.author, one.value) for one in read(store).judgements] == [("Ana Roy", False)]


def test_a_statement_is_corrected_in_the_reader_and_the_machine_stays_beside(store: Path) -> None:
    app = visit("reader?statement=s1&judge=yes")
    app.multiselect(key="who-s1").set_value(["min-def-rus"])
    app.selectbox(key="on-s1").set_value("negotiated-settlement")
    app.button_group(key="side-s1").set_value("conditional")
    app.text_input(key="if-s1").set_value("fall silent")
    app = press(app, "save-s1")
    found = row(store, "s1")
    assert (found["actors"], found["issue"], found["position"]) == ("Ministry of Defence", "negotiated-settlement", "conditional")
    assert current(store).text(found["article_id"])[int(found["condition_start"]) : int(found["condition_end"])] == "fall silent"
    words = plain(app)
    assert "the machine: support, 20% sure" in words
    assert "the machine: by Ana Roy" in words
    assert "fall silent" in words
    undone = [one for one in app.button if one.key and one.key.startswith("undo-")]
    assert len(undone) == 3


def test_someone_whom_no_table_lists_can_be_named(store: Path) -> None:
    app = visit("reader?statement=s8&judge=yes")
    app.multiselect(key="who-s8").set_value(["Jane Doe"])
    press(app, "save-s8")
    assert row(store, "s8")["actors"] == "Jane Doe"
    assert (
        current(store).rows("SELECT actor_id, reason FROM statement_actors WHERE statement_id = 's8'", {}).values.tolist()[0][0]
        == "jane-doe"
    )


def test_nothing_is_kept_where_nothing_was_changed(store: Path) -> None:
    press(visit("reader?statement=s1&judge=yes"), "save-s1")
    assert not path(store).exists()


def test_what_is_no_statement_leaves_the_article_and_comes_back(store: Path) -> None:
    app = press(visit("reader?statement=s1&judge=yes"), "none-s1")
    assert parameters_of(app) == {"article": [row(store, "s2")["article_id"]]}
    assert "Judged to be no statement" in plain(app)
    back = next(one.key for one in app.button if one.key and one.key.startswith("back-"))
    app = press(app, back)
    assert "Judged to be no statement" not in plain(app)
    assert row(store, "s1")["position"] == "support"


def test_judgements_that_do_not_fit_are_listed_with_the_reason_and_can_be_taken_back(store: Path) -> None:
    app = press(visit("review?doubt=position"), "side4")
    lines = path(store).read_text("utf-8").splitlines()
    held = json.loads(lines[0])
    held["value"]["towards"] = "nuclear-escalation"
    path(store).write_text(json.dumps(held) + "\nnot json\n", "utf-8")
    rejudge(store)
    app = visit("review?doubt=judgements")
    words = plain(app)
    assert "judgements that don’t fit 2" in words
    assert "moved it was given on nuclear-escalation, and the statement is now on ceasefire" in words
    assert "corrupt no JSON" in words
    press(app, f"drop-{held['id']}")
    assert [one.about for one in read(store).in_force] == []


def test_a_quarrel_is_settled_by_following_one_side(store: Path) -> None:
    app = press(visit("review?doubt=position"), "side4")
    first = read(store).in_force[0]
    append(store, [replace(first, id="other-side", author="Ben", value={**first.value, "position": "neutral"})])
    rejudge(store)
    assert row(store, "s1")["position"] == "support"
    app = visit("review?doubt=judgements")
    assert "decided otherwise by Ben" in plain(app)
    press(app, "here-other-side")
    assert row(store, "s1")["position"] == "neutral"
    assert [one.value["position"] for one in read(store).in_force] == ["neutral"]


def test_two_actors_are_made_one_on_the_actors_page(store: Path) -> None:
    app = visit("actors?actor=min-def-rus")
    app.selectbox(key="same_as").set_value("russian-ministry-of-defence").run()
    app = press(app, "same")
    assert parameters_of(app) == {"actor": ["russian-ministry-of-defence"]}
    assert "1 statement by 1 actor" in plain(app)


def test_an_issue_is_added_on_its_page_and_can_be_changed(store: Path) -> None:
    app = visit("issues")
    app.text_input(key="name-new").set_value("Grain corridor")
    app.text_area(key="proposition-new").set_value("Grain should be shipped.")
    app.text_area(key="cues-new").set_value("grain ... corridor\n\nwheat")
    app.text_area(key="examples-new").set_value("support: The ships must pass.")
    add = next(one for one in app.button if one.label == "Add the issue")
    app = add.click().run()
    assert [(one.id, one.cues, one.examples) for one in own(store)] == [
        ("grain-corridor", ("grain ... corridor", "wheat"), (("support", "The ships must pass."),))
    ]
    assert "Grain corridor is kept." in plain(app)
    app = visit("issues?issue=grain-corridor")
    assert app.text_area(key="cues-grain-corridor").value == "grain ... corridor\nwheat"
    next(one for one in app.button if one.label == "Remove").click().run()
    assert own(store) == ()


def test_words_are_tried_on_the_page_and_nothing_is_kept(store: Path) -> None:
    app = visit("issues")
    app.text_input(key="name-new").set_value("Quiet")
    app.text_area(key="proposition-new").set_value("The guns should fall silent.")
    app.text_area(key="cues-new").set_value("guns ... silent")
    app = next(one for one in app.button if one.label == "Try the words").click().run()
    assert "2 of 9 statements looked at, 22.2%." in plain(app)
    assert shown(app).count('<article class="card"') == 2
    assert app.text_input(key="name-new").value == "Quiet"
    assert own(store) == ()


def test_a_broken_issue_is_refused_on_the_page_with_line_and_rule(store: Path) -> None:
    app = visit("issues")
    app.text_input(key="name-new").set_value("Grain corridor")
    next(one for one in app.button if one.label == "Add the issue").click().run()
    assert "Not kept: issues.toml, line 7: the issue 'grain-corridor' has no proposition" in plain(app)
    assert own(store) == ()
    assert app.text_input(key="name-new").value == "Grain corridor"
