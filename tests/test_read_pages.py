"""Pages: text, title, date, authors, outlet and address are read from where the page states them best."""

from __future__ import annotations

import gzip
import json
import os
from datetime import date
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.cli.streaming import readings
from analytics.ingest import read
from analytics.ingest.page.naming import domains
from analytics.ingest.page.reading import Origin, page
from analytics.lexicon.outlets import outlet
from analytics.records import Published

TELLING = (
    "The foreign minister of Arvania said on Tuesday that the talks on the border would go on next week in the capital.",
    "A spokesman for the other side, however, denied that any such talks had been agreed upon by his government.",
    "Both countries have kept soldiers along the river since the spring, and neither wants to be the first to leave.",
    "Observers of the regional council said they had counted eleven breaches of the truce within a single month.",
)
MARKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Daily Courier"},
        {
            "@type": ["NewsArticle"],
            "headline": "Talks go on",
            "datePublished": "2024-05-14T09:30:00+02:00",
            "author": [{"@type": "Person", "name": "By Ana Roy and Bo Lindt"}],
            "publisher": {"@type": "Organization", "name": "Daily Courier"},
        },
    ],
}


def made(head: str = "", before: str = "", after: str = "", linked: object = None, title: str = "Talks go on") -> bytes:
    """A page with such parts around the telling."""
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked else ""
    body = "".join(f"<p>{line}</p>" for line in TELLING)
    return (
        f"<!doctype html><html lang='en-GB'><head><meta charset='utf-8'><title>{title} | Daily Courier</title>{head}{script}</head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{before}{body}{after}</article></body></html>"
    ).encode()


def had(data: bytes, **origin: str):
    """What a page gives."""
    return page(data, Origin("page", **origin))


def test_a_marked_up_page_gives_every_field():
    link = '<link rel="canonical" href="https://courier.example/2024/05/14/talks">'
    found = had(made(link, linked=MARKED))
    one = found.article
    assert one.text == "\n\n".join(TELLING)
    assert (one.title, one.source, one.lang) == ("Talks go on", "Daily Courier", "en")
    assert one.url == "https://courier.example/2024/05/14/talks"
    assert one.published == Published("2024-05-14T09:30:00+02:00", "stated")
    told = found.article
    assert (told.authors, told.dated, told.date_confidence, found.remarks) == (("Ana Roy", "Bo Lindt"), "metadata", 0.99, ())


def test_a_packed_page_is_the_same_article_and_is_named_by_its_file(tmp_path: Path):
    (tmp_path / "a.html").write_bytes(made(linked=MARKED))
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(made(linked=MARKED)))
    one, other = read(tmp_path)
    assert (one.article.id, other.article.id) == ("a.html", "b.html.gz")
    assert one.article.text == other.article.text


TITLES = [
    ('<meta property="og:title" content="Talks go on, minister says">', None, "Talks go on, minister says"),
    (
        '<meta property="og:title" content="You won’t believe who speaks">',
        {"@type": "NewsArticle", "headline": "Talks go on"},
        "Talks go on",
    ),
    ('<meta property="og:title" content="Talks go on | Daily Courier">', None, "Talks go on"),
    ('<meta property="og:title" content="Ministers meet - BBC News">', None, "Ministers meet"),
    ('<meta property="og:title" content="Talks - the next round">', None, "Talks - the next round"),
    ("", {"@type": "NewsArticle", "headline": "Talks &amp; more"}, "Talks & more"),
    ("<meta property='og:title' content='Daily Courier'><meta property='og:site_name' content='Daily Courier'>", None, "Talks go on"),
    ("", None, "Talks go on"),
]


@pytest.mark.parametrize(("head", "linked", "wanted"), TITLES)
def test_the_title_is_the_headline_and_no_line_for_social_media(head: str, linked: object, wanted: str):
    assert had(made(head, linked=linked)).article.title == wanted


DATES = [
    ({"before": "<time datetime='2024-05-14T09:30Z'>today</time>"}, "2024-05-14T09:30:00Z", "inferred", "text", 0.75),
    ({"before": "<p>Published on 14 May 2024</p>"}, "2024-05-14", "inferred", "text", 0.7),
    ({"before": "<p>May 14th, 2024, 9:30 am</p>"}, "2024-05-14", "inferred", "text", 0.7),
    ({"head": "<link rel=canonical href='https://c.example/2024/may/14/talks'>"}, "2024-05-14", "inferred", "url", 0.8),
    ({"head": "<link rel=canonical href='https://c.example/2024/05/talks'>"}, "2024-05", "inferred", "url", 0.5),
    ({"head": "<meta property='article:published_time' content='2024-05-14'>"}, "2024-05-14", "stated", "metadata", 0.9),
]


