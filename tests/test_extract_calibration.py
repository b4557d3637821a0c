"""Confidences that are probabilities: what is learnt from outcomes, and how far it can be trusted."""

from __future__ import annotations

import pytest

from analytics.extract.calibration import Bin, Calibration, Outcome, calibrated, calibration_error, reliability


def outcome(cue: float, right: bool) -> Outcome:
    return Outcome(cue, 0.5, cue, right, right, 1.0)


def test_scores_that_are_too_sure_are_lowered_to_the_share_that_is_right():
    seen = [outcome(0.9, i % 2 == 0) for i in range(100)] + [outcome(0.1, i % 10 == 0) for i in range(100)]
    learnt = calibrated([*seen, *(outcome(0.9, True) for _ in range(2))])
    assert learnt.extracted(0.9, 0.5) == pytest.approx(52 / 102, abs=0.02)
    assert learnt.extracted(0.1, 0.5) == pytest.approx(0.1, abs=0.02)


def test_without_learnt_numbers_the_cues_probability_stands():
    assert Calibration().extracted(0.7, 0.2) == pytest.approx(0.7)
    assert Calibration().attributed(0.3) == pytest.approx(0.3)


def test_certainty_stays_a_number():
    assert 0 < Calibration((0.0, 1.0, 1.0), (0.0, 1.0)).extracted(1.0, 1.0) < 1


def test_a_reliability_table_sets_confidence_beside_the_share_right():
    bins = reliability([0.2] * 10 + [0.8] * 10, [False] * 10 + [True] * 10)
    assert bins[0] == Bin(2, 0.2, 0.0)
    assert bins[-1] == Bin(2, 0.8, 1.0)
    assert calibration_error(bins) == pytest.approx(0.2)
    assert calibration_error([]) == 0
