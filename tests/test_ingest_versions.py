"""A page fetched again with a changed text: the new version counts, the old one stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from analytics.cli import app as line
from analytics.errors import StoreError
from analytics.metrics.edits import Piece, changed, edits
from analytics.metrics.versions import at, changes, newest, rewritten, versions
from analytics.records import Article, Selection, Span, Statement
from analytics.store.generation import build
from analytics.store.segments import article_row, statement_rows
from analytics.store.serving import Generation, current
from analytics.store.truth import add_segment, commit
from analytics.store.verify import faults
from dashboard.versions import history
from tests.conftest import AT
from tests.desk_pages import opened, shown

FIRST = Article(
    "Troops stay, Ana Roy said.", url="https://www.courier.example/a/", source="Daily Courier", fetched_at="2026-05-14T08:00:00Z"
)
SECOND = replace(FIRST, text="Troops leave, Ana Roy said.", url="http://courier.example/a#top", fetched_at="2026-05-14T10:00:00Z")
OTHER = replace(FIRST, text="Nobody spoke.", url="https://courier.example/b")
UNFETCHED = replace(FIRST, text="Troops wait, Ana Roy said.", fetched_at=None)
EVERYTHING = Selection()


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of a page in two versions, another page, and a saved one without a fetch, at the first one's address."""
    folder = tmp_path_factory.mktemp("versions") / "s.store"
    said = [row for one in (FIRST, SECOND, UNFETCHED) for row in statement_rows(one.text, [statement(one)])]
    rows = {"articles": [article_row(one, AT) for one in (SECOND, FIRST, OTHER, UNFETCHED)], "statements": said}
    commit(folder, [add_segment(folder, table, held) for table, held in rows.items()])
    build(folder)
    assert faults(folder) == []
    return folder


@pytest.fixture(scope="module")
def generation(stored: Path) -> Generation:
    """That store, open."""
    return current(stored)


def statement(article: Article) -> Statement:
    """What Ana Roy says in an article."""
    end = article.text.index(",")
    return Statement(id=f"s-{article.key}", article=article.key, content=(Span(0, end),), cue=(Span(end + 10, end + 14),))


def test_only_the_newest_version_and_its_statements_are_counted(generation: Generation):
    articles = generation.frame(generation.table("articles")).set_index("article_id")
    assert set(articles.index) == {SECOND.key, OTHER.key, UNFETCHED.key}
    assert articles.versions.to_dict() == {SECOND.key: 2, OTHER.key: 1, UNFETCHED.key: 1}
    assert sorted(generation.frame(generation.table("statements")).content) == ["Troops leave", "Troops wait"]


def test_all_versions_are_listed_and_keep_their_texts(generation: Generation):
    listed = versions(generation, EVERYTHING, FIRST.key)
    assert listed[["article_id", "number", "statements"]].values.tolist() == [[FIRST.key, 1, 1], [SECOND.key, 2, 1]]
    assert [generation.text(name) for name in listed.article_id] == [FIRST.text, SECOND.text]
    assert (newest(generation, EVERYTHING, FIRST.key), newest(generation, EVERYTHING, OTHER.key)) == (SECOND.key, OTHER.key)
    assert versions(generation, EVERYTHING, OTHER.key).empty
    assert rewritten(generation).article_id.tolist() == [SECOND.key]


def test_an_article_is_found_by_its_address_or_any_version(generation: Generation):
    assert at(generation, SECOND.url or "") == at(generation, FIRST.key) == SECOND.key
    with pytest.raises(StoreError, match="no article 'nothing'"):
        at(generation, "nothing")


def test_a_version_is_told_from_the_next_word_by_word(generation: Generation):
    (edit,) = changes(generation, EVERYTHING, FIRST.key, SECOND.key)
    assert edit == (Piece("kept", "Troops "), Piece("removed", "stay"), Piece("added", "leave"), Piece("kept", ", Ana Roy said."))


def test_paragraphs_that_came_or_went_are_whole():
    found = edits("One stays here.\n\nTwo goes away.\n\nThree is the end.", "One stays here.\n\nThree is the very end.\n\nFour comes now.")
    assert changed(found) == [
        (Piece("removed", "Two goes away."),),
        (Piece("kept", "Three is the "), Piece("added", "very "), Piece("kept", "end.")),
        (Piece("added", "Four comes now."),),
    ]


@given(st.lists(st.text(alphabet="ab c", max_size=8), max_size=6), st.lists(st.text(alphabet="ab c", max_size=8), max_size=6))
def test_both_texts_can_be_had_back_from_their_edits(old: list[str], new: list[str]):
    found = edits("\n".join(old), "\n".join(new))

    def side(kind: str) -> list[str]:
        lines = ["".join(piece.text for piece in edit if piece.kind in ("kept", kind)) for edit in found]
        return [line for line in lines if line]

    assert side("removed") == [" ".join(line.split()) for line in old if line.split()]
    assert side("added") == [" ".join(line.split()) for line in new if line.split()]


def test_the_changes_of_a_page_are_shown_by_a_command(generation: Generation, stored: Path):
    listed = CliRunner().invoke(line, ["versions", "--store", str(stored)]).output
    assert listed == f"{SECOND.key}  2 versions  Daily Courier: unknown  {SECOND.url}\n"
    shown = CliRunner().invoke(line, ["versions", FIRST.key, "--store", str(stored)]).output
    assert shown == (
        "version 1, fetched 2026-05-14T08:00:00Z, 1 statements: without a title\n"
        "version 2, fetched 2026-05-14T10:00:00Z, 1 statements: without a title\n"
        "  Troops [-stay-]{+leave+}, Ana Roy said.\n"
    )
    assert CliRunner().invoke(line, ["versions", OTHER.key, "--store", str(stored)]).output == "one version only\n"


def test_the_reader_shows_the_newest_version_and_what_was_changed(stored: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NARRATIVES_STORE", str(stored))
    body = shown(opened(f"reader?article={FIRST.key}"))
    assert "Changed once since it was first fetched, 2026-05-14 08:00 UTC" in body
    assert 'Troops <del class="faint">stay</del><ins>leave</ins>, Ana Roy said.' in body


def test_changes_are_escaped():
    rows = [{"number": 1, "fetched_at": "<b>"}, {"number": 2, "fetched_at": "2026-05-14T08:00:00Z"}]
    assert "<script>" not in history(rows, [edits("One.", "One <script>x</script>.")])
    assert "&lt;b&gt;" in history(rows, [[]])
