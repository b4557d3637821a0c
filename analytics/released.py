"""Files of learnt numbers as they were released: what a file holds is what the digest beside it names."""

from __future__ import annotations

import hashlib
from pathlib import Path


def verified(path: Path, digest: str | None = None) -> bytes:
    """A released file; ValueError where it is not the one that a digest names, or the .sha256 file beside it."""
    found = path.read_bytes()
    if hashlib.sha256(found).hexdigest() != (digest or path.with_suffix(".sha256").read_text(encoding="utf-8").split()[0]):
        raise ValueError(f"{path.name} is not the file that was released: install the package again, or train it anew")
    return found


def release(path: Path, found: bytes) -> None:
    """Write a file and its digest."""
    path.write_bytes(found)
    path.with_suffix(".sha256").write_text(hashlib.sha256(found).hexdigest() + "\n", encoding="utf-8")
