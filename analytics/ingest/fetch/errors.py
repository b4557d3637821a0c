"""Why something of the web wasn't fetched."""

from __future__ import annotations

from analytics.errors import NarrativesError


class UnfetchedError(NarrativesError):
    """One address that gave nothing; its text is the reason, as shown to the analyst.

    `host`: the whole host is out of reach, so that none of its other pages need be tried; `until`: when it may be asked again (UTC, ISO).
    """

    def __init__(self, reason: str, host: bool = False, until: str | None = None) -> None:
        super().__init__(reason)
        self.host, self.until = host, until


class RefusedError(UnfetchedError):
    """An address that is never fetched, whatever it would answer."""
