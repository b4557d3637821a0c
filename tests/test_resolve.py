"""Speakers resolved to actors, countries and anonymity, each in a sentence of its own."""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.lexicon.sureness import sureness
from analytics.records import Article, Attribution, Published, Span
from analytics.resolve import voices
from analytics.text import parse

CORPORA = Path(os.environ.get("NARRATIVES_CORPORA", "../shared/corpora"))


def said(text, *speakers, published=None, **fields):
    """The voices of speakers, each found in the text after the one before it."""
    attributions, at = [], 0
    for speaker in speakers:
        start = re.compile(rf"(?<!\w){re.escape(speaker)}(?!\w)").search(text, at).start()
        at = start + len(speaker)
        attributions.append(Attribution(content=(Span(0, 1),), speaker=(Span(start, at),)))
    article = Article(text, published=Published(published, "stated") if published else Published(), **fields)
    return voices(parse(text), article, attributions)


def names(voice):
    return [one.name for one in voice.actors]


def test_a_full_name_is_its_listed_actor():
    (voice,) = said("Russian Foreign Minister Sergey Lavrov said no.", "Russian Foreign Minister Sergey Lavrov")
    (actor,) = voice.actors
    assert (actor.id, actor.country, actor.kind, actor.role, actor.reason, actor.confidence) == (
        "sergei-lavrov", "RUS", "person", "foreign-minister", "alias", sureness("alias", 1.0),
    )  # fmt: skip
    assert (voice.country, voice.anonymous, voice.cover) == ("RUS", False, None)


def test_a_misspelt_name_is_linked_with_its_reason():
    first, later = said("British Prime Minister Kir Starmer said so. Starmer added more.", "British Prime Minister Kir Starmer", "Starmer")
    assert [(one.actors[0].id, one.actors[0].confidence) for one in (first, later)] == [("keir-starmer", 0.8), ("keir-starmer", 0.8)]
    assert first.actors[0].reason == "misspelling of Keir Starmer"
    assert later.actors[0].reason.endswith("Keir Starmer") or later.actors[0].reason == "surname of an earlier mention"


def test_a_name_like_a_listed_one_in_another_country_stays_apart():
    (voice,) = said("Canadian farmer Kir Starmer said the harvest was good.", "Canadian farmer Kir Starmer")
    assert [(one.id, one.country, one.kind) for one in voice.actors] == [("kir-starmer", "CAN", "person")]


def test_a_person_of_no_table_gets_a_country_only_from_the_text():
    text = "Ukrainian lawmaker Oleksiy Xystrenko spoke first. Later Xystrenko left. Analyst Maria Yondale disagreed with France."
    first, later, other = said(text, "Ukrainian lawmaker Oleksiy Xystrenko", "Xystrenko", "Analyst Maria Yondale")
    assert [(one.id, one.country) for one in (*first.actors, *later.actors, *other.actors)] == [
        ("oleksiy-xystrenko", "UKR"), ("oleksiy-xystrenko", "UKR"), ("maria-yondale", None),
    ]  # fmt: skip


def test_an_ambassador_to_a_union_is_his_own_state_s():
    text = "The American ambassador to the European Union Gordon Xylander said no. Ukraine’s ambassador to Germany Andriy Xystrenko agreed."
    found = said(text, "The American ambassador to the European Union Gordon Xylander", "Andriy Xystrenko")
    assert [one.country for one in found] == ["USA", "UKR"]


def test_two_people_of_one_surname_stay_apart():
    text = "Ana Brownlow and Iris Brownlow came to Oslo. Afterwards Brownlow was said to be angry."
    (voice,) = said(f"Brownlow left early. {text}", "Brownlow")
    assert [(one.name, one.confidence) for one in voice.actors] == [("Brownlow", 0.3)]
    assert voice.actors[0].reason == "surname of several people in the text"


def test_the_one_named_first_keeps_the_surname_until_the_other_comes():
    text = "Ana Brownlow came. Brownlow said it rained. Then Iris Brownlow left."
    assert names(said(text, "Ana Brownlow", "Brownlow")[1]) == ["Ana Brownlow"]


def test_an_office_with_nationality_is_its_holder_on_the_day():
    text = "The Ukrainian president said that talks would go on."
    found = [said(text, "The Ukrainian president", published=day)[0].actors[0].id for day in ("2016-03-01", "2023-03-01")]
    assert found == ["petro-poroshenko", "volodymyr-zelensky"]


@pytest.mark.parametrize("published", [None, "2019"])
def test_with_no_day_a_role_is_the_office_and_no_person(published):
    (voice,) = said("The Ukrainian president said that talks would go on.", "The Ukrainian president", published=published)
    assert [(one.id, one.name, one.country, one.reason) for one in voice.actors] == [
        ("president-of-ukraine", "President of Ukraine", "UKR", "role with nationality")
    ]
    assert not voice.anonymous


