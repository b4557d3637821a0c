"""Addresses read: pages, feeds with their pages, lists of links, exports, files; what fails is told in its place."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from analytics.cli.streaming import readings
from analytics.ingest import Found, Online, read
from analytics.ingest.fetch import Fetcher, Limits
from analytics.ingest.fetch.addresses import ALLOW
from analytics.ingest.joining import checksum
from analytics.ingest.watch.pages import Page, Pages
from analytics.records import Published
from tests.files import zipped
from tests.web import Web, raw, web

__all__ = ["web"]
LINE = "The foreign minister of Arvania said on Tuesday that the talks on the border would go on next week in the capital."
MORE = "A second round was held at the lake, and both delegations left the town without a word to those who had waited outside."


def page(title: str, *lines: str, day: str = "2024-05-14", head: str = "") -> str:
    """A page with a title, a date and paragraphs."""
    body = "".join(f"<p>{line}</p>" for line in lines or (LINE, MORE, f"{LINE} Nobody else spoke."))
    date = f'<meta property="article:published_time" content="{day}T08:00:00Z">' if day else ""
    top = f"<head><title>{title}</title>{date}{head}</head>"
    return f"<!doctype html><html lang='en'>{top}<body><article><h1>{title}</h1>{body}</article></body></html>"


def rss(*items: str) -> str:
    """A feed of such items."""
    head = "<title>Daily Courier</title><language>en</language>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'


def item(link: str, title: str = "Talks", text: str = "", date: str = "Tue, 14 May 2024 09:30:00 GMT", guid: str = "") -> str:
    """A feed's item."""
    place = f"<link>{link}</link><guid>{guid or link}</guid><pubDate>{date}</pubDate>"
    return f"<item><title>{title}</title>{place}<description>{text}</description></item>"


def test_a_page_is_an_article_with_its_address_and_the_time_of_the_fetch(web: Web):
    (found,) = read(web.put("/a", page("Talks")))
    one = found.article
    assert (one.id, one.title, one.url, one.published, one.lang) == (
        web.url("/a"), "Talks", web.url("/a"), Published("2024-05-14T08:00:00Z", "stated"), "en",
    )  # fmt: skip
    assert (one.fetched_at or "")[:2] == "20"
    assert one.text.startswith(LINE)


def test_the_entries_of_a_feed_are_completed_by_their_pages(web: Web):
    web.put("/1", page("Talks go on"))
    feed = web.put("/feed", rss(item("/1", guid="id-1", text="A summary."), item("/2", "Gone", "Only a summary here."), item("/3", "Lost")))
    first, second, third = read(feed)
    assert (first.article.id, first.article.title, first.article.text[:20], first.remarks) == ("id-1", "Talks go on", LINE[:20], ())
    assert first.article.url == web.url("/1")
    assert (second.article.text, second.remarks) == (
        "Only a summary here.",
        ("the feed's own text; its page: answered HTTP 404 (Not Found)",),
    )
    assert third.failure == "its page: answered HTTP 404 (Not Found)"
    assert (third.known.title, third.known.url, third.known.published.value) == ("Lost", web.url("/3"), "2024-05-14T09:30:00Z")


def test_a_page_without_a_date_takes_the_one_of_the_feed(web: Web):
    web.put("/1", page("Talks", day=""))
    (found,) = read(web.put("/feed", rss(item("/1")), "application/rss+xml"))
    assert (found.article.published, found.article.dated) == (Published("2024-05-14T09:30:00Z", "stated"), "feed")


def test_a_page_and_a_feed_that_disagree_on_the_day_are_marked(web: Web):
    web.put("/1", page("Talks", day="2024-02-01"))
    (found,) = read(web.put("/feed", rss(item("/1"))))
    assert found.remarks == ("date 2024-02-01T08:00:00Z is suspect: what led to the page says 2024-05-14T09:30:00Z",)
    assert found.article.date_confidence == 0.5


