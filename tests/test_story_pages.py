"""The pages of stories as they are served: counts, two sides, cards, claims, sayings, sourcing; and what bad input makes them say."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from analytics.export.view import parse
from analytics.metrics.listing import count
from analytics.metrics.sourcing import unverifiable
from analytics.metrics.stories import cards, contradictions, members, stories
from analytics.pipeline import statements
from analytics.pipeline.building import build
from analytics.records import Article, Published, Selection
from analytics.store.segments import article_row, statement_rows
from analytics.store.serving import Generation, current
from analytics.store.truth import add_segment, commit
from analytics.stories.chains import DEFINITION, chain
from analytics.stories.telling import Telling
from tests.desk_pages import LINK, opened, shown, worded
from tests.desk_store import make

A, B = (Article(Path(f"seeds/coalition-{name}.txt").read_text(encoding="utf-8")) for name in ("nato-brussels", "military-briefing"))
PORT = (
    "The port of Odrana shipped no wheat for a third day as ice lay round the vessel Merenia. Eleven ships wait in the bay "
    "and the silos of Odrana are full to the roof. <img src=http://evil.example/x.png> Nobody knows when loading will begin again."
)
COPIES = [Article(PORT, source=f"Paper {number}", published=Published("2024-05-14", "stated")) for number in range(3)]
ALONE = Article("Rain fell on Brenn all night.", source="Valley Post", published=Published("2031-01-01", "stated"))
OWN = Article("“All of this is one quotation and nothing else.”", published=Published("1999", "inferred"))
PARTS = ("tellings", "cards", "claims", "sayings", "sourcing")


def stored(folder: Path, articles: list[Article]) -> None:
    """Commit articles with their statements."""
    found = {article: statements(article) for article in articles}
    rows = add_segment(folder, "articles", [article_row(article, datetime(2025, 6, 1)) for article in found])
    said = [row for article, each in found.items() for row in statement_rows(article.text, each)]
    commit(folder, [rows, add_segment(folder, "statements", said, of=rows.file, extractor="test")])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stories")
    stored(folder, [A, B, *COPIES, ALONE, OWN])
    build(folder)
    return folder


@pytest.fixture(scope="module")
def held(store: Path) -> Iterator[Generation]:
    generation = current(store)
    yield generation
    generation.close()


@pytest.fixture
def visit(store: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NARRATIVES_STORE", str(store))
    return lambda address: shown(opened(address))


def plain(body: str) -> str:
    """The page's words, without the spaces that elements leave before marks."""
    return re.sub(r" (?=[,.;])", "", worded(body))


def of(article: Article) -> str:
    """The address of an article's story."""
    return f"story?story={article.key}"


def test_articles_texts_and_stories_are_three_counts(visit):
    words = plain(visit("stories"))
    assert "7 articles; 2 of them copies; 5 distinct texts; 4 stories, 1 told by two texts or more." in words
    assert "All its articles have the same text: nothing to compare." in words
    assert "One article tells it." in words


@pytest.mark.parametrize(
    "address",
    [
        "stories",
        "contradictions",
        "sources",
        *(f"{of(A)}&part={part}" for part in PARTS),
        *(f"{of(COPIES[1])}&part={part}" for part in PARTS),
    ],
)
def test_every_number_opens_its_list_and_nothing_from_outside_becomes_an_element(visit, held: Generation, address: str):
    body = visit(address)
    assert "<img" not in body
    for href, number in LINK.findall(body):
        reading = parse(html.unescape(href))
        assert reading.ignored == ()
        assert count(held, reading.view.selection) == int(number), href


def test_the_seeds_stand_side_by_side_and_part_inside_the_quotation(visit):
    body = visit(of(A))
    words = plain(body)
    assert "2 articles, 2 distinct texts, 0 copies; no known source; date unknown." in words
    assert "They part inside a quotation, after 3 words of it, after 218 characters in common" in words
    assert "217 characters in common" in words
    assert body.count('<div class="fork">') == 1
    assert body.index('<div class="fork">') < body.rindex("standing ready to support")
    assert "No article bears a date: their order is unknown." in words


