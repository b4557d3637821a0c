"""Stories and copies: who belongs with whom, in any order, and at bounded cost."""

from __future__ import annotations

import io
import json
import random
import time
from pathlib import Path

import pytest

from analytics.cli.storylines import story_lines
from analytics.records import Article, Published
from analytics.stories.clusters import Place, Stories, places
from analytics.stories.copies import Copies
from analytics.stories.grouping import LARGEST, groups
from analytics.stories.terms import stem, terms_of

SEEDS = [path.read_text(encoding="utf-8") for path in sorted(Path("seeds").glob("*.txt"))]
WHEAT = (
    "The port of Odrana shipped no wheat for a third day, harbour master Ilja Torv said, as dockers refused to load the vessel Merenia. "
    "Torv told reporters that eleven ships were waiting in the bay and that the silos of Odrana were full to the roof."
)
STRIKE = (
    "Dockers in Odrana went on with their strike. Eleven vessels lie in the bay, according to harbour master Ilja Torv, "
    "and the wheat silos are full; the Merenia has waited for three days to be loaded, the dockers' union said."
)
FLOOD = (
    "Heavy rain flooded the valley of the Sessel overnight. Firefighters brought forty families from their homes in Upper Brenn "
    "with boats, and the mayor, Carla Weiss, asked the army for sandbags."
)


def dated(text: str, day: str | None, **more: str) -> Article:
    """An article of a day."""
    return Article(text, published=Published(day, "stated") if day else Published(), **more)


def made_up(stories: int, tellings: int, seed: int = 0) -> list[Article]:
    """Articles of made-up words: each story has words of its own among those that all use."""
    chance = random.Random(seed)
    common = [f"common{number}" for number in range(400)]
    found = []
    for story in range(stories):
        own = [f"Own{story}x{number}" for number in range(40)]
        for _ in range(tellings):
            words = chance.choices(own, k=60) + chance.choices(common, k=90)
            chance.shuffle(words)
            found.append(dated(" ".join(words), f"2024-{1 + story % 12:02}-{1 + story % 27:02}"))
    return found


def test_two_tellings_of_one_event_are_a_story_and_another_event_is_not():
    found = places([dated(WHEAT, "2024-05-14"), dated(FLOOD, "2024-05-14"), dated(STRIKE, "2024-05-15")])
    assert found == [Place(0), Place(1), Place(0)]


def test_the_seeds_are_one_story_and_neither_copies_the_other():
    assert places([Article(text) for text in SEEDS]) == [Place(0), Place(0)]


def test_articles_a_month_apart_never_tell_one_story():
    assert places([dated(WHEAT, "2024-05-14"), dated(STRIKE, "2024-06-14")]) == [Place(0), Place(1)]


def test_a_copy_with_a_word_changed_is_a_copy_of_the_earliest():
    later = WHEAT.replace("third", "fourth") + " " + FLOOD
    early, late = dated(WHEAT + " " + FLOOD, "2024-05-14"), dated(later, "2024-05-16")
    assert places([late, early]) == [Place(1, 1), Place(1)]


def test_a_text_that_only_differs_in_case_and_spaces_is_a_copy():
    copies = Copies()
    assert [copies.original(0, WHEAT), copies.original(1, "  " + WHEAT.upper()), copies.original(2, STRIKE)] == [None, 0, None]


def test_texts_without_words_are_no_copies_of_others():
    assert places([Article("…"), Article(WHEAT), Article("!!")]) == [Place(0), Place(1), Place(2)]


def test_a_story_grows_as_articles_arrive():
    stories = Stories()
    stories.add(dated(WHEAT, "2024-05-14"))
    stories.add(dated(FLOOD, "2024-05-14"))
    before = stories.places()
    stories.add(dated(STRIKE, "2024-05-15"))
    assert before == {0: Place(0), 1: Place(1)}
    assert stories.places() == {0: Place(0), 1: Place(1), 2: Place(0)}


def test_made_up_stories_are_all_found():
    articles = made_up(60, 3)
    assert [place.story for place in places(articles)] == [number // 3 * 3 for number in range(180)]


def test_no_article_and_a_single_one():
    assert places([]) == []
    assert places([Article("One.")]) == [Place(0)]


def test_ten_thousand_copies_of_a_text_cost_seconds():
    start = time.perf_counter()
    assert places([Article(WHEAT)] * 10_000) == [Place(0)] + [Place(0, 0)] * 9_999
    assert time.perf_counter() - start < 30


def test_a_long_chain_is_parted_before_it_is_clustered():
    links = {number: {other: 1.0 for other in (number - 1, number + 1) if 0 <= other < 1000} for number in range(1000)}
    found = list(groups(range(1000), links))
    assert sorted(number for group in found for number in group) == list(range(1000))
    assert max(map(len, found)) <= LARGEST


def test_a_title_left_out_is_made_good_by_the_first_line():
    headed, bare = terms_of(Article("Rain in Brenn\nIt fell.")), terms_of(Article("It fell.", title="Rain in Brenn"))
    assert headed.title.stems.tolist() == bare.title.stems.tolist()


@pytest.mark.parametrize(("word", "expected"), [("Élysée’s", "elysee"), ("countries", "country"), ("planned", "plann"), ("news", "new")])
def test_stems(word: str, expected: str):
    assert stem(word) == expected


def test_the_command_answers_each_line_in_its_place():
    rows = [
        {"id": "a", "text": WHEAT, "published_at": "2024-05-14", "source": None},
        {"id": "b"},
        {"id": "c", "text": WHEAT, "published_at": None},
    ]
    stream = io.BytesIO("\n".join(json.dumps(row) for row in rows).encode())
    first, broken, copy = [json.loads(line) for line in story_lines(stream)]
    assert first == {"id": "a", "story": copy["story"], "copy_of": None}
    assert broken["error"].startswith("no text")
    assert copy["copy_of"] == "a"
