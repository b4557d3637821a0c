"""The network's opinion of a statement: the same whatever it is computed with, and safe to load."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analytics.positions import stances
from analytics.positions.chances import on_list
from analytics.positions.network import Network, Told, key, network, pieces, save, told
from analytics.records import POSITIONS, Article, Attribution, Span, Voice
from analytics.text import parse

SHORT = Told("the minister", "UKR", "said", "that the truce must hold")
LONG = Told(
    "she", "", "warned", "that the army would not leave the province until the last of its guns is silent", "Talks broke off.", "", "War"
)


def small(seed: int = 0) -> tuple[dict[str, np.ndarray], list[str]]:
    """Arrays of a network of three words and two issues."""
    chance = np.random.default_rng(seed)
    shapes = {
        "embedding": (4, 8), "part": (6, 8), "first": (5, 8, 3), "first_bias": (5,), "second": (5, 5, 3), "second_bias": (5,),
        "above": (7, 38), "above_bias": (7,), "issue": (2, 7), "issue_bias": (2,), "position": (4, 7), "position_bias": (4,),
        "under": (8, 7), "under_bias": (8,),
    }  # fmt: skip
    words = np.array([key(word) for word in ("truce", "said", "the")], dtype=np.uint32)
    return {"words": words, **{name: chance.normal(0, 0.5, shape) for name, shape in shapes.items()}}, ["", "truce"]


def test_an_opinion_holds_every_issue_and_position_as_probabilities() -> None:
    (opinion,) = network().opinions([SHORT])
    assert set(opinion.positions) == set(opinion.issues) >= {"", "ceasefire", "sanctions-on-russia"}
    assert sum(opinion.issues.values()) == pytest.approx(1)
    assert all(set(under) == set(POSITIONS) and sum(under.values()) == pytest.approx(1) for under in opinion.positions.values())


def test_what_stands_beside_a_statement_in_a_batch_changes_nothing() -> None:
    alone, together = network().opinions([SHORT])[0], network().opinions([LONG, SHORT, LONG])[1]
    assert together.issues == pytest.approx(alone.issues, abs=1e-5)


def test_no_statements_have_no_opinions() -> None:
    assert network().opinions([]) == []


def test_a_statement_is_read_with_its_parts_in_order_and_cut_short() -> None:
    long = Told(
        "the tall minister of the northern provinces and the sea", "UKR + POL", "said", "word " * 200, "before " * 99, "", "a title"
    )
    rows = pieces(long)
    assert rows[0] == ("<ukr>", 0)
    assert [part for _, part in rows] == sorted(part for _, part in rows)
    assert [sum(of == part for _, of in rows) for part in range(6)] == [9, 1, 70, 31, 3, 0]


def test_the_text_around_a_statement_is_read_from_its_article() -> None:
    text = "Talks broke off at noon. The minister said that the truce must hold. Guns were heard."
    at = text.index("The minister")
    one = Attribution(content=(Span(at + 18, at + 42),), cue=(Span(at + 13, at + 17),), speaker=(Span(at, at + 12),))
    assert told(text, "War", one, "UKR+POL") == Told(
        "The minister", "UKR", "said", "that the truce must hold", "Talks broke off at noon. ", ". Guns were heard.", "War"
    )


def test_a_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "network.npz"
    arrays, issues = small()
    save(arrays, issues, path)
    assert network(path).issues == ("", "truce")
    path.write_bytes(path.read_bytes() + b" ")
    network.cache_clear()
    with pytest.raises(ValueError, match=r"network\.npz is not the file that was released"):
        network(path)


def test_an_issue_added_since_keeps_its_probability_and_one_taken_off_is_none() -> None:
    heard = {"": 0.2, "ceasefire": 0.5, "gone": 0.3}
    assert on_list(heard, {"": 0.5, "ceasefire": 0.25, "grain": 0.25}) == pytest.approx({"": 0.375, "ceasefire": 0.375, "grain": 0.25})


def test_a_turn_too_long_for_one_position_is_given_none() -> None:
    text = "She said that sanctions on Russia must stay. " + "We welcome new sanctions on Russian banks. " * 70
    one = Attribution(content=(Span(9, len(text)),), cue=(Span(4, 8),))
    (found,) = stances(parse(text), Article(text=text, title="Sanctions on Russia"), [one], [Voice(country="UKR")])
    assert (found.issue, found.position) == (None, None)


def test_the_network_computes_what_it_was_taught() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch, which only teaching needs, is not installed")
    from analytics.positions.teaching import Taught

    taught = Taught(torch.randn(5, 64), 3).eval()
    issues = ["", "truce", "grain"]
    ours = Network({"words": np.array([key("truce")] * 4, dtype=np.uint32), **taught.arrays()}, issues)
    ids, parts = ours.numbered([pieces(SHORT), pieces(LONG)])
    with torch.no_grad():
        points, under = taught(torch.from_numpy(ids % 5), torch.from_numpy(parts))
    chances, stances_ = ours.forward(ids % 5, parts)
    assert chances == pytest.approx(points.softmax(-1).numpy(), abs=1e-5)
    assert stances_ == pytest.approx(under.softmax(-1).numpy(), abs=1e-5)
