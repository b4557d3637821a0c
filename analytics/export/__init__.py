"""Views as addresses, and their statements as files."""

from .view import View, parse, url
from .write import write

__all__ = ["View", "parse", "url", "write"]
