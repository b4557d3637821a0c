"""Tables of names: what they hold, and that a broken one is refused with file, line and rule."""

from collections import Counter
from datetime import date

import pytest

from analytics.errors import TableError
from analytics.lexicon import actors, countries, country, institutions, outlet, outlets, people, roles
from analytics.lexicon.actors import UNIONS, Office, institution_names, read_institutions, read_people, surnames
from analytics.lexicon.countries import is_country_code, read_countries
from analytics.lexicon.given_names import given_gender
from analytics.lexicon.outlets import read_outlets
from analytics.lexicon.roles import read_bodies, read_roles
from analytics.lexicon.words import read_words

PEOPLE = "name,country,gender,surname,aliases,short,offices\n"


def table(tmp_path, text):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_outlets_are_found_by_name_alias_and_article():
    found = {name: str(outlet(name)) for name in ("Ria Novosti", "the Associated Press", "Wall Street Journal", "“Economist”", "Itar-Tass")}
    assert found == {
        "Ria Novosti": "RIA Novosti",
        "the Associated Press": "Associated Press",
        "Wall Street Journal": "The Wall Street Journal",
        "“Economist”": "The Economist",
        "Itar-Tass": "TASS",
    }


@pytest.mark.parametrize("word", ["time", "the sun", "ria", "ap", "independent", "post", "mirror", "the times"])
def test_ordinary_words_are_no_outlets(word):
    assert outlet(word) is None


@pytest.mark.parametrize(("name", "meant"), [("AP", "Associated Press"), ("RIA", "RIA Novosti"), ("The Sun", "The Sun"), ("Time", "Time")])
def test_ambiguous_outlets_count_as_they_are_spelt(name, meant):
    assert outlet(name).name == meant


def test_an_outlet_tells_its_country_and_owner():
    tass = outlet("TASS")
    assert (tass.id, tass.country, tass.kind, tass.ownership, tass.exact_case) == ("tass", "RUS", "agency", "state", False)
    assert outlet("Time").exact_case


def test_there_are_hundreds_of_outlets_of_the_world_with_known_countries():
    assert len(outlets()) >= 600
    assert {one.country for one in outlets() if not is_country_code(one.country)} == set()


def test_countries_are_found_by_name_adjective_capital_and_old_name():
    assert len(countries()) == 202
    assert [country(name).code for name in ("Russian", "Kyiv", "Holland", "US")] == ["RUS", "UKR", "NLD", "USA"]
    assert country("us") is None


def test_official_names_come_from_the_library():
    assert country("Kingdom of the Netherlands").code == "NLD"
    assert country("Federal Democratic Republic of Ethiopia").code == "ETH"


def test_ids_of_people_and_of_institutions_are_unique():
    for group in (people(), institutions(), outlets()):
        assert [one for one, n in Counter(each.id for each in group).items() if n > 1] == []


def test_offices_are_held_in_known_states_and_institutions():
    known = institution_names() | {one.code for one in countries()} | set(UNIONS)
    composed = {"Ukrainian Ministry of Foreign Affairs", "Iranian Ministry of Foreign Affairs"}
    assert {office.of for person in people() for office in person.offices} - known - composed == set()


def test_an_office_is_told_by_the_day():
    medvedev = next(one for one in people() if one.id == "dmitry-medvedev")
    assert medvedev.office(date(2011, 5, 1)).role == "president"
    assert medvedev.office(date(2015, 5, 1)).role == "prime-minister"
    assert medvedev.office(None) is None


def test_an_office_ends_with_the_last_day_that_it_names():
    office = Office("president", "FRA", date(2012, 5, 15), date(2017, 5, 14))
    assert [office.held(date(2017, 5, day)) for day in (14, 15)] == [True, False]


def test_some_surnames_are_shared():
    assert [one.name for one in surnames()["clinton"]] == ["Bill Clinton", "Hillary Clinton"]
    assert [one.name for one in surnames()["zelenskyy"]] == ["Volodymyr Zelensky"]


def test_a_senator_speaks_for_no_state_and_a_spokesperson_does():
    assert {role.id: role.speaks for role in roles() if role.id in ("senator", "spokesperson", "ambassador", "analyst")} == {
        "ambassador": True,
        "analyst": False,
        "senator": False,
        "spokesperson": True,
    }


def test_a_listed_actor_tells_for_whom_it_speaks():
    speaks = {one.id: one.speaks_for for one in actors()}
    assert [speaks[one] for one in ("kremlin", "us-senate", "nato", "amnesty-international", "russia")] == [
        "RUS",
        None,
        "NATO",
        None,
        "RUS",
    ]


