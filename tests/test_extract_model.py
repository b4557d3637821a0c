"""The learnt numbers are those that were released, and are read without trust in the file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from analytics.extract.learnt import DIGEST, FILE, learnt
from analytics.extract.linear import Linear, load, save, slot


def test_the_released_file_is_the_one_its_digest_names():
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == DIGEST.read_text().split()[0]
    assert all(isinstance(one, Linear) for one in learnt()[:3])


def test_a_changed_file_is_refused_by_name(tmp_path: Path):
    changed = tmp_path / "model.npz"
    content = FILE.read_bytes()
    changed.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(ValueError, match=r"model\.npz is not the file that was released"):
        load(changed, DIGEST.read_text().split()[0])


def test_saved_models_load_with_their_scores(tmp_path: Path):
    weights = np.zeros_like(learnt().cue.weights)
    weights[[slot("w=say/V"), slot("t=VBD")]] = 1.5, -0.25
    digest = save({"cue": Linear(weights, -1.0)}, {"nouns": np.array([3, 7])}, tmp_path / "own.npz")
    models, extra = load(tmp_path / "own.npz", digest)
    assert models["cue"].score(map(slot, ["w=say/V", "t=VBD", "unseen"])) == 0.25
    assert extra["nouns"].tolist() == [3, 7]
