"""The web, fetched politely and safely: one address to its answer, or to the one sentence that says why there is none."""

from analytics.ingest.fetch.errors import RefusedError, UnfetchedError
from analytics.ingest.fetch.fetcher import Answer, Fetcher
from analytics.ingest.fetch.limits import Limits

__all__ = ["Answer", "Fetcher", "Limits", "RefusedError", "UnfetchedError"]
