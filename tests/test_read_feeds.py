"""Feeds and web archives: entries and fetched pages are articles."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.ingest import read
from analytics.records import Published
from tests.files import put

LINE = "The foreign minister of Arvania said on Tuesday that the talks on the border would go on next week in the capital."
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Daily Courier</title>
<link>https://courier.example/</link><language>en-gb</language>
<item><title>Talks &amp;amp; more</title><link>/a</link><guid>id-a</guid><dc:creator>Ana Roy</dc:creator>
<pubDate>Tue, 14 May 2024 09:30:00 GMT</pubDate><description>&lt;p&gt;{LINE}&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>
<item><title>Empty</title><link>https://courier.example/b</link></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><id>1</id><title>Talks</title>
<updated>2024-05-14T09:30:00Z</updated><content type="html">
&lt;p&gt;{LINE}&lt;/p&gt;&lt;p&gt;{LINE * 12}&lt;/p&gt;</content></entry></feed>"""
PAGE = (
    f"<html><body><article><h1>Talks</h1><p>{LINE}</p><p>{LINE} Nobody else spoke.</p><p>{LINE} All went home.</p></article></body></html>"
)


def test_an_entry_of_a_feed_is_an_article_of_its_own_words(tmp_path: Path):
    first, second = read(put(tmp_path, "feed.xml", RSS))
    one = first.article
    assert (one.id, one.title, one.text, one.url) == ("id-a", "Talks & more", LINE, "https://courier.example/a")
    assert (one.source, one.lang, first.article.authors) == ("Daily Courier", "en", ("Ana Roy",))
    assert (one.published, first.article.dated) == (Published("2024-05-14T09:30:00Z", "stated"), "feed")
    assert first.remarks == ("the feed's summary only; the page isn't fetched",)
    assert second.failure == "no text in the feed; its page has to be fetched: https://courier.example/b"
    assert (second.known.title, second.known.url) == ("Empty", "https://courier.example/b")


def test_an_entry_dated_by_its_last_change_is_only_inferred(tmp_path: Path):
    (found,) = read(put(tmp_path, "feed.atom", ATOM))
    assert found.article.text == f"{LINE}\n\n{LINE * 12}"
    assert (found.article.published, found.remarks) == (Published("2024-05-14T09:30:00Z", "inferred"), ("dated by its last change",))


REFUSED = {
    "plain": ("<note><to>You</to></note>", "XML that is no RSS or Atom feed"),
    "bomb": (f'<!DOCTYPE r [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>{RSS}', "XML that declares entities, which no feed needs; not read"),
    "outside": (
        f'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>{RSS}',
        "XML that declares entities, which no feed needs; not read",
    ),
    "wide bomb": ((f'<!DOCTYPE r [<!ENTITY a "b">]>{RSS}').encode("utf-16"), "XML that declares entities, which no feed needs; not read"),
    "empty": ("<rss><channel></channel></rss>", "a feed without entries"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_feed_is_refused(tmp_path: Path, name: str):
    data, reason = REFUSED[name]
    (found,) = read(put(tmp_path, "feed.xml", data))
    assert found.failure == reason


def test_a_cut_feed_gives_what_it_has_and_says_so(tmp_path: Path):
    found = [*read(put(tmp_path, "feed.xml", RSS[: RSS.index("<item><title>Empty") + 20]))]
    assert found[0].article.text == LINE
    assert any("the feed is broken after this" in remark for one in found for remark in (*one.remarks, one.failure or ""))


def warc(*answers: tuple[str, str, str, bytes]) -> bytes:
    """A web archive of such answers: address, status, content type, body."""
    records = []
    for number, (url, status, kind, body) in enumerate(answers):
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Date: 2024-05-15T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        records.append(head.encode() + answer + b"\r\n\r\n")
    return b"".join(records)


ANSWERS = (
    ("https://www.bbc.com/2024/05/14/a", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
    ("https://c.example/b", "404 Not Found", "text/html", b"gone"),
    ("https://c.example/c.png", "200 OK", "image/png", b"\x89PNG"),
)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wacz", "a.zip"])
def test_each_page_of_a_web_archive_is_an_article_with_its_address(tmp_path: Path, name: str):
    data = warc(*ANSWERS)
    path = tmp_path / name
    if name.endswith(("wacz", "zip")):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("archive/data.warc.gz", gzip.compress(data))
            if name.endswith("wacz"):
                archive.writestr("pages/pages.jsonl", b'{"format": "json-pages-1.0"}')
    else:
        path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    first, second = read(path)
    one = first.article
    assert (one.id, one.url, one.source, one.fetched_at) == (one.url, "https://www.bbc.com/2024/05/14/a", "BBC", "2024-05-15T00:00:00Z")
    assert (one.published, first.article.dated) == (Published("2024-05-14", "inferred"), "url")
    assert second.failure == "the fetch was answered with HTTP 404"


def test_a_web_archive_without_pages_says_what_it_holds(tmp_path: Path):
    (found,) = read(put(tmp_path, "a.warc", warc(ANSWERS[2])))
    assert found.failure == "a web archive without pages; passed over: 1 image/png"
    (found,) = read(put(tmp_path, "b.warc", b"nothing of the kind"))
    assert found.failure.startswith(("no web archive", "broken web archive"))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(max_size=60), at=st.integers(0, 900), suffix=st.sampled_from([".xml", ".warc", ".warc.gz"]))
def test_no_damage_to_a_feed_or_web_archive_raises(tmp_path: Path, noise: bytes, at: int, suffix: str):
    whole = {".xml": RSS.encode(), ".warc": warc(*ANSWERS), ".warc.gz": gzip.compress(warc(*ANSWERS))}[suffix]
    for found in read(put(tmp_path, f"a{suffix}", whole[:at] + noise + whole[at + len(noise) :])):
        assert (found.article is None) == (found.failure is not None)