@pytest.mark.parametrize(("parts", "value", "known", "how", "confidence"), DATES)
def test_a_date_tells_where_it_stands(parts: dict[str, str], value: str, known: str, how: str, confidence: float):
    found = had(made(**parts))
    assert (found.article.published, found.article.dated, found.article.date_confidence) == (Published(value, known), how, confidence)


@pytest.mark.parametrize("line", ["What happened in Arvania on 14 May 2024", "Marvel 14, 2024", "31 February 2024", "Updated 14 May 2024"])
def test_a_line_that_is_no_date_line_gives_no_date(line: str):
    assert had(made(before=f"<p>{line}</p>")).article.published == Published()


def test_a_page_without_a_date_has_none():
    found = had(made())
    assert (found.article.published, found.article.dated, found.article.date_confidence) == (Published(), "none", 0.0)


SUSPECTS = [
    ("<link rel=canonical href='https://c.example/2019/05/14/talks'>", "the address says 2019-05-14"),
    ("<meta name='x.firstPublished' content='2019-02-05'>", "the page also states 2019-02-05"),
]


@pytest.mark.parametrize(("head", "reason"), SUSPECTS)
def test_a_date_that_something_speaks_against_is_marked(head: str, reason: str):
    found = had(made(head, linked=MARKED))
    assert found.remarks == (f"date 2024-05-14T09:30:00+02:00 is suspect: {reason}",)
    assert (found.article.published.how, found.article.date_confidence) == ("inferred", 0.3)


def test_a_date_after_the_page_was_had_is_marked():
    found = had(made(linked=MARKED), fetched="2024-01-01")
    assert found.remarks == ("date 2024-05-14T09:30:00+02:00 is suspect: later than 2024-01-01, when the page was had",)
    ahead = had(made(f"<meta name='date' content='{date.today().year + 2}-01-01'>"))
    assert "is suspect: later than" in ahead.remarks[0]


def test_a_text_changed_long_after_its_date_is_marked():
    linked = {"@type": "NewsArticle", "datePublished": "2012-05-10", "dateModified": "2024-04-24"}
    found = had(made(linked=linked))
    assert found.remarks == ("date 2012-05-10 is that of the first version; the text was changed on 2024-04-24",)
    assert found.article.date_confidence == 0.6


def test_a_modification_is_no_publication():
    assert had(made("<meta property='article:modified_time' content='2024-05-14'>")).article.published == Published()


def test_the_standfirst_belongs_to_the_text_and_furniture_does_not():
    lead = "After months of silence both sides have found a table to sit at."
    after = "<p>Read more: <a href='/x'>Another story of the day</a></p><p>Sign up for our newsletter</p><p>© 2024 Daily Courier</p>"
    found = had(made(f"<meta name='description' content='{lead}'>", before=f"<h2>{lead}</h2>", after=after))
    assert found.article.text == "\n\n".join((lead, *TELLING))


def test_an_opening_in_a_box_of_its_own_is_kept_and_a_caption_is_not():
    opening = "Soldiers of two countries looked at each other across a river for the whole of the night."
    caption = "A soldier of the fourth brigade looks out over the river in the early hours of Monday."
    apart = f"<div class='caption'><p>{caption}</p></div><div><div><p>{opening}</p></div></div><div class='ad'>Advertisement</div>"
    body = "".join(f"<p>{line}</p>" for line in TELLING * 2)
    page_ = f"<html><body><main><h1>Talks go on</h1>{apart}<div class='article-body'>{body}</div></main></body></html>"
    text = had(page_.encode()).article.text
    assert text.startswith(f"{opening}\n\n{TELLING[0]}")
    assert caption not in text


def test_other_articles_after_the_end_are_left_out():
    after = "<h2>More from Daily Courier</h2>" + "".join(f"<p>Another headline of that day, number {n}</p>" for n in range(5))
    assert had(made(after=after)).article.text == "\n\n".join(TELLING)


def test_the_outlet_is_known_by_its_address():
    assert had(made(), url="https://www.bbc.co.uk/news/1").article.source == "BBC"
    assert had(made().replace(b" | Daily Courier", b""), url="https://www.nowhere.example/1").article.source == "nowhere.example"


def test_each_outlet_of_the_table_of_domains_is_one_we_know_by_that_name():
    assert [name for name in domains().values() if str(outlet(name)) != name] == []


