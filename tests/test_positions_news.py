"""What labelled news teaches of issue and position: labels, surroundings, and the two models as one."""

import csv
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from analytics.lexicon.issues import ids, issues
from analytics.positions.assign import stances_of
from analytics.positions.chances import blended
from analytics.positions.lessons import ITEMS, LABELS, cut, document, items, labelled, moved, spans, unparsed
from analytics.positions.model import WEIGHTS, calibrated, models
from analytics.positions.place import place
from analytics.positions.surroundings import Surroundings
from analytics.positions.topics import topics
from analytics.records import POSITIONS, Attribution, Span, Stance, Voice

TEXT = "Kyiv asked for a ceasefire. It rained. The minister spoke."
BOUNDS = ((0, 28), (28, 39), (39, 58))


def test_labels_name_known_issues_and_positions_and_keep_no_text() -> None:
    rows = list(csv.DictReader(LABELS.read_text(encoding="utf-8").splitlines()))
    assert {row["issue"] for row in rows} <= {"", *ids(issues())}
    assert all(row["position"] in POSITIONS if row["issue"] else not row["position"] for row in rows)
    assert all(spans(row["content"]) for row in rows)
    assert set(rows[0]) == {"corpus", "document", "speaker", "cue", "content", "country", "issue", "position", "sure"}


def test_labels_without_their_documents_teach_nothing_and_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(labelled(corpora=tmp_path)) == []
    assert "labelled statements are left out: their documents are not in" in capsys.readouterr().err


def test_an_item_of_our_own_has_labels_for_statements_that_lie_in_its_text() -> None:
    rows = [json.loads(line) for line in ITEMS.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 500
    for item in rows:
        assert set(item) == {"title", "date", "text", "statements"}
        for row in item["statements"]:
            assert all(0 <= a < b <= len(item["text"]) for part in ("speaker", "cue", "content") for a, b in spans(row[part]))
            assert row["issue"] in {"", *ids(issues())}
            assert row["position"] in POSITIONS if row["issue"] else not row["position"]


def test_statements_of_one_text_are_learnt_from_together() -> None:
    one = next(items())
    assert len(one.asked) == len(one.article.statements) > 1
    assert one.origin == "item"


def test_a_document_is_cut_into_passages_that_follow_each_other() -> None:
    text = " ".join(f"Minister number {n} said that a ceasefire was near." for n in range(60))
    found = list(cut(text, random.Random(1)))
    assert len(found) > 2
    assert found[0][0] == 0
    assert [end for _, end in found] == [*(start for start, _ in found[1:]), len(text)]
    assert all(text[start] == "M" for start, _ in found)
    assert list(cut("", random.Random(1))) == []


def test_a_statement_in_a_passage_keeps_its_words_and_loses_a_speaker_named_outside() -> None:
    text = "Kyiv spoke. It asked for peace."
    one = Attribution(content=(Span(25, 30),), cue=(Span(15, 20),), speaker=(Span(0, 4),))
    found = moved(one, 12, len(text))
    assert text[12:][slice(*found.content[0])] == "peace"
    assert text[12:][slice(*found.cue[0])] == "asked"
    assert found.speaker == ()


@pytest.mark.parametrize(
    ("text", "content", "asked"),
    [
        ("Ukraine hopes. He said it would take time.", "it would take time", True),
        ("Russia was hit by the cap. He said it would be reviewed.", "it would be reviewed", True),
        ("Israel and Gaza, Israel and Hamas; Russia looks on. He said it would take time.", "it would take time", False),
        ("The harvest was good. He said it would take time.", "it would take time", False),
        ("The harvest was good. He said nuclear weapons must never be used.", "nuclear weapons must never be used", True),
    ],
)
def test_a_statement_is_asked_where_its_words_or_its_article_name_the_war_or_an_issue_of_any_text(
    text: str, content: str, asked: bool
) -> None:
    around = unparsed(text, "")
    start = text.index(content)
    assert place(Attribution(content=(Span(start, start + len(content)),)), around).asked is asked


def test_what_is_not_asked_lies_between_what_is_and_is_given_no_issue() -> None:
    text = "Kyiv said it wants a ceasefire in Ukraine. Hamas said Gaza was dark. " + "Kyiv said Ukraine wants peace talks with Russia now."
    contents = ["it wants a ceasefire in Ukraine", "Gaza was dark", "Ukraine wants peace talks with Russia now"]
    told = [Attribution(content=(Span(text.index(one), text.index(one) + len(one)),)) for one in contents]
    told.insert(1, Attribution(content=()))
    found = stances_of(unparsed(text, ""), told, [Voice()] * 4)
    assert [one.issue for one in found] == ["ceasefire", None, None, "negotiated-settlement"]
    assert found[1] == Stance()
    assert found[2].confidence is not None


def test_a_passage_is_kept_apart_with_the_document_that_it_is_cut_from() -> None:
    pytest.importorskip("torch", reason="PyTorch, which only teaching needs, is not installed")
    from analytics.positions.train import fold

    whole = document("a", "real", unparsed("Kyiv spoke.", ""), [])
    assert fold(whole) == fold(replace(whole, origin="excerpt"))


def test_what_an_article_names_is_found_where_it_stands() -> None:
    around = unparsed("İn Kyiv it rained. In Gaza it did not. Moscow was silent.", "")
    assert [around.names(n) for n in range(4)] == [{"war"}, {"elsewhere"}, {"russia"}, set()]
    assert around.named_within([Span(3, 7), Span(39, 45)]) == {"war", "russia"}


def test_spans_are_read_from_their_written_form() -> None:
    assert spans("3-9 12-20") == (Span(3, 9), Span(12, 20))
    assert spans("") == ()


def test_what_was_told_before_fades_sentence_by_sentence() -> None:
    around = Surroundings(TEXT, "", BOUNDS, topics())
    assert around.before(1)["ceasefire"] == around.told(0)["ceasefire"]
    assert around.before(2)["ceasefire"] == pytest.approx(0.6 * around.told(0)["ceasefire"])
    assert around.before(0) == {}


def test_a_place_between_sentences_has_none() -> None:
    around = Surroundings(TEXT, "", BOUNDS, topics())
    assert around.sentence(30) == Span(28, 39)
    assert around.sentence(70) == Span(70, 70)


def test_two_models_that_agree_stay_and_two_that_differ_meet() -> None:
    assert blended({"a": 0.5, "b": 0.5}, {"a": 0.0, "b": 0.0}, 0.6) == pytest.approx({"a": 0.5, "b": 0.5})
    assert blended({"a": 0.9, "b": 0.1}, {"a": 0.0, "b": 5.0}, 0.6)["b"] > 0.5


def test_a_surer_answer_has_more_confidence() -> None:
    for steps in (models().stance, models().none):
        found = [calibrated(n / 10, steps) for n in range(11)]
        assert found == sorted(found)
        assert all(0 <= one <= 1 for one in found)


def test_the_models_know_the_issues_and_positions() -> None:
    assert models().words.classes == ("", *ids(issues()))
    assert models().position.classes == POSITIONS


def test_weights_that_are_not_those_of_the_digest_are_refused(tmp_path: Path) -> None:
    changed = tmp_path / "weights.json"
    changed.write_text(WEIGHTS.read_text(encoding="utf-8").replace("0.1", "0.2", 1), encoding="utf-8")
    changed.with_suffix(".sha256").write_text(WEIGHTS.with_suffix(".sha256").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"weights\.json is not the file that was released"):
        models(changed)
