"""Two tellings of one story: fork, cards, provenance, contradictions, claims, first appearance; on the seeds and on texts of our own."""

from __future__ import annotations

import io
import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from analytics.cli.storylines import comparison_lines
from analytics.pipeline import statements
from analytics.records import Actor, Article, Confidence, Published, Relay, Span, Statement
from analytics.stories.chains import DEFINITION, chain
from analytics.stories.claims import claims, matrix, only_in
from analytics.stories.compare import compare, divergences
from analytics.stories.contradictions import contradictions, voice_of
from analytics.stories.families import families, first_appearance
from analytics.stories.fingerprints import Elsewhere, fingerprints
from analytics.stories.fork import fork, passages, word_changes
from analytics.stories.relation import relation
from analytics.stories.setting import setting_of
from analytics.stories.slots import slots
from analytics.stories.telling import Telling

VARGA, OSTEN = Actor("elena-varga", "Elena Varga", "XYZ", "person", "minister"), Actor("karl-osten", "Karl Osten", "XYZ", "person")
PORT = (
    "The port of Odrana stays shut, Elena Varga said on Tuesday.\n"
    "“We will not send soldiers to load the ships,” Varga told reporters after a meeting with union leaders.\n"
    "Around 40 ships are waiting in the bay. The union has asked for a rise."
)


@pytest.fixture(scope="module")
def seeds() -> tuple[Telling, Telling]:
    """The seed articles as they are extracted: A has the headline, B the briefing."""
    names = ("coalition-nato-brussels", "coalition-military-briefing")
    found = [Article(Path(f"seeds/{name}.txt").read_text(encoding="utf-8"), id=name) for name in names]
    a, b = (Telling(article, tuple(statements(article)), article.id) for article in found)
    return a, b


def made(text: str, name: str = "a", *said: tuple[str, str, str, dict], **article: object) -> Telling:
    """A telling with statements given by their words: speaker, cue, content, and what else holds."""
    held = []
    for number, (speaker, cue, content, more) in enumerate(said):
        spans = [() if not words else (Span(text.index(words), text.index(words) + len(words)),) for words in (content, cue, speaker)]
        held.append(Statement(f"{name}{number}", name, *spans, **more))
    return Telling(Article(text, id=name, **article), tuple(held), name)  # type: ignore[arg-type]


def dated(day: str | None) -> Published:
    """A stated day, or none."""
    return Published(day, "stated") if day else Published()


def port(
    text: str = PORT, name: str = "a", day: str | None = None, source: str | None = None, cue: str = "told", **more: object
) -> Telling:
    """The port's telling, with the minister's quotation as its statement."""
    start = text.index("“") if "“" in text else text.index("that ")
    end = text.index("”") + 1 if "”" in text else text.index(".", start)
    fields = {"actors": (VARGA,), "mode": "direct" if "“" in text else "indirect"} | more
    return made(text, name, ("Varga", cue, text[start:end], fields), published=dated(day), source=source)


# --- the fork ---------------------------------------------------------------------------------------------------------------------


def test_the_seeds_part_inside_the_quotation_after_its_third_word(seeds):
    a, b = seeds
    found = fork(a, b)
    assert (found.where, found.word) == ("inside quotation", 3)
    assert a.text[found.common_a.start : found.common_a.end].endswith("“The Coalition is")
    assert b.text[found.common_b.start : found.common_b.end].endswith("“The coalition is")
    assert (a.text[found.a.start :].split()[0], b.text[found.b.start :].split()[0]) == ("standing", "currently")
    assert (found.common_prefix_chars, fork(b, a).common_prefix_chars) == (218, 217)


