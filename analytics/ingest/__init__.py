"""Files, folders and addresses to articles: one reader per kind of file, behind one call."""

from analytics.ingest.fields import article
from analytics.ingest.files import expected
from analytics.ingest.found import Found
from analytics.ingest.online import Online
from analytics.ingest.reading import read

__all__ = ["Found", "Online", "article", "expected", "read"]
