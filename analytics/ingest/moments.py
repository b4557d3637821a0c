"""A moment as it is written and remembered: in UTC, to the second."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(at: datetime) -> str:
    """A moment as it is written: 2026-11-22T10:00:00Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(written_at: str) -> datetime:
    """A written moment."""
    return datetime.fromisoformat(written_at)
