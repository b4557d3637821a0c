"""The evaluation gate: each set that is there scores at its floors or above; and the scorer, the floors and the records are right."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.evaluation import runs
from tests.evaluation.errors import commonest
from tests.evaluation.floors import Floors, floors, raised, verdict, write
from tests.evaluation.measuring import Measured, measured
from tests.evaluation.scoring import figures, judged
from tests.evaluation.sets import FOREIGN, OWN, Gold, corpora, gold_sets

PEER = corpora().parent / "eval" / "score.py"
TEXT = "Ada said the dam would hold. “We checked,” Ben told Reuters. Cara, Dan thinks, is wrong."


def quote(content: str, speaker: str, cue: str, **more: Any) -> dict[str, Any]:
    spans = {
        name: [[TEXT.index(part), TEXT.index(part) + len(part)]]
        for name, part in zip(("content", "speaker", "cue"), (content, speaker, cue), strict=True)
    }
    return {**spans, "type": "indirect", **more}


DAM = quote(
    "the dam would hold", "Ada", "said", actor="Ada Lovelace", country="GBR", anonymous=False, via=[], issue="floods", position="support"
)
CHECKED = quote(
    "“We checked,”", "Ben", "told", type="direct", actor="Ben", country=None, anonymous=False, via=["Reuters"], issue="other", position=None
)
WRONG = quote("is wrong", "Dan", "thinks", actor="Ben", country="DISPUTED", anonymous=None, via=[], issue="DISPUTED", position="DISPUTED")
GOLD = {"id": "d", "text": TEXT, "quotes": [DAM, CHECKED, WRONG]}


def found(*quotes: dict[str, Any], gold: dict[str, Any] = GOLD) -> dict[str, Any]:
    return dict(figures([judged(gold, {"id": "d", "statements": [*quotes]})]))


@pytest.mark.parametrize("name", [*OWN, *FOREIGN])
def test_no_figure_of_a_set_is_below_its_floor(name: str):
    (gold,) = gold_sets([name])
    if gold.absent:
        pytest.skip(gold.absent)
    one = measured(gold)
    assert verdict(name, gold.digest, one.figures, floors()[name]).failures == []


def test_the_gold_itself_scores_a_hundred_throughout():
    scores = found(DAM, CHECKED, WRONG)
    assert {name for name, value in scores.items() if value != 100.0} == {"documents", "failed", "gold", "predicted"}
    assert (scores["gold"], scores["predicted"], scores["failed"]) == (3, 3, 0)


def test_no_answer_and_an_error_count_as_nothing_found():
    for answer in (None, {"id": "d", "error": "ValueError"}):
        scores = figures([judged(GOLD, answer)])
        assert (scores["failed"], scores["recall"], scores["precision"], scores["f1"]) == (1, 0.0, None, 0.0)


def test_half_the_letters_match_loosely_but_not_strictly():
    scores = found({**DAM, "content": [[9, 16]]})  # "the dam": 6 of 15 letters, F1 0.57
    assert (scores["precision"], scores["recall"], scores["strict_f1"]) == (100.0, 33.3, 0.0)


def test_what_is_found_inside_a_gold_content_costs_nothing_and_elsewhere_it_does():
    inside, outside = {**DAM, "content": [[9, 12]]}, {**DAM, "content": [[43, 59]]}
    assert (found(inside)["predicted"], found(outside)["predicted"]) == (0, 1)


def test_what_is_found_in_ignored_spans_costs_nothing():
    assert found({**DAM, "content": [[43, 59]]}, gold={**GOLD, "ignore": [[43, 60]]})["predicted"] == 0


def test_each_meaning_is_a_share_of_the_matched_statements_that_say_it():
    said = {**DAM, "actor": [{"name": "Lovelace", "country": "GBR"}], "position": "oppose", "mode": "direct"}
    scores = found(said, {**CHECKED, "via": [{"name": "reuters", "span": None}], "anonymous": True}, {**WRONG, "country": "FRA"})
    names = ("mode", "country", "actor", "anonymous", "via", "issue", "stance", "stance_f1")
    assert [scores[name] for name in names] == [66.7, 100.0, 100.0, 50.0, 100.0, 100.0, 0.0, 0.0]


@pytest.mark.skipif(not PEER.exists(), reason=f"{PEER} is not there")
def test_the_figures_are_those_of_the_scorer_we_are_measured_by(tmp_path: Path):
    documents = [one for gold in gold_sets(OWN) for one in gold.documents[:80]]
    answers = [perturbed(one, random.Random(one["id"])) for one in documents]
    for name, rows in (("gold", documents), ("found", answers)):
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = subprocess.run([sys.executable, PEER, tmp_path / "gold", tmp_path / "found"], capture_output=True, text=True, check=True)
    ours = figures([judged(one, answer) for one, answer in zip(documents, answers, strict=True)])
    assert ours == json.loads(done.stdout)


def perturbed(document: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The gold with every sort of mistake put in."""
    if dice.random() < 0.05:
        return {"id": document["id"], "error": "lost"}
    said = []
    for one in document["quotes"]:
        shift = dice.choice([0, 0, 0, 4, 15, 40])
        content = [[max(a - shift, 0), max(b - shift, 1)] for a, b in one["content"]]
        mode, other = dice.choice([one["type"], "direct"]), dice.random() < 0.3
        changed = {"speaker": [], "cue": one["content"], "actor": "Nobody", "country": "FRA", "position": "oppose", "anonymous": True}
        kept = {key: value for key, value in one.items() if key != "type"}
        said += [{**kept, "content": content, "mode": mode, **(changed if other else {})}] * dice.choice([0, 1, 1, 1, 2])
    return {"id": document["id"], "statements": said}


