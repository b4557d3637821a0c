"""The lessons load as data: every span holds text, every text is its own, and none is a text of the challenge suite."""

from itertools import pairwise

import pytest

from tests.evaluation.challenge import SOURCES, documents, main

LESSONS = SOURCES.parent / "lessons"


@pytest.fixture(scope="module")
def lessons() -> list[dict]:
    return documents(LESSONS)


def test_the_lessons_are_six_hundred_texts_most_of_them_with_a_statement(lessons):
    assert len(lessons) >= 600
    assert sum(bool(text["quotes"]) for text in lessons) >= 500


def test_lessons_are_written_once_and_share_no_text_with_the_challenge_suite(lessons):
    assert len({text["id"] for text in lessons}) == len(lessons)
    texts = {text["text"] for text in lessons}
    assert len(texts) == len(lessons)
    assert not texts & {text["text"] for text in documents()}


def test_every_span_of_a_lesson_slices_to_text_and_pieces_do_not_overlap(lessons):
    for text in lessons:
        for quote in text["quotes"]:
            for part in ("speaker", "cue", "content"):
                pieces = [text["text"][a:b] for a, b in quote[part]]
                assert all(piece and piece == piece.strip() for piece in pieces), text["id"]
                assert all(a[1] <= b[0] for a, b in pairwise(quote[part])), text["id"]


def test_no_speaker_or_cue_of_a_lesson_lies_inside_its_own_content(lessons):
    for text in lessons:
        for quote in text["quotes"]:
            for a, b in [*quote["speaker"], *quote["cue"]]:
                assert not any(c <= a and b <= d for c, d in quote["content"]), text["id"]


def test_the_command_writes_the_folder_it_is_given(lessons, capsys):
    main([str(LESSONS)])
    assert len(capsys.readouterr().out.splitlines()) == len(lessons)
