"""The figures of a store that can be counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.metrics import actors, articles, facets, figures, issues, listing, marks, sources, timeline, vocabulary
from analytics.records import Selection
from analytics.store.serving import Generation, current
from tests.desk_store import COURIER, UNKNOWN, make

ALL = Selection()


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generation]:
    folder: Path = make(tmp_path_factory.mktemp("store"))
    generation = current(folder)
    yield generation
    generation.close()


def rows(frame: pd.DataFrame, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in frame[list(names)].astype(object).where(frame[list(names)].notna(), None).itertuples(index=False)]


def test_the_head_figures_count_statements_articles_sources_issues_and_actors(held: Generation) -> None:
    assert figures.figures(held, ALL).iloc[0].to_dict() == {
        "statements": 9, "articles": 4, "sources": 3, "unsourced": 3, "issues": 4,
        "undated": 3, "unnamed": 1, "relayed": 2, "positioned": 7, "actors": 6,
        "first_precision": "day", "last_precision": "month",
        "first": pd.Timestamp(2023, 2, 10), "last": pd.Timestamp(2024, 7, 1),
    }  # fmt: skip


def test_a_joint_statement_counts_once_for_each_of_its_actors(held: Generation) -> None:
    assert rows(actors.actors(held, ALL), "actor_id", "statements", "support", "oppose", "none", "sources", "undated") == [
        ("ana-roy", 3, 2, 1, 0, 2, 1),
        ("evil", 1, 0, 1, 0, 1, 0),
        ("chn", 1, 0, 0, 0, 1, 0),
        ("ind", 1, 0, 0, 0, 1, 0),
        ("min-def-rus", 1, 0, 1, 0, 1, 0),
        ("panel", 1, 0, 0, 1, 1, 0),
    ]


def test_speakers_are_rolled_up_to_countries_and_kinds(held: Generation) -> None:
    assert rows(actors.actors(held, ALL, by="country"), "actor_id", "statements", "sources", "unsourced") == [
        ("UKR", 4, 2, 2), ("CHN", 1, 1, 0), ("IND", 1, 1, 0), ("RUS", 1, 1, 0), ("USA", 1, 1, 0),
    ]  # fmt: skip
    assert rows(actors.actors(held, ALL, by="kind"), "actor_id", "statements") == [
        ("person", 4), ("unknown", 3), ("government", 1), ("ministry", 1),
    ]  # fmt: skip


def test_what_a_level_counts_is_what_its_filter_selects(held: Generation) -> None:
    from analytics.metrics.levels import FIELDS

    for by, field in FIELDS.items():
        for key, n in rows(actors.actors(held, ALL, by=by), "actor_id", "statements"):
            assert listing.count(held, Selection(**{field: (key,)})) == n


def test_the_words_for_an_actor_stand_with_their_reasons(held: Generation) -> None:
    found = actors.wordings(held, ALL, "ana-roy")
    assert rows(found, "called", "statements", "reasons", "sure", "least") == [
        ("Roy", 2, "full name in the table of people\nfull name in the table of people", 1.0, 1.0),
        ("Ana Roy", 1, "full name in the table of people", 1.0, 1.0),
    ]
    assert listing.count(held, Selection(actors=("ana-roy",), called=("Roy",))) == 2


def test_a_condition_is_given_in_its_words(held: Generation) -> None:
    assert rows(issues.conditions(held, ALL), "statement_id", "speaker", "condition") == [
        ("s4", "A senior official", "if the guns fall silent")
    ]


def test_the_matrix_holds_only_what_was_said(held: Generation) -> None:
    assert rows(actors.matrix(held, ALL, 1), "actor_id", "issue", "position", "statements") == [
        ("ana-roy", "ceasefire", "oppose", 1),
        ("ana-roy", "ceasefire", "support", 1),
        ("ana-roy", "troop-deployment", "support", 1),
    ]


def test_reporters_and_relays_stand_beside_the_actor(held: Generation) -> None:
    chosen = Selection(actors=("ana-roy",))
    assert rows(actors.reporters(held, chosen), "source", "statements") == [("Daily Courier", 1), ("Morning Post", 1), ("unknown", 1)]
    assert rows(actors.relayed(held, chosen), "via", "statements") == [("Interfax", 1), ("Reuters", 1)]


def test_an_issue_is_divided_where_the_sides_are_equal(held: Generation) -> None:
    found = issues.issues(held, ALL)
    assert rows(found, "issue", "statements", "support", "conditional", "oppose", "none", "actors") == [
        ("ceasefire", 3, 1, 0, 2, 0, 2),
        ("sanctions-on-russia", 2, 0, 0, 1, 1, 2),
        ("troop-deployment", 2, 1, 1, 0, 0, 1),
        ("negotiated-settlement", 1, 0, 0, 0, 0, 2),
    ]
    assert found["division"].round(3).tolist()[:1] == [0.667]
    assert found["division"].isna().tolist() == [False, True, True, True]


def test_sides_name_who_takes_which_one(held: Generation) -> None:
    chosen = Selection(issues=("ceasefire",))
    assert rows(issues.sides(held, chosen), "position", "actor_id", "statements") == [
        ("oppose", "ana-roy", 1),
        ("oppose", "min-def-rus", 1),
        ("support", "ana-roy", 1),
    ]


def test_unnamed_speakers_count_for_their_country(held: Generation) -> None:
    found = rows(issues.countries(held, ALL), "country", "position", "statements")
    assert ("UKR", "conditional", 1) in found
    assert ("UKR", "support", 2) in found
    assert ("none", "none", 2) in found


def test_sources_tell_named_from_unnamed_and_relayed(held: Generation) -> None:
    assert rows(sources.sources(held, ALL), "source", "articles", "statements", "named", "unnamed", "relayed", "undated") == [
        ("Daily Courier", 1, 3, 3, 0, 1, 0),
        ("unknown", 1, 3, 2, 1, 0, 3),
        ("Morning Post", 1, 2, 2, 0, 1, 0),
        ("<b>Daily</b>", 1, 1, 1, 0, 0, 0),
    ]
    assert rows(sources.agencies(held, ALL), "via", "statements", "sources") == [("Interfax", 2, 2), ("Reuters", 1, 1)]
    assert rows(sources.quoted(held, Selection(sources=("Morning Post",)), 1), "actor_id", "statements") == [("ana-roy", 1)]


def test_articles_come_newest_first_and_undated_last(held: Generation) -> None:
    assert rows(sources.articles(held, ALL), "title", "statements") == [
        ("Soldiers", 2),
        ("A day of talks", 3),
        ("<img src=http://evil.example/c.png> ![x](http://evil.example/d.png)", 1),
        (None, 3),
    ]


def test_a_month_is_never_drawn_as_a_day(held: Generation) -> None:
    assert set(timeline.timeline(held, ALL)["unit"]) == {"month"}
    assert set(timeline.timeline(held, Selection(sources=("Daily Courier",)))["unit"]) == {"day"}
    assert timeline.timeline(held, Selection(sources=("unknown",))).empty


def test_undated_statements_are_on_no_bar(held: Generation) -> None:
    frame = timeline.timeline(held, ALL)
    assert int(frame["statements"].sum()) == 6
    assert rows(frame.tail(2), "start", "position", "statements") == [
        (pd.Timestamp(2024, 7, 1), "none", 1),
        (pd.Timestamp(2024, 7, 1), "support", 1),
    ]


def test_marks_are_one_for_each_actor_of_a_statement_on_an_issue(held: Generation) -> None:
    assert rows(marks.marks(held, Selection(sources=("Daily Courier",))), "statement_id", "actor_id") == [
        ("s1", "ana-roy"),
        ("s2", "min-def-rus"),
        ("s3", "chn"),
        ("s3", "ind"),
    ]


def test_a_facet_is_counted_without_its_own_filter(held: Generation) -> None:
    found = facets.facets(held, Selection(positions=("oppose",), countries=("UKR",)))
    positions = found[found["facet"] == "positions"]
    assert rows(positions, "value", "statements") == [("support", 2), ("conditional", 1), ("oppose", 1)]
    assert rows(found[found["facet"] == "countries"], "value", "statements") == [("RUS", 1), ("UKR", 1), ("USA", 1)]
    assert rows(found[found["facet"] == "issues"], "value", "name") == [("ceasefire", "Ceasefire")]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", ["s7", "s8", "s1", "s2", "s3", "s9", "s4", "s5", "s6"]),
        ("oldest", ["s9", "s1", "s2", "s3", "s7", "s8", "s4", "s5", "s6"]),
        ("actor", ["s9", "s7", "s1", "s5", "s3", "s2", "s8", "s4", "s6"]),
        ("issue", ["s1", "s2", "s5", "s3", "s8", "s9", "s7", "s4", "s6"]),
        ("position", ["s4", "s3", "s2", "s9", "s5", "s7", "s1", "s8", "s6"]),
        ("source", ["s9", "s1", "s2", "s3", "s7", "s8", "s4", "s5", "s6"]),
        ("confidence", ["s7", "s8", "s1", "s2", "s3", "s9", "s4", "s5", "s6"]),
    ],
)
def test_a_list_stands_in_its_order_and_undated_ones_come_last(held: Generation, sort: str, expected: list[str]) -> None:
    assert listing.listing(held, ALL, sort)["statement_id"].tolist() == expected


def test_pages_of_a_list_neither_overlap_nor_leave_out(held: Generation) -> None:
    pages = [listing.listing(held, ALL, "newest", page, 4)["statement_id"].tolist() for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [4, 4, 1, 0]
    assert sorted(identity for page in pages for identity in page) == [f"s{n}" for n in range(1, 10)]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(actors=("ana-roy",)), ["s1", "s5", "s7"]),
        (Selection(actors=("chn", "panel")), ["s3", "s8"]),
        (Selection(countries=("UKR",)), ["s1", "s4", "s5", "s7"]),
        (Selection(countries=("none",)), ["s6", "s8"]),
        (Selection(kinds=("ministry", "government")), ["s2", "s3"]),
        (Selection(kinds=("unknown",)), ["s4", "s6", "s8"]),
        (Selection(kinds=("person",), countries=("RUS",)), []),
        (Selection(sources=("unknown",)), ["s4", "s5", "s6"]),
        (Selection(via=("Interfax",)), ["s2", "s7"]),
        (Selection(via=("any",)), ["s2", "s7"]),
        (Selection(issues=("none",)), ["s6"]),
        (Selection(positions=("none", "neutral")), ["s3", "s6", "s8"]),
        (Selection(modes=("direct",)), ["s1", "s9"]),
        (Selection(named="unnamed"), ["s4"]),
        (Selection(start=date(2024, 5, 1)), ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"]),
        (Selection(start=date(2024, 5, 1), end=date(2024, 5, 1), undated=False), ["s1", "s2", "s3"]),
        (Selection(end=date(2023, 12, 31), undated=False), ["s9"]),
        (Selection(undated=False), ["s1", "s2", "s3", "s7", "s8", "s9"]),
        (Selection(undated="only"), ["s4", "s5", "s6"]),
        (Selection(articles=(UNKNOWN.key, COURIER.key)), ["s1", "s2", "s3", "s4", "s5", "s6"]),
        (Selection(text="soldiers"), ["s4", "s7", "s8"]),
        (Selection(text="soldiers", positions=("support",)), ["s7"]),
        (Selection(text="nothingofthekind"), []),
        (Selection(actors=("'; DROP TABLE statements; --",)), []),
    ],
)
def test_filters_let_the_right_statements_through(held: Generation, selection: Selection, expected: list[str]) -> None:
    assert sorted(listing.listing(held, selection, size=None)["statement_id"]) == expected
    assert listing.count(held, selection) == len(expected)


def test_names_leave_out_what_the_store_lacks(held: Generation) -> None:
    chosen = Selection(actors=("ana-roy", "nobody"), sources=("unknown", "Nowhere"), issues=("ceasefire", "none"), via=("any", "Tass"))
    assert vocabulary.names(held, chosen) == {
        "actors": {"ana-roy": "Ana Roy"},
        "sources": {"unknown": "unknown"},
        "via": {"any": "any"},
        "issues": {"ceasefire": "Ceasefire", "none": "none"},
    }


def test_an_article_comes_with_its_statements_in_order(held: Generation) -> None:
    assert articles.article_of(held, ALL, "s2") == COURIER.key
    assert articles.article_of(held, ALL, "s99") is None
    assert articles.inside(held, ALL, COURIER.key)["statement_id"].tolist() == ["s1", "s2", "s3"]
    assert rows(articles.speakers(held, ALL, COURIER.key), "statement_id", "actor_id") == [
        ("s1", "ana-roy"), ("s2", "min-def-rus"), ("s3", "chn"), ("s3", "ind"),
    ]  # fmt: skip


def test_the_foot_says_what_is_held_and_what_failed(held: Generation) -> None:
    assert articles.holdings(held, ALL).iloc[0].to_dict() == {
        "articles": 4, "sources": 3, "undated": 1, "last": pd.Timestamp(2025, 6, 1, 12), "failed": 1,
    }  # fmt: skip
    assert rows(articles.failures(held, ALL), "reason", "documents") == [("not a text", 1)]


def test_the_words_of_a_condition_come_from_the_content_or_else_from_the_text() -> None:
    text = "“We agree,” Roy said, “if they ask.” Otherwise not."
    row = {"article_id": "a", "content": "We agree … if they ask.", "content_spans": "[[1, 9], [23, 35]]"}
    read = lambda start, end: listing.condition_words({**row, "condition_start": start, "condition_end": end}, lambda _: text)  # noqa: E731
    assert (read(23, 34), read(37, 46), read(None, None)) == ("if they ask", "Otherwise", "")
