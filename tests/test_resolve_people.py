"""People and bodies that no table lists: their countries from the words around them, and words that are no names."""

import pytest
from test_resolve import names, said

from analytics.errors import TableError
from analytics.lexicon.places import place_in, read_places

WHERE = "country: where the text places them"


@pytest.mark.parametrize(
    ("sentence", "speaker", "country", "inferred"),
    [
        ("Ann Yondale, a researcher at Union Bank in London, said no.", "Ann Yondale", "GBR", True),
        ("Ann Yondale, a researcher at Union Bank in London told the Kyiv Post so.", "Ann Yondale", "GBR", True),
        ("Ann Yondale, who trades shares at Brown & Co. in Baltimore, said no.", "Ann Yondale", "USA", True),
        ("Ann Yondale, a Denver-based lawyer, said no.", "Ann Yondale", "USA", True),
        ("Ann Yondale, a historian at the University of Michigan, said no.", "Ann Yondale", "USA", True),
        ("In Poland, Foreign Minister Ann Yondale said no.", "Foreign Minister Ann Yondale", "POL", True),
        ("Retired Army Col. Rex Yondale said no.", "Army Col. Rex Yondale", "USA", True),
        ("Ann Yondale, a Danish lawyer in London, said no.", "Ann Yondale", "DNK", False),
        ("Ann Yondale, who was U.S. envoy to Laos, said no.", "Ann Yondale", "USA", False),
        ("Ann Yondale, director of the Hill Center and a former State Department aide, said no.", "Ann Yondale", "USA", False),
        ("Ann Yondale, an expert on Poland, said no.", "Ann Yondale", None, False),
        ("Ann Yondale, a historian of the Civil War, said no.", "Ann Yondale", None, False),
    ],
)
def test_a_place_in_an_apposition_tells_a_country_and_says_that_it_is_inferred(sentence, speaker, country, inferred):
    (voice,) = said(sentence, speaker)
    assert (names(voice), voice.country, WHERE in voice.actors[0].reason) == (names(voice)[:1], country, inferred)


def test_what_is_told_of_a_person_weighs_more_than_where_the_text_places_them():
    (voice,) = said(
        "Rex Yondale, a banker in Moscow, came. The Bulgarian official, Rex Yondale, said no.", "The Bulgarian official, Rex Yondale"
    )
    assert [(one.country, WHERE in one.reason) for one in voice.actors] == [("BGR", False)]


def test_a_later_mention_tells_what_the_first_one_left_open():
    (voice,) = said("Ann Yondale came late. Norwegian lawyer Ann Yondale left early. Yondale said no.", "Yondale said".split(maxsplit=1)[0])
    assert voice.country == "NOR"


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("Mr. Poroshenko’s office", [("Petro Poroshenko", "UKR")]),
        ("The Ukrainian Defense Ministry website", [("Ukrainian Ministry of Defence", "UKR")]),
        ("Lech Walesa himself, a former president of Poland", [("Lech Walesa", "POL")]),
        ("Even Malaysia", [("Malaysia", "MYS")]),
        ("The National Harbour Safety Board", [("National Harbour Safety Board", None)]),
        ("The US National Harbour Safety Board", [("National Harbour Safety Board", "USA")]),
        ("The National", [("The National", "ARE")]),
        ("The Ukrainian National Security Council", [("National Security Council", "UKR")]),
        ("The Security Council", [("UN Security Council", "UN")]),
        ("Russia’s second-largest bank, QTB", [("QTB", "RUS")]),
        ("President-elect Trump", [("Donald Trump", "USA")]),
        ("Countries near Russia, especially Poland", [("Poland", "POL")]),
        ("Story", []),
        ("Kicker", []),
        ("September", []),
        ("No country", []),
    ],
)
def test_bodies_and_offices_become_actors_and_other_capital_words_do_not(speaker, expected):
    (voice,) = said(f"{speaker} said in small print that it was so.", speaker)
    assert [(one.name, one.country) for one in voice.actors] == expected


def test_a_name_in_capitals_is_the_person():
    (voice,) = said("MEDIA (Russian) RUSSIAN PRESIDENT VLADIMIR PUTIN, saying that it was so.", "Russian) RUSSIAN PRESIDENT VLADIMIR PUTIN")
    assert [(one.id, one.name) for one in voice.actors] == [("vladimir-putin", "Vladimir Putin")]


def test_the_country_is_a_state_and_no_government_that_acts_on_it():
    text = "Russia said that the Obama administration lied. The country’s Ministry of Foreign Affairs said more. The ministry left."
    found = said(text, "The country’s Ministry of Foreign Affairs", "The ministry")
    assert [one.country for one in found] == ["RUS", "RUS"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The Polish parliament met. The Senate said that it agreed.", "POL"),
        ("The Polish parliament met US envoys. The Senate said that it agreed.", "USA"),
        ("The vote came late. The Senate said that it agreed.", "USA"),
    ],
)
def test_a_bare_senate_is_that_of_the_state_just_named(text, country):
    assert said(text, "The Senate")[0].country == country


@pytest.mark.parametrize(
    ("sentence", "country", "cover"),
    [
        ("In Donetsk, local officials said that it rained.", "UKR", f"unnamed official; {WHERE}"),
        ("In June, local officials said that it rained.", None, "unnamed official"),
    ],
)
def test_an_unnamed_voice_says_why_its_country_is_guessed(sentence, country, cover):
    (voice,) = said(sentence, "local officials")
    assert (voice.actors, voice.country, voice.cover) == ((), country, cover)


def test_an_ambassador_to_a_state_or_an_expert_on_it_is_not_its_own():
    text = "The ambassador to Norway said no. An adviser to the Polish president said yes."
    assert [one.country for one in said(text, "The ambassador to Norway", "An adviser to the Polish president")] == [None, "POL"]


def test_a_month_is_no_prime_minister():
    assert said("A leak in May said so.", "A leak in May")[0].country is None
    assert names(said("Theresa May spoke. Later May said so.", "May said".split(maxsplit=1)[0])[0]) == ["Theresa May"]


def test_who_accuses_a_state_is_not_of_it():
    text = "He earlier accused Russia of delay. Vladimir Putin said no. Volodymyr Zelensky said yes."
    assert names(said(text, "He", "Vladimir Putin", "Volodymyr Zelensky")[0]) == ["Volodymyr Zelensky"]
    text = "He earlier spoke of Russia at length. Vladimir Putin said no. Volodymyr Zelensky said yes."
    assert names(said(text, "He", "Vladimir Putin", "Volodymyr Zelensky")[0]) == ["Vladimir Putin"]


def test_a_clause_taken_for_a_speaker_speaks_of_its_subject():
    (voice,) = said("Russia is pressing Ukraine to leave the port, a demand.", "Russia is pressing Ukraine to leave the port")
    assert names(voice) == ["Russia"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("a trader in New York", "USA"),
        ("of Arlington, Va.", "USA"),
        ("a Donetsk-born coach", "UKR"),
        ("a man of Lille", "FRA"),
        ("nice", None),
    ],
)
def test_places_tell_their_country(words, code):
    assert place_in(words) == code


def test_a_table_of_places_with_an_unknown_code_is_refused(tmp_path):
    table = tmp_path / "places.csv"
    table.write_text("code,names\nQQQ,Atlantis\n")
    with pytest.raises(TableError, match=r"unknown country code 'QQQ'.*\(places.csv, line 2\)"):
        read_places(table)
