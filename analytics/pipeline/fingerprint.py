"""What found the statements: a fingerprint of the code, tables and model, so that a store knows what a newer one would find anew."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Collection, Iterable
from importlib.metadata import version
from pathlib import Path

import analytics
from analytics.text import DEFAULT_MODEL

PARTS = ("records.py", "text.py", "lexicon", "extract", "resolve", "pipeline/extracting.py", "pipeline/language.py")
STANCES = ("positions", "lexicon/issues.py", "lexicon/issues.toml", "lexicon/examples.tsv", "lexicon/stances.csv", "lexicon/patterns.py")
TELLING = ("records.py", "text.py", "lexicon", "stories", "metrics/tellings.py", "pipeline/placing.py", "pipeline/comparing.py")
SUFFIXES = (".py", ".csv", ".tsv", ".toml", ".json", ".npz")


@functools.cache
def extractor() -> str:
    """What changes with whatever extraction depends on: twelve hexadecimal digits for who said what, and twelve for the positions."""
    return f"{finder()}-{stancer()}"


@functools.cache
def finder() -> str:
    """The digits for who said what."""
    return digest(PARTS, f"{version('spacy')} {os.environ.get('NARRATIVES_MODEL', DEFAULT_MODEL)}".encode(), without=STANCES)


@functools.cache
def stancer() -> str:
    """The digits for issues and positions, an analyst's own issues among them."""
    own = os.environ.get("NARRATIVES_ISSUES")
    return digest(STANCES, b"", Path(own).read_bytes() if own and Path(own).is_file() else b"")


@functools.cache
def teller() -> str:
    """The same for what groups articles into stories and compares their tellings."""
    return digest(TELLING, version("datasketch").encode())


def digest(parts: Iterable[str], before: bytes, after: bytes = b"", without: Collection[str] = ()) -> str:
    """Twelve hexadecimal digits of SHA-256 over the package's files of these parts."""
    root = Path(str(analytics.__file__)).parent
    found = hashlib.sha256(before)
    for part in parts:
        path = root / part
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in SUFFIXES and file.relative_to(root).as_posix() not in without:
                found.update(f"{file.relative_to(root)}\0".encode() + file.read_bytes())
    found.update(after)
    return found.hexdigest()[:12]