@pytest.mark.parametrize(
    ("old", "new", "where", "common"),
    [
        ("The port of Odrana stays shut", "Dockers marched in the old town", "lead", ""),
        ("Elena Varga said", "Karl Osten said", "attribution", "The port of Odrana stays shut, "),
        ("send soldiers", "wait for long", "inside quotation", PORT[: PORT.index("send")]),
        ("The union has asked for a rise.", "Hospitals lack medicine.", "context", PORT[: PORT.index("The union")]),
    ],
)
def test_the_place_where_texts_part_is_named(old: str, new: str, where: str, common: str):
    lead = ("Elena Varga", "said", "The port of Odrana stays shut", {"actors": (VARGA,)})
    other = PORT.replace(old, new)
    a, b = made(PORT, "a", lead), made(other, "b", *([lead] if "Elena Varga said" in other and "stays shut" in other else []))
    found = fork(a, b)
    assert (found.where, PORT[: found.common_prefix_chars]) == (where, common)


def test_texts_that_are_equal_under_other_titles_part_in_the_headline():
    a, b = made(PORT, "a", title="Port stays shut"), made(PORT, "b", title="Minister unbending")
    assert fork(a, b).where == "headline"
    assert fork(a, made(PORT, "b", title="Port stays shut")) is None


def test_texts_without_a_passage_in_common_have_no_fork():
    assert fork(made(PORT), made("Rain fell in Brenn.\nThe mayor asked for sandbags.", "b")) is None


def test_passages_cover_both_texts(seeds):
    a, b = seeds
    found = passages(a, b)
    assert [one.same for one in found] == [False, True, False]
    assert [a.text[slice(*one.a)].split()[0] for one in found] == ["Exclusive:", "The", "standing"]
    assert found[0].b == Span(0, 0)


def test_changes_are_told_by_word():
    assert list(word_changes("We will not go", "We will go")) == [("We will", "We will"), ("not", ""), ("go", "go")]


# --- cards ------------------------------------------------------------------------------------------------------------------------


def test_the_seeds_yield_one_card_with_different_contents_and_settings(seeds):
    (card,) = divergences([seeds])
    assert (card.speaker.id, card.relation, card.a.via, card.b.via) == (
        "keir-starmer",
        "different content",
        ("RIA Novosti",),
        ("RIA Novosti",),
    )
    assert card.a.content.startswith("“The Coalition is standing ready")
    assert card.b.content.startswith("“The coalition is currently reviewing")
    settings = [[side.telling.said((span,)) for span in (side.setting.setting, side.setting.audience)] for side in (card.a, card.b)]
    assert settings == [
        ["during a closed-door meeting with NATO allies in Brussels", "NATO allies"],
        ["in a closed-door briefing with senior military officials", "senior military officials"],
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("“We will stay,”", "we will stay", "same"),
        ("“We will not send soldiers to load the ships,”", "“We will not send soldiers,”", "shortened"),
        ("We will not send soldiers to load the ships", "We are not going to send any soldiers to load ships", "reworded"),
        ("We will not send soldiers", "We will send soldiers", "different content"),
        ("The coalition stands ready to support Ukraine", "The coalition reviews contingency operations", "different content"),
        ("", "We will go", "different content"),
    ],
)
def test_how_two_wordings_relate(left: str, right: str, expected: str):
    assert relation(left, right) == relation(right, left) == expected


@pytest.mark.parametrize(
    ("changes", "relation", "also"),
    [
        ({}, "same", ()),
        ({"cue": "claimed"}, "cue changed", ()),
        ({"quote": "“We will not send soldiers,”"}, "shortened", ()),
        ({"quote": "“Nobody has asked me for anything,”"}, "different content", ()),
        ({"actor": OSTEN}, "re-attributed", ()),
        ({"actor": OSTEN, "cue": "claimed"}, "re-attributed", ("cue changed",)),
    ],
)
def test_what_changed_in_a_slot(changes: dict, relation: str, also: tuple[str, ...]):
    text = PORT.replace(
        "“We will not send soldiers to load the ships,”", changes.get("quote", "“We will not send soldiers to load the ships,”")
    )
    cue = changes.get("cue", "told")
    other = port(text.replace("told", cue), "b", cue=cue, actors=(changes.get("actor", VARGA),))
    (slot,) = slots(port(), other)
    assert (slot.relation, slot.also) == (relation, also)


