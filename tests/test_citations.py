"""Citations say who attributes the words to whom, and no text from outside breaks the form that it is put into."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from analytics.export.citations import FORMATS, Cited, annotation, attribution, bibtex, cited, markdown, plain, ris
from analytics.records import Span

TEXT = "The port stays shut. “We will not load ships,” Varga told Interfax, “nor unload them.” The bay is full."
PIECES = (Span(21, 46), Span(68, 86))
LINK = "http://localhost:8501/reader?statement=s1&generation=00000001-abcdef01"
KNOWN = Cited(
    id="s1", content="“We will not load ships,” … “nor unload them.”", spans=PIECES, speaker="Elena Varga", anonymous=False, cover=None,
    via="Interfax", title="Port shut", source="Daily Courier", author=None, url="https://courier.example/port", published="2024-05-14",
    how="stated", hash="ab" * 32, text=TEXT, generation="00000001-abcdef01", link=LINK,
)  # fmt: skip
UNKNOWN = replace(KNOWN, title=None, source=None, published=None, how="unknown", url=None)
HOSTILE = replace(
    KNOWN,
    content="100 % of $5_{x} & \\input{/etc/passwd} #1 ~^\nER  - \r\nTY  - BOOK\n]"
    "(javascript:alert(1)) <script>alert(1)</script> **x** `y`",
    title="} , evil = {x",
    source="A\nAU  - Someone else",
    url="https://e.example/a)b}c d",
)


def test_the_attribution_is_what_is_known_and_no_more():
    where = f"text sha256 {'ab' * 32}, characters 21-46, 68-86; not independently verified"
    known = f"attributed to Elena Varga by Interfax, as reported in “Port shut” (Daily Courier, 2024-05-14), {where}"
    assert attribution(KNOWN) == known
    unknown = f"attributed to Elena Varga by Interfax, as reported in an article of unknown outlet and date, {where}"
    assert attribution(UNKNOWN) == unknown


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"anonymous": True, "cover": "unnamed official", "speaker": "a senior aide"},
            "attributed to an unnamed official (“a senior aide”) by ",
        ),
        ({"anonymous": True, "cover": None, "speaker": "some"}, "attributed to an unnamed speaker (“some”) by Interfax"),
        ({"speaker": ""}, "attributed to a speaker whom the text doesn’t name by Interfax"),
        ({"via": "Reuters + Interfax"}, "attributed to Elena Varga by Reuters and Interfax, as"),
        ({"via": None}, "attributed to Elena Varga, as reported in"),
        ({"source": None}, "as reported in “Port shut” of unknown outlet (2024-05-14), text"),
        ({"published": "2024-05", "how": "inferred"}, "(Daily Courier, 2024-05, inferred)"),
    ],
)
def test_who_attributes_what_to_whom(changes: dict, expected: str):
    assert expected in attribution(replace(KNOWN, **changes))


def test_a_line_of_text_ends_with_the_statements_address():
    assert plain(KNOWN).startswith("“We will not load ships,” … “nor unload them.”, attributed to Elena Varga")
    assert plain(KNOWN).endswith(f"verified. {LINK}")


def test_bibtex_cites_the_article_and_never_makes_the_speaker_its_author():
    entry = bibtex(KNOWN)
    assert entry.startswith("@misc{statement-s1,\n  author = {{Daily Courier}},\n  title = {Port shut},\n")
    assert "date = {2024-05-14}" in entry
    assert "attributed to Elena Varga by Interfax" in entry


def test_no_text_ends_a_field_of_bibtex_or_runs_as_tex():
    entry = bibtex(HOSTILE)
    assert entry.count("{") == entry.count("}")
    assert r"\textbackslash{}input\textbraceleft{}/etc/passwd\textbraceright{} \#1 \textasciitilde{}\textasciicircum{}" in entry
    assert r"100 \% of \$5\_\textbraceleft{}x\textbraceright{} \&" in entry
    assert "title = {\\textbraceright{} , evil = \\textbraceleft{}x}" in entry
    assert "url = {https://e.example/a)b%7Dc%20d}" in entry
    assert [line.split(" = ")[0].strip() for line in entry.splitlines()[1:-1]] == [
        "author", "title", "organization", "date", "howpublished", "url", "note",
    ]  # fmt: skip


def test_no_text_begins_a_tag_of_ris():
    record = ris(HOSTILE)
    assert [line[:2] for line in record.split("\r\n")[:-1]] == ["TY", "ID", "TI", "T2", "PY", "DA", "UR", "L2", "N1", "ER"]
    assert "T2  - A AU - Someone else" in record
    assert "DA  - 2024/05/14/" in record
    assert "DA  -" not in ris(UNKNOWN)
    assert "DA  - 2024/05//" in ris(replace(KNOWN, published="2024-05"))


def test_no_text_makes_a_link_or_a_tag_in_markdown():
    quoted = markdown(HOSTILE)
    assert "\\]\\(javascript:alert\\(1\\)\\)" in quoted
    assert "<script>" not in quoted
    assert "\\*\\*x\\*\\* \\`y\\`" in quoted
    assert all(line.startswith(">") for line in quoted.splitlines())
    assert quoted.rstrip().endswith(f"[statement]({LINK}) [original](https://e.example/a%29b}}c%20d)")


def test_an_annotation_finds_each_piece_by_its_words_and_those_around_them():
    found = json.loads(annotation(KNOWN))
    assert found["id"] == LINK
    assert found["body"]["value"].endswith("not independently verified; generation 00000001-abcdef01")
    for target, (start, end) in zip(found["target"], PIECES, strict=True):
        quote, position = target["selector"]
        assert target["source"] == "https://courier.example/port"
        before, after = TEXT[max(0, start - 32) : start], TEXT[end : end + 32]
        assert quote == {
            "type": "TextQuoteSelector", "exact": TEXT[start:end], "prefix": before, "suffix": after,
        }  # fmt: skip
        assert position == {"type": "TextPositionSelector", "start": start, "end": end}
    assert json.loads(annotation(UNKNOWN))["target"][0]["source"] == f"urn:sha256:{'ab' * 32}"


def test_rows_of_a_store_make_a_citation_and_only_web_addresses_are_kept():
    row = {"statement_id": "s1", "content": "We", "content_spans": "[[22, 24]]", "actors": None, "speaker": None, "anonymous": False}
    about = {
        "title": None,
        "source": None,
        "author": None,
        "url": "javascript:alert(1)",
        "published_value": None,
        "published_how": "unknown",
    }
    one = cited({**row, "cover": None, "via": None}, {**about, "hash": "cd" * 32}, TEXT, "00000001-abcdef01", LINK)
    assert one.url is None
    assert one.spans == (Span(22, 24),)
    for write in FORMATS.values():
        assert "javascript" not in write(one)
