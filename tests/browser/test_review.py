"""An analyst works through the queue by keys, corrects in the reader, and adds an issue: in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.conftest import READY, serving, visit
from tests.doubtful_store import make_doubtful


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = make_doubtful(tmp_path_factory.mktemp("doubtful") / "doubtful.store")
    with serving(folder) as address:
        yield address, folder


def test_a_key_decides_and_another_takes_it_back(page: Page, doubtful: tuple[str, Path]) -> None:
    visit(page, f"{doubtful[0]}/review?doubt=position")
    expect(page.locator(".question")).to_contain_text("support: “The fighting should stop")
    page.keyboard.press("4")
    expect(page.get_by_text("Judged oppose on Ceasefire.")).to_be_visible()
    expect(page.get_by_text("Nothing here is left to look at.")).to_be_visible()
    page.wait_for_selector(READY)
    page.keyboard.press("z")
    expect(page.locator(".question")).to_contain_text("support: “The fighting should stop")


def test_the_queue_goes_on_by_keys_and_the_address_follows(page: Page, doubtful: tuple[str, Path]) -> None:
    visit(page, f"{doubtful[0]}/review")
    follow(page, "j", "**/review?page=2")
    expect(page.locator(".question")).to_contain_text("Ministry of Defence")
    follow(page, "c", "**/review?page=2&judge=yes")
    expect(page.get_by_text("Who speaks", exact=True)).to_be_visible()
    follow(page, "k", "**/review")


def follow(page: Page, key: str, address: str) -> None:
    """Press the key of a link once the page listens to keys and shows the link; a page that is being drawn anew may lose it."""
    page.wait_for_function("window.narrativeDesk")
    for last in (False, False, True):
        expect(page.locator(f'a.view[data-key="{key}"]').first).to_be_attached()
        page.wait_for_selector(READY)
        page.keyboard.press(key)
        try:
            page.wait_for_url(address, timeout=60_000 if last else 10_000)
        except PlaywrightTimeout:
            if last:
                raise
        else:
            return


def test_a_correction_in_the_reader_shows_on_every_page(page: Page, doubtful: tuple[str, Path]) -> None:
    visit(page, f"{doubtful[0]}/reader?statement=s5&judge=yes")
    page.locator(".st-key-author_field input").fill("Ana")
    page.locator(".st-key-author_field input").press("Tab")
    page.wait_for_selector(READY)
    page.locator(".st-key-who-s5 input").fill("Pentagon")
    page.get_by_role("option", name="Pentagon").first.click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)  # what is still open over the button would take the click
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Judged by Ana Roy and Pentagon.")).to_be_visible()
    expect(page.locator("dl.fields").first).to_contain_text("judged by Ana,")
    expect(page.locator("dl.fields").first).to_contain_text("the machine: by Ana Roy")
    visit(page, f"{doubtful[0]}/statements?actor=pentagon")
    expect(page.locator(".lead")).to_contain_text("1 statement by 1 actor")
    expect(page.locator("article.card .chip.judged")).to_have_count(1)


def test_an_issue_is_added_and_positions_are_found_again(page: Page, doubtful: tuple[str, Path]) -> None:
    visit(page, f"{doubtful[0]}/issues")
    page.get_by_label("Name", exact=True).fill("Silence")
    page.get_by_label("Proposition", exact=False).fill("The guns should fall silent.")
    page.get_by_label("Example sentences").fill("support: The guns must fall silent.")
    page.get_by_role("button", name="Add the issue").click()
    expect(page.get_by_text("Silence is kept.")).to_be_visible()
    page.get_by_role("button", name="Find positions again").click()
    expect(page.get_by_text("statements changed in")).to_be_visible(timeout=120_000)
    visit(page, f"{doubtful[0]}/statements?issue=silence")
    expect(page.locator(".lead")).to_contain_text("statement")
    expect(page.locator("article.card").first).to_contain_text("The guns must fall silent.")
