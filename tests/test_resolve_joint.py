"""Texts that several answer for: joint statements, statements of groups, accounts of talks; and "both leaders"."""

import pytest

from analytics.records import Article, Attribution, Published, Span
from analytics.resolve import voices
from analytics.text import parse

DAY = Published("2023-05-19", "stated")


def author(title, text="We stand firm.", country="USA", **fields):
    """The voice of a text's own words."""
    article = Article(text, title=title, author_country=country, published=DAY, **fields)
    (voice,) = voices(parse(text), article, [Attribution(content=(Span(0, len(text)),), by_author=True)])
    return voice


def said(title, text, speaker, country="RUS"):
    """The voice of a speaker in a text of a state's site."""
    start = text.index(speaker)
    article = Article(text, title=title, author_country=country, published=DAY)
    return voices(parse(text), article, [Attribution(content=(Span(0, 1),), speaker=(Span(start, start + len(speaker)),))])[0]


@pytest.mark.parametrize(
    ("title", "country"),
    [
        ("Joint Statement by President Biden and Prime Minister Fumio Kishida of Japan", "USA + JPN"),
        (
            "Joint Statement by President Biden, President Yoon Suk Yeol of South Korea, and Prime Minister Kishida of Japan",
            "USA + KOR + JPN",
        ),
        ("Joint Declaration Between the Kingdom of Spain and the United States of America", "ESP + USA"),
        ("Joint Statement with the Prime Minister of Italy", "USA + ITA"),
        ("Joint Statement by President Biden and President Yoon Suk Yeol of South Korea Marking a Year With Norway", "USA + KOR"),
        ("Joint Statement—The Lisbon United States-Portugal Partnership", "USA + PRT"),
        ("Joint Statement by NATO Leaders on the Attack", "NATO"),
        ("NATO Leaders' Statement on the Attack", "NATO"),
        ("Statement by the Foreign Ministers of France and Germany", "FRA + DEU"),
        ("Statement by President Biden on the Joint Exercise With Japan", "USA"),
        ("Statement on the NATO Summit in Brussels", "USA"),
        ("Remarks With President Macron of France", "USA"),
    ],
)
def test_the_parties_that_a_title_names_speak_and_not_the_host_alone(title, country):
    assert author(title).country == country


def test_a_group_speaks_as_itself_and_tells_no_country():
    voice = author("Joint Statement—Group of Seven (G-7) Leaders' Statement")
    assert ([one.name for one in voice.actors], voice.country, voice.actors[0].reason) == (["G7"], None, "party of a joint text")


def test_signatories_of_a_joint_text_stand_in_its_lead_or_it_has_none():
    lead = "We, the leaders of the European Commission, France, Italy, and Canada, will hold on."
    assert author("Joint Statement on Further Measures", lead).country == "EU + FRA + ITA + CAN"
    nobody = author("Joint Statement on Further Measures", "We will hold on.")
    assert (nobody.actors, nobody.country, nobody.anonymous) == ((), None, False)


@pytest.mark.parametrize(
    ("title", "speaker", "country"),
    [
        ("Telephone conversation with President of Finland Sauli Niinisto", "The leaders", "RUS + FIN"),
        ("Telephone conversation with President of Finland Sauli Niinisto", "Both presidents", "RUS + FIN"),
        ("News conference following Russian-Belarusian talks", "Both sides", "RUS + BLR"),
        ("Visit to a plant in Perm", "The leaders", None),
    ],
)
def test_the_leaders_in_the_account_of_a_talk_are_its_host_and_guest(title, speaker, country):
    assert said(title, f"The talk was long. {speaker} agreed to go on.", speaker).country == country


def test_a_report_without_a_speaker_in_an_official_account_is_its_author_s():
    text = "It was noted that the border is quiet."
    attribution = Attribution(content=(Span(17, 38),), cue=(Span(7, 12),))
    (voice,) = voices(parse(text), Article(text, title="Telephone conversation", author_country="RUS"), [attribution])
    assert (voice.country, voice.actors[0].reason) == ("RUS", "author of the source: no speaker is named")
    told = "We were told that the border is quiet."
    passed = Attribution(content=(Span(13, 38),), cue=(Span(8, 12),))
    (by_others,) = voices(parse(told), Article(told, title="Telephone conversation", author_country="RUS"), [passed])
    assert (by_others.actors, by_others.country) == ((), None)
    (elsewhere,) = voices(parse(text), Article(text, title="A quiet border"), [attribution])
    assert (elsewhere.actors, elsewhere.country) == ((), None)


@pytest.mark.parametrize(
    ("text", "speaker", "country"),
    [
        ("Emmanuel Macron met Giorgia Meloni in Nice. Both leaders said that it went well.", "Both leaders", "FRA + ITA"),
        ("Norway wrote to Sweden in May. The two countries said that the line would open.", "The two countries", "NOR + SWE"),
        ("Norway wrote to Sweden and Denmark. The two countries said that the line would open.", "The two countries", None),
        ("Emmanuel Macron met Giorgia Meloni in Nice. Party leaders said that it went well.", "Party leaders", None),
    ],
)
def test_both_leaders_are_the_two_just_named(text, speaker, country):
    assert said("A meeting", text, speaker, country=None).country == country


def test_a_list_with_titles_and_countries_names_all_of_them():
    text = "Prime Minister Kishida of Japan, President Yoon of South Korea, and President Biden said yes. Yoon Suk Yeol left."
    assert said("A meeting", text, text.split(" said", maxsplit=1)[0], country=None).country == "JPN + KOR + USA"


def test_they_in_a_state_s_own_words_are_others():
    text = "Russia said that it would help. They want to wear us down."
    own = Attribution(content=(Span(0, 30),), speaker=(Span(0, 6),))
    they = Attribution(content=(Span(37, 57),), speaker=(Span(32, 36),))
    article = Article(text, author_country="RUS")
    assert voices(parse(text), article, [own, they])[1].country is None
