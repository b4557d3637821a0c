"""Charts draw each number once, with sign and shape beside colour."""

from __future__ import annotations

import pandas as pd

from analytics.charts.palette import COLOURS, PALETTE, PATTERNS, SIGNS, SYMBOLS, WORDS
from analytics.charts.strips import strips
from analytics.charts.timeline import timeline


def test_positions_differ_in_sign_shape_pattern_and_colour() -> None:
    assert len(PALETTE) == len(set(PALETTE)) == 10
    for table in (SIGNS, SYMBOLS, COLOURS, WORDS):
        assert list(table) == ["support", "conditional", "neutral", "oppose", "none"]
        assert len(set(table.values())) == 5
    assert set(PATTERNS) == set(SIGNS)


def test_a_bar_knows_its_first_and_last_day() -> None:
    frame = pd.DataFrame({"start": pd.to_datetime(["2024-02-01", "2024-02-01"]), "position": ["oppose", "support"], "statements": [2, 3]})
    figure = timeline(frame, "month")
    assert [bar.name for bar in figure.data] == ["▲ support", "▼ oppose"]
    assert [list(bar.customdata[0]) for bar in figure.data] == [
        ["2024-02-01", "2024-02-29", "support"],
        ["2024-02-01", "2024-02-29", "oppose"],
    ]
    assert [list(bar.y) for bar in figure.data] == [[3], [2]]
    assert timeline(frame, "year").data[0].customdata[0][1] == "2024-12-31"


def test_statements_without_a_position_have_a_scale_of_their_own() -> None:
    days = pd.to_datetime(["2024-02-01", "2024-02-01"])
    figure = timeline(pd.DataFrame({"start": days, "position": ["none", "support"], "statements": [900, 3]}), "month")
    assert [(bar.name, bar.yaxis) for bar in figure.data] == [("▲ support", None), ("○ no position found", "y2")]
    alone = timeline(pd.DataFrame({"start": days[:1], "position": ["none"], "statements": [900]}), "month")
    assert alone.data[0].yaxis is None


def marks(**changes: list[object]) -> pd.DataFrame:
    columns: dict[str, list[object]] = {
        "statement_id": ["a", "b", "c"],
        "actor_id": ["x", "x", "x"],
        "name": ["<b>X</b>"] * 3,
        "issue": ["i", "i", "i"],
        "issue_name": ["Issue"] * 3,
        "position": ["support", "oppose", "oppose"],
        "published": [pd.Timestamp(2024, 5, 1), pd.NaT, pd.NaT],
        "precision": ["month", "unknown", "unknown"],
        "words": ["one", "<i>two</i>", "three"],
    }
    return pd.DataFrame({**columns, **changes})


def test_undated_marks_stand_apart_and_beside_each_other() -> None:
    figure = strips(marks(), chosen="b")
    dated, undated = figure.data
    assert (dated.xaxis, list(dated.x)) == ("x2", [pd.Timestamp(2024, 5, 16)])
    assert dated.error_x.array[0] == 15 * 86_400_000
    assert (undated.xaxis, list(undated.x), list(undated.marker.size)) == ("x", [0, 1], [15, 10])
    assert list(undated.customdata) == ["b", "c"]


def test_text_from_outside_is_escaped_in_a_chart() -> None:
    figure = strips(marks(actor_id=["x", "y", "y"]))
    assert figure.data[0].text[0].startswith("▲ support · May 2024<br>&lt;b&gt;X&lt;/b&gt;")
    assert list(figure.layout.yaxis.ticktext) == ["&lt;b&gt;X&lt;/b&gt;"]


def test_marks_of_one_day_stand_one_above_the_other() -> None:
    day = pd.Timestamp(2024, 5, 1)
    figure = strips(marks(published=[day, day, pd.Timestamp(2024, 5, 9)], precision=["day"] * 3))
    assert [list(trace.y) for trace in figure.data] == [[-0.15], [0.15, 0.0]]
