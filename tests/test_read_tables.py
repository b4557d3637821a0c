"""Tables, workbooks, lists and documents: columns are guessed and shown, and rows without a text name their page."""

from __future__ import annotations

import importlib
import json
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from analytics.ingest import read
from analytics.records import Published
from tests.files import put

TEXT = "The minister said that talks will go on."


def test_a_media_cloud_export_names_the_pages_to_fetch(tmp_path: Path):
    table = (
        "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
        "7f,2024-05-15 01:02:03,en,courier.example,https://courier.example,2024-05-14,Talks,https://courier.example/a\n"
    )
    (found,) = read(put(tmp_path, "mc.csv", table))
    assert found.failure == "no text; its page has to be fetched: https://courier.example/a"
    assert (found.known.title, found.known.source, found.known.published) == ("Talks", "courier.example", Published("2024-05-14", "stated"))
    assert found.remarks == (
        "columns read as: id = id, title = title, source = media_name, url = url, published = publish_date, lang = language;"
        " not used: indexed_date, media_url",
    )


def test_files_of_gdelt_have_no_header_and_are_known_by_their_columns(tmp_path: Path):
    record = ["20240514093000-1", "20240514093000", "1", "courier.example", "https://courier.example/a", *["x;1,2,3;y"] * 22]
    (found,) = read(put(tmp_path, "a.gkg.csv", "\t".join(record) + "\n"))
    assert (found.origin, found.known.url) == (f"{tmp_path}/a.gkg.csv, line 1", "https://courier.example/a")
    assert (found.known.source, found.known.published) == ("courier.example", Published("2024-05-14T09:30:00Z", "inferred"))
    event = ["1174000000", *["x"] * 58, "20240514093000", "https://courier.example/b"]
    (found,) = read(put(tmp_path, "a.export.CSV", "\t".join(event) + "\n"))
    assert found.known.url == "https://courier.example/b"


def test_a_list_of_articles_in_json_is_read(tmp_path: Path):
    answer = {"articles": [{"url": "https://c.example/a", "seendate": "20240514T093000Z", "domain": "c.example"}, {"text": TEXT}, 5]}
    first, second, third = read(put(tmp_path, "a.json", json.dumps(answer)))
    assert (first.known.url, first.known.source, second.article.text) == ("https://c.example/a", "c.example", TEXT)
    assert third.failure == "a int, not an object"
    assert [found.failure for found in read(put(tmp_path, "b.json", "[]"))] == ["no list of articles, nor an article"]
    assert next(iter(read(put(tmp_path, "c.json", "[" * 100_000)))).failure.startswith("no JSON")


def test_a_text_of_addresses_alone_is_a_list_of_pages_to_fetch(tmp_path: Path):
    found = [*read(put(tmp_path, "links.txt", "# saved on Monday\nhttps://c.example/a\n\nhttps://c.example/b\n"))]
    assert [(one.origin, one.known.url) for one in found] == [
        (f"{tmp_path}/links.txt, line 2", "https://c.example/a"),
        (f"{tmp_path}/links.txt, line 4", "https://c.example/b"),
    ]


def test_a_web_address_is_answered_in_one_line():
    (found,) = read("https://c.example/a")
    assert (found.origin, found.failure) == (
        "https://c.example/a",
        "nothing is fetched in this run (--offline); save it as HTML, or as WARC with its address, and read that",
    )


def workbook(path: Path) -> Path:
    """A workbook of two sheets that hold articles, an empty one, and one of something else."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Headline", "Body", "Publish date", "Rank"])
    sheet.append(["Talks", TEXT, datetime(2024, 5, 14), 3])
    sheet.append([None, None, None, None])
    sheet.append(["No text", None, None, None])
    book.create_sheet("empty")
    book.create_sheet("figures").append(["a", "b"])
    book.save(path)
    return path


def test_the_rows_of_a_workbook_are_articles(tmp_path: Path):
    first, second, third = read(workbook(tmp_path / "a.xlsx"))
    assert (first.article.title, first.article.text, first.article.published) == ("Talks", TEXT, Published("2024-05-14", "stated"))
    assert first.remarks == ("columns read as: text = Body, title = Headline, published = Publish date; not used: Rank",)
    assert (second.origin, second.failure[:7]) == (f"{tmp_path}/a.xlsx, sheet Sheet, row 4", "no text")
    assert third.failure == "no column for the text; has: a, b; wanted: text, body or content"


def changed(path: Path, part: str, data: bytes) -> Path:
    """An office file with one part replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in {**parts, part: data}.items():
            archive.writestr(name, held)
    return path


