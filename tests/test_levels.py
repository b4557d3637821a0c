"""From persons to institutions: by the days of their offices; and copies, which are evidence once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analytics.lexicon.ladder import NAMED, ladder
from analytics.lexicon.terms import institution_named
from analytics.metrics.actors import actors, matrix
from analytics.records import Actor, Article, Published, Selection, Span, Statement
from analytics.store.generation import build
from analytics.store.segments import article_row, statement_rows
from analytics.store.serving import Generation, current
from analytics.store.truth import add_segment, commit
from dashboard.matrix import interval, leaning
from tests.desk_store import AT

MEDVEDEV = Actor("dmitry-medvedev", "Dmitry Medvedev", "RUS", "person", reason="alias")
LAVROV = Actor("sergei-lavrov", "Sergei Lavrov", "RUS", "person", reason="alias")
SENATOR = Actor("lindsey-graham", "Lindsey Graham", "USA", "person", reason="alias")
TEXT = "They said that the guns must fall silent."


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Medvedev as president, as prime minister, and on no known day; Lavrov undated; a senator; and one of the texts twice."""
    folder = tmp_path_factory.mktemp("levels") / "levels.store"
    told = [("2010-05-01", MEDVEDEV), ("2022-05-01", MEDVEDEV), (None, MEDVEDEV), (None, LAVROV), ("2022-05-01", SENATOR)]
    articles = [
        (Article(f"{TEXT} {n}", source=f"Source {n}", published=Published(day, "stated" if day else "unknown")), actor)
        for n, (day, actor) in enumerate(told)
    ]
    articles.append((replace(articles[3][0], source="A copyist"), LAVROV))
    store(folder, articles)
    return current(folder)


def store(folder: Path, articles: list[tuple[Article, Actor]]) -> None:
    rows = [
        row
        for n, (article, actor) in enumerate(articles)
        for row in statement_rows(
            article.text,
            [
                Statement(
                    f"s{n}", article.key, (Span(10, 40),), actors=(actor,), country=actor.country, issue="ceasefire", position="support"
                )
            ],
        )
    ]
    held = [article_row(article, AT) for article, _ in articles]
    commit(folder, [add_segment(folder, "articles", held), add_segment(folder, "statements", rows)])
    build(folder)


def test_a_person_speaks_for_the_institution_of_the_day(held: Generation) -> None:
    found = actors(held, Selection(), by="institution")
    assert {(row.actor_id, row.statements) for row in found.itertuples()} == {
        ("russia", 1),  # the president of 2010
        ("dmitry-medvedev", 2),  # an official of 2022 for himself; on no known day for none, as he held several offices
        ("russian-ministry-of-foreign-affairs", 2),  # the only office that Lavrov held, whatever the day
        ("lindsey-graham", 1),  # a senator speaks for himself
    }


def test_copies_of_one_text_are_evidence_once(held: Generation) -> None:
    found = matrix(held, Selection(), by="country")
    assert [(row.actor_id, row.statements, row.independent) for row in found.itertuples()] == [("RUS", 5, 4), ("USA", 1, 1)]


def test_every_rung_leads_to_an_institution_of_a_name() -> None:
    rungs = list(ladder())
    assert [one for one in rungs if not one.body_id or not one.body] == []
    assert [name for name in NAMED.values() if institution_named(name) is None] == []
    assert {one.body for one in rungs if one.actor_id == "antony-blinken"} == {"US State Department"}


def test_a_share_carries_what_it_may_be() -> None:
    assert tuple(round(end, 3) for end in interval(8, 9)) == (0.565, 0.98)
    assert leaning({"support": 8, "oppose": 1}) == (
        "support in 8 of 9 independent positions; 95% interval 56% to 98%; both for and against"
    )
    assert leaning({}) == "no position found in any of these statements"
