"""The network's opinion of an article's statements: the same whatever it is computed with, and safe to load."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analytics.lexicon.issues import Issue, ids, issues
from analytics.positions import stances
from analytics.positions.chances import issue_chances
from analytics.positions.hearing import GAP, Heard, heard
from analytics.positions.lessons import Document, document, unparsed
from analytics.positions.model import models
from analytics.positions.network import Network, Opinion, key, network, save
from analytics.positions.reading import reading
from analytics.positions.signs import signs
from analytics.positions.topics import Topics, topics
from analytics.records import POSITIONS, Article, Attribution, Span, Voice
from analytics.text import parse

TEXT = (
    "Talks broke off at noon. The minister said that the truce must hold. It had rained all week in the valley. "
    "She warned that nobody would send arms to Ukraine while it lasts."
)


def spoken(speaker: str, cue: str, content: str) -> Attribution:
    """One statement of the text."""
    places = [Span(TEXT.index(part), TEXT.index(part) + len(part)) for part in (speaker, cue, content)]
    return Attribution(speaker=(places[0],), cue=(places[1],), content=(places[2],))


FIRST = spoken("The minister", "said", "that the truce must hold")
SECOND = spoken("She", "warned", "that nobody would send arms to Ukraine while it lasts")
ROWS = [(one, {"country": "UKR+POL", "issue": "ceasefire", "position": "support"}) for one in (FIRST, SECOND)]


def both() -> Document:
    """The text with its two statements."""
    return document("a", "item", unparsed(TEXT, "War"), ROWS)


def opinions(one: Document, net: Network, known: Topics) -> list[Opinion]:
    """What a network makes of a document."""
    told = signs([x.read for x in one.asked], [x.where for x in one.asked], known.issues)
    return net.opinions(one.article, told, [issue.id for issue in known.issues])


def numbers(found: list[Opinion]) -> list[tuple[dict[str, float], list[list[float]]]]:
    """Opinions as plain numbers."""
    return [(dict(one.issues), one.stances.tolist()) for one in found]


def test_an_opinion_holds_every_issue_and_position_as_probabilities() -> None:
    found = opinions(both(), network(), topics())
    assert len(found) == 2
    for opinion in found:
        assert [*opinion.issues] == ["", *ids(issues())]
        assert sum(opinion.issues.values()) == pytest.approx(1, abs=1e-5)
        under = [opinion.positions(issue) for issue in ids(issues())]
        assert all([*one] == [*POSITIONS] and sum(one.values()) == pytest.approx(1, abs=1e-5) for one in under)


def test_several_networks_give_the_mean_of_what_each_gives() -> None:
    one = both()
    told = signs([x.read for x in one.asked], [x.where for x in one.asked], issues())
    whole = network().forward(one.article, told, ids(issues()))
    common = network().common(one.article, told, ids(issues()))
    each = [network().member(at, common) for at in network().members]
    assert len(each) > 1
    for n in (0, 1):
        assert whole[n] == pytest.approx(sum(given[n] for given in each) / len(each))


def test_no_statements_have_no_opinions() -> None:
    assert opinions(document("a", "item", unparsed(TEXT, ""), []), network(), topics()) == []


def test_a_statement_without_words_has_an_opinion() -> None:
    one = Attribution(content=(Span(24, 25),))
    (found,) = opinions(document("a", "item", unparsed(TEXT, ""), [(one, ROWS[0][1])]), network(), topics())
    assert sum(found.issues.values()) == pytest.approx(1, abs=1e-5)


def test_an_issue_added_since_is_read_by_what_all_issues_share_and_one_taken_off_is_not() -> None:
    grain = Issue(id="grain", name="Grain", proposition="Grain should leave the ports.", cues=("truce",), scope="any")
    known = Topics((*issues()[1:], grain))
    told = document("a", "item", unparsed(TEXT, "War"), ROWS)
    found = opinions(told, network(), known)[0]
    assert [*found.issues] == ["", *ids(issues())[1:], "grain"]
    assert 0 < found.issues["grain"] < 1


def test_words_far_from_every_statement_are_left_out() -> None:
    far = "It was a long day. " * 30
    text = f"{far}The minister said that it was over. {far}"
    at = len(far)
    one = Attribution(content=(Span(at + 18, at + 34),), cue=(Span(at + 13, at + 17),), speaker=(Span(at, at + 12),))
    found = heard(text, "A title", [(one, "UKR+POL")])
    assert found.words[: found.title] == ["a", "title"]
    assert found.words[found.title] == GAP
    assert len(found.words) == 2 + 1 + 35 + 2 + 1 + 4 + 8
    (parts,) = found.statements
    assert [found.words[n] for n in parts.content] == ["that", "it", "was", "over"]
    assert [found.words[n] for n in (*parts.speaker, *parts.cue)] == ["the", "minister", "said"]
    assert parts.country == "ukr"


def test_a_letter_that_becomes_two_moves_nothing() -> None:
    text = "İİİ The minister said that it was over."
    start = text.index("it was")
    found = heard(text, "", [(Attribution(content=(Span(start, len(text) - 1),)), None)])
    assert [found.words[n] for n in found.statements[0].content] == ["it", "was", "over"]


def test_what_one_article_says_changes_nothing_in_another() -> None:
    alone = numbers(opinions(both(), network(), topics()))
    opinions(document("b", "item", unparsed(TEXT.replace("Talks", "Games"), ""), ROWS[:1]), network(), topics())
    assert numbers(opinions(both(), network(), topics())) == alone


def test_a_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "network.npz"
    empty = {"words": np.array([key("truce")], dtype=np.uint32), "issues": np.array(["truce"]), "countries": np.array(["ukr"])}
    save([{**empty, "bias": np.zeros(1)}, {**empty, "bias": np.ones(1)}], path)
    assert network(path).issues == ("truce",)
    assert [one["bias"].tolist() for one in network(path).members] == [[0.0], [1.0]]
    path.write_bytes(path.read_bytes() + b" ")
    network.cache_clear()
    with pytest.raises(ValueError, match=r"network\.npz is not the file that was released"):
        network(path)


def test_a_turn_too_long_for_one_position_is_given_none() -> None:
    text = "She said that sanctions on Russia must stay. " + "We welcome new sanctions on Russian banks. " * 70
    one = Attribution(content=(Span(9, len(text)),), cue=(Span(4, 8),))
    (found,) = stances(parse(text), Article(text=text, title="Sanctions on Russia"), [one], [Voice(country="UKR")])
    assert (found.issue, found.position) == (None, None)


def test_the_network_computes_what_it_was_taught() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch, which only teaching needs, is not installed")
    from analytics.positions.teaching import SIZE, Taught, lot

    known, one = topics(), both()
    words = sorted({*one.article.words})
    told = signs([x.read for x in one.asked], [x.where for x in one.asked], known.issues)
    torch.manual_seed(0)
    taught = Taught(torch.randn(len(words) + 1, SIZE), 1, len(known.issues), told).eval()
    named = {"words": np.array([key(word) for word in words], dtype=np.uint32), "countries": np.array(["ukr"])}
    ours = Network({**named, "issues": np.array(ids(issues())), **taught.arrays()})
    with torch.no_grad():
        twice = lot([one.article] * 2, [told] * 2, {word: n for n, word in enumerate(words)}, {"ukr": 1}, [1.0, 1.0])
        points, under = taught(twice)
    chances, stances_ = ours.forward(one.article, told, ids(issues()))
    assert np.concatenate([chances, chances]) == pytest.approx(points.softmax(-1).numpy(), abs=1e-5)
    assert np.concatenate([stances_, stances_]) == pytest.approx(under.softmax(-1).numpy(), abs=1e-5)


def test_an_empty_article_is_heard() -> None:
    assert heard("", "", []) == Heard([], 0, [])


def test_an_issue_that_others_mention_in_passing_weighs_less() -> None:
    found = []
    for weight in (1.0, 0.2):
        known = Topics((*issues(), Issue(id="grain", name="Grain", proposition="Grain.", cues=("truce",), scope="any", weight=weight)))
        one = document("a", "item", unparsed(TEXT, "War"), ROWS[:1]).lessons[0]
        read = reading(TEXT, FIRST, "UKR", known)
        found.append(issue_chances(read, one.where, {}, known, models().words)["grain"])
    assert 0 < found[1] < found[0]
