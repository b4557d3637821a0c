"""The learnt numbers that extraction ships with: three linear models and the set of reporting nouns."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analytics.extract.calibration import Calibration
from analytics.extract.linear import Linear, load

FILE = Path(__file__).with_name("model.npz")
DIGEST = FILE.with_suffix(".sha256")


class Learnt(NamedTuple):
    """Is this a cue, which span is its content, which phrase its source; `nouns` are slots of lemmas that may be cues."""

    cue: Linear
    content: Linear
    source: Linear
    nouns: frozenset[int]
    calibration: Calibration = Calibration()


@functools.cache
def learnt() -> Learnt:
    """The released models; ValueError where the file was changed."""
    models, extra = load(FILE, DIGEST.read_text().split()[0])
    calibration = Calibration(*(tuple(extra[name].tolist()) for name in Calibration._fields))
    return Learnt(models["cue"], models["content"], models["source"], frozenset(extra["nouns"].tolist()), calibration)


def nouns_array(nouns: frozenset[int]) -> np.ndarray:
    """The slots as they are kept."""
    return np.array(sorted(nouns), dtype=np.int32)