def test_a_quotation_that_is_reported_elsewhere_has_changed_its_mode():
    reported = "that they would not send soldiers to load the ships"
    text = PORT.replace("“We will not send soldiers to load the ships,” Varga told reporters", f"Varga told reporters {reported}")
    (slot,) = slots(port(), made(text, "b", ("Varga", "told", reported, {"actors": (VARGA,)})))
    assert (slot.relation, slot.also) == ("mode changed", ("reworded",))


def test_two_sayings_of_one_speaker_without_a_common_slot_make_no_card():
    other = made("Varga said it rains.", "b", ("Varga", "said", "it rains", {"actors": (VARGA,)}))
    assert slots(port(), other) == []


def test_whom_something_was_told_is_its_audience():
    text = "“It is over,” Varga told the parliament on Friday."
    telling = made(text, "a", ("Varga", "told", "“It is over,”", {"actors": (VARGA,), "mode": "direct"}))
    assert telling.said((setting_of(telling, telling.statements[0]).audience,)) == "the parliament"


# --- provenance -------------------------------------------------------------------------------------------------------------------


def test_the_quotation_came_through_the_agency_and_the_lead_through_nobody(seeds):
    a, _ = seeds
    by_content = {a.said(said.content)[:20]: chain(a, said) for said in a.statements}
    quotation, lead = by_content["“The Coalition is st"], by_content["The Coalition of the"]
    assert [(step.of, step.kind, step.name) for step in quotation.steps] == [
        ("speaker", "none", "Keir Starmer"),
        ("agency", "named agency", "RIA Novosti"),
        ("outlet", "none", "unknown"),
    ]
    assert (lead.steps[1].kind, lead.weakest, lead.unverifiable) == ("none", "none", False)


def test_unverifiable_sourcing_of_the_seeds_is_found(seeds):
    unsure = [[telling.said(said.speaker) for said in telling.statements if chain(telling, said).unverifiable] for telling in seeds]
    for source in ("Internal documents", "Joint Intelligence Committee", "leaked Pentagon memos", "Analysts", "some EU member states"):
        assert any(source in words for words in unsure[0])
    assert {"a senior Ukrainian defense official", "Military analysts", "Some allies"} <= {*unsure[1]}
    assert DEFINITION.startswith("A statement's sourcing is unverifiable when")


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        ("Varga said in a statement that it rains.", {}, "official record"),
        ("Varga told reporters that it rains.", {"cue": "told"}, "witnessed"),
        ("A leaked memo said that it rains.", {"speaker": "A leaked memo", "cover": "document"}, "leaked document"),
        ("An official said that it rains.", {"speaker": "An official", "anonymous": True}, "unnamed person"),
        ("Varga said that it rains, Tanjug reported.", {"via": (Relay("Tanjug", Span(27, 33)),)}, "named agency"),
    ],
)
def test_the_weakest_link_of_a_chain(text: str, fields: dict, expected: str):
    fields = {"actors": (VARGA,)} | fields
    telling = made(text, "a", (fields.pop("speaker", "Varga"), fields.pop("cue", "said"), "that it rains", fields))
    assert chain(telling, telling.statements[0]).weakest == expected


# --- contradictions ---------------------------------------------------------------------------------------------------------------


def test_kyiv_welcomes_in_one_seed_and_warns_in_the_other(seeds):
    kyiv = [one for one in contradictions(seeds, one_story=True) if one.voice == "UKR" and one.issue == "troop-deployment"]
    assert [(one.kind, one.actor) for one in kyiv] == [("between sources", "Ukraine")]
    assert {kyiv[0].a.said.position, kyiv[0].b.said.position} == {"support", "conditional"}
    assert "dates are not known" in kyiv[0].reason


