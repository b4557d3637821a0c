"""Words that dashes, signatures and set phrases give to somebody, and what quotations hold inside them."""

from __future__ import annotations

import pytest

from analytics.extract.dialogue import spoken
from tests.test_extract import NONE, said


def test_a_turn_between_dashes_is_its_speakers_over_all_its_sentences():
    text = "- The wells are dry.We have asked for tankers - said the mayor."
    assert said(text)[0] == ("the mayor", "said", "The wells are dry.We have asked for tankers", "direct")


def test_turns_that_lost_their_blanks_are_told_apart():
    text = "She came on Monday.- The wells are dry, all four of them - she emphasized.- The tankers come on Friday - she added."
    assert said(text) == [
        ("she", "emphasized", "The wells are dry, all four of them", "direct"),
        ("she", "added", "The tankers come on Friday", "direct"),
    ]


@pytest.mark.parametrize("text", ["Rates - which had risen - fell again.", "- Bread and milk - two loaves", "The 2 - 1 win was its first."])
def test_dashes_that_no_report_follows_open_nothing(text: str):
    assert [*spoken(text, 0, len(text))] == []


def test_a_post_is_its_signers_and_what_it_reports_is_reported_in_it():
    text = "The mayor said the wells were dry. Nobody asked why. — Ines Duarte (@iduarte) April 2, 2031"
    assert said(text) == [
        ("Ines Duarte (@iduarte)", "—", "The mayor said the wells were dry. Nobody asked why.", "direct"),
        ("The mayor", "said", "the wells were dry", "indirect"),
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        ("In the words of the ambassador, the treaty is dead.", "the ambassador", "words", "the treaty is dead"),
        ("By the ministry's own account, 40 soldiers died.", "the ministry's", "account", "40 soldiers died"),
        ("Per the defence ministry, 40 soldiers died.", "the defence ministry", "Per", "40 soldiers died"),
        ("The treaty is dead, in the view of the envoy.", "the envoy", "view", "The treaty is dead"),
    ],
)
def test_a_phrase_that_names_whose_words_they_are_reports_the_rest(text: str, speaker: str, cue: str, content: str):
    assert said(text) == [(speaker, cue, content, "indirect")]


@pytest.mark.parametrize("text", ["In view of the storm, the ferry stayed in port.", "Oil rose to $40 per barrel, and gas followed it."])
def test_set_phrases_of_other_senses_report_nothing(text: str):
    assert said(text) == NONE


def test_a_report_inside_a_quotation_leaves_the_quotation_whole():
    text = '"The bridge will close," Duarte said. "I want to reassure those who live there. They will be paid."'
    assert said(text)[0] == (
        "Duarte", "said", '"The bridge will close," | "I want to reassure those who live there. They will be paid."', "direct",
    )  # fmt: skip


def test_a_negation_inside_a_quotation_does_not_deny_its_report():
    text = '"Will it reopen? Probably not," Duarte said.'
    assert said(text) == [("Duarte", "said", '"Will it reopen? Probably not,"', "direct")]


def test_a_mark_that_opens_the_next_sentence_belongs_to_it():
    text = "''The bridge will close,'' Duarte said. ''It's old, and nobody's using it.''"
    assert said(text) == [("Duarte", "said", "''The bridge will close,'' | ''It's old, and nobody's using it.''", "direct")]


@pytest.mark.parametrize("title", ["Secretary of State Ann Reed", "Minister of Foreign Affairs Jan Tesar"])
def test_a_title_with_its_office_belongs_to_the_name(title: str):
    assert said(f"{title} said the talks had failed.") == [(title, "said", "the talks had failed", "indirect")]


def test_whom_is_told_is_not_what_is_told():
    text = "The talks have failed, Ann Reed told a room of ambassadors."
    assert said(text) == [("Ann Reed", "told", "The talks have failed", "indirect")]


def test_whom_others_accuse_does_not_accuse():
    assert all(not speaker for speaker, *_ in said("The firms are accused of financing the war."))


@pytest.mark.parametrize(
    "text", ["The threat appears to aim at the port.", "Talks are expected to begin in July.", "Israel risks becoming poor."]
)
def test_how_a_writer_tells_it_is_nobodys_statement(text: str):
    assert said(text) == NONE


def test_a_quotation_announced_and_signed_is_its_signers_alone():
    text = "Duarte scolded him: “The wells are dry,” she said."
    assert said(text) == [("she", "said", "“The wells are dry,”", "direct")]
