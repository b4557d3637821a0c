"""What found the statements: a fingerprint of the code, tables and model, so that a store knows what a newer one would find anew."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import analytics
from analytics.text import DEFAULT_MODEL

PARTS = ("records.py", "text.py", "lexicon", "extract", "resolve", "positions", "pipeline/extracting.py", "pipeline/language.py")
TELLING = ("records.py", "text.py", "lexicon", "stories", "metrics/tellings.py", "pipeline/placing.py", "pipeline/comparing.py")
SUFFIXES = (".py", ".csv", ".toml", ".json", ".npz")


@functools.cache
def extractor() -> str:
    """Twelve hexadecimal digits that change with whatever extraction depends on."""
    own = os.environ.get("NARRATIVES_ISSUES")
    issues = Path(own).read_bytes() if own and Path(own).is_file() else b""
    return digest(PARTS, f"{version('spacy')} {os.environ.get('NARRATIVES_MODEL', DEFAULT_MODEL)}".encode(), issues)


@functools.cache
def teller() -> str:
    """The same for what groups articles into stories and compares their tellings."""
    return digest(TELLING, version("datasketch").encode())


def digest(parts: Iterable[str], before: bytes, after: bytes = b"") -> str:
    """Twelve hexadecimal digits of SHA-256 over the package's files of these parts."""
    root = Path(str(analytics.__file__)).parent
    found = hashlib.sha256(before)
    for part in parts:
        path = root / part
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in SUFFIXES:
                found.update(f"{file.relative_to(root)}\0".encode() + file.read_bytes())
    found.update(after)
    return found.hexdigest()[:12]