def test_a_workbook_with_entities_or_of_too_great_a_size_is_refused(tmp_path: Path):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    (found,) = read(changed(workbook(tmp_path / "a.xlsx"), "xl/worksheets/sheet1.xml", bomb))
    assert found.failure == "its XML declares types or entities, which no office file does; not read"
    (found,) = read(changed(workbook(tmp_path / "b.xlsx"), "xl/worksheets/sheet1.xml", b" " * 60_000_000))
    assert found.failure.startswith("unpacks to 60 MB in")
    (found,) = read(put(tmp_path, "c.xlsx", b"no workbook"))
    assert found.failure == "no readable office file: File is not a zip file"


def test_a_word_file_is_read_with_its_tables(tmp_path: Path):
    docx = importlib.import_module("docx")
    document = docx.Document()
    document.core_properties.title = "Talks"
    document.core_properties.created = datetime(2024, 5, 14)
    document.add_paragraph(TEXT)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "one", "two"
    document.save(str(tmp_path / "a.docx"))
    (found,) = read(tmp_path / "a.docx")
    assert (found.article.text, found.article.title) == (f"{TEXT}\n\none two", "Talks")
    assert (found.article.published, found.remarks) == (Published("2024-05-14", "inferred"), ("dated by the file's own creation",))


def pdf(words: str) -> bytes:
    """A PDF file of one page with such words."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, starts = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (table, len(out))


def test_a_pdf_file_is_read_and_one_without_text_says_so(tmp_path: Path):
    (found,) = read(put(tmp_path, "a.pdf", pdf(TEXT)))
    assert (found.article.text, found.article.id, found.article.published) == (TEXT, "a", Published())
    (found,) = read(put(tmp_path, "b.pdf", pdf("")))
    assert found.failure == "no text in it (scanned pages, or empty)"


@pytest.mark.parametrize(("name", "kind"), [("a.pdf", "PDF"), ("a.docx", "Word")])
def test_a_missing_library_is_named_with_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str):
    def absent(module: str) -> object:
        raise ImportError(module)

    monkeypatch.setattr("analytics.ingest.documents.importlib.import_module", absent)
    path = workbook(tmp_path / name) if name.endswith("docx") else put(tmp_path, name, pdf(TEXT))
    (found,) = read(path)
    assert found.failure == f"{kind} files need an extra: pip install 'narrative-tracker[documents]'"


def test_what_read_tells_comes_back_the_same(tmp_path: Path):
    row = {"text": TEXT, "published_at": "2024-05-14", "published_how": "url", "published_confidence": 0.8, "authors": ["Ana Roy"]}
    doubted = {"text": TEXT, "published_at": "2024-05-14", "published_how": "metadata", "published_confidence": 0.3}
    one, other = read(put(tmp_path, "a.jsonl", f"{json.dumps(row)}\n{json.dumps(doubted)}\n"))
    made = one.article
    assert (made.published.how, made.dated, made.date_confidence, made.authors) == ("inferred", "url", 0.8, ("Ana Roy",))
    assert (other.article.published.how, other.article.dated) == ("inferred", "metadata")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(max_size=60), at=st.integers(0, 6000), suffix=st.sampled_from([".xlsx", ".docx", ".pdf", ".json", ".csv"]))
def test_no_damage_to_a_document_raises(tmp_path: Path, noise: bytes, at: int, suffix: str):
    whole = {".pdf": pdf(TEXT), ".json": json.dumps([{"text": TEXT}]).encode(), ".csv": f"text,url\n{TEXT},\n".encode()}.get(suffix)
    if whole is None:
        whole = workbook(tmp_path / "whole.xlsx").read_bytes()
    for found in read(put(tmp_path, f"damaged{suffix}", whole[:at] + noise + whole[at + len(noise) :])):
        assert (found.article is None) == (found.failure is not None)