def test_given_names_tell_a_gender_where_only_one_bears_them():
    assert [given_gender(name) for name in ("Olena", "Dmytro", "Kim", "Xqz")] == ["f", "m", None, None]


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ("# a comment\nA B,RUS,m,,,,\nC D,RUS,m,,A B,,\n", "alias 'A B' names two things: A B and C D (table.csv, line 4)"),
        ("A B,XQX,m,,,,\n", "unknown country code 'XQX'; wanted ISO 3166-1 alpha-3, EU, NATO or UN (table.csv, line 2)"),
        ("A B,RUS,m,,,,president:RUS:2020:2019\n", "office 'president:RUS:2020:2019' ends before it begins (table.csv, line 2)"),
        ("A B,RUS,m,,,,president:RUS:2020-13:\n", "from '2020-13' is no date; wanted 2024, 2024-05 or 2024-05-14 (table.csv, line 2)"),
        (
            "A B,RUS,m,,,,president:Rusia:2020:\n",
            "unknown state or institution 'Rusia'; wanted a country code or a name of institutions.csv (table.csv, line 2)",
        ),
        ("A B,RUS,m,,,,president\n", "office 'president'; wanted role:of:from:to (table.csv, line 2)"),
        ("A B,RUS,x,,,,\n", "unknown gender 'x'; known: f, m (table.csv, line 2)"),
        ("A B,RUS\n", "2 cells; wanted 7 (table.csv, line 2)"),
        (",RUS,m,,,,\n", "empty name (table.csv, line 2)"),
    ],
)
def test_a_broken_table_of_people_is_refused_with_file_line_and_rule(tmp_path, rows, rule):
    with pytest.raises(TableError) as error:
        read_people(table(tmp_path, PEOPLE + rows))
    assert str(error.value) == rule


def test_an_unknown_role_names_the_known_ones(tmp_path):
    with pytest.raises(TableError, match=r"unknown role 'presidnt'; known: activist, .* \(table.csv, line 2\)"):
        read_people(table(tmp_path, PEOPLE + "A B,RUS,m,,,,presidnt:RUS::\n"))


def test_an_office_in_an_unknown_country_is_refused(tmp_path):
    with pytest.raises(TableError, match=r"unknown country code 'XQX'; wanted ISO 3166-1 alpha-3 \(table.csv, line 2\)"):
        read_people(table(tmp_path, PEOPLE + "A B,RUS,m,,,,president:XQX::\n"))


@pytest.mark.parametrize(
    ("read", "text", "rule"),
    [
        (read_outlets, "name,country,kind,ownership,aliases,exact\nX,USA,paper,private,,\n", "unknown kind 'paper'"),
        (read_outlets, "name,country,kind,ownership,aliases,exact\nX,USA,agency,king,,\n", "unknown ownership 'king'"),
        (read_outlets, "name,country\n", "header name,country; wanted name,country,kind,ownership,aliases,exact"),
        (read_outlets, "", "no header; wanted name,country,kind,ownership,aliases,exact"),
        (read_countries, "code,name,adjectives,people,aliases,exact,metonyms\nXYZ,X,,,,,\n", "unknown country code 'XYZ'"),
        (read_institutions, "name,country,kind,speaks,aliases,exact\nX,USA,club,no,,\n", "unknown kind 'club'"),
        (read_roles, "role,names,plurals,class,speaks,home\na,x,,office,yes,\nb,x,,office,yes,\n", "alias 'x' names two things: x and x"),
        (read_bodies, "body,name,kind,speaks,names,plurals\na,A,ministry,maybe,x,\n", "unknown speaks 'maybe'"),
    ],
)
def test_every_table_is_validated_when_it_is_read(tmp_path, read, text, rule):
    with pytest.raises(TableError) as error:
        read(table(tmp_path, text))
    assert str(error.value).startswith(rule)
    assert "table.csv, line" in str(error.value)


def test_a_small_word_of_two_kinds_is_refused(tmp_path):
    with pytest.raises(TableError) as error:
        read_words(table(tmp_path, '[small]\nprep = "of in"\nand = """\nor in\n"""\n'))
    assert str(error.value) == "word 'in' is both prep and and (table.csv, line 4)"


def test_words_that_are_no_toml_are_refused(tmp_path):
    with pytest.raises(TableError, match=r"no TOML: .* \(table.csv\)"):
        read_words(table(tmp_path, "small = ["))
