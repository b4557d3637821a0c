"""Standing sources: which they are, what is known of each, and what of the web was seen already.

states(store)   one record a source: last success, new, failed, since when it is missing, and why
"""

from analytics.ingest.watch.state import State, states

__all__ = ["State", "states"]
