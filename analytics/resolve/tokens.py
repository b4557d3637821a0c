"""The parsed word at an offset of an article."""

from __future__ import annotations

import bisect

from spacy.attrs import IDX
from spacy.tokens import Token

from ..text import Parsed


class Tokens:
    """Finds the parsed token at an offset; indexes a passage when it is first asked for."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.starts = [passage.start for passage in parsed.passages]
        self.offsets: dict[int, list[int]] = {}

    def at(self, offset: int) -> Token | None:
        """The token that covers an offset, if any."""
        index = bisect.bisect_right(self.starts, offset) - 1
        if index < 0:
            return None
        passage = self.parsed.passages[index]
        offsets = self.offsets.get(index)
        if offsets is None:
            offsets = self.offsets[index] = passage.doc.to_array(IDX).tolist()
        found = bisect.bisect_right(offsets, offset - passage.start) - 1
        if found < 0 or offset - passage.start >= offsets[found] + len(passage.doc[found]):
            return None
        return passage.doc[found]

    def distance(self, offset: int, token: Token) -> int:
        """How many characters a token of the same passage begins before an offset."""
        index = bisect.bisect_right(self.starts, offset) - 1
        return offset - self.starts[index] - token.idx

    def is_name(self, offset: int) -> bool:
        """Whether the word there is tagged as a proper noun; true where it is not parsed."""
        token = self.at(offset)
        return token is None or token.tag_ in ("NNP", "NNPS")

    def is_subject(self, offset: int) -> bool:
        """Whether the word there is the subject of its clause."""
        token = self.at(offset)
        while token is not None and token.dep_ in ("compound", "appos", "flat", "conj") and token.head.i != token.i:
            token = token.head
        return token is not None and token.dep_ in ("nsubj", "nsubjpass")
