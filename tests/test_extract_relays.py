"""Who passed words on: outlets told or interviewed, programmes, outlets without a name, and what only looks like one."""

from __future__ import annotations

import pytest

from analytics.extract import attributions
from analytics.records import Article
from analytics.text import parse


def chains(text: str) -> list[tuple[str, str, list[str]]]:
    """Speaker, cue and the names of the chain of each attribution."""
    return [
        (*(" | ".join(text[a:b] for a, b in spans) for spans in (one.speaker, one.cue)), [relay.name for relay in one.via])  # type: ignore[misc]
        for one in attributions(parse(text), Article(text))
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“The dam is full,” Duarte told CNN.", "CNN"),
        ("Duarte, deputy head of the Harbour Board, told Reuters the dam was full.", "Reuters"),
        ("Duarte told NBC's “Meet the Press” that the dam was full.", "NBC Meet the Press"),
        ("“The dam is full,” Duarte said on “Face the Nation.”", "Face the Nation"),
        ("“The dam is full,” Duarte said on CNN’s “Harbour Nights.”", "CNN"),
        ("But on “Fox News Sunday,” Duarte said that the dam was full.", "Fox News Sunday"),
        ("In an interview later in the day with CNN, Duarte said that the dam was full.", "CNN"),
        ("In a Bloomberg interview, Duarte said that the dam was full.", "Bloomberg"),
        ("In a statement provided to CNN, Duarte said that the dam was full.", "CNN"),
        ("“The dam is full,” Duarte said in a statement to Reuters.", "Reuters"),
        ("In an op-ed for the Guardian, Duarte argued that the dam was full.", "The Guardian"),
        ("“The dam is full,” Duarte was quoted as saying by Russia's Tass news agency.", "TASS"),
        ("“The dam is full,” the state news agency SANA quoted Duarte as saying.", "SANA"),
        ("Duarte told German TV that the dam was full.", "German TV"),
        ("Duarte, in an interview with an Italian newspaper, said the dam was full.", "Italian newspaper"),
        ("The dam was full, Duarte said on Monday, according to local media reports.", "local media"),
        ("According to Russian news agencies, Duarte said the dam was full.", "Russian news agencies"),
        ("Duarte, via state TV reports, claims that the dam is full.", "state TV"),
        ("Duarte told Frontier FM that the dam was full.", "Frontier FM"),
        ("Duarte said on the CBS program “Face the Nation” that the dam was full.", "Face the Nation"),
    ],
)
def test_an_outlet_that_words_were_given_to_relays_their_speaker(text: str, name: str):
    assert [(speaker, chain) for speaker, _, chain in chains(text)] == [("Duarte" if "head" not in text else HEAD, [name])]


HEAD = "Duarte, deputy head of the Harbour Board"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("State media reported that the bridge was closed.", "State media"),
        ("Duarte told reporters in response to an AFP question that the dam was full.", "Duarte"),
        ("Duarte said that talks with CNN about the studio had failed.", "Duarte"),
        ("An editorial in the Global Times argued that the dam was full.", "An editorial in the Global Times"),
        ("Duarte said details first published by the Guardian were wrong.", "Duarte"),
        ("The State Department press office said that the dam was full.", "The State Department press office"),
        ("Duarte told the Post that the dam was full.", "Duarte"),
    ],
)
def test_an_outlet_that_speaks_or_is_spoken_of_relays_nobody(text: str, speaker: str):
    assert [(who, chain) for who, _, chain in chains(text)] == [(speaker, [])]


def test_a_programmes_name_is_no_quotation():
    text = 'Duarte told NBC\'s "Meet the Press" that the dam was full.'
    assert [text[a:b] for one in attributions(parse(text), Article(text)) for a, b in one.content] == ["that the dam was full"]
    assert chains('Duarte told CNN "the dam is full".') == [("Duarte", "told", ["CNN"])]


def test_a_name_in_short_stands_for_the_outlet_named_in_full_before():
    text = "The Boston Globe followed the case. Duarte told the Globe that the files were gone. He told the newspaper that he wept."
    assert [chain for _, _, chain in chains(text)] == [["The Boston Globe"], ["The Boston Globe"]]


def test_an_interview_lasts_to_the_end_of_its_paragraph_or_to_another_speaker():
    text = "In an interview with CNN, Duarte said the dam was full. She added that it would hold. Farmers said it was empty."
    assert [chain for _, _, chain in chains(text)] == [["CNN"], ["CNN"], []]
    parted = "In an interview with CNN, Duarte said the dam was full.\n\nShe added that it would hold."
    assert [chain for _, _, chain in chains(parted)] == [["CNN"], []]
    told = "Duarte told CNN the dam was full. She added that it would hold."
    assert [chain for _, _, chain in chains(told)] == [["CNN"], []]


def test_what_is_reported_in_words_told_to_an_outlet_came_through_it_too():
    text = "Duarte told CNN that the mayor had said the dam was full."
    assert chains(text) == [("Duarte", "told", ["CNN"]), ("the mayor", "said", ["CNN"])]


def test_a_line_with_a_colon_gives_the_next_paragraph_to_its_outlet():
    text = "Per the Washington Post:\n\n“The dam is full,” Duarte said.\n\n“It will hold,” Moku said."
    assert [chain for _, _, chain in chains(text)] == [["The Washington Post"], []]


def test_an_agency_that_cites_a_paper_relays_with_it():
    text = "TASS, citing the newspaper Kommersant, reported that the minister had promised to lift the tariff."
    assert chains(text) == [("the minister", "promised", ["TASS", "Kommersant"])]


def test_two_verbs_in_what_an_outlet_reports_have_the_same_speaker():
    text = "The BBC reports that the foreign minister, Frank Weber, slammed the move as revolting and demanded the captives be freed."
    assert [(speaker, chain) for speaker, _, chain in chains(text)] == [("the foreign minister, Frank Weber", ["BBC"])] * 2


def test_an_outlet_whose_own_words_are_quoted_stays_their_speaker():
    text = "The Boston Globe followed the case. “Pessimists warned that the files would be gone,” writes the Globe."
    assert ("the Globe", "writes", []) in chains(text)


def test_an_outlets_correspondent_relays_others_and_speaks_himself():
    text = "NPR's Corey Flint reports that Duarte has promised to open the dam."
    assert chains(text) == [("NPR's Corey Flint", "reports", []), ("Duarte", "promised", ["NPR"])]
    assert chains("NPR's Corey Flint says the dam is full.") == [("NPR's Corey Flint", "says", [])]
