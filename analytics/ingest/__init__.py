"""Files and folders to articles: one reader per kind of file, behind one call."""

from analytics.ingest.fields import article
from analytics.ingest.files import UNFETCHED, expected, read
from analytics.ingest.found import Found

__all__ = ["UNFETCHED", "Found", "article", "expected", "read"]
