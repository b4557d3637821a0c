"""Journeys of an analyst in a real browser: filter, drill down, share, go back; and what hostile text can do."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import READY, TOO_WIDE, visit


def lead(page: Page):
    return page.locator(".lead")


def test_from_the_overview_to_the_sentence_and_the_link_to_it(page: Page, desk: str, browser: Browser) -> None:
    visit(page, desk)
    expect(lead(page)).to_contain_text("9 statements by 6 actors in 4 articles")

    # a cell of the matrix opens the list it counts
    page.locator("table.matrix a.pos.oppose", has_text="1").first.click()
    page.wait_for_url("**/statements?actor=ana-roy&issue=ceasefire&position=oppose")
    expect(lead(page)).to_contain_text("1 statement by 1 actor")

    # the words open the sentence in its article
    page.locator("a.words").first.click()
    page.wait_for_url("**/reader?*statement=s5")
    expect(page.locator(".article [data-focus] mark")).to_have_text("the pause")

    # the address alone brings a colleague to the same sentence
    shared = page.url
    colleague = browser.new_context().new_page()
    visit(colleague, shared)
    expect(colleague.locator(".article [data-focus] mark")).to_have_text("the pause")
    expect(colleague.locator(".beside")).to_contain_text("Ana Roy")
    colleague.context.close()

    # and back, step by step
    page.go_back()
    expect(lead(page)).to_contain_text("1 statement by 1 actor")
    page.go_back()
    expect(lead(page)).to_contain_text("9 statements by 6 actors")
    page.go_forward()
    expect(lead(page)).to_contain_text("1 statement by 1 actor")
    assert urlsplit(page.url).query == "actor=ana-roy&issue=ceasefire&position=oppose"


def test_a_filter_puts_its_id_into_the_address_and_back_takes_it_off(page: Page, desk: str) -> None:
    visit(page, f"{desk}/statements")
    box = page.locator(".st-key-actors input").first
    box.click()
    box.fill("Ana")
    page.get_by_role("option", name=re.compile("Ana Roy")).click()
    page.wait_for_url("**/statements?actor=ana-roy")
    expect(lead(page)).to_contain_text("3 statements by 1 actor")

    # another page keeps it
    page.keyboard.press("Escape")
    page.locator("nav.pages a", has_text="Positions").click()
    page.wait_for_url("**/positions?actor=ana-roy")
    expect(page.locator(".st-key-actors")).to_contain_text("Ana Roy")

    page.go_back()
    page.wait_for_url("**/statements?actor=ana-roy")
    expect(lead(page)).to_contain_text("3 statements by 1 actor")
    page.wait_for_selector(READY)
    page.go_back()
    page.wait_for_url("**/statements")
    expect(lead(page)).to_contain_text("9 statements by 6 actors")
    expect(page.locator(".st-key-actors")).not_to_contain_text("Ana Roy")


def test_a_bar_narrows_the_dates_and_its_filter_can_be_taken_off(page: Page, desk: str) -> None:
    visit(page, f"{desk}/?source=Daily%20Courier")
    page.locator(".js-plotly-plot .bars .point path").first.click(force=True)
    page.wait_for_url(re.compile(r"\?source=Daily\+Courier&from=2024-05-01&to=2024-05-01&undated=no$"))
    page.locator("a.filter", has_text="from 2024-05-01").click()
    page.wait_for_url(re.compile(r"\?source=Daily\+Courier&to=2024-05-01&undated=no$"))


def test_the_link_that_is_copied_restores_the_view(page: Page, desk: str, browser: Browser) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=desk)
    visit(page, f"{desk}/statements?country=UKR&sort=oldest&colour=red")
    expect(page.locator(".ignored")).to_contain_text("colour=red (no such parameter)")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("button.copy.link")).to_have_text("copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{desk}/statements?country=UKR&sort=oldest"


def test_the_download_holds_the_listed_rows(page: Page, desk: str) -> None:
    visit(page, f"{desk}/statements?country=UKR&sort=oldest")
    with page.expect_download() as download:
        page.locator(".st-key-csv button").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["statement_id", "s1", "s7", "s4", "s5"]


def test_keys_walk_through_an_article_and_back_to_the_list(page: Page, desk: str) -> None:
    visit(page, f"{desk}/reader?statement=s1")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.wait_for_url("**/reader?statement=s2")
    expect(page.locator(".article [data-focus] mark")).to_have_text("any pause")
    page.keyboard.press("k")
    page.wait_for_url("**/reader?statement=s1")
    page.keyboard.press("Escape")
    page.wait_for_url("**/statements")
    page.keyboard.press("/")
    expect(page.locator(".st-key-text input")).to_be_focused()


def test_hostile_text_is_shown_and_asks_no_outside_host(page: Page, desk: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    for address in (
        "",
        "actors",
        "actors?actor=evil",
        "positions?issue=sanctions-on-russia",
        "sources",
        "statements?actor=evil",
        "reader?statement=s9",
    ):
        visit(page, f"{desk}/{address}")
        page.mouse.move(640, 400)
    expect(page.locator(".article")).to_contain_text("<script>document.title='owned'</script><img src=http://evil.example/b.png>")
    assert page.title() == "Reader · Narrative Tracker"
    assert page.locator("img[src*=evil], a[href^='javascript']").count() == 0
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {urlsplit(desk).netloc}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_a_phone(browser: Browser, desk: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 400, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    phone = context.new_page()
    phone.set_default_timeout(60_000)
    for address in ("", "actors?actor=ana-roy", "positions?issue=ceasefire", "sources", "statements", "reader?statement=s2"):
        visit(phone, f"{desk}/{address}")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 400, address
        wide = phone.evaluate(TOO_WIDE)
        assert wide == 0, address
    context.close()
