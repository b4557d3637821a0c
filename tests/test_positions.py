"""Issue, position and condition of statements."""

import sys

import pytest

from analytics.lexicon.issues import issues
from analytics.positions import assign, stances
from analytics.positions.conditions import condition
from analytics.records import POSITIONS, Article, Attribution, Span, Stance, Voice
from analytics.text import Parsed, parse

TITLE = "Allies weigh the war in Ukraine"


def stance(cue: str, content: str, country: str | None = None, title: str = TITLE) -> Stance:
    """The stance of "They <cue> <content>." in an article of that title."""
    return told(f"They {cue} {content}.", [(cue, content, country)], title)[0]


def told(text: str, said: list[tuple[str, str, str | None]], title: str | None = TITLE) -> list[Stance]:
    """The stances of cues and contents that stand in a text."""
    return stances(
        parse(text),
        Article(text=text, title=title),
        [one(text, cue, content) for cue, content, _ in said],
        [Voice(country=c) for *_, c in said],
    )


def one(text: str, cue: str, content: str) -> Attribution:
    start, at = text.index(content), text.index(cue)
    return Attribution(content=(Span(start, start + len(content)),), cue=(Span(at, at + len(cue)),))


@pytest.mark.parametrize(
    ("cue", "content", "country", "issue", "position"),
    [
        ("welcomed", "the delivery of more air defence systems to Kyiv", "UKR", "military-aid", "support"),
        ("condemned", "Russia's unprovoked invasion of its neighbour", "DEU", "russian-military-action", "oppose"),
        ("ruled out", "sending ground troops to Ukraine", "ITA", "troop-deployment", "oppose"),
        ("called for", "tougher sanctions on Russian banks", "UKR", "sanctions-on-russia", "support"),
        ("called for", "the lifting of sanctions on Russian banks", "RUS", "sanctions-on-russia", "oppose"),
        ("rejected", "the demand to cede territory to Russia", "UKR", "territorial-concessions", "oppose"),
        ("said", "nine civilians were killed when a rocket hit an apartment block", "UKR", "civilian-protection", "neutral"),
        ("said", "Russian forces had captured a village and were advancing on the town", "GBR", "russian-military-action", "neutral"),
        ("warned", "that a nuclear war must never be fought", "CHN", "nuclear-escalation", "oppose"),
        ("said", "every barrel of Russian oil we buy finances the Kremlin's war", "POL", "energy-trade-with-russia", "oppose"),
        ("backed", "Ukraine's application for membership of the European Union", "POL", "eu-enlargement", "support"),
        ("opposed", "NATO membership for Ukraine", "HUN", "nato-enlargement", "oppose"),
        ("urged", "governments to use the frozen Russian assets to rebuild Ukraine", "UKR", "russian-assets", "support"),
    ],
)
def test_the_cue_and_the_words_decide(cue: str, content: str, country: str, issue: str, position: str) -> None:
    found = stance(cue, content, country)
    assert (found.issue, found.position) == (issue, position)


@pytest.mark.parametrize(
    ("chances", "position"),
    [((0.25, 0.25, 0.25, 0.25), None), ((0.7, 0.1, 0.1, 0.1), "support"), ((0.1, 0.1, 0.1, 0.7), "oppose")],
)
def test_an_issue_is_given_without_a_position_that_nothing_tells(
    monkeypatch: pytest.MonkeyPatch, chances: tuple[float, ...], position: str | None
) -> None:
    monkeypatch.setattr(assign, "sided", lambda *_: dict(zip(POSITIONS, chances, strict=True)))
    found = stance("spoke about", "tougher sanctions on Russian banks", "UKR")
    assert (found.issue, found.position) == ("sanctions-on-russia", position)
    assert 0.5 < found.confidence <= 1


def test_a_double_negation_is_no_refusal() -> None:
    assert stance("did not rule out", "sending ground troops to Ukraine", "FRA").position == "support"
    assert stance("did not rule out", "lifting the sanctions on Russia", "HUN").position == "oppose"
    assert stance("refused to rule out", "sending ground troops to Ukraine if a ceasefire holds", "FRA").position == "conditional"