def test_the_fuller_text_of_a_feed_is_taken_before_the_first_lines_of_a_page(web: Web):
    full = " ".join([LINE] * 14)
    web.put("/1", page("Talks", LINE))
    (found,) = read(web.put("/feed", rss(item("/1", text=full))))
    assert found.article.text == full
    assert found.remarks[0].startswith("the feed's own text; its page: it shows ")


def test_a_list_of_links_is_read_whatever_fails(web: Web, tmp_path: Path):
    lines = [web.put("/a", page("A")), "http://10.0.0.1/x", web.url("/nothing"), web.url("/a") + "?utm_source=x#top", "ftp://a.example/"]
    path = tmp_path / "links.txt"
    path.write_text("# ours\n" + "\n".join(lines[:4]))
    found = [*read(path)]
    assert found[0].article.title == "A"
    assert found[1].failure == f"its page: 10.0.0.1 is a private address; only public addresses are fetched ({ALLOW} names exceptions)"
    assert found[2].failure == "its page: answered HTTP 404 (Not Found)"
    assert (found[3].seen, found[3].remarks) == (True, (f"the same page as {path}, line 2",))
    assert web.paths() == ["/a", "/nothing"]


def test_the_marks_of_campaigns_make_no_other_page_and_numbers_of_articles_do(web: Web, tmp_path: Path):
    marks = "utm_source=rss&utm_medium=feed&fbclid=x1"
    plain, marked = (
        web.put("/a?id=3", page("A")),
        web.put(f"/a?id=3&{marks}", page("A", head=f'<link rel="canonical" href="/a?{marks}&id=3">')),
    )
    (one,), (other,) = read(plain), read(marked)
    assert one.article.url == other.article.url == plain
    assert one.article.key == other.article.key
    row = {"text": "Talks.", "url": f"https://courier.example/a?{marks}#top"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    assert next(read(tmp_path / "a.jsonl")).article.url == "https://courier.example/a#top"
    (tmp_path / "links.txt").write_text("\n".join(web.put(f"/story?cid={number}", page(f"Story {number}")) for number in (1, 2)))
    assert [found.article.title for found in read(tmp_path / "links.txt")] == ["Story 1", "Story 2"]


def test_a_table_of_links_without_a_header_is_read(web: Web, tmp_path: Path):
    path = tmp_path / "links.csv"
    path.write_text(f"{web.put('/a', page('A'))},politics\n{web.put('/b', page('B'))},economy\n")
    assert [found.article.title for found in read(path)] == ["A", "B"]


def test_an_export_of_media_cloud_keeps_what_it_tells_of_a_page_that_fails(web: Web, tmp_path: Path):
    path = tmp_path / "mc-onlinenews-20240514.csv"
    path.write_text(
        "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
        f"m1,2024-05-15 01:02:03.4,en,courier.example,courier.example,2024-05-14,Talks in Arvania,{web.put('/a', page('', day=''))}\n"
        f"m2,2024-05-15 01:02:03.4,en,courier.example,courier.example,2024-05-13,Gone,{web.url('/b')}\n"
    )
    one, two = read(path)
    assert (one.article.id, one.article.title, one.article.published) == ("m1", "Talks in Arvania", Published("2024-05-14", "stated"))
    assert one.remarks[0] == (
        "columns read as: id = id, title = title, source = media_name, url = url, published = publish_date, lang = language; "
        "not used: indexed_date, media_url"
    )
    assert two.failure == "its page: answered HTTP 404 (Not Found)"
    assert (two.known.title, two.known.source, two.known.published.value) == ("Gone", "courier.example", "2024-05-13")


def test_gdelts_files_are_read_by_the_place_of_their_columns(web: Web, tmp_path: Path):
    address = web.put("/a", page("", LINE, MORE, day=""))
    told = {"PAGE_AUTHORS": "Ana Roy;Bo Lindt", "PAGE_PRECISEPUBTIMESTAMP": "20240513213000", "PAGE_TITLE": "Talks &amp; more"}
    extras = "".join(f"<{name}>{value}</{name}>" for name, value in told.items())
    gkg = ["20240514093000-1", "20240514093000", "1", "courier.example", address, *[""] * 21, extras]
    events = ["1170000000", *["x"] * 58, "20240514093000", web.put("/b", page("B", day=""))]
    mentions = ["1170000000", "20240513090000", "20240514093000", "1", "courier.example", web.url("/b"), *["1"] * 10]
    for name, row in {"gkg.csv": gkg, "export.CSV": events, "mentions.CSV": mentions}.items():
        (tmp_path / name).write_text("\t".join(row) + "\n")
    one, two, three = (found for name in ("gkg.csv", "export.CSV", "mentions.CSV") for found in read(tmp_path / name))
    assert (one.article.title, one.article.authors) == ("Talks & more", ("Ana Roy", "Bo Lindt"))
    assert one.article.published == Published("2024-05-13T21:30:00Z", "stated")
    assert (two.article.title, two.article.published) == ("B", Published("2024-05-14T09:30:00Z", "inferred"))
    assert three.article.url == web.url("/b")


def test_gdelts_list_of_articles_tells_languages_by_their_names(web: Web, tmp_path: Path):
    row = {
        "url": web.put("/a", page("A")),
        "title": "A",
        "seendate": "20240514T093000Z",
        "domain": "courier.example",
        "language": "Ukrainian",
    }
    (tmp_path / "list.json").write_text(json.dumps({"articles": [{**row, "url": web.url("/gone")}]}))
    (found,) = read(tmp_path / "list.json")
    assert (found.known.lang, found.known.published) == ("uk", Published("2024-05-14T09:30:00Z", "inferred"))


def test_files_of_all_kinds_are_read_from_their_addresses(web: Web):
    row = json.dumps({"text": LINE, "id": "x"})
    for path, data, kind in (
        ("/docs.jsonl", row, "application/octet-stream"),
        ("/docs", row + "\n" + row.replace('"x"', '"y"'), "application/x-ndjson"),
        ("/pack.zip", zipped({"a.txt": LINE.encode()}), "application/zip"),
        ("/export?id=3", f"id,text\nx,{LINE}\n", "text/csv; charset=utf-8"),
        ("/api", f"[{row}]", "application/json"),
        ("/note.txt", LINE, "text/plain"),
        ("/old.csv.gz", gzip.compress(f"id,text\nx,{LINE}\n".encode(), mtime=0), "application/gzip"),
    ):
        web.put(path, data, kind)
        found = [*read(web.url(path))]
        assert [one.article.text if one.article else one.failure for one in found] == [LINE] * len(found), path
        assert found[0].origin.startswith(web.url(path))


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("image/png", b"\x89PNG....", "holds image/png, which no reader is for"),
        ("", b"\x00\x01\x02\x03", "holds no stated kind of content, which no reader is for"),
        ("text/html", b"", "an empty answer"),
        ("text/html", b"<html><body></body></html>", "a page without any text (made by scripts, or empty)"),
        ("application/pdf", b"<html><title>no", "no article on the page (2 characters in all)"),
        ("application/pdf", b"nothing", "no readable document: "),
        ("application/rss+xml", b"<note>x</note>", "XML that is no RSS or Atom feed"),
        (
            "application/rss+xml",
            b'<!DOCTYPE r [<!ENTITY a "b">]><rss><channel></channel></rss>',
            "XML that declares entities, which no feed needs",
        ),
    ],
)
def test_answers_of_another_kind_than_stated_are_told(web: Web, kind: str, body: bytes, told: str):
    (found,) = read(web.put("/a", body, kind))
    assert (found.failure or "").startswith(told)


