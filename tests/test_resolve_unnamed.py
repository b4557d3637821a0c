"""Whom no name tells: who hides behind a description, what is no person at all, and whose country a topic is not."""

import pytest
from test_resolve import names, said

from analytics.records import Article, Attribution, Span
from analytics.resolve import voices
from analytics.text import parse

WHERE = "country: where the text places them"


@pytest.mark.parametrize(
    ("speaker", "country", "anonymous"),
    [
        ("Norwegian officials", "NOR", True),
        ("Norwegian lawmakers", "NOR", True),
        ("Justice Department attorneys", "USA", True),
        ("some Norwegians", "NOR", True),
        ("two of the officials", None, True),
        ("some", None, True),
        ("an outside adviser", None, True),
        ("tens of thousands of protesters", None, True),
        ("60 percent of voters", None, True),
        ("Western leaders", None, True),
        ("two finance ministers", None, True),
        ("finance ministers", None, False),
        ("the leaders", None, False),
        ("the Norwegians", "NOR", False),
        ("the Norwegian authorities", "NOR", False),
        ("a Norwegian rebel group", "NOR", False),
        ("the world", None, False),
        ("the timing", None, False),
        ("the draft agreement", None, False),
        ("polls", None, False),
        ("the army", None, False),
        ("neighbouring countries", None, False),
        ("nobody", None, False),
    ],
)
def test_only_people_without_a_name_are_anonymous(speaker, country, anonymous):
    (voice,) = said(f"In small print {speaker} said that it was so.", speaker)
    assert (voice.country, voice.anonymous) == (country, anonymous)


@pytest.mark.parametrize(
    ("kind", "cue", "anonymous"), [("calls for", "urged", False), ("said", "reiterated", False), ("said", "said", True)]
)
def test_officials_who_give_their_state_s_line_speak_for_it(kind, cue, anonymous):
    text = f"Indian officials {cue} restraint."
    one = Attribution(content=(Span(len(text) - 10, len(text) - 1),), speaker=(Span(0, 16),), cue=(Span(17, 17 + len(cue)),), kind=kind)
    (voice,) = voices(parse(text), Article(text), [one])
    assert (names(voice), voice.country, voice.anonymous) == (["India"], "IND", anonymous)


@pytest.mark.parametrize(
    ("speaker", "country"),
    [
        ("Poland experts", None),
        ("Polish experts", "POL"),
        ("US experts", "USA"),
        ("Poland’s experts", "POL"),
        ("observers of the Kremlin", None),
        ("the Kremlin’s critics", None),
        ("foreign policy analysts", None),
        ("the Vienna talks", None),
        ("Vienna’s diplomats", "AUT"),
    ],
)
def test_what_people_know_or_follow_is_not_their_country(speaker, country):
    (voice,) = said(f"In small print {speaker} said that it was so.", speaker)
    assert voice.country == country


@pytest.mark.parametrize(
    ("apposition", "country", "inferred"),
    [
        ("a Poland expert", None, False),
        ("a Poland expert at Copenhagen University", "DNK", True),
        ("a security analyst at the University of Amsterdam", "NLD", True),
        ("head of the Poland programme at Chatham House", "GBR", True),
        ("a broker who deals with Poland at Hill & Co. in Boston", "USA", True),
        ("the minister responsible for Poland", None, False),
        ("a Cairo-based Poland expert", "EGY", True),
        ("a former UN weapons inspector", None, False),
        ("a Swedish analyst at Chatham House", "SWE", False),
        ("an Army spokeswoman", "USA", True),
        ("an army spokeswoman", None, False),
        ("head of the Polish State Security Service", "POL", False),
        ("head of the Iranian Investigative Committee", "IRN", False),
        ("director of a school at Chatham House and a former official on Poland", "GBR", True),
        ("a spokesman for Donald Tusk", "POL", True),
        ("a critic of Donald Tusk", None, False),
    ],
)
def test_an_apposition_tells_a_country_by_employer_and_not_by_topic(apposition, country, inferred):
    (voice,) = said(f"Later Ann Yondale, {apposition}, said no.", "Ann Yondale")
    assert [(one.name, one.country, WHERE in one.reason) for one in voice.actors] == [("Ann Yondale", country, inferred)]


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("Laotian Ambassador to Poland Ann Yondale", [("Ann Yondale", "LAO")]),
        ("Mexico, together with France", [("Mexico", "MEX"), ("France", "FRA")]),
        ("Poland, France and Laos all", [("Poland", "POL"), ("France", "FRA"), ("Laos", "LAO")]),
        ("two senators, Donald Tusk and Emmanuel Macron", [("Donald Tusk", "POL"), ("Emmanuel Macron", "FRA")]),
        ("Oslo (AP) President Emmanuel Macron", [("Emmanuel Macron", "FRA")]),
    ],
)
def test_those_named_in_a_longer_phrase_are_found(speaker, expected):
    (voice,) = said(f"{speaker} said in small print that it was so.", speaker)
    assert [(one.name, one.country) for one in voice.actors] == expected


