"""Mentions taken apart: head, role, place, determiner and the mentions they join."""

import pytest

from analytics.resolve.chunks import chunks
from analytics.resolve.mentions import mention


def shape(phrase):
    said = mention(phrase)
    return (said.head.text if said.head else None, said.role.id if said.role else None, said.place.text if said.place else None)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("British Prime Minister Kir Starmer", ("Kir Starmer", "prime-minister", "British")),
        ("a senior Ukrainian defense official", ("defense official", "official", "Ukrainian")),
        ("A spokesperson for Amnesty International", ("spokesperson", "spokesperson", "Amnesty International")),
        ("Officials in Kyiv", ("Officials", "official", "Kyiv")),
        ("leaked Pentagon memos", ("memos", "document", "Pentagon")),
        ("the Foreign Minister of Ukraine", ("Foreign Minister", "foreign-minister", "Ukraine")),
        ("The head of the Russian delegation, Kremlin adviser Ivan Petrenkov", ("Ivan Petrenkov", "director", "Kremlin")),
        ("Sen. Bill Nordquist", ("Bill Nordquist", "senator", None)),
        ("the foreign ministry", ("foreign ministry", None, None)),
    ],
)
def test_a_mention_has_head_role_and_place(phrase, expected):
    assert shape(phrase) == expected


def test_a_place_after_in_is_only_a_location():
    assert (mention("Officials in Kyiv").located, mention("Ukrainian officials").located) == (True, False)


@pytest.mark.parametrize(
    ("phrase", "heads"),
    [
        ("China and India", ["China", "India"]),
        ("Both the United States and the European Union", ["United States", "European Union"]),
        ("Macron, Scholz", ["Macron", "Scholz"]),
        ("both Ukrainian and Russian forces", ["forces", "forces"]),
        ("the Ministry of Trade and Industry", []),
        ("far-right leaders in France and the Netherlands", []),
    ],
)
def test_joined_mentions_are_told_apart_and_titles_stay_whole(phrase, heads):
    assert [part.head.text for part in mention(phrase).parts] == heads


def test_members_after_including_are_kept_beside_the_whole():
    said = mention("Its members, including the United Kingdom, France, and several other nations")
    assert (said.owner, said.head.text, [one.head.text for one in said.extra]) == ("its", "members", ["United Kingdom", "France"])


def test_a_group_of_people_is_read_as_the_people():
    said = mention("A bipartisan group of senators")
    assert (said.head.text, said.plural, said.det) == ("senators", True, "some")


@pytest.mark.parametrize("phrase", ["", "’s", "—", "(((", "@someone", "the", "and", "12", "\u0000", "’" * 50])
def test_odd_mentions_do_no_harm(phrase):
    assert mention(phrase).text == phrase


def test_chunks_slice_back_into_the_phrase():
    phrase = "Ukraine’s prosecutor general Olha Xystrenko of Kharkiv"
    assert [phrase[one.start : one.end] for one in chunks(phrase)] == ["Ukraine’s", "prosecutor general", "Olha Xystrenko", "of", "Kharkiv"]


def test_small_words_are_no_outlets_or_countries():
    assert [one.kind for one in chunks("the time and the state")] == ["det", "word", "and", "det", "body"]
    assert [one.kind for one in chunks("us and the US")] == ["pronoun", "and", "det", "state"]
