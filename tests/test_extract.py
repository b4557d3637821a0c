"""Each construction with its exact spans: who, by which word, said what, in which mode, passed on by whom."""

from __future__ import annotations

import pytest

from analytics.extract import attributions
from analytics.records import Article, Attribution
from analytics.text import parse

NONE: list[tuple[str, ...]] = []


def found(text: str, **known: str) -> list[Attribution]:
    return attributions(parse(text), Article(text, **known))  # type: ignore[arg-type]


def said(text: str) -> list[tuple[str, ...]]:
    """Speaker, cue, content and mode of each attribution; pieces are parted by a bar."""
    return [(*(" | ".join(text[a:b] for a, b in spans) for spans in (one.speaker, one.cue, one.content)), one.mode) for one in found(text)]


def via(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Speaker and chain of each attribution: names, and the words that name them."""
    return [
        ("".join(text[a:b] for a, b in one.speaker), [(r.name, text[slice(*r.span)] if r.span else "") for r in one.via])
        for one in found(text)
    ]


def test_indirect_speech():
    text = "Mayor Ines Duarte said the bridge would reopen in spring."
    assert said(text) == [("Mayor Ines Duarte", "said", "the bridge would reopen in spring", "indirect")]


def test_direct_speech_keeps_its_marks_and_the_comma_before_the_closing_one():
    text = "“The bridge will reopen in spring,” Mayor Ines Duarte said."
    assert said(text) == [("Mayor Ines Duarte", "said", "“The bridge will reopen in spring,”", "direct")]


def test_words_with_some_in_quotation_marks_are_mixed():
    assert said("Duarte called the delay “a plain embarrassment”.") == [("Duarte", "called", "the delay “a plain embarrassment”", "mixed")]


@pytest.mark.parametrize("report", ["Duarte said", "said Duarte"])
def test_a_quotation_split_by_its_cue_is_one_statement_in_two_pieces(report: str):
    text = f"“The bridge will close,” {report}, “and it will stay closed.”"
    assert said(text) == [("Duarte", "said", "“The bridge will close,” | “and it will stay closed.”", "direct")]


def test_indirect_speech_split_by_its_cue_is_one_statement_in_two_pieces():
    assert said("The wells, she said, were dry.") == [("she", "said", "The wells | were dry", "indirect")]


@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_a_quotation_without_a_cue_goes_on_in_the_voice_before_it(gap: str):
    text = f"“The bridge will reopen,” Duarte said.{gap}“Nobody doubts it.”"
    assert said(text) == [("Duarte", "said", "“The bridge will reopen,” | “Nobody doubts it.”", "direct")]


def test_a_second_cue_takes_its_own_quotation():
    text = "“We will dig,” Duarte said. “The wells,” she added, “are dry.”"
    assert said(text) == [("Duarte", "said", "“We will dig,”", "direct"), ("she", "added", "“The wells,” | “are dry.”", "direct")]


def test_a_cue_before_a_colon_reports_the_quotation_after_it():
    assert said("Asked about the wells, Duarte said: “They are dry.”") == [("Duarte", "said", "“They are dry.”", "direct")]


def test_several_speakers_with_one_cue_are_one_phrase():
    assert said("Ministers from Chad and Niger said the wells were dry.")[0][0] == "Ministers from Chad and Niger"


def test_a_denial_is_a_statement():
    assert said("The ministry denied that the wells were dry.") == [("The ministry", "denied", "that the wells were dry", "indirect")]


def test_a_document_speaks():
    assert said("The report says the wells were dry.") == [("The report", "says", "the wells were dry", "indirect")]


def test_a_belief_counts():
    assert said("The group believes the wells are poisoned.") == [("The group", "believes", "the wells are poisoned", "indirect")]


def test_a_statement_inside_a_statement_points_to_the_outer_one():
    text = "She said the mayor had told the council that the wells were dry."
    outer, inner = found(text)
    assert said(text)[1] == ("the mayor", "told", "that the wells were dry", "indirect")
    assert ((outer.depth, outer.inside), (inner.depth, inner.inside)) == ((0, None), (1, 0))


def test_a_relative_pronoun_stands_for_the_phrase_before_it():
    text = "The governor, who said the port would close, left at noon."
    assert said(text) == [("The governor | who", "said", "the port would close", "indirect")]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Duarte told Reuters that the bridge would reopen.", "Reuters", "Reuters"),
        ("Interfax quoted Duarte as saying that the bridge would reopen.", "Interfax", "Interfax"),
        ("Duarte was quoted by TASS as saying the bridge would reopen.", "TASS", "TASS"),
        ("In an interview with the BBC, Duarte said the bridge would reopen.", "BBC", "the BBC"),
    ],
)
def test_an_outlet_that_passes_words_on_is_no_speaker(text: str, name: str, words: str):
    ((speaker, chain),) = via(text)
    assert (speaker, [known for known, _ in chain]) == ("Duarte", [name])
    assert chain[0][1] in words


def test_documents_obtained_by_an_outlet_speak_through_it():
    text = "Documents obtained by Reuters show that the port has been sold."
    assert via(text) == [("Documents", [("Reuters", "Reuters")])]


def test_an_outlet_that_quotes_officials_passes_them_on():
    text = "The port has been sold, Reuters reported on Friday, citing two customs officials."
    assert via(text) == [("two customs officials", [("Reuters", "Reuters")])]


def test_an_agency_before_another_speaker_relays_him():
    text = "According to RIA Novosti, the governor said on Tuesday that the port would close."
    assert via(text) == [("the governor", [("RIA Novosti", "RIA Novosti")])]


def test_according_to_names_the_speaker_on_either_side():
    wanted = [("the governor", "According", "the port will close", "indirect")]
    assert said("According to the governor, the port will close.") == wanted
    assert [one[0] for one in said("The port will close, according to the governor.")] == ["the governor"]


def test_the_turns_of_a_transcript_are_direct_statements_and_go_on_over_paragraphs():
    text = "HELEN MARSH: We will vote today.\n\nTOM RIGBY: I will not.\n\nI never have.\n\nHELEN MARSH: Then we are done."
    assert said(text) == [
        ("HELEN MARSH", ":", "We will vote today.", "direct"),
        ("TOM RIGBY", ":", "I will not. | I never have.", "direct"),
        ("HELEN MARSH", ":", "Then we are done.", "direct"),
    ]


def test_a_quotation_signed_with_a_dash_is_its_signers():
    text = "“A dam is a promise made of stone.” — Ada Lund, engineer"
    assert said(text) == [("Ada Lund, engineer", "—", "“A dam is a promise made of stone.”", "direct")]


def test_a_primary_source_speaks_for_its_author():
    text = "We will rebuild the dam. I thank the crews. Our water is our future, and we guard it.\n\nThe union said it was tired."
    one = [a for a in found(text, author_country="NOR") if a.by_author]
    assert "".join(text[a:b] for span in one for a, b in span.content).startswith("We will rebuild the dam.")
    assert {a.mode for a in one} == {"direct"}
    assert [text[a:b] for x in found(text, author_country="NOR") if not x.by_author for a, b in x.speaker] == ["The union"]


def test_headings_of_a_primary_source_are_nobodys_words():
    text = "We will rebuild the dam, and we thank the crews.\n\nWater for the Valley\n\nOur Future: Dams and Wells\n\nWe will not rest."
    said = [text[a:b] for one in found(text, author_country="NOR") for a, b in one.content]
    assert said
    assert not any("Valley" in piece or "Wells" in piece for piece in said)


def test_the_same_words_without_a_known_author_are_nobodys():
    assert not any(one.by_author for one in found("We will rebuild the dam. I thank the crews. Our water is our future."))


@pytest.mark.parametrize(
    "text",
    [
        "The governor did not say that the port would close.",
        "If the governor says that the port will close, dockers will strike.",
        "The governor declined to say whether the port would close.",
        "Nobody has claimed that the port is safe.",
        "The ferry left at nine and reached the island before noon.",
        "The so-called “dry wells” were full of water.",
        "Everything went according to plan, and the ferry left at nine.",
    ],
)
def test_what_nobody_is_reported_to_have_said_is_no_statement(text: str):
    assert said(text) == NONE


def test_sentences_that_lost_the_space_between_them_are_told_apart():
    assert said("The talks failed.Duarte said the port would close.") == [("Duarte", "said", "the port would close", "indirect")]


@pytest.mark.parametrize(("opening", "closing"), [("''", "''"), ("«", "»"), ("„", "“"), ('"', '"'), ("``", "''"), ("‘", "’")])
def test_odd_quotation_marks_quote_too(opening: str, closing: str):
    text = f"{opening}The port will close for good,{closing} the governor said."
    assert said(text) == [("the governor", "said", f"{opening}The port will close for good,{closing}", "direct")]


def test_a_mark_that_is_never_closed_costs_only_itself():
    ((speaker, cue, content, _),) = said('"The port will close, the governor said.')
    assert (speaker, cue, content.strip('"')) == ("the governor", "said", "The port will close")


@pytest.mark.parametrize(
    "text", ["", " \n \n", '"', "“”", "“ ” “ ”", "''\"\"``“”«»", "“\n\n“\n\n”", '"' * 40, "said", ": : :", "x" * 25_000]
)
def test_nothing_and_marks_alone_say_nothing(text: str):
    assert said(text) == NONE


def test_a_very_long_text_is_read_to_its_end():
    text = "Duarte said the wells were dry.\n\n" * 150 + "“We will dig,” Ada Lund said."
    every = said(text)
    assert (len(every), every[0][0], every[-1]) == (151, "Duarte", ("Ada Lund", "said", "“We will dig,”", "direct"))


def test_a_primary_source_needs_but_one_turn_and_names_within_a_paragraph_begin_turns():
    text = "The two met in Riga.\n\nPresident of Latvia Ana Duarte: The port stays open. Envoy Ivo Brandt: We agree."
    found = attributions(parse(text), Article(text=text, author_country="LVA"))
    turns = [(text[slice(*a.speaker[0])], text[slice(*a.content[0])]) for a in found if a.cue and text[slice(*a.cue[0])] == ":"]
    assert turns == [("President of Latvia Ana Duarte", "The port stays open."), ("Envoy Ivo Brandt", "We agree.")]


def test_a_long_turn_is_a_statement_a_paragraph():
    long = "We shall keep the port open for every ship that comes. " * 12
    text = f"Ana Duarte: {long.strip()}\n\n{long.strip()}\n\n{long.strip()}"
    found = [a for a in attributions(parse(text), Article(text=text, author="Ana Duarte")) if a.mode == "direct" and a.cue]
    assert [len(a.content) for a in found if text[slice(*a.cue[0])] == ":"] == [1, 1, 1]


def test_nobody_outside_a_quotation_speaks_what_has_a_subject_inside():
    text = "According to Reuters, this report reads as follows: “The council is standing ready to support the port of Riga.”"
    assert "this report" not in [speaker for speaker, cue, *_ in said(text) if cue == "ready"]


def test_a_wish_that_is_the_whole_quotation_is_no_report_of_its_own():
    assert said("“We want peace,” Bo Lund told reporters.") == [("Bo Lund", "told", "“We want peace,”", "direct")]


def test_a_verb_that_only_voices_a_noun_reports_it() -> None:
    wanted = [("The engineers", "raised", "concerns about the northern pier", "indirect")]
    assert said("The engineers raised concerns about the northern pier.") == wanted


def test_what_the_same_speaker_tells_beside_is_a_report_of_its_own() -> None:
    assert said("“We want the bridge,” she argued, saying that the ferry had sunk twice.")[0][2] == "“We want the bridge,”"
    assert ("she", "saying", "that the ferry had sunk twice", "indirect") in said(
        "“We want the bridge,” she argued, saying that the ferry had sunk twice."
    )


def test_a_relative_clause_reports_the_whole_noun_that_it_follows() -> None:
    text = "The talks ended after the shelling of the harbour, which Lisbon condemns."
    assert said(text) == [("Lisbon", "condemns", "the shelling of the harbour", "indirect")]


def test_a_quotation_that_resumes_needs_no_closing_mark() -> None:
    text = "“The dam will hold,” the engineer said. “Nobody needs to leave the valley tonight."
    assert said(text) == [("the engineer", "said", "“The dam will hold,” | “Nobody needs to leave the valley tonight.", "direct")]


def test_a_pronoun_that_is_the_subject_speaks() -> None:
    text = "With thousands dead and much of the east destroyed -- it conceded that it had not won."
    assert said(text)[0][:3] == ("it", "conceded", "that it had not won")