def test_whom_nothing_else_places_is_where_the_report_is_sent_from():
    text = "LILLEHAMMER, Norway (AP) — Shots were heard. Ann Yondale ran. “It was loud,” Yondale said. Residents said more. Sources agreed."
    named, residents, sources = said(text, "Yondale said".split(maxsplit=1)[0], "Residents", "Sources")
    assert [(one.country, WHERE in one.reason) for one in named.actors] == [("NOR", True)]
    assert [(one.country, one.anonymous) for one in (residents, sources)] == [("NOR", True), (None, True)]


def test_all_of_us_are_we_and_it_was_agreed_by_both():
    text = "We all know it. All of us want peace. It was agreed to meet."
    title = "Telephone conversation with President of France Emmanuel Macron"
    spoken = said(text, "We all", "All of us", author="Poland", author_country="POL", title=title)
    assert [voice.country for voice in spoken] == ["POL", "POL"]
    agreed = Attribution(content=(Span(50, 57),), cue=(Span(45, 51),))
    (voice,) = voices(parse(text), Article(text, author="Poland", author_country="POL", title=title), [agreed])
    assert voice.country == "POL + FRA"


def test_the_secretary_general_is_the_united_nations_where_the_text_names_them():
    text = "The United Nations met. The Secretary-General warned of war."
    assert [(one.name, one.country) for one in said(text, "The Secretary-General")[0].actors] == [
        ("Secretary-General of United Nations", "UN"),
    ]  # fmt: skip
    assert said("Our club met. The secretary-general warned of war.", "The secretary-general")[0].actors == ()


def test_a_thing_is_no_antecedent_of_he():
    (voice,) = said("The timing was bad. The report came late. He said no.", "He")
    assert (voice.actors, voice.anonymous) == ((), False)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Laos’s ambassador to the UN, Ann Yondale, said no. Yondale left.", "LAO"),
        ("Ann Yondale came. Yondale, a Danish lawyer, was late. Yondale left.", "DNK"),
        ("Tusk spokeswoman Ann Yondale came. Yondale left.", "POL"),
        ("Ann Yondale came from Denmark. Yondale left.", None),
        ("They spoke of Denmark. Ann Yondale came. Yondale left.", None),
    ],
)
def test_what_is_told_before_the_name_or_at_the_surname_alone_tells_the_country(text, country):
    assert said(text, "Yondale left".split(maxsplit=1)[0])[0].country == country


def test_a_ministry_is_of_the_state_named_nearby_or_most_often():
    text = "The United States and Norway met. Norway said yes. Norway was glad. It rained. Interior Ministry spokesman Rex Yondale agreed."
    assert said(text, "Interior Ministry spokesman Rex Yondale")[0].country == "NOR"
    assert said("It rained. Interior Ministry spokesman Rex Yondale agreed.", "Interior Ministry spokesman Rex Yondale")[0].country is None


def test_a_side_s_supporters_are_of_the_other_country_that_the_text_is_about():
    text = "Moldova met Russia. Moldova was glad. Moldova said no. Pro-Russian protesters shouted."
    assert said(text, "Pro-Russian protesters")[0].country == "MDA"
    assert said("Pro-Russian protesters shouted.", "Pro-Russian protesters")[0].country is None


def test_somebody_and_i_are_both():
    text = "President Emmanuel Macron came. The President of France and I agreed."
    (voice,) = said(text, "The President of France and I", author="Donald Tusk", author_country="POL")
    assert names(voice) == ["Emmanuel Macron", "Donald Tusk"]
    text += " The President was glad."
    assert names(said(text, "The President of France and I", "The President", author="Donald Tusk", author_country="POL")[1]) == [
        "Emmanuel Macron"
    ]


def test_a_source_is_never_somebody_named_and_only_the_bare_official_spoke_last():
    text = "Donald Tusk said no. The source said more. The second person close to him agreed."
    found = said(text, "Donald Tusk", "The source", "The second person close to him")
    assert [(names(one), one.anonymous) for one in found] == [(["Donald Tusk"], False), ([], True), ([], True)]
    text = "A French source said no. The source said more."
    assert [one.country for one in said(text, "A French source", "The source")] == ["FRA", "FRA"]


def test_the_council_is_the_security_council_where_the_text_names_it():
    assert names(said("The Council met. The Security Council voted.", "The Council")[0]) == ["UN Security Council"]
    assert names(said("The Council met. Our city voted.", "The Council")[0]) == []


def test_no_group_is_he():
    assert said("Some came late. He said no.", "Some", "He")[1].anonymous is False