def test_read_tells_where_the_date_stands_and_who_wrote(tmp_path: Path):
    (tmp_path / "a.html").write_bytes(made(linked=MARKED))
    (line,) = map(json.loads, readings([tmp_path]))
    assert (line["id"], line["title"], line["text"], line["lang"]) == ("a.html", "Talks go on", "\n\n".join(TELLING), "en")
    assert (line["published_at"], line["published_how"], line["published_confidence"]) == ("2024-05-14T09:30:00+02:00", "metadata", 0.95)
    assert (line["source"], line["authors"], line["url"]) == ("Daily Courier", ["Ana Roy", "Bo Lindt"], None)


def test_an_original_at_another_site_is_told_and_the_own_address_kept():
    found = had(made("<link rel=canonical href='https://agency.example/a'>"), url="https://courier.example/b")
    assert (found.article.url, found.remarks) == ("https://courier.example/b", ("names https://agency.example/a as the original",))


@pytest.mark.parametrize("charset", ["cp1251", "utf-16", "utf-16-le", "iso-8859-5"])
def test_the_stated_charset_is_used(charset: str):
    line = "Министр иностранных дел заявил во вторник, что переговоры о границе продолжатся на следующей неделе в столице страны."
    text = f"<html><head><meta charset={charset}></head><body><article><h1>Речь</h1>" + f"<p>{line}</p>" * 3 + "</article></body></html>"
    assert line in had(text.encode(charset)).article.text


FAULTS = {
    "empty": (b"", "an empty page"),
    "scripts alone": (b"<html><body><script>go()</script></body></html>", "no article on the page"),
    "binary": (bytes(range(256)) * 20, "binary data, not text"),
    "picture": (b"\x89PNG\r\n\x1a\n\xff\xfe" * 9, "looks like a picture, not like text"),
    "too large": (b"<p>word</p>" * 2_000_000, "a page of more than 20 MB"),
    "too many elements": (b"<b></b>" * 300_000, "a page of 300,00"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_no_article_is_refused_with_its_reason(name: str):
    data, reason = FAULTS[name]
    found = had(data)
    assert found.article is None
    assert found.failure.startswith(reason)


def test_what_the_parser_leaves_out_is_told():
    found = had(b"<h1>Talks</h1><p>" + b"word " * 2_100_000)
    assert found.failure == "no article on the page (5 characters in all); a text too long to parse is left out"
    deep = had(made(after="<div>" * 5_000 + "Nobody reads this."))
    assert deep.remarks == ("parts nested too deeply are left out",)


HOSTILE = {
    "deep": b"<div>" * 50_000 + b"".join(f"<p>{line}</p>".encode() for line in TELLING),
    "entities": b"<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>" + made(after="<p>&b;&b;&b;</p>"),
    "attributes": made(before="<p " + "a" * 2_000_000 + ">"),
    "one long line": made(after="<p>" + "word " * 2_000_000 + "</p>"),
    "nuls": made().replace(b" ", b" \0"),
    "cut": made()[:-400],
    "broken linked data": made('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x</script>'),
    "deep linked data": made('<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
    "many brackets": made(title="<" * 20_000),
    "dates": made(before="<p>" + "1 " * 200_000 + "</p>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_ends_in_an_article_or_a_reason_within_its_time(name: str):
    began = monotonic()
    found = had(HOSTILE[name])
    assert (found.article is None) == (found.failure is not None)
    assert monotonic() - began < 35


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch):
    def never(*_: object) -> str:
        while True:
            pass

    monkeypatch.setattr("analytics.ingest.page.reading.SECONDS", 0.05)
    monkeypatch.setattr("analytics.ingest.page.reading.body", never)
    assert had(made()).failure == "a page that takes more than 0.05 s to read"


def test_markup_in_the_text_stays_text():
    found = had(made(after="<p>The minister wrote &lt;script&gt;alert(1)&lt;/script&gt; on the board, and all of them laughed at it.</p>"))
    assert "<script>alert(1)</script> on the board" in found.article.text


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 1500), st.integers(0, 1500))
def test_no_bytes_in_a_page_raise(noise: bytes, start: int, end: int):
    data = made(linked=MARKED)
    found = had(data[:start] + noise + data[end:])
    assert (found.article is None) == (found.failure is not None)


CORPORA = Path(os.environ.get("NARRATIVES_CORPORA", "../shared/corpora"))


@pytest.mark.skipif(not (CORPORA / "html").is_dir(), reason="needs the pages of NARRATIVES_CORPORA")
def test_real_pages_are_all_read_with_date_outlet_and_address():
    found = [one for one in read(CORPORA / "html") if one.origin.endswith(".html.gz")]
    assert [one.failure for one in found if one.failure] == []
    assert [
        one.origin for one in found if not (one.article.title and one.article.published.value and one.article.source and one.article.url)
    ] == []
