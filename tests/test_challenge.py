"""The challenge suite is sound as data: every span holds text, every text has its own id, broken mark-up is named with its place."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.evaluation.challenge import MarkupError, document, documents, documents_of


@pytest.fixture(scope="module")
def suite() -> list[dict]:
    return documents()


def spans(text: dict) -> list[tuple[int, int]]:
    return [span for quote in text["quotes"] for part in ("speaker", "cue", "content") for span in quote[part]]


def one(tmp_path: Path, body: str) -> dict:
    path = tmp_path / "kind.txt"
    path.write_text(f"What it is.\n\n@ 01\n{body}\n", encoding="utf-8")
    return documents_of(path)[0]


def test_the_suite_holds_three_hundred_texts_of_twenty_constructions(suite):
    assert len(suite) >= 300
    assert len({text["construction"] for text in suite}) >= 20
    assert min(Counter(text["construction"] for text in suite).values()) >= 5


def test_ids_and_texts_are_unique(suite):
    assert len({text["id"] for text in suite}) == len(suite)
    assert len({text["text"] for text in suite}) == len(suite)


def test_every_span_slices_to_text_without_blanks_at_its_edges(suite):
    for text in suite:
        pieces = [text["text"][a:b] for a, b in spans(text)]
        assert all(piece and piece == piece.strip() for piece in pieces), text["id"]


def test_pieces_of_a_statement_do_not_overlap(suite):
    for text in suite:
        for quote in text["quotes"]:
            for part in ("speaker", "cue", "content"):
                ordered = sorted(quote[part])
                assert all(a[1] <= b[0] for a, b in pairwise(ordered)), text["id"]


def test_a_speaker_or_cue_never_lies_inside_its_own_content(suite):
    for text in suite:
        for quote in text["quotes"]:
            for a, b in [*quote["speaker"], *quote["cue"]]:
                assert not any(c <= a and b <= d for c, d in quote["content"]), text["id"]


def test_texts_without_a_statement_are_part_of_the_suite(suite):
    silent = Counter(text["construction"] for text in suite if not text["quotes"])
    assert silent["no-statement"] == sum(text["construction"] == "no-statement" for text in suite)
    assert sum(silent.values()) >= 40


def test_brackets_become_spans_and_nest(tmp_path):
    found = one(tmp_path, "[s1 Ada] [c1 told] [v1 the Gazette] [q1 that [a2 many] [c2 fear] [q2 floods]].")
    assert found["text"] == "Ada told the Gazette that many fear floods."
    assert found["quotes"] == [
        {"content": [(21, 42)], "speaker": [(0, 3)], "cue": [(4, 8)], "type": "indirect", "via": ["the Gazette"], "anonymous": False},
        {"content": [(36, 42)], "speaker": [(26, 30)], "cue": [(31, 35)], "type": "indirect", "via": [], "anonymous": True},
    ]


@pytest.mark.parametrize(
    ("body", "mode"),
    [
        ("[q1 “Go,”] [c1 said] [s1 Ada]. [q1 “Now.”]", "direct"),
        ("[s1 Ada] [c1 called] [q1 it “odd”].", "mixed"),
        ("[s1 Ada] [c1 said] [q1 “it” was “odd”].", "mixed"),
        ("[s1 Ada] [c1 said]: [q1 “Go.]\n\n[q1 “Now.”]", "direct"),
        ("[s1 Ada] [c1 agreed to] [q1 go].", "indirect"),
        ("[s1 ADA][c1 :] [q1 Go.]\n1: mode=direct", "direct"),
    ],
)
def test_the_mode_is_read_off_the_marks_unless_given(tmp_path, body, mode):
    assert one(tmp_path, body)["quotes"][0]["type"] == mode


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("[s1 Ada] [c1 said] [q1 that", "kind.txt:4: an opening bracket without a closing one"),
        ("[s1 Ada] [c1 said]\n\nno]", "kind.txt:6: a closing bracket without an opening one"),
        ("[x1 Ada] spoke.", "kind.txt:4: expected '\\[' with a role and a number"),
        ("[s1 Ada ] [c1 said] [q1 so].", "kind.txt:4: blanks at the edge of 'Ada '"),
        ("[s1 Ada] [c1 said] [q1 so].\n1: mode=loud", "kind.txt:4: unknown attribute mode=loud"),
        ("[s1 Ada] [c1 said].", "kind.txt:4: statement 1: no content"),
        ("[c1 said] [q1 so].", "kind.txt:4: statement 1: mark its speaker, or say speaker=none"),
        ("[s2 Ada] [c2 said] [q2 so].", r"kind.txt:4: statements are numbered \[2\], expected 1 to 1"),
    ],
)
def test_broken_mark_up_is_named_with_its_place(tmp_path, body, message):
    with pytest.raises(MarkupError, match=message):
        one(tmp_path, body)


def test_a_bracket_of_the_text_is_kept():
    assert document(Path("kind.txt"), "01", 1, [r"He \[sic\] left."])["text"] == "He [sic] left."
