"""A web page to its article: text, title, date, authors, outlet, address and language, each from where the page states it best."""

from analytics.ingest.page.reading import page, read_page

__all__ = ["page", "read_page"]
