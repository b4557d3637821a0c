"""The table of issues and the patterns in it."""

from pathlib import Path

import pytest

from analytics.errors import TableError
from analytics.lexicon.issues import OWN, groups, ids, issues
from analytics.lexicon.patterns import Matcher, words
from analytics.positions import stances
from analytics.positions.lessons import examples
from analytics.positions.topics import topics
from analytics.records import POSITIONS, Article, Attribution, Span, Voice
from analytics.text import parse

FIRST = [
    "troop-deployment",
    "ceasefire",
    "negotiated-settlement",
    "military-aid",
    "support-for-ukraine",
    "sanctions-on-russia",
    "russian-military-action",
    "territorial-concessions",
    "nato-enlargement",
    "eu-enlargement",
    "security-guarantees",
    "civilian-protection",
    "nuclear-escalation",
    "energy-trade-with-russia",
    "russian-assets",
]
GRAIN = """
[[issue]]
id = "grain-corridor"
name = "Grain corridor"
proposition = "Ukrainian grain should be shipped through a protected corridor."
cues = ["grain ... corridor|deal|ships", "grain export*"]
examples = ["support: The corridor must stay open so that the grain can leave."]
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An analyst's own table."""
    path = tmp_path / "own.toml"
    monkeypatch.setenv(OWN, str(path))
    return path


def test_the_first_issues_stand_in_the_table() -> None:
    assert ids(issues()) == FIRST
    assert all(i.proposition.endswith(".") for i in issues())


def test_each_issue_has_examples_of_every_position_or_nearly_so() -> None:
    known = [lesson for one in examples() for lesson in one.lessons]
    assert {e.issue for e in known} == {*FIRST, ""}
    assert {e.position for e in known if e.issue} == set(POSITIONS)
    assert all(not e.position for e in known if not e.issue)


def test_an_issue_of_the_analysts_own_is_assigned(own: Path) -> None:
    own.write_text(GRAIN)
    text = "Turkey called for the grain corridor to be prolonged."
    said = Attribution(content=(Span(18, 52),), cue=(Span(7, 17),), speaker=(Span(0, 6),))
    found = stances(parse(text), Article(text=text, title="War in Ukraine: grain ships wait in Odesa"), [said], [Voice(country="TUR")])
    assert [(f.issue, f.position) for f in found] == [("grain-corridor", "support")]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'proposition = "Ukrainian grain should be shipped through a protected corridor."\n',
            "",
            "line 2: the issue 'grain-corridor' has no proposition",
        ),
        ('id = "grain-corridor"', 'id = "Grain Corridor"', "line 2: the id 'Grain Corridor' is not small letters"),
        ('id = "grain-corridor"', 'id = "other"', "line 2: the id 'other' is kept for"),
        ('id = "grain-corridor"', 'id = "ceasefire"', "the issue 'ceasefire' is already listed in issues.toml"),
        ('"grain export*"', '"grain, export"', "line 2: cues of 'grain-corridor': 'grain,' in 'grain,' is no word"),
        ('"grain export*"', '"@silos"', "unknown group '@silos'"),
        ('"grain export*"', '"grain ..."', "starts or ends with a gap"),
        ("support: The", "yes: The", "must start with one of support, conditional, neutral, oppose"),
        ("name =", "nam =", "has no name"),
        ("cues =", "clues =", "unknown field ['clues']"),
        ("[[issue]]", "[[issue]", "can't be read as a table of issues"),
    ],
)
def test_a_broken_table_is_refused_with_file_line_and_rule(own: Path, old: str, new: str, problem: str) -> None:
    own.write_text(GRAIN.replace(old, new))
    with pytest.raises(TableError) as raised:
        issues()
    assert str(raised.value).startswith("own.toml")
    assert problem in str(raised.value)


def test_an_id_used_twice_is_refused(own: Path) -> None:
    own.write_text(GRAIN + GRAIN)
    with pytest.raises(TableError, match=r"own\.toml, line 9: the id 'grain-corridor' is used twice"):
        issues()


def test_words_lose_case_possessive_and_hyphen() -> None:
    assert words("Kyiv’s cease-fire, U.S.") == [("kyiv", 0), ("cease", 7), ("fire", 13), ("u", 19), ("s", 21)]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("troop*", "more troops", [(1, 1)]),
        ("send*|deploy* + @troops", "soldiers they may deploy", [(0, 3)]),
        ("boots on the ground", "no boots on the ground", [(1, 4)]),
        ("boots on the ground", "boots on ground", []),
        ("end ... war", "end this long and cruel war", [(0, 5)]),
        ("end ... war", "end one two three four five war", []),
        ("end ... war", "war must end", []),
    ],
)
def test_patterns_match_words(pattern: str, text: str, found: list[tuple[int, int]]) -> None:
    matcher = Matcher(groups())
    matcher.add(pattern)
    assert [(h.first, h.last) for h in matcher.hits(text.split())] == found


@pytest.mark.parametrize(
    ("text", "issue", "name"),
    [
        ("NATO membership for Kyiv", "nato-enlargement", "cues"),
        ("NATO's expansion to the east", "nato-enlargement", "cues"),
        ("a neutral status for Kyiv", "nato-enlargement", "against"),
        ("sanctions on Iran", "sanctions-on-russia", "veto"),
        ("the war over Taiwan", "territorial-concessions", "veto"),
        ("the nuclear plant", "nuclear-escalation", "veto"),
        ("Pyongyang and its nuclear weapons", "nuclear-escalation", "veto"),
        ("the talks with Iran", "negotiated-settlement", "veto"),
        ("a police shooting", "civilian-protection", "veto"),
        ("a self-proclaimed republic", "territorial-concessions", "cues"),
        ("the military buildup", "russian-military-action", "cues"),
        ("a sham and invalid vote in Donbas", "territorial-concessions", "con"),
    ],
)
def test_a_list_of_words_holds_each_of_them(text: str, issue: str, name: str) -> None:
    """A space ends a list of alternatives: one of two words within it would cut the list in two."""
    seen = topics().seen([word for word, _ in words(text)])[issue]
    assert getattr(seen, name) >= 1
