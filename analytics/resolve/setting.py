"""Which states a text names, and whose "the Senate" is where several states have one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from ..lexicon import Body, Listed
from ..lexicon.countries import UNIONS
from ..lexicon.terms import terms_of
from .chunks import Chunk
from .naming import phrased, place_code

NATIONAL = ("state", "adjective", "people", "metonym")
BESIDE = 60  # characters before "the Senate" in which a state's name says whose it is


class Setting:
    """The states that the runs of capital words of a text name."""

    def __init__(self, runs: Sequence[tuple[int, tuple[Chunk, ...]]]) -> None:
        told = ((start + chunk.start, chunk) for start, found in runs for chunk in found if chunk.kind in NATIONAL)
        self.named = [(at, code) for at, chunk in told if (code := place_code(chunk)) and code not in UNIONS]

    @cached_property
    def nation(self) -> str | None:
        """The one state that a text is set in: named twice, and twice as often as any other."""
        (code, first), (_, second) = [*Counter(code for _, code in self.named).most_common(2), (None, 0), (None, 0)][:2]
        return code if first >= 2 and first >= 2 * second else None

    def localised(self, chunk: Chunk, at: int) -> Chunk:
        """A bare "the Senate" as that of the state just named or that the text is set in, where the best-known one's is not named."""
        if chunk.kind != "institution" or not isinstance(chunk.value, Listed):
            return chunk
        body = next((term.value for term in terms_of(chunk.key) if isinstance(term.value, Body)), None)
        if body is None or any(code == chunk.value.country for _, code in self.named):
            return chunk
        code = next((code for place, code in reversed(self.named) if at - BESIDE <= place < at), self.nation)
        if code is None:
            return chunk
        own = phrased((chunk.key,), body, code)
        return replace(chunk, value=Listed(own.id, own.name, own.country, own.kind))
