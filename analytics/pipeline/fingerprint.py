"""What found the statements: a fingerprint of the code, tables and model, so that a store knows what a newer one would find anew."""

from __future__ import annotations

import functools
import hashlib
import os
from importlib.metadata import version
from pathlib import Path

import analytics
from analytics.text import DEFAULT_MODEL

PARTS = ("records.py", "text.py", "lexicon", "extract", "resolve", "positions", "pipeline/extracting.py", "pipeline/language.py")
SUFFIXES = (".py", ".csv", ".toml", ".json", ".npz")


@functools.cache
def extractor() -> str:
    """Twelve hexadecimal digits that change with whatever extraction depends on."""
    root = Path(str(analytics.__file__)).parent
    digest = hashlib.sha256(f"{version('spacy')} {os.environ.get('NARRATIVES_MODEL', DEFAULT_MODEL)}".encode())
    for part in PARTS:
        path = root / part
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in SUFFIXES:
                digest.update(f"{file.relative_to(root)}\0".encode() + file.read_bytes())
    own = os.environ.get("NARRATIVES_ISSUES")
    digest.update(Path(own).read_bytes() if own and Path(own).is_file() else b"")
    return digest.hexdigest()[:12]
