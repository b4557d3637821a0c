"""Broken files of every kind: each gives articles or a reason, never a traceback, and takes no time to speak of."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import docx
import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from analytics.ingest import Found, files, read
from analytics.ingest.archives import ENDINGS
from analytics.ingest.files import READERS, UNREADY
from analytics.ingest.page.budget import OverBudgetError, budget
from tests.files import put, tarred, zipped

LINE = "The foreign minister of Arvania said on Tuesday that the talks on the border would go on next week in the capital."
ROW = {"id": "a", "text": LINE, "title": "Talks", "published_at": "2024-05-14"}
PAGE = f"<html><head><title>Talks</title></head><body><article><h1>Talks</h1><p>{LINE}</p><p>{LINE} No.</p></article></body></html>"
ITEM = f"<item><title>T</title><description>{LINE}</description></item>"
RSS = f"<?xml version='1.0'?><rss version='2.0'><channel><title>C</title>{ITEM}</channel></rss>"
CSV = f"id,text,title\na,{LINE},Talks\nb,{LINE} Again.,Talks\n"
SLOWEST = 20  # seconds for the worst of these files, on a busy machine


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    """What is written into a buffer."""
    held = io.BytesIO()
    save(held)
    return held.getvalue()


def sheet() -> bytes:
    """A workbook of one row."""
    book = openpyxl.Workbook()
    book.active.append(list(ROW))  # type: ignore[union-attr]
    book.active.append(list(ROW.values()))  # type: ignore[union-attr]
    return saved(book.save)


def word() -> bytes:
    """A Word file of one paragraph."""
    document = docx.Document()
    document.add_paragraph(LINE)
    return saved(document.save)


def pdf() -> bytes:
    """A PDF file of one empty page."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    return saved(writer.write)


