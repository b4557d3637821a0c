"""Articles to statements: ids, order, faults."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from analytics.pipeline import extract_all, extracting, statements
from analytics.records import Article, Statement

TEXT = "Talks will go on, Norwegian Foreign Minister Ana Roy said on Monday."
GERMAN = "Der Außenminister sagte am Montag, dass die Truppen im Land bleiben werden, solange es nötig ist."


def test_a_statement_names_its_article_and_keeps_its_spans():
    article = Article(TEXT, source="Daily Courier")
    (said,) = statements(article)
    assert said.article == article.key
    assert ["".join(TEXT[a:b] for a, b in spans) for spans in (said.content, said.cue)] == ["Talks will go on", "said"]


def test_ids_are_stable_and_differ_between_sources():
    first, again, other = (statements(Article(TEXT, id=name, source=source))[0].id for name, source in (("a", "A"), ("b", "A"), ("a", "B")))
    assert first == again != other


def words(text: str, said: Statement) -> list[str]:
    return [" ".join(text[a:b] for a, b in spans) for spans in (said.speaker, said.cue, said.content)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Latvia was ready to impose sanctions on Russia.", [["Latvia", "ready", "to impose sanctions on Russia"]]),
        ("Norway is ready to send tanks to Ukraine.", [["Norway", "ready", "to send tanks to Ukraine"]]),
        ("Oslo committed to arming Ukraine with jets.", [["Oslo", "committed", "arming Ukraine with jets"]]),
        ("The union backed a court for war crimes in Ukraine.", [["The union", "backed", "a court for war crimes in Ukraine"]]),
        ("The army committed to painting its sheds.", []),
        ("The team was ready to play Malta.", []),
    ],
)
def test_a_doubtful_report_counts_where_it_takes_a_clear_position(text: str, kept: list[list[str]]):
    assert [words(text, said) for said in statements(Article(text))] == kept
    assert extracting.attributions(extracting.parse(text), Article(text)) == []


def test_a_report_within_a_doubtful_one_that_does_not_count_stands_by_itself(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys.modules["analytics.extract.reports"], "DOUBTFUL_THRESHOLD", 0.2)
    text = "The mayor defined the fence as what the council had called a wall."
    doubtful, inner = extracting.attributions(extracting.parse(text), Article(text), doubtful=True)
    assert (doubtful.doubtful, inner.doubtful, inner.inside, inner.depth) == (True, False, 0, 1)
    (said,) = statements(Article(text))
    assert (said.inside, said.depth) == (None, 0)


def test_equal_spans_get_ids_of_their_own():
    (said,) = extracting.attributions(extracting.parse(TEXT), Article(TEXT))
    assert len(set(extracting.identities(Article(TEXT), [said, said, said]))) == 3


def test_another_language_is_left_without_statements_and_said_so():
    (result,) = extract_all([Article(GERMAN)], workers=1)
    assert (result.article.lang, result.statements, result.error) == ("de", (), None)
    assert result.remark == "language de: kept without statements, which are read from English only"


def test_an_article_that_raises_carries_its_error_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch):
    def broken(parsed, article):
        raise ValueError("no such luck") if article.id == "b" else AssertionError

    monkeypatch.setattr(extracting, "attributions", lambda parsed, article, doubtful: [] if article.id != "b" else broken(parsed, article))
    results = [*extract_all([Article(TEXT, id=name) for name in "abc"], workers=1)]
    assert [(r.article.id, r.error) for r in results] == [("a", None), ("b", "ValueError: no such luck"), ("c", None)]


def test_an_article_that_takes_too_long_carries_its_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(extracting, "seconds", lambda: 0.2)
    monkeypatch.setattr(extracting, "attributions", lambda parsed, article, doubtful: time.sleep(30))
    (result,) = extract_all([Article(TEXT)], workers=1)
    assert result.error == "TimeoutError: more than 0.2 s"


def test_shards_are_bounded_in_articles_and_characters():
    sizes = [len(shard) for shard in extracting.shards(Article("x" * n) for n in [10] * 20 + [150_000] * 3)]
    assert sizes == [16, 6, 1]


def test_one_worker_answers_before_it_asks_for_more():
    asked = []

    def endless():
        while True:
            asked.append(1)
            yield Article("Nothing.")

    next(extract_all(endless(), workers=1))
    assert len(asked) == 1


def test_both_seeds_give_statements_whose_spans_lie_in_the_text():
    for path in sorted(Path("seeds").glob("*.txt")):
        text = path.read_text("utf-8")
        said = statements(Article(text))
        assert len({one.id for one in said}) == len(said) > 10
        spans = [span for one in said for span in (*one.content, *one.cue, *one.speaker)]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert json.loads(json.dumps([one.content for one in said]))
