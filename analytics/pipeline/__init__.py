"""Articles in, statements out; and into a store, in parallel and resumable."""

from analytics.pipeline.extracting import Extracted, extract_all, statements
from analytics.pipeline.storing import Report, ingest, rebuild

__all__ = ["Extracted", "Report", "extract_all", "ingest", "rebuild", "statements"]
