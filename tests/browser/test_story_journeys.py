"""An analyst's way from the list of stories to the words that differ, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from analytics.pipeline import statements
from analytics.pipeline.building import build
from analytics.records import Article
from analytics.store.segments import article_row, statement_rows
from analytics.store.truth import add_segment, commit
from tests.browser.conftest import READY, ROOT, TOO_WIDE, serving, visit

SEEDS = [Article(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "seeds").glob("*.txt"))]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard on the two seed articles."""
    folder: Path = tmp_path_factory.mktemp("told")
    rows = add_segment(folder, "articles", [article_row(article, datetime(2025, 6, 1)) for article in SEEDS])
    said = [row for article in SEEDS for row in statement_rows(article.text, statements(article))]
    commit(folder, [rows, add_segment(folder, "statements", said, of=rows.file, extractor="test")])
    build(folder)
    with serving(folder) as address:
        yield address


def test_from_the_list_to_the_fork_the_card_and_the_sentence(page: Page, told: str) -> None:
    visit(page, f"{told}/stories")
    expect(page.locator(".lead")).to_contain_text("1 story, 1 told by two texts or more")
    page.locator("table.stories a.title").click()
    page.wait_for_url(re.compile(r"/story\?story=[0-9a-f]{16}$"))
    expect(page.locator(".finding")).to_contain_text("inside a quotation, after 3 words of it")
    first = page.locator(".pair .heads a").first.inner_text()

    page.locator("a.view", has_text="swap sides").click()
    page.wait_for_url(re.compile(r"left=[0-9a-f]{16}&right=[0-9a-f]{16}"))
    expect(page.locator(".pair .heads a").last).to_have_text(first)
    page.locator("a.view", has_text="full texts").click()
    page.wait_for_url(re.compile(r"diff=full"))
    expect(page.locator(".pair .row.same")).to_have_count(1)

    page.locator("nav.parts a", has_text="Cards").click()
    page.wait_for_url(re.compile(r"part=cards"))
    expect(page.locator("article.slot .chip.relation")).to_have_text("different content")
    page.locator("article.slot a.words").first.click()
    page.wait_for_url(re.compile(r"/reader\?statement=[0-9a-f]{16}$"))
    expect(page.locator(".article [data-focus] mark").first).to_contain_text("The ")
    page.go_back()
    page.wait_for_selector("article.slot")


def test_a_citation_is_copied_with_the_address_and_the_data_it_was_made_on(page: Page, told: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=told)
    visit(page, f"{told}/statements?via=RIA+Novosti")
    page.locator("a.words").first.click()
    page.wait_for_url("**/reader?*statement=*")
    page.locator("button.copy", has_text="Markdown").click()
    expect(page.locator("button.copy", has_text="copied")).to_have_count(1)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert " by RIA Novosti, as reported in an article of unknown outlet and date, text sha256 " in copied
    assert "not independently verified" in copied
    [address] = re.findall(r"\[statement\]\((.+?)\)", copied)
    assert re.fullmatch(rf"{re.escape(told)}/reader\?statement=[0-9a-f]{{16}}&generation=[0-9a-f]{{8}}-[0-9a-f]{{8}}", address)
    visit(page, re.sub(r"generation=.*", "generation=00000009-abcdef01", address))
    expect(page.locator(".ignored")).to_contain_text("The data has changed since")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_stories_is_wider_than_a_phone(browser: Browser, told: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 400, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    phone = context.new_page()
    phone.set_default_timeout(60_000)
    story = f"story?story={SEEDS[0].key}"
    for address in ("stories", "contradictions", story, *(f"{story}&part={part}" for part in ("cards", "claims", "sayings", "sourcing"))):
        visit(phone, f"{told}/{address}")
        phone.wait_for_selector(READY)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 400, address
        assert phone.evaluate(TOO_WIDE) == 0, address
    context.close()