def test_a_page_served_as_plain_text_is_still_a_page(web: Web):
    (found,) = read(web.put("/a", page("Talks"), "text/plain"))
    assert found.article.title == "Talks"


def test_a_link_that_leads_to_another_list_is_no_article(web: Web, tmp_path: Path):
    (tmp_path / "links.txt").write_text(web.put("/feed", rss(item("/1"))))
    (found,) = read(tmp_path / "links.txt")
    assert found.failure == "its page: holds text/html, not one article"


def test_the_stated_charset_of_the_server_counts(web: Web):
    line = "Der Außenminister sagte, die Gespräche über die Grenze würden in der nächsten Woche in der Hauptstadt fortgesetzt."
    body = f"<html><body><article><h1>Gespräche</h1><p>{line}</p><p>{line} Mehr nicht.</p></article></body></html>".encode("latin-1")
    (found,) = read(web.put("/a", body, "text/html; charset=iso-8859-1"))
    assert found.article.title == "Gespräche"


def test_per_item_failures_are_lines_with_an_error(web: Web):
    lines = [
        json.loads(line)
        for line in readings([web.put("/feed", rss(item("/1", "Lost"))), web.url("/none"), "http://127.0.0.2/", "ftp://a.example/"])
    ]
    assert [line["error"] for line in lines] == [
        "its page: answered HTTP 404 (Not Found)",
        "answered HTTP 404 (Not Found)",
        f"127.0.0.2 is a loopback address; only public addresses are fetched ({ALLOW} names exceptions)",
        "only http and https are fetched, not ftp",
    ]
    assert (lines[0]["id"], lines[0]["title"], lines[2]["id"]) == (f"{web.url('/feed')}, entry 1", "Lost", "http://127.0.0.2/")