@pytest.mark.parametrize(
    ("speaker", "actors", "country", "anonymous", "cover"),
    [
        ("a Kremlin spokesperson", ["Kremlin"], "RUS", False, None),
        ("A spokesperson for Amnesty International", ["Amnesty International"], None, False, None),
        ("Indian officials", ["India"], "IND", True, "unnamed official"),
        ("Indian authorities", ["India"], "IND", False, None),
        ("Officials in Kyiv", ["Ukraine"], "UKR", True, "unnamed official"),
        ("a senior Ukrainian defense official", ["Ukraine"], "UKR", True, "unnamed official"),
        ("Analysts", [], None, True, "generic group"),
        ("Internal documents", [], None, True, "leaked document"),
        ("leaked Pentagon memos", ["Pentagon"], "USA", False, "document"),
        ("some EU member states", ["EU member states"], "EU", True, "generic group"),
        ("China and India", ["China", "India"], "CHN + IND", False, None),
        ("both Ukrainian and Russian forces", ["Ukraine", "Russia"], "UKR + RUS", False, None),
        ("Some allies", [], None, True, "generic group"),
        ("Moscow", ["Russia"], "RUS", False, None),
        ("Russian state media", ["Russian state media"], "RUS", False, None),
        ("the Polish parliament", ["Polish Parliament"], "POL", False, None),
        ("The Bundestag", ["Bundestag"], "DEU", False, None),
        ("the German parliament", ["Bundestag"], "DEU", False, None),
        ("Russia’s defence ministry", ["Russian Ministry of Defence"], "RUS", False, None),
        ("Republican senators", [], "USA", True, "unnamed official"),
        ("Members of the G7", ["G7"], None, False, None),
        ("the UN and partners", ["United Nations"], "UN", False, None),
        ("a woman", [], None, True, "unnamed person"),
        ("NATO Secretary-General Jens Stoltenberg", ["Jens Stoltenberg"], "NATO", False, None),
        ("EU foreign policy chief Kaja Kallas", ["Kaja Kallas"], "EU", False, None),
    ],
)
def test_descriptions_lead_to_the_institution_the_state_or_nobody(speaker, actors, country, anonymous, cover):
    (voice,) = said(f"{speaker[0].upper()}{speaker[1:]} said that it was so.", f"{speaker[0].upper()}{speaker[1:]}")
    assert (names(voice), voice.country, voice.anonymous, voice.cover) == (actors, country, anonymous, cover)


def test_pronouns_take_up_who_spoke_and_not_who_is_spoken_of():
    text = "Angela Merkel met Vladimir Putin. She said he was late. Merkel left. "
    text += "Emmanuel Macron praised Olaf Scholz. He said that it went well."
    found = [names(one) for one in said(text, "She", "He")]
    assert found == [["Angela Merkel"], ["Emmanuel Macron"]]


def test_the_gender_of_a_name_no_table_lists_guides_pronouns():
    text = "Olena Xystrenko met Ivan Petrenkov in Lviv. She said it was cold. He said it was not."
    assert [names(one) for one in said(text, "She", "He")] == [["Olena Xystrenko"], ["Ivan Petrenkov"]]


def test_possessives_lead_to_the_owner_state():
    text = "Ukrainian President Volodymyr Zelenskyy was firm. His government said that it would hold."
    assert names(said(text, "Ukrainian President Volodymyr Zelenskyy", "His government")[1]) == ["Ukraine"]


def test_its_ministry_and_then_the_ministry():
    text = "Russia has condemned the plan. Its Ministry of Foreign Affairs said so. The ministry warned of consequences."
    assert [names(one) for one in said(text, "Its Ministry of Foreign Affairs", "The ministry")] == [
        ["Russian Ministry of Foreign Affairs"]
    ] * 2


def test_a_title_takes_up_the_person_who_holds_it():
    text = "Dmytro Kuleba came to Berlin. The minister said that talks were useful. Donald Tusk listened. The Polish leader agreed."
    assert [names(one) for one in said(text, "The minister", "The Polish leader", published="2024-03-01")] == [
        ["Dmytro Kuleba"],
        ["Donald Tusk"],
    ]


def test_that_lawyer_is_the_russian_lawyer_of_the_sentence_before():
    (voice,) = said("They met a Russian lawyer in June. That lawyer claimed to have papers.", "That lawyer")
    assert (voice.actors, voice.country, voice.anonymous) == ((), "RUS", True)


def test_who_is_the_nearest_person_before_it():
    assert names(said("Mark Rutte, who said he was glad, left early.", "who")[0]) == ["Mark Rutte"]


