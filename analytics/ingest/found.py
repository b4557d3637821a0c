"""What a reader hands over for each article, or for each place where there should have been one."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from analytics.records import Article

LIMIT = "NARRATIVES_MAX_BYTES"
# A long speech has 0.2 MB; parsing takes some 10 s and 0.5 GB for each MB.
DEFAULT_LIMIT = 5_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """An article, or the reason why there is none; `remarks` tell what was assumed or left out.

    A failure may carry what is `known` of an article whose text is still to be fetched: an address, a title, a date. What is `seen` was
    had before, and has nothing new to tell. `whole`: all that the known address holds is wanted, be it a page, a feed or a list. `source`
    is the standing source that led here.
    """

    origin: str  # "docs.jsonl, line 3"
    article: Article | None = None
    remarks: tuple[str, ...] = ()
    failure: str | None = None
    known: Article | None = None
    seen: bool = False
    whole: bool = False
    source: str = ""

    def named(self, name: str) -> Found:
        """The same with an id for the article."""
        return replace(self, article=replace(self.article, id=name)) if self.article else self


def limit() -> int:
    """The bytes a single text may have; NARRATIVES_MAX_BYTES sets it."""
    given = os.environ.get(LIMIT, "")
    return int(given) if given.isdigit() else DEFAULT_LIMIT


def too_long(size: int | None = None) -> str:
    """The reason for refusing a text."""
    is_ = f"{size / 1e6:.1f} MB of text" if size else "more text"
    return f"{is_}, the limit is {limit() / 1e6:g} MB; split it, or set {LIMIT}"