def warc() -> bytes:
    """A web archive of one page."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}".encode()
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://c.example/a\r\nWARC-Date: 2024-05-14T00:00:00Z\r\n"
    head += "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
    return (
        f"{head}Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"
    )


JSONL = f"{json.dumps(ROW)}\n{json.dumps({**ROW, 'id': 'b'})}\n".encode()
INSIDE = {"a.txt": LINE.encode(), "b.jsonl": JSONL}
WHOLE: dict[str, bytes] = {
    **dict.fromkeys((".txt", ".text"), LINE.encode()),
    **dict.fromkeys((".md", ".markdown"), f"# Talks\n\n{LINE}".encode()),
    **dict.fromkeys((".jsonl", ".ndjson"), JSONL),
    ".csv": CSV.encode(),
    ".tsv": CSV.replace(",", "\t").encode(),
    ".parquet": saved(pd.DataFrame([ROW]).to_parquet),
    **dict.fromkeys((".html", ".htm", ".xhtml"), PAGE.encode()),
    **dict.fromkeys((".html.gz", ".htm.gz"), gzip.compress(PAGE.encode(), mtime=0)),
    ".json": json.dumps([ROW]).encode(),
    **dict.fromkeys((".xlsx", ".xlsm"), sheet()),
    **dict.fromkeys((".xml", ".rss", ".atom", ".rdf"), RSS.encode()),
    ".warc": warc(),
    ".warc.gz": gzip.compress(warc(), mtime=0),
    ".pdf": pdf(),
    ".docx": word(),
    **dict.fromkeys((".zip",), zipped(INSIDE)),
    ".wacz": zipped({"archive/a.warc": warc()}),
    ".tar": tarred(INSIDE),
    **dict.fromkeys((".tar.gz", ".tgz"), tarred(INSIDE, "w:gz")),
    ".tar.bz2": tarred(INSIDE, "w:bz2"),
    ".tar.xz": tarred(INSIDE, "w:xz"),
    ".gz": gzip.compress(LINE.encode(), mtime=0),
    ".bz2": bz2.compress(LINE.encode()),
    ".xz": lzma.compress(LINE.encode()),
    ".toml": b'[[source]]\nname = "C"\nfeeds = ["https://c.example/rss"]\n',
}
MAY_BE_EMPTY = (".wacz", ".zip", ".tar", ".jsonl", ".ndjson", ".parquet", ".csv", ".tsv")
PACKED = {".gz": "a.txt.gz", ".bz2": "a.txt.bz2", ".xz": "a.txt.xz"}
KINDS = sorted({*READERS, *ENDINGS, ".toml"})


def found(folder: Path, kind: str, data: bytes) -> list[Found]:
    """What readers make of a file of a kind; each place has an article or a reason, and the whole takes its time at most."""
    path = put(folder, PACKED.get(kind, f"a{kind}"), data)
    began = monotonic()
    places = [*read(path)]
    assert monotonic() - began < SLOWEST
    for place in places:
        assert place.origin
        assert (place.article is None) == bool(place.failure), place
        assert UNREADY not in (place.failure or "")
        assert len(place.failure or "") < 600
    return places


def test_every_reader_has_a_file_here():
    assert sorted(WHOLE) == KINDS


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in (".pdf", ".toml")])
def test_a_whole_file_gives_its_article(tmp_path: Path, kind: str):
    assert LINE in next(place.article.text for place in found(tmp_path, kind, WHOLE[kind]) if place.article)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_gives_articles_or_a_reason(tmp_path: Path, kind: str, data: st.DataObject):
    whole = WHOLE[kind]
    held = bytearray(whole[: data.draw(st.integers(0, len(whole)), label="cut")])
    for place, value in data.draw(st.lists(st.tuples(st.integers(0, len(whole)), st.integers(0, 255)), max_size=6), label="changed"):
        if place < len(held):
            held[place] = value
    assert (
        found(tmp_path, kind, bytes(held)) or kind in (".wacz", ".zip", ".tar", ".jsonl", ".ndjson", ".parquet", ".csv", ".tsv") or not held
    )


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
def test_any_bytes_give_articles_or_a_reason(tmp_path: Path, kind: str, data: bytes):
    found(tmp_path, kind, data)


TEXTS = [kind for kind in KINDS if kind in (".txt", ".md", ".jsonl", ".csv", ".tsv", ".html", ".json", ".xml", ".toml")]
MIXED = "Grüße “aus” Wien. ".encode() + "Grüße aus Wien. ".encode("latin-1") + "Привет ".encode("utf-16-le") + "Привет".encode("cp1251")


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole.replace(b"minister", MIXED),
        lambda whole: whole.replace(b"minister", b"min\0\0ister\0"),
        lambda whole: b"\0" * 1000 + whole,
        lambda whole: b"\xff\xfe" + whole,
        lambda whole: whole.decode().encode("utf-16-le"),
        lambda whole: whole.decode().encode("utf-32"),
        lambda whole: whole.replace(b"minister", b"\xed\xa0\x80 \xf5\xff"),
        lambda whole: whole.replace(b"\n", b"\r"),
    ],
    ids=["mixed encodings", "NULs", "NULs first", "a wrong mark", "UTF-16", "UTF-32", "no UTF-8", "old line ends"],
)
def test_odd_encodings_give_articles_or_a_reason(tmp_path: Path, kind: str, change: Callable[[bytes], bytes]):
    found(tmp_path, kind, change(WHOLE[kind]))


LONG = b"word " * 2_000_000  # a line of 10 MB
HUGE = {
    ".txt": LONG,
    ".md": b"# " + LONG,
    ".jsonl": b'{"text": "' + LONG + b'"}\n' + JSONL,
    ".csv": b"id,text\na," + LONG + b"\nb,short\n",
    ".tsv": b"id\ttext\na\t" + LONG + b"\n",
    ".json": b'[{"text": "' + LONG + b'"}]',
    ".html": PAGE.encode().replace(b"border", LONG),
    ".xml": RSS.encode().replace(b"border", LONG),
    ".toml": b'[[source]]\nname = "' + LONG + b'"\n',
}


@pytest.mark.parametrize("kind", HUGE)
def test_a_line_of_ten_megabytes_is_told_and_the_rest_goes_on(tmp_path: Path, kind: str):
    places = found(tmp_path, kind, HUGE[kind])
    assert any(place.failure for place in places)
    assert kind != ".jsonl" or [place.article.id for place in places if place.article] == ["a", "b"]


DEEP = 100_000
HOSTILE = {
    "brackets": (".json", b"[" * DEEP),
    "objects": (".jsonl", b'{"text":' * DEEP + b"\n" + JSONL),
    "elements": (".html", b"<div>" * DEEP + PAGE.encode()),
    "tables": (".html", b"<table><tr><td>" * 3_000 + PAGE.encode()),
    "attributes": (".html", b"<p " + b"a=1 " * 500_000 + b">" + PAGE.encode()),
    "unclosed": (".html", b"<a href='" * 50_000),
    "entities": (".html", PAGE.encode().replace(b"border", b"&amp;" * 500_000)),
    "linked data": (".html", PAGE.encode().replace(b"<body>", b"<script type='application/ld+json'>" + b"[" * DEEP + b"</script><body>")),
    "feed depth": (".xml", RSS.encode().replace(b"<item>", b"<item>" + b"<a>" * (DEEP // 4))),
    "feed entities": (".xml", b'<!DOCTYPE r [<!ENTITY a "b">]>' + RSS.encode()),
    "quotes": (".csv", b'id,text\na,"' + b'"",' * 500_000),
    "columns": (".csv", b"text," * 200_000 + b"\n" + b"x," * 200_000),
    "cells": (".xlsx", zipped({"xl/worksheets/sheet1.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>', "[Content_Types].xml": b""})),
    "bomb": (".xlsx", zipped({"[Content_Types].xml": b"<Types>" + b" " * 60_000_000})),
    "zip bomb": (".zip", zipped({"a.txt": b"\0" * 60_000_000, "b.txt": LINE.encode()})),
    "gzip bomb": (".gz", gzip.compress(b"\0" * 60_000_000, mtime=0)),
    "ways out": (".zip", zipped({"../../x.txt": LINE.encode(), "/etc/x.txt": LINE.encode(), "C:\\x.txt": LINE.encode()})),
    "same names": (".tar", tarred({f"{'a/' * 30}x{n}.txt": LINE.encode() for n in range(3)})),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little_and_is_told(tmp_path: Path, name: str):
    kind, data = HOSTILE[name]
    places = found(tmp_path, kind, data)
    assert places
    assert not Path("/etc/x.txt").exists()


def nested(depth: int) -> bytes:
    """Archives within archives, each with a text beside."""
    data = zipped({"deepest.txt": f"{LINE} {depth}".encode()})
    for level in range(depth - 1, 0, -1):
        data = zipped({f"level{level}.txt": f"{LINE} {level}".encode(), "more.zip": data})
    return data


def test_archives_within_archives_are_read_to_a_depth_and_the_rest_is_told(tmp_path: Path):
    places = found(tmp_path, ".zip", nested(6))
    assert sum(place.article is not None for place in places) == 3
    assert [place.failure for place in places if place.failure] == ["an archive more than 3 archives deep; not read"]


def test_one_broken_file_in_a_folder_costs_only_itself(tmp_path: Path):
    for kind in KINDS:
        (tmp_path / f"whole{kind}").write_bytes(WHOLE[kind])
        (tmp_path / f"cut{kind}").write_bytes(WHOLE[kind][: len(WHOLE[kind]) // 2])
    places = [*read(tmp_path)]
    good = {place.origin.split("/")[-1].split(",")[0] for place in places if place.article}
    assert {f"whole{kind}" for kind in (".txt", ".jsonl", ".csv", ".html", ".json", ".xlsx", ".xml", ".docx", ".parquet")} <= good


def test_a_file_that_can_not_be_read_on_costs_its_time_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def endless(path: Path):
        yield Found(str(path), failure="the first")
        while True:
            pass

    monkeypatch.setattr(files, "SECONDS", 0.2)
    monkeypatch.setitem(files.READERS, ".csv", endless)
    reasons = [place.failure for place in found(tmp_path, ".csv", b"x")]
    assert reasons == ["the first", "takes more than 0.2 s to read on; the rest is left out"]


def test_a_fault_that_no_reader_expects_costs_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def faulty(path: Path):
        yield Found(str(path), failure="the first")
        raise KeyError("x")

    monkeypatch.setitem(files.READERS, ".csv", faulty)
    (tmp_path / "a.csv").write_text("x")
    (tmp_path / "b.txt").write_text(LINE)
    places = [*read(tmp_path)]
    assert [place.failure for place in places] == ["the first", "can't be read on: KeyError: 'x'; the rest is left out", None]


def spin() -> None:
    """Never end."""
    while True:
        pass


def test_a_budget_within_another_ends_and_leaves_the_other_running():
    with budget(0.1):
        with pytest.raises(OverBudgetError, match=r"more than 0\.02 s"), budget(0.02):
            spin()
        with pytest.raises(OverBudgetError, match=r"more than 0\.1 s"):
            spin()
