"""What holds for any text whatever: spans lie in it and slice to words, pieces keep their order, nesting has no circle."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analytics.extract import attributions
from analytics.records import Article, Attribution
from analytics.text import paragraphs, parse, plain, straight, unglued

WORDS = (
    *("Ada Lund", "the ministry", "she", "I", "Reuters", "said", "told", "denied", "according to", "that", "quoted", "as saying", "citing"),
    *("“", "”", '"', "''", "‘", "’", "«", "»", "„", "—", "- ", ":", ": ", ".", ",", "\n", "\n\n", " ", "\t", "\r\n", "\u2028", "\u00a0"),
    *(
        "the wells are dry",
        "A: ",
        "B: ",
        "שלום",
        "\u202eنعم\u202c",
        "😀",
        "é",
        "\x00",
        "\x1b",
        "&quot;",
        "(",
        "1.",
        "…",
        "İ",
        "ß",
        "\ufb01",
    ),
)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
TEXTS = st.lists(st.sampled_from(WORDS) | ANY, max_size=25).map(" ".join) | st.lists(st.sampled_from(WORDS), max_size=40).map("".join) | ANY
FEW = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def spans(one: Attribution) -> list[tuple[int, int]]:
    return [*one.content, *one.speaker, *one.cue, *(relay.span for relay in one.via if relay.span)]


@FEW
@given(text=TEXTS, author=st.sampled_from([None, "Ada Lund"]))
@example(text="A: .\n\nB: …\n\nC: !", author=None)
@example(text="😀according +t\u202e", author=None)
@example(text="A: said.\n\nB: “said”\n\nC: 1", author=None)
@example(text="I said we said our “we” said “I”.", author="Ada Lund")
def test_any_text_gives_sound_attributions(text: str, author: str | None):
    every = attributions(parse(text), Article(text, author=author))
    for number, one in enumerate(every):
        assert all(0 <= a < b <= len(text) for a, b in spans(one))
        assert all(any(c.isalnum() for c in text[a:b]) for a, b in (*one.content, *one.speaker))
        assert all(text[a:b].strip() for a, b in one.cue)
        assert all(first[1] <= second[0] for pieces in (one.content, one.cue) for first, second in pairwise(pieces))
        assert 0 <= one.confidence <= 1
        assert 0 <= one.speaker_confidence <= 1
        assert reaches_the_top(every, number)


def reaches_the_top(every: list[Attribution], number: int) -> bool:
    """Whether the chain of attributions around one ends at one that stands inside none."""
    seen: set[int] = set()
    at: int | None = number
    while at is not None:
        if at in seen or not 0 <= at < len(every):
            return False
        seen.add(at)
        at = every[at].inside
    return True


@settings(FEW, max_examples=150)
@given(text=TEXTS)
def test_the_passages_of_any_text_keep_their_order_and_lose_no_word(text: str):
    found = [span for paragraph in paragraphs(text) for span in unglued(text, *paragraph)]
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    covered = {i for a, b in found for i in range(a, b)}
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


@settings(FEW, max_examples=150)
@given(text=TEXTS)
def test_straight_text_is_as_long_as_the_text_and_plain_names_stay_plain(text: str):
    assert len(straight(text)) == len(text)
    assert plain(plain(text)) == plain(text)