@pytest.fixture
def half() -> Measured:
    return Measured(Gold("half", Path("half")), [judged(GOLD, {"id": "d", "statements": [{**DAM, "content": [[9, 16]]}, CHECKED]})])


def set_digest(measured: Measured, digest: str) -> Measured:
    vars(measured.gold)["digest"] = digest
    return measured


def test_a_figure_below_its_floor_fails_with_set_figure_and_floor():
    assert verdict("seeds", "x", {"f1": 79.9}, {"set": "x", "taken": "", "f1": 80.0}) == (["seeds: f1 79.9 is below its floor 80.0"], [])


def test_a_figure_more_than_half_a_point_above_its_floor_asks_to_raise_it():
    kept: dict[str, float | str] = {"set": "x", "taken": "", "f1": 80.0}
    assert verdict("seeds", "x", {"f1": 80.5}, kept) == ([], [])
    assert verdict("seeds", "x", {"f1": 80.6}, kept) == ([], ["seeds: f1 80.6 is above its floor 80.0; raise the floor"])


def test_a_figure_that_is_measured_no_more_fails():
    assert verdict("seeds", "x", {}, {"set": "x", "taken": "", "via": 9.0}).failures == ["seeds: via is no longer measured, floor 9.0"]


def test_floors_of_another_version_of_the_set_fail():
    told = verdict("seeds", "y", {"f1": 99.0}, {"set": "x", "taken": "2026-01-01 on abc", "f1": 80.0}).failures
    assert told == ["seeds: the set changed since its floors were taken, 2026-01-01 on abc; --raise takes them anew"]


def test_raising_never_lowers_a_floor_of_the_same_set(half: Measured, tmp_path: Path):
    set_digest(half, "x")
    kept: Floors = {"half": {"set": "x", "taken": "then", "f1": 99.0, "cue": 1.0}, "other": {"set": "z", "taken": "then", "f1": 2.0}}
    write(raised(kept, [half], "now"), tmp_path / "floors.toml")
    after = floors(tmp_path / "floors.toml")
    assert (after["half"]["f1"], after["half"]["cue"], after["half"]["taken"]) == (99.0, 99.5, "now")
    assert after["other"] == kept["other"]


def test_a_changed_set_takes_its_floors_anew(half: Measured):
    set_digest(half, "y")
    assert raised({"half": {"set": "x", "taken": "then", "f1": 99.0}}, [half], "now")["half"]["f1"] == 79.5


def test_a_run_is_read_as_gained_and_lost_against_the_last_record(half: Measured, tmp_path: Path):
    set_digest(half, "x")
    assert runs.change(half, tmp_path) is None
    runs.record(half, "then", tmp_path)
    later = Measured(half.gold, [judged(GOLD, {"id": "d", "statements": [CHECKED, WRONG, {**DAM, "content": [[43, 59]]}]})])
    gained, lost, wrong = (
        "Cara, {Dan} thinks, ‹is wrong›.",
        "{Ada} said ‹the dam would hold›.",
        "{Ada} said the dam would hold. “We checked,” ‹Ben told Reuters›.",
    )
    assert runs.change(later, tmp_path) == ("then", [gained], [lost], [wrong], 0)
    assert "dam" not in (tmp_path / "half.json").read_text()


def test_the_commonest_errors_come_first_with_their_sentences():
    one = judged(GOLD, {"id": "d", "statements": [CHECKED, {**WRONG, "speaker": []}]})
    assert [(m.sort, m.cue, m.places) for m in commonest([one], 2)] == [
        ("missed", "said", ["d: {Ada} said ‹the dam would hold›."]),
        ("wrong speaker", "thinks", ["d: Cara, {Dan} thinks, ‹is wrong›.  ≠  Cara, Dan thinks, ‹is wrong›."]),
    ]


def test_an_unknown_set_is_named_with_those_that_are_known():
    with pytest.raises(ValueError, match="unknown set 'sedes'; known: seeds, challenge"):
        gold_sets(["sedes"])


def test_a_set_that_is_not_there_says_where_it_was_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("NARRATIVES_CORPORA", str(tmp_path))
    (gold,) = gold_sets(["polnear/dev"])
    assert gold.absent == f"{tmp_path}/polnear/dev.jsonl is not there; NARRATIVES_CORPORA names the folder of corpora"
