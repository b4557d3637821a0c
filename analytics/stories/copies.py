"""Copies: texts that are another one's, word for word or nearly."""

from __future__ import annotations

import hashlib
import zlib

import numpy as np
from datasketch import MinHash, MinHashLSH

from ..text import plain

ALIKE = 0.8  # of the runs of five words of both texts together: a corrected, cut or signed copy, not another telling
RUN = 5
PERMUTATIONS, SCHEME = 64, "affine32"
READ = 60_000  # characters
CROWD = 200  # originals this much alike are a template (a bulletin, a form letter); one more of them helps nobody to find copies


class Copies:
    """The originals seen so far; asking about a text costs the same however many copies there are, since only originals are kept."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self.near = MinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS)
        self.exact: dict[bytes, int] = {}
        self.signatures: dict[int, np.ndarray] = {}

    def original(self, number: int, text: str) -> int | None:
        """The number of the text that this one copies; None for one that is new, which then counts as an original."""
        given = digest(text)
        if given not in self.exact:
            words = plain(text[:READ]).split()
            self.exact[given] = self.alike(number, words) if words else number
        found = self.exact[given]
        return None if found == number else found

    def alike(self, number: int, words: list[str]) -> int:
        """The earliest original that is near enough; a text without one is kept as an original, its own."""
        hashed = minhash(words)
        likely = sorted(self.near.query(hashed))
        for other in likely:
            if np.mean(self.signatures[other] == hashed.hashvalues) >= ALIKE:
                return other
        if len(likely) < CROWD:
            self.hold(number, hashed)
        return number

    def hold(self, number: int, hashed: MinHash) -> None:
        """Keep an original's signature, so that copies find it."""
        self.near.insert(number, hashed, check_duplication=False)
        self.signatures[number] = hashed.hashvalues


def digest(text: str) -> bytes:
    """What only the very same text has."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def minhash(words: list[str]) -> MinHash:
    """The signature of a text's runs of words."""
    numbers = np.fromiter((zlib.crc32(word.encode()) for word in words), np.uint64)
    if len(numbers) > RUN:
        powers = np.array([1_000_003**power % (1 << 32) for power in range(RUN)], np.uint64)
        numbers = np.lib.stride_tricks.sliding_window_view(numbers, RUN) @ powers % np.uint64((1 << 32) - 5)
    made = MinHash(PERMUTATIONS, hashfunc=int, scheme=SCHEME)
    made.update_batch(np.unique(numbers).tolist())
    return made