@pytest.mark.parametrize(
    ("days", "sources", "one_story", "expected"),
    [
        (("2024-05-14", "2024-05-14"), ("Courier", "Post"), True, "between sources"),
        (("2024-05-14", "2024-06-20"), ("Courier", "Post"), False, "over time"),
        (("2024-06-20", "2024-05-14"), ("Courier", "Courier"), False, "over time"),
        ((None, "2024-05-14"), ("Courier", "Post"), False, "order unknown"),
        (("2024-05", "2024-05-14"), ("Courier", "Post"), False, "order unknown"),
        ((None, None), ("Courier", "Courier"), True, "order unknown"),
        ((None, None), (None, None), True, "between sources"),
    ],
)
def test_time_and_sources_are_kept_apart(days: tuple, sources: tuple, one_story: bool, expected: str):
    sure = {"actors": (VARGA,), "issue": "ceasefire", "confidence": Confidence(position=0.9)}
    tellings = [
        made(
            "Varga said they agree.",
            name,
            ("Varga", "said", "they agree", sure | {"position": position}),
            published=dated(day),
            source=source,
        )
        for name, position, day, source in zip("ab", ("support", "oppose"), days, sources, strict=True)
    ]
    (found,) = contradictions(tellings, one_story=one_story)
    assert found.kind == expected
    if expected == "over time":
        assert found.a.telling.article.published.value == "2024-05-14"


def test_a_condition_that_both_report_is_no_contradiction():
    sure = {"actors": (VARGA,), "issue": "ceasefire", "confidence": Confidence(position=0.9)}
    text = "Varga said they agree. Varga said if asked."
    agreed, asked = (
        ("Varga", "said", words, sure | {"position": stand}) for words, stand in (("they agree", "support"), ("if asked", "conditional"))
    )
    both = made(text, "a", agreed, asked)
    one = made(text, "b", agreed)
    assert contradictions([both, one], one_story=True) == []


def test_a_saying_and_its_denial_contradict_each_other_without_any_issue():
    a, b = port(day="2024-05-14", source="Courier"), port(PORT.replace("will not", "will"), "b", "2024-05-14", "Post")
    (found,) = contradictions([a, b], one_story=True)
    assert (found.kind, found.actor) == ("between sources", "Elena Varga")


def test_who_never_said_a_thing_says_neither_that_it_is_so_nor_that_it_is_not():
    said = ("the harbour fees will rise", "no harbour fees will rise")
    for cue, expected in (("Varga said ", 1), ("Varga never said ", 0)):
        a, b = (
            made(f"{lead}{words}.", name, ("Varga", "said", words, {"actors": (VARGA,)}))
            for name, lead, words in (("a", cue, said[0]), ("b", "Varga said ", said[1]))
        )
        assert len(contradictions([a, b], one_story=True)) == expected


def test_a_claim_that_several_texts_repeat_contradicts_its_denial_once():
    words = {"a": "the harbour fees will rise", "b": "the harbour fees will not rise", "c": "the harbour fees will rise"}
    tellings = [made(f"Varga said {said}.", name, ("Varga", "said", said, {"actors": (VARGA,)})) for name, said in words.items()]
    assert len(contradictions(tellings, one_story=True)) == 1


def test_what_two_states_say_together_is_one_contradiction():
    both = (Actor("ana", "Ana Roy", "NOR", "government"), Actor("bo", "Bo Lindt", "SWE", "government"))
    sure = {"actors": both, "issue": "ceasefire", "confidence": Confidence(position=0.9)}
    a, b = (
        made("They said they agree.", name, ("They", "said", "they agree", sure | {"position": stand}), published=dated(day))
        for name, stand, day in (("a", "support", "2024-05-14"), ("b", "oppose", "2024-06-14"))
    )
    (found,) = contradictions([a, b])
    assert (found.voice, found.actor) == ("NOR", "Ana Roy")