def test_the_author_of_a_primary_source_speaks_for_itself():
    text = "We want peace."
    author = {"author": "Vladimir Putin", "author_country": "RUS"}
    article = Article(text, **author)
    own, first = Attribution(content=(Span(0, 14),), by_author=True), Attribution(content=(Span(8, 13),), speaker=(Span(0, 2),))
    voice, we = voices(parse(text), article, [own, first])
    assert [(one.id, one.reason) for one in voice.actors] == [("vladimir-putin", "author of the source")]
    assert names(we) == ["Russia"]


def test_a_country_is_the_author_of_its_speech():
    article = Article("We stand for peace.", author_country="KEN")
    (voice,) = voices(parse(article.text), article, [Attribution(content=(Span(0, 19),), by_author=True)])
    assert (names(voice), voice.country) == (["Kenya"], "KEN")


def test_i_inside_a_statement_is_its_speaker():
    text = "Zelensky said: I told them no."
    outer = Attribution(content=(Span(15, 30),), speaker=(Span(0, 8),))
    inner = Attribution(content=(Span(22, 29),), speaker=(Span(15, 16),), inside=0, depth=1)
    assert names(voices(parse(text), Article(text), [outer, inner])[1]) == ["Volodymyr Zelensky"]


def test_no_speaker_is_no_actor():
    (voice,) = voices(parse("It was said."), Article("It was said."), [Attribution(content=(Span(0, 12),))])
    assert (voice.actors, voice.country, voice.anonymous) == ((), None, False)


def test_an_unresolved_pronoun_is_nobody_and_unsure():
    (voice,) = said("They said that it rained.", "They")
    assert (voice.actors, voice.country, voice.anonymous, voice.confidence) == ((), None, False, 0.2)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet='AaUkrZe ’s.,\n"“”(the said He', min_size=1, max_size=60), st.integers(0, 59), st.integers(1, 20))
def test_any_span_has_a_voice_with_confidences_between_nought_and_one(text, start, length):
    start = min(start, len(text) - 1)
    attribution = Attribution(content=(Span(0, 1),), speaker=(Span(start, min(len(text), start + length)),))
    (voice,) = voices(parse(text), Article(text), [attribution])
    assert 0 <= voice.confidence <= 1
    assert all(0 <= one.confidence <= 1 and one.id and one.name for one in voice.actors)


def test_gold_speakers_of_the_development_set_stay_resolved():
    path = CORPORA / "positions" / "dev.jsonl"
    if not path.exists():
        pytest.skip(f"no corpora at {CORPORA}; set NARRATIVES_CORPORA")
    right = of = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        doc = json.loads(line)
        quotes = [one for one in doc["quotes"] if one["country"] != "DISPUTED"]
        given = [Attribution((Span(*one["content"][0]),), (), tuple(Span(*each) for each in one["speaker"] or ())) for one in quotes]
        day = Published(doc["date"], "stated") if doc["date"] else Published()
        found = voices(parse(doc["text"]), Article(doc["text"], title=doc["title"], published=day), given)
        of += len(found)
        codes = [
            ({*(one["country"] or "").split(" + ")}, {*(voice.country or "").split(" + ")})
            for one, voice in zip(quotes, found, strict=True)
        ]
        right += sum(gold == got for gold, got in codes)
    assert right / of >= 0.92


def test_a_who_outside_any_relative_clause_ends_the_search():
    text = "Who said that the port would close? The mayor of Riga said so."
    parsed = parse(text)
    asked = Attribution(content=(Span(9, 34),), cue=(Span(4, 8),), speaker=(Span(0, 3),))
    assert len(voices(parsed, Article(text=text), [asked])) == 1


@pytest.mark.parametrize(
    ("speaker", "kinds"),
    [("EURX", ["unknown"]), ("Monday", []), ("Zorin", ["person"])],
)
def test_initials_and_weekdays_are_no_people(speaker, kinds):
    [voice] = said(f"{speaker} said that prices would rise.", speaker)
    assert [actor.kind for actor in voice.actors] == kinds


def test_a_title_of_a_union_does_not_part_an_ambassador_from_her_country():
    [voice] = said("U.N. Ambassador Haley said that talks would go on.", "U.N. Ambassador Haley")
    assert names(voice) == ["Nikki Haley"]


def test_a_role_that_is_no_office_tells_people_of_one_surname_apart():
    [voice] = said("Senator McCain said that the vote was near.", "Senator McCain")
    assert names(voice) == ["John McCain"]


def test_the_country_that_a_text_is_about_is_marked_as_a_guess():
    text = "Kenya votes. Kenya waits. Kenya counts. A woman said that the queue was long."
    [voice] = said(text, "A woman")
    assert (voice.country, voice.cover) == ("KEN", "unnamed person; country: the one the text is about")
    assert voice.confidence == sureness("unnamed; country: the one the text is about", 0.4) < 0.75