def test_full_texts_and_swapped_sides_are_in_the_address(visit):
    changes, full = visit(of(A)), visit(f"{of(A)}&diff=full")
    assert '<details class="same">' in changes
    assert '<details class="same">' not in full
    swapped = visit(f"{of(A)}&left={B.key}&right={A.key}")
    first, second = "currently reviewing contingency", "standing ready to support"
    assert swapped.rindex(first) < swapped.rindex(second)
    assert changes.rindex(second) < changes.rindex(first)


def test_one_card_holds_what_the_slot_has_in_common_against_what_differs(visit, held: Generation):
    [card] = cards(held, Selection()).to_dict("records")
    assert card["relation"] == "different content"
    words = plain(visit(f"{of(A)}&part=cards&card={card['card_id']}"))
    assert "relayed by RIA Novosti = RIA Novosti" in words
    assert (
        "setting during a closed-door meeting with NATO allies in Brussels ≠ in a closed-door briefing with senior military officials"
        in words
    )
    assert "audience NATO allies ≠ senior military officials" in words
    assert "condition should the current conflict reach a temporary halt ≠ should a temporary halt to hostilities be declared" in words
    assert "1 card, 1 with different content." in words


def test_a_card_that_is_gone_is_named(visit):
    assert "The card of this address is not among the story’s cards any more." in plain(visit(f"{of(A)}&part=cards&card=0000"))


def test_claims_have_honest_blanks_and_open_their_places(visit):
    body = visit(f"{of(A)}&part=claims")
    rows = {plain(row.split("</td>")[0]): row for row in body.split("<tr>")}
    troops = next(row for claim, row in rows.items() if "15,000 troops" in claim)
    request = next(row for claim, row in rows.items() if "no formal request" in claim)
    assert [plain(cell) for cell in troops.split("</td>")[1:3]] == ["→ relays", "not found in what we hold"]
    assert plain(request.split("</td>")[1]) == "not found in what we hold"
    assert re.search(rf'href="reader\?article={B.key}&amp;at=\d+-\d+"', request)


def test_leads_are_counted_elsewhere_and_no_date_makes_nobody_first(visit):
    words = plain(visit(f"{of(A)}&part=sayings"))
    assert "Kir Starmer misspelling of Keir Starmer, in 2 tellings" in words
    assert "this news extends as follows" in words
    assert "in none of 3 other texts held" in words
    assert "Leads, not verdicts" in words


def test_sourcing_is_weighed_with_its_definition_and_drawn_link_by_link(visit, held: Generation):
    [total] = unverifiable(held, Selection(stories=(A.key,))).to_dict("records")
    words = plain(visit(f"{of(A)}&part=sourcing"))
    weak = [said for one in (A, B) for said in statements(one) if chain(Telling(one, (said,)), said).unverifiable]
    assert total["unverifiable"] == len(weak)
    share = f"{total['unverifiable']:.0f} of {total['statements']} statements"
    assert share in words
    assert DEFINITION in words
    assert "Pentagon “ leaked Pentagon memos ”".replace("“ ", "").replace(" ”", "") in words
    assert "speaker: leaked document · weakest link" in words


@pytest.mark.parametrize("by", ["story", "outlet", "actor", "issue"])
def test_the_share_that_cannot_be_verified_opens_the_statements_behind_it(held: Generation, by):
    frame = unverifiable(held, Selection(), by)
    total = unverifiable(held, Selection())
    if by in ("story", "outlet", "issue"):
        assert frame["statements"].sum() == total["statements"].sum()
        assert frame["unverifiable"].sum() == total["unverifiable"].sum()
    weak = Selection(sourcing=("unnamed person", "leaked document"))
    assert count(held, weak) == total["unverifiable"].iloc[0]


def test_no_contradiction_is_said_plainly(visit):
    assert "No two statements of one voice were found to contradict each other here." in plain(visit("contradictions?source=Valley+Post"))


def test_a_contradiction_shows_both_sentences_the_reason_and_what_is_known_of_the_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    desk = make(tmp_path)
    monkeypatch.setenv("NARRATIVES_STORE", str(desk))
    generation = current(desk)
    [pair] = contradictions(generation, Selection()).to_dict("records")
    generation.close()
    assert (pair["actor"], pair["issue"], pair["kind"]) == ("Ana Roy", "ceasefire", "order unknown")
    words = plain(shown(opened("contradictions")))
    assert "1 pair of statements: 1 order unknown." in words
    assert "Ana Roy: oppose against support; a date is missing, so which came first is unknown." in words
    assert "words the pause ≠ The guns must fall silent." in words
    assert "told by unknown outlet · date unknown · Daily Courier · 2024-05-01" in words


