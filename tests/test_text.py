"""Text to passages: paragraphs, glued sentences, plain names, and offsets that point into the original."""

from __future__ import annotations

import pytest

from analytics.text import LONGEST, paragraphs, parse, parse_all, plain, straight, unglued


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in paragraphs(text)]


def parted(text: str) -> list[str]:
    return [text[a:b] for a, b in unglued(text, 0, len(text))]


@pytest.mark.parametrize("gap", ["\n\n", "\n", "\r\n", "\r\n\r\n", "\u2028", "\n \t\n"])
def test_lines_that_end_a_sentence_are_paragraphs(gap: str):
    assert cut(f"The dam held.{gap}The crews left.") == ["The dam held.", "The crews left."]


@pytest.mark.parametrize("gap", ["\n", "\r\n"])
def test_a_line_broken_in_mid_sentence_goes_on(gap: str):
    assert cut(f"The dam{gap}held.") == [f"The dam{gap}held."]


def test_a_blank_line_parts_even_in_mid_sentence():
    assert cut("The dam\n\nheld.") == ["The dam", "held."]


def test_a_heading_stays_apart_from_a_capital_after_it():
    assert cut("The dam\nCrews left.") == ["The dam", "Crews left."]


def test_captions_and_boxes_are_read_apart_from_their_marks():
    text = "A bridge burns. Hide Caption 2 of 9 Photos: Photos: War in Ardal War in Ardal – A man waits. Hide Caption 3 of 9"
    assert parted(text) == ["A bridge burns. ", "A man waits. "]
    assert parted("Story highlights Mayor: the dam holds") == ["Mayor: the dam holds"]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\u2028 \r\n"])
def test_blank_text_has_no_paragraphs(text: str):
    assert cut(text) == []


def test_a_very_long_paragraph_is_cut_at_spaces_without_loss():
    text = "word " * 9_000
    pieces = cut(text)
    assert "".join(pieces) == text
    assert [len(piece) for piece in pieces] == [20_000, 20_000, 5_000]
    assert len(pieces[0]) <= LONGEST


def test_a_very_long_word_is_cut_without_loss():
    assert [len(piece) for piece in cut("x" * 45_000)] == [20_000, 20_000, 5_000]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The talks failed.Then war came.", ["The talks failed.", "Then war came."]),
        ("“The talks failed.”Then war came.", ["“The talks failed.”", "Then war came."]),
        ("It failed.“Then war came.”", ["It failed.", "“Then war came.”"]),
        ("Was it near?Nobody knew, he said.", ["Was it near?", "Nobody knew, he said."]),
        ("The U.S.A. won at 3.30 on news.Example.org.", ["The U.S.A. won at 3.30 on news.Example.org."]),
        ("He left. She stayed.", ["He left. She stayed."]),
    ],
)
def test_a_sentence_after_a_lost_space_starts_anew(text: str, wanted: list[str]):
    assert parted(text) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("The  Élysée’s", "the elysee"),
        ("U.S.", "u s"),
        ("Türkiye", "turkiye"),
        ("the workers’ party", "the workers party"),
        ("AL-JAZEERA", "al jazeera"),
        ("…", ""),
        ("Straße", "strasse"),
    ],
)
def test_plain_names_compare_alike(name: str, wanted: str):
    assert plain(name) == wanted


def test_straight_marks_take_the_place_of_curly_ones_one_for_one():
    assert straight("“We’re”\u00a0in – «so»") == '"We\'re" in - "so"'


def test_tokens_point_into_the_original_text():
    text = "  “Ça va,” she said.\r\n\r\nThe dam\u00a0held.Then she left, smiling. 😀 Fin."
    parsed = parse(text)
    assert parsed.text == text
    tokens = [(p.start + t.idx, len(t), t.text) for p in parsed.passages for t in p.doc]
    assert all(straight(text[start : start + length]) == word for start, length, word in tokens)
    assert [text[p.start : p.end].strip() for p in parsed.passages] == [
        "“Ça va,” she said.",
        "The dam\u00a0held.",
        "Then she left, smiling. 😀 Fin.",
    ]


def test_many_texts_are_parsed_in_order():
    assert [len(parsed.passages) for parsed in parse_all(["One.\n\nTwo.", "", "Three."])] == [2, 0, 1]


def test_initials_in_small_letters_are_one_word():
    (passage,) = parse("the u.s. and the u.k. agreed, the u.n. said.").passages
    assert [token.text for token in passage.doc if "." in token.text] == ["u.s.", "u.k.", "u.n.", "."]
