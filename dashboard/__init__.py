"""The dashboard: pages over `analytics`; no counting, no query and no figure is made here."""