def test_a_concession_gives_way_to_the_main_clause() -> None:
    found = stance("said", "While we understand the wish to help, sending foreign troops to Ukraine is too dangerous")
    assert (found.issue, found.position) == ("troop-deployment", "oppose")


def test_a_conditional_position_keeps_the_condition() -> None:
    content = "that foreign troops would be deployed to Ukraine only if a ceasefire holds, and not before"
    found = stance("said", content, "GBR")
    assert (found.issue, found.position) == ("troop-deployment", "conditional")
    assert found.condition is not None
    assert f"They said {content}."[slice(*found.condition)] == "only if a ceasefire holds"


@pytest.mark.parametrize(
    ("content", "span"),
    [
        ("should hostilities come to a halt", "should hostilities come to a halt"),
        ("contingent on a truce, they said", "contingent on a truce"),
        ("a last resort", "a last resort"),
        ("in the event of a peace deal", "in the event of a peace deal"),
        ("unless Moscow withdraws; nothing else", "unless Moscow withdraws"),
        ("we should act now", None),
        ("even if it takes years", None),
        ("let me add, if I may, a word on the talks", None),
        ("this holds not only within the alliance", None),
    ],
)
def test_the_words_of_a_condition(content: str, span: str | None) -> None:
    found = condition(content, 0, len(content))
    assert (content[slice(*found.span)] if found else None) == span


@pytest.mark.parametrize(
    ("cue", "content", "title"),
    [
        ("called for", "a ceasefire in Gaza and the release of the hostages", "Fighting in Gaza goes on"),
        ("announced", "new sanctions on Iran over its missile programme", "Washington punishes Tehran"),
        ("said", "troops would leave Afghanistan by autumn", "Exit from Kabul"),
        ("said", "the impeachment inquiry into the call with Ukraine was a witch hunt", "House moves to impeach"),
        ("said", "the match would be played on Sunday", TITLE),
    ],
)
def test_other_matters_get_no_issue(cue: str, content: str, title: str) -> None:
    assert stance(cue, content, title=title).issue is None


def test_words_that_point_back_take_the_issue_of_what_was_told_before() -> None:
    text = "Britain plans to deploy foreign troops to Ukraine. Kyiv welcomed the news."
    found = told(text, [("welcomed", "the news", "UKR")], "Britain prepares troop deployment to Ukraine")
    assert [(f.issue, f.position) for f in found] == [("troop-deployment", "support")]


def test_the_same_bare_words_have_no_issue_elsewhere() -> None:
    text = "The bakery has reopened. Its customers welcomed the news."
    assert told(text, [("welcomed", "the news", None)], None) == [Stance(confidence=pytest.approx(1.0, abs=0.5))]


def test_each_attribution_has_one_stance_in_order_and_confidence_is_a_probability() -> None:
    text = "Kyiv called for more weapons. The mayor said the tram was late."
    found = told(text, [("called for", "more weapons", "UKR"), ("said", "the tram was late", "UKR")])
    assert [f.issue for f in found] == ["military-aid", None]
    assert all(0 <= f.confidence <= 1 for f in found)


def test_no_attributions_give_no_stances() -> None:
    assert stances(Parsed("", ()), Article(text=""), [], []) == []


def test_an_attribution_without_content_has_no_issue() -> None:
    assert stances(Parsed("x", ()), Article(text="x"), [Attribution(content=())], [Voice()]) == [Stance()]


def test_an_issue_that_was_taken_off_the_list_is_given_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = stance("called for", "a ceasefire at once", "UKR")
    kept = tuple(one for one in issues() if one.id != "ceasefire")
    monkeypatch.setattr(sys.modules["analytics.positions.topics"], "issues", lambda: kept)
    after = stance("called for", "a ceasefire at once", "UKR")
    assert before.issue == "ceasefire"
    assert after.issue != "ceasefire"