def test_copies_are_said_to_be_copies_and_nothing_is_put_beside_them(visit):
    words = plain(visit(of(COPIES[2])))
    assert "3 articles, 1 distinct text, 2 copies; 3 known sources; 2024-05-14." in words
    assert "copy of Paper" in words
    assert "One text tells this story in what we hold, so there is nothing to put beside it." in words
    assert "No statement was found in these articles: nobody is quoted or reported there." in words


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("cards", "No slot that two tellings fill differently was found in what we hold."),
        ("claims", "One text tells this story: there is nothing to hold its claims against."),
        ("sayings", "No saying stands in two of these tellings."),
        ("sourcing", "No statement was found here, so there is no sourcing to weigh."),
    ],
)
def test_a_story_of_one_says_plainly_what_it_cannot_show(visit, part: str, said: str):
    assert said in plain(visit(f"{of(ALONE)}&part={part}"))


def test_a_text_that_is_its_own_quotation_is_a_story_of_one(visit):
    assert "1 article, 1 distinct text, 0 copies; no known source; 1999-01-01." in plain(visit(of(OWN)))


def test_any_article_of_a_story_names_it_and_none_names_nothing(visit, held: Generation):
    assert (
        members(held, Selection(stories=(B.key,)))["article_id"].tolist()
        == members(held, Selection(stories=(A.key,)))["article_id"].tolist()
    )
    assert "No story is open. Choose one in the list of stories." in plain(visit("story"))
    assert "story=nowhere (not in this store)" in plain(visit("story?story=nowhere"))
    assert "The address names several stories; choose one:" in plain(visit(f"{of(A)}&story={ALONE.key}"))


def test_stories_are_ranked_by_divergence_spread_or_date(held: Generation):
    tops = {rank: stories(held, Selection(), rank)["title"].iloc[0] for rank in ("divergence", "spread", "newest")}
    assert tops["divergence"].startswith("Exclusive: Coalition of the Willing")
    assert tops["spread"].startswith("The port of Odrana")
    assert tops["newest"].startswith("Rain fell")


def test_an_address_made_on_other_data_says_so(visit, held: Generation):
    [card] = cards(held, Selection()).to_dict("records")
    words = plain(visit(f"reader?statement={card['a']}&generation=00000009-abcdef01"))
    assert "This link was made on the data of generation 00000009-abcdef01. The data has changed since" in words
    assert "This link was made" not in plain(visit(f"reader?statement={card['a']}&generation={held.name}"))
    gone = plain(visit("reader?statement=gone&generation=00000009-abcdef01"))
    assert "statement=gone (not in this store)" in gone
    assert "The data has changed since" in gone


def test_a_place_that_an_address_points_at_is_marked_in_the_article(visit):
    body = visit(f"reader?article={A.key}&at=0-9")
    assert '<span class="part place" data-focus>Exclusive</span>' in body


def test_later_articles_join_without_placing_the_earlier_anew(tmp_path: Path):
    stored(tmp_path, [A, COPIES[0]])
    build(tmp_path)
    kept = sorted((tmp_path / "derived").rglob("placed-*.parquet"))
    stored(tmp_path, [B, COPIES[1]])
    build(tmp_path)
    after = sorted((tmp_path / "derived").rglob("placed-*.parquet"))
    assert len(kept) == 1
    assert len(after) == 2
    generation = current(tmp_path)
    found = generation.frame(generation.table("article_stories")).set_index("article_id")
    generation.close()
    assert found.loc[B.key, "story_id"] == A.key
    assert found.loc[COPIES[1].key, "copy_of"] == COPIES[0].key


def test_damaged_or_missing_notes_of_earlier_builds_are_made_again(tmp_path: Path):
    stored(tmp_path, [A, B])
    build(tmp_path)
    for path in (tmp_path / "derived").rglob("*.parquet"):
        path.write_bytes(b"nonsense")
    build(tmp_path)
    generation = current(tmp_path)
    assert generation.count("cards") == 1
    generation.close()
