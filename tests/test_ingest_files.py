"""Readers: files and folders to articles, and each fault with its place and reason."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.ingest import expected, read
from analytics.records import Published
from tests.files import put

TEXT = "The minister said that talks will go on."


def one(path: Path):
    """What the only place of a file gave."""
    (found,) = read(path)
    return found


def test_a_text_file_is_kept_to_the_letter(tmp_path: Path):
    found = one(put(tmp_path, "talks.txt", f"  {TEXT}\r\n\r\nEnd.\n"))
    assert found.article.text == f"  {TEXT}\r\n\r\nEnd.\n"
    assert (found.article.id, found.article.title, found.article.source, found.article.published) == ("talks", None, None, Published())


def test_a_first_heading_is_the_title_of_a_markdown_file(tmp_path: Path):
    found = one(put(tmp_path, "talks.md", f"\n# Talks go on #\n\n{TEXT}\n"))
    assert found.article.title == "Talks go on"
    assert found.article.text.startswith("\n# Talks go on #")


def test_a_table_beside_the_texts_names_title_outlet_date_and_address(tmp_path: Path):
    put(
        tmp_path, "sources.csv", "file,title,outlet,date,url\na.txt,Talks,Daily Courier,2025-03,https://c.example/a\nb.txt,,,,\nc.txt,,,,\n"
    )
    put(tmp_path, "a.txt", TEXT)
    put(tmp_path, "b.txt", TEXT + " ")
    first, second, absent = read(tmp_path)
    assert (first.article.title, first.article.source, first.article.url) == ("Talks", "Daily Courier", "https://c.example/a")
    assert first.article.published == Published("2025-03", "stated")
    assert (second.article.title, second.article.source, second.article.published) == (None, None, Published())
    assert (absent.origin, absent.failure) == (f"{tmp_path}/sources.csv, line 4", "speaks of 'c.txt', which isn't there")


def test_fields_of_other_producers_are_understood(tmp_path: Path):
    record = {
        "ID": 7,
        "headline": "Talks",
        "body": TEXT,
        "outlet": "Daily Courier",
        "link": "https://c.example/7",
        "date": "2025-03-04T05:06:07+00:00",
        "language": "en",
        "license": "CC0",
        "speaker": "Ana Roy",
        "actor_country": "Norway",
        "author": "A. Reporter",
        "authors": ["B", "C"],
    }
    made = one(put(tmp_path, "docs.jsonl", json.dumps(record))).article
    assert (made.id, made.title, made.text, made.source, made.url) == ("7", "Talks", TEXT, "Daily Courier", "https://c.example/7")
    assert (made.published, made.lang, made.licence) == (Published("2025-03-04T05:06:07Z", "stated"), "en", "CC0")
    assert (made.author, made.author_country) == ("Ana Roy", "Norway")


def test_csv_tsv_and_parquet_give_the_same_articles(tmp_path: Path):
    rows = [{"id": "a", "text": TEXT, "source": "Courier"}, {"id": "b", "text": 'He said "no".\nThen, nothing.', "source": ""}]
    put(tmp_path, "t.csv", 'id,text,source\na,The minister said that talks will go on.,Courier\nb,"He said ""no"".\nThen, nothing.",\n')
    put(
        tmp_path,
        "t.tsv",
        'id\ttext\tsource\na\tThe minister said that talks will go on.\tCourier\nb\t"He said ""no"".\nThen, nothing."\t\n',
    )
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "t.parquet")
    got = [[(f.article.id, f.article.text, f.article.source) for f in read(tmp_path / name)] for name in ("t.csv", "t.tsv", "t.parquet")]
    assert got == [[("a", TEXT, "Courier"), ("b", 'He said "no".\nThen, nothing.', None)]] * 3


def test_a_table_of_another_delimiter_is_read(tmp_path: Path):
    assert one(put(tmp_path, "t.csv", "id;text\na;One, two, three said.\n")).article.text == "One, two, three said."


FAULTS = {
    "empty.txt": (b"", "empty file"),
    "blank.txt": (b" \n\t\n", "empty file"),
    "binary.txt": (bytes(range(256)) * 20, "binary data, not text"),
    "pdf.txt": (b"%PDF-1.7\n\xd0\xd4\xc5\xd8", "looks like a PDF, not like text"),
    "packed.txt": (gzip.compress(b"x" * 99, mtime=0), "looks like gzip data, not like text"),
    "page.xyz": (
        b"text",
        "no reader for .xyz; known: text, Markdown, HTML, JSON, JSONL, CSV, TSV, XLSX, Parquet, RSS, Atom, WARC, WACZ",
    ),
    "no.parquet": (b"PAR1 nothing", "no readable Parquet file"),
    "no.csv": (b"a,b\n1,2\n", "no column for the text; has: a, b; wanted: text, body or content"),
    "empty.csv": (b"", "empty file"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path, name: str):
    data, reason = FAULTS[name]
    found = one(put(tmp_path, name, data))
    assert (found.origin, found.article) == (str(tmp_path / name), None)
    assert found.failure.startswith(reason)


def test_a_text_above_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = put(tmp_path, "long.txt", b"word " * 10_000_000)
    assert one(path).failure == "50.0 MB of text, the limit is 5 MB; split it, or set NARRATIVES_MAX_BYTES"
    monkeypatch.setenv("NARRATIVES_MAX_BYTES", "60000000")
    assert len(one(path).article.text) == 50_000_000


def test_a_line_above_the_limit_is_refused_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NARRATIVES_MAX_BYTES", "100")
    found = [*read(put(tmp_path, "docs.jsonl", json.dumps({"text": "x" * 5000}) + "\n" + json.dumps({"text": TEXT})))]
    assert [f.failure for f in found] == ["more text, the limit is 0.0001 MB; split it, or set NARRATIVES_MAX_BYTES", None]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_lines_of_other_encodings_are_read(tmp_path: Path, encoding: str):
    lines = "\n".join(json.dumps({"text": f"{TEXT} – {n}"}, ensure_ascii=False) for n in range(2))
    assert [f.article.text for f in read(put(tmp_path, "docs.jsonl", lines.encode(encoding)))] == [f"{TEXT} – 0", f"{TEXT} – 1"]


def test_each_bad_line_is_reported_and_the_rest_goes_on(tmp_path: Path):
    lines = [
        "{broken",
        "[1, 2]",
        '{"title": "x"}',
        '{"text": ""}',
        "",
        '{"text": 5}',
        json.dumps({"text": TEXT, "date": "soon"}),
        "[" * 100_000,
    ]
    path = put(tmp_path, "docs.jsonl", "\n".join(lines))
    found = [*read(path)]
    assert [f.origin.removeprefix(f"{path}, line ") for f in found] == ["1", "2", "3", "4", "6", "7", "8"]
    assert [(f.failure or "").split(":")[0] for f in found] == [
        "no JSON",
        "a JSON list, not an object with fields",
        "no text (field `text` or the like; has",
        "empty text",
        "empty text",
        "",
        "no JSON",
    ]
    assert found[5].remarks == ("'soon' is no date; date left unknown",)
    assert found[5].article.published == Published()


@pytest.mark.parametrize(
    ("data", "text", "remark"),
    [
        ("Grüße".encode(), "Grüße", ()),
        (b"\xef\xbb\xbf" + "Grüße".encode(), "Grüße", ()),
        ("Grüße an alle".encode("utf-16"), "Grüße an alle", ("read as utf-16-le",)),
        ("Grüße an alle".encode("utf-16-be"), "Grüße an alle", ("not UTF-8; assumed utf-16-be",)),
        (b"one\0two is three", "one\0two is three", ("holds NUL characters, kept as they are",)),
    ],
)
def test_encodings_are_recognised_and_what_is_assumed_is_said(tmp_path: Path, data: bytes, text: str, remark: tuple[str, ...]):
    found = one(put(tmp_path, "t.txt", data))
    assert (found.article.text, found.remarks) == (text, remark)


def test_a_guessed_encoding_is_remarked(tmp_path: Path):
    russian = "Министр сказал, что переговоры продолжатся. Войска останутся на месте до конца года."
    found = one(put(tmp_path, "t.txt", russian.encode("cp1251")))
    assert (found.article.text, found.remarks) == (russian, ("not UTF-8; assumed cp1251",))
    found = one(put(tmp_path, "u.txt", "“Never,” the café’s owner said.".encode("cp1252")))
    assert (found.article.text, found.remarks) == ("“Never,” the café’s owner said.", ("not UTF-8; assumed cp1252",))


def test_markup_and_right_to_left_text_are_kept_as_text(tmp_path: Path):
    hostile = "<script>alert(1)</script> \u202eقال الوزير\u202c said."
    assert one(put(tmp_path, "t.txt", hostile)).article.text == hostile


def test_half_a_character_is_replaced_and_remarked(tmp_path: Path):
    found = one(put(tmp_path, "t.jsonl", '{"text": "He said \\ud83d so."}'))
    assert (found.article.text, found.remarks) == ("He said \ufffd so.", ("half a character replaced in text",))


def test_folders_are_walked_by_name_without_hidden_files_and_stores(tmp_path: Path):
    for name in ("b/2.txt", "a.txt", ".hidden/x.txt", "b/.secret.txt", "own.store/manifests/1.json", "own.store/t.txt"):
        put(tmp_path, name, TEXT)
    assert [Path(found.origin).relative_to(tmp_path).as_posix() for found in read(tmp_path)] == ["a.txt", "b/2.txt"]
    assert expected(tmp_path) == 2


def test_a_missing_path_is_reported(tmp_path: Path):
    assert one(tmp_path / "none.txt").failure == "no such file or folder"


def test_the_same_text_of_two_sources_is_two_articles(tmp_path: Path):
    lines = [{"text": TEXT, "source": "A"}, {"text": TEXT, "source": "B"}, {"text": TEXT, "source": "A", "id": "again"}]
    keys = [found.article.key for found in read(put(tmp_path, "t.jsonl", "\n".join(map(json.dumps, lines))))]
    assert keys[0] != keys[1]
    assert keys[0] == keys[2]


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=300), suffix=st.sampled_from([".txt", ".md", ".jsonl", ".csv", ".tsv", ".parquet"]))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str):
    for found in read(put(tmp_path_factory.getbasetemp(), f"any{suffix}", data)):
        assert (found.article is None) == (found.failure is not None)