def test_a_denial_that_also_takes_the_opposite_position_is_one_contradiction():
    sure = {"actors": (VARGA,), "issue": "ceasefire", "confidence": Confidence(position=0.9)}
    words = {"a": ("the guns will fall silent tonight", "support"), "b": ("the guns will not fall silent tonight", "oppose")}
    a, b = (made(f"Varga said {said}.", name, ("Varga", "said", said, sure | {"position": stand})) for name, (said, stand) in words.items())
    (found,) = contradictions([a, b], one_story=True)
    assert found.reason.startswith("the same words, once with a “not”")


def test_who_speaks_for_a_state_has_its_voice():
    assert voice_of(Actor("ministry", "Ministry", "RUS", "ministry")) == "RUS"
    assert voice_of(Actor("x", "X", "RUS", "person", "foreign-minister")) == "RUS"
    assert voice_of(Actor("y", "Y", "RUS", "person", "singer")) == "y"
    assert voice_of(Actor("z", "Z", "RUS", "person", "minister", confidence=0.4)) == "z"


# --- claims, errors, first appearances --------------------------------------------------------------------------------------------


def test_claims_that_one_seed_alone_has(seeds):
    lonely = {(unit.telling, word) for unit in only_in(seeds) for word in ("15,000 troops", "no formal request") if word in unit.text}
    assert lonely == {(0, "15,000 troops"), (1, "no formal request")}


def test_the_matrix_has_honest_blanks(seeds):
    frame = matrix(seeds)
    row = frame[frame["claim"].str.contains("15,000 troops")].iloc[0]
    assert (row["coalition-nato-brussels"], row["coalition-military-briefing"]) == ("relays", "not found in what we hold")
    lead = frame[frame["claim"].str.startswith("The Coalition of the Willing has prepared")].iloc[0]
    assert [*lead.iloc[1:]] == ["relays", "relays"]


def test_a_claim_is_asserted_by_one_and_denied_by_the_other():
    a, b = made("The dam at Brenn was blown up by saboteurs.", "a"), made("The dam at Brenn was not blown up by saboteurs.", "b")
    assert [claim.cells for claim in claims([a, b])] == [{0: "asserts", 1: "denies"}]


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ("denied", "that saboteurs blew up the dam", "denies"),
        ("dismissed", "claims that saboteurs blew up the dam", "denies"),
        ("dismissed", "the plans for the dam as dangerous", "relays"),
        ("refused", "to reopen the dam at Brenn", "relays"),
    ],
)
def test_only_what_is_said_not_to_be_so_is_denied(cue: str, content: str, expected: str):
    told = made(f"Varga {cue} {content}.", "a", ("Varga", cue, content, {"actors": (VARGA,), "kind": "denies"}))
    assert [claim.cells for claim in claims([told])] == [{0: expected}]


def test_the_seeds_share_an_error_and_a_formula_of_which_the_rest_is_counted(seeds):
    found = fingerprints(seeds)
    assert [(one.text, one.meant) for one in found if one.kind == "error"] == [("Kir Starmer", "Keir Starmer")]
    assert "this news extends as follows" in [one.text for one in found]
    elsewhere = Elsewhere()
    elsewhere.look_for(["kir starmer"])
    for text in (*(telling.text for telling in seeds), "Kir Starmer sang.", "Nobody did."):
        elsewhere.read(text)
    error = elsewhere.counted(found[0], own=2)
    assert (error.elsewhere, error.others) == (1, 2)


def test_without_dates_the_first_is_unknown(seeds):
    found = first_appearance("prepared plans to deploy troops to Ukraine", seeds)
    assert (found.telling, str(found)) == (None, "order unknown, among 2 articles of no known source: no article bears a date")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2024-05-14", None), "first in this corpus, {}: Courier, 2024-05-14 (date stated); 1 article without a date may be earlier"),
        (("2024-05-14", "2024-05-13"), "first in this corpus, {}: Post, 2024-05-13 (date stated)"),
        (("2024-05-14", "2024-05"), "order unknown, {}: 2 articles may be the first, of 2024-05"),
        (("2024-05-14", "2024-05-14"), "order unknown, {}: 2 articles may be the first, of 2024-05-14"),
    ],
)
def test_the_first_is_only_named_where_dates_tell(days: tuple, expected: str):
    tellings = [port(PORT, name, day, source) for name, day, source in zip("ab", days, ("Courier", "Post"), strict=True)]
    assert str(first_appearance("send soldiers to load", tellings)) == expected.format("among 2 articles of 2 known sources")


