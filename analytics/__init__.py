"""Narrative Tracker: who says what in world politics."""
