"""Confidences of links that say how often such links were right."""

import pytest

from analytics.errors import TableError
from analytics.lexicon.sureness import reliabilities, sureness
from tests.evaluation.links import Link, fitted, held_out

TABLE = "pattern,least,right,of\nalias$,0,98,100\npronoun,0.5,18,20\npronoun,0,6,10\n"


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "sureness.csv"
    file.write_text(TABLE)
    return reliabilities(file)


@pytest.mark.parametrize(
    ("reason", "sure", "expected"),
    [
        ("alias", 1.0, 0.98),
        ("pronoun: Norway", 0.6, 0.87),  # (18 + 2 * 0.6) / 22
        ("pronoun: Norway", 0.3, 0.55),  # (6 + 2 * 0.3) / 12
        ("alias of a kind that nobody judged", 0.4, 0.4),
    ],
)
def test_a_link_is_as_sure_as_such_links_were_right(table, reason, sure, expected):
    assert sureness(reason, sure, table) == expected


@pytest.mark.parametrize("row", ["alias(,0,1,2", "alias,0,3,2", "alias,2,1,2", "alias,0,one,2"])
def test_a_broken_row_is_refused_with_file_and_line(tmp_path, row):
    file = tmp_path / "sureness.csv"
    file.write_text(f"pattern,least,right,of\n{row}\n")
    with pytest.raises(TableError, match=r"\(sureness.csv, line 2\)"):
        reliabilities(file)


def test_judged_links_are_counted_by_the_first_row_they_fit(table):
    found = [Link("a", "alias", 1.0, True), Link("b", "alias", 1.0, False), Link("c", "pronoun: x", 0.2, True)]
    assert [(row.right, row.of) for row in fitted(found, table)] == [(1, 2), (18, 20), (1, 1)]


def test_numbers_learnt_from_other_documents_are_better_than_the_rules_own(table):
    found = [Link(f"{n}", "alias", 0.5, n % 10 > 0) for n in range(400)]  # nine in ten are right
    assert (held_out(found, table) < 0.1, held_out(found, table, before=True)) == (True, pytest.approx(0.4, abs=0.05))