def test_a_family_follows_a_saying_with_what_each_variant_changed():
    cut = PORT.replace(" to load the ships,”", ",”")
    tellings = [
        port(cut, "late", "2024-05-16", "Post"),
        port(PORT, "early", "2024-05-14", "Courier"),
        port(PORT, "undated", actors=(OSTEN,)),
    ]
    (family,) = families(tellings)
    assert [(variant.stand.telling.name, variant.changes) for variant in family] == [
        ("early", ()),
        ("late", ("shortened",)),
        ("undated", ("re-attributed",)),
    ]


# --- bad input and the command ----------------------------------------------------------------------------------------------------


def test_one_telling_none_and_one_without_statements():
    assert compare([]).forks == ()
    alone = compare([made(PORT)])
    assert (alone.forks, alone.slots, alone.contradictions, alone.only_in, alone.shared_rare) == ((), (), (), (), ())
    assert compare([made(PORT), made(PORT, "b")]).slots == ()


def test_a_text_that_is_its_own_quotation():
    text = "“Nobody will load the ships until our demands are met in full.”"
    whole = {"actors": (VARGA,), "mode": "direct"}
    (slot,) = compare([made(text, "a", ("", "", text, whole)), made(text, "b", ("", "", text, whole))]).slots
    assert (slot.relation, slot.a.setting.setting) == ("same", None)


def test_a_hundred_tellings_of_one_text_stay_cheap():
    tellings = [port(PORT + f" It was day {number}.", f"t{number}") for number in range(100)]
    start = time.perf_counter()
    compare(tellings)
    assert time.perf_counter() - start < 10


def test_a_word_ten_thousand_times_is_compared_in_time():
    a, b = made("go " * 10_000, "a"), made("go " * 9_000 + "stop", "b")
    start = time.perf_counter()
    compare([a, b])
    assert time.perf_counter() - start < 10


def test_the_command_answers_a_story_a_line(seeds):
    rows = [{"id": telling.name, "text": telling.text, "source": None, "published_at": None} for telling in seeds]
    rows += [{"id": "copy", "text": seeds[0].text}, {"id": "other", "text": "It rains in Brenn. Nothing else is known."}, {"id": "bad"}]
    bad, story, other = map(json.loads, comparison_lines(io.BytesIO("\n".join(map(json.dumps, rows)).encode()), 1))
    assert bad["id"] == "bad"
    assert "no text" in bad["error"]
    assert (other["tellings"], other["forks"], other["only_in"]) == (["other"], [], [])
    assert story["tellings"] == ["coalition-nato-brussels", "coalition-military-briefing", "copy"]
    between = ["coalition-nato-brussels", "coalition-military-briefing"]
    assert story["forks"] == [{"between": between, "where": "inside quotation", "common_prefix_chars": 218, "words_into": 3}]
    card = story["slots"][0]
    assert (card["speaker"], card["relation"], card["also"]) == ("Keir Starmer", "different content", ["cue changed"])
    assert seeds[0].text[slice(*card["a"][1])].startswith("“The Coalition is standing ready")
    assert story["contradictions"][0]["kind"] == "between sources"
    assert "Kir Starmer" in [one["text"] for one in story["shared_rare"]]


def test_two_undated_tellings_with_contradictory_dates_in_their_text_raise_nothing():
    a = port(PORT + " It was 31 February 2030.", "a", "2030-01-01")
    b = replace(port(PORT + " It was 1 May 1990.", "b"), article=Article(PORT, published=Published("1990", "inferred")))
    assert compare([a, b]).contradictions == ()