def test_nothing_is_fetched_where_that_is_forbidden(web: Web, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NARRATIVES_OFFLINE", "1")
    (found,) = read(web.put("/a", page("Talks")))
    assert (found.failure or "").startswith("nothing is fetched in this run")
    assert web.asked == []


def test_a_page_that_never_ends_costs_only_itself(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("analytics.ingest.fetch.fetcher.configured", lambda: Limits(total=0.5, delay=0))
    web.answers["/slow"] = raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>", forever=True, pause=0.05)
    (tmp_path / "links.txt").write_text(f"{web.url('/slow')}\n{web.put('/a', page('A'))}")
    slow, good = read(tmp_path / "links.txt")
    assert (slow.failure, good.article.title) == ("its page: not complete within 0.5 s", "A")


def test_an_answer_that_no_library_is_ready_for_costs_its_page_alone(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    true = Fetcher.tried

    def tried(self: Fetcher, url: httpx.URL, *rest: object):
        return 1 / 0 if url.path == "/odd" else true(self, url, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Fetcher, "tried", tried)
    (tmp_path / "links.txt").write_text(f"{web.url('/odd')}\n{web.put('/a', page('A'))}")
    odd, good = read(tmp_path / "links.txt")
    assert (odd.failure, good.article.title) == ("its page: can't be fetched: ZeroDivisionError: division by zero", "A")


def ran(web: Web, store: Path, held: set[str], *paths: str) -> list[Found]:
    """What a run finds that remembers earlier ones."""
    pages = Pages(store)
    found = [*read(*paths, web=Online(pages, held, eager=False))]
    pages.flush()
    return found


def test_a_page_that_is_stored_is_only_asked_whether_it_changed(web: Web, tmp_path: Path):
    url = web.kept("/a", page("Talks"), '"one"')
    (first,) = ran(web, tmp_path, set(), url)
    (again,) = ran(web, tmp_path, {first.article.key}, url)
    assert (again.seen, again.article, again.remarks) == (True, None, ("not changed since it was had",))
    assert web.asked[-1].headers["If-None-Match"] == '"one"'


def test_a_page_whose_article_was_lost_is_had_again_in_full(web: Web, tmp_path: Path):
    url = web.kept("/a", page("Talks"), '"one"')
    ran(web, tmp_path, set(), url)
    (again,) = ran(web, tmp_path, set(), url)
    assert again.article.title == "Talks"


def test_a_changed_page_is_a_new_text_and_another_layout_is_not(web: Web, tmp_path: Path):
    url = web.put("/a", page("Talks"))
    (first,) = ran(web, tmp_path, set(), url)
    web.put("/a", page("Talks", LINE, MORE, f"{LINE}  <b>Nobody</b> else spoke."))
    assert ran(web, tmp_path, {first.article.key}, url)[0].seen
    web.put("/a", page("Talks", LINE, MORE, f"{LINE} Somebody else spoke."))
    (changed,) = ran(web, tmp_path, {first.article.key}, url)
    assert changed.article.text.endswith("Somebody else spoke.")
    assert changed.article.key != first.article.key


def test_an_entry_that_was_had_is_left_alone_until_it_is_due(web: Web, tmp_path: Path):
    web.put("/1", page("Talks"))
    feed = web.put("/feed", rss(item("/1")))
    (first,) = ran(web, tmp_path, set(), feed)
    (again,) = ran(web, tmp_path, {first.article.key}, feed)
    assert (again.seen, again.remarks) == (True, ("had before; not due to be looked at again",))
    assert web.paths() == ["/feed", "/1", "/feed"]


def test_an_entry_that_failed_waits_and_says_so(web: Web, tmp_path: Path):
    feed = web.put("/feed", rss(item("/1"), item("http://10.0.0.1/")))
    ran(web, tmp_path, set(), feed)
    one, two = ran(web, tmp_path, set(), feed)
    assert (one.failure or "").startswith("answered HTTP 404 (Not Found) (not tried again until 2")
    assert (two.failure or "").endswith("(given up after 1 try)")
    assert (one.seen, two.seen) == (True, True)


def test_a_page_had_after_the_feeds_own_text_is_a_version_of_it(web: Web, tmp_path: Path):
    feed = web.put("/feed", rss(item("/1", text="A summary of what was said.")))
    (first,) = ran(web, tmp_path, set(), feed)
    web.put("/1", page("Talks", head='<link rel="canonical" href="/talks-on-the-border">'))
    pages = Pages(tmp_path)
    (second,) = read(feed, web=Online(pages, {first.article.key}))
    assert first.article.url == second.article.url == web.url("/1")
    assert second.article.text.startswith(LINE)


def test_a_page_that_is_still_missing_is_no_failure_where_the_feeds_text_stands_in(web: Web, tmp_path: Path):
    (first,) = ran(web, tmp_path, set(), web.put("/feed", rss(item("/1", text="A summary of what was said."))))
    (again,) = Online(Pages(tmp_path), {first.article.key}).completed([Found("x", known=first.article)])
    assert (again.seen, again.failure, again.remarks) == (True, None, ("its page: answered HTTP 404 (Not Found)",))


def test_a_page_is_looked_at_when_it_is_twice_as_old_and_at_last_no_more():
    now = datetime(2026, 5, 14, 8, tzinfo=UTC)
    new = Page("u").seen(now)
    assert (new.first_at, new.next_at) == ("2026-05-14T08:00:00Z", "2026-05-14T09:00:00Z")
    assert (new.due(now), new.due(now + timedelta(hours=1))) == (False, True)
    later = new.seen(now + timedelta(hours=5))
    assert later.next_at == "2026-05-14T18:00:00Z"
    assert new.seen(now + timedelta(days=15)).next_at is None
    assert new.missed(now, "x").missed(now, "x").next_at == "2026-05-14T10:00:00Z"
    assert new.missed(now, "x", final=True).next_at is None


def test_a_text_is_the_same_whatever_its_spaces_and_marks():
    assert checksum("One, two.\n\nThree") == checksum("One two  Three!") != checksum("One two four")
