"""Files and folders to articles: one reader per kind of file, behind one call."""

from analytics.ingest.fields import article
from analytics.ingest.files import expected, read
from analytics.ingest.found import Found

__all__ = ["Found", "article", "expected", "read"]
