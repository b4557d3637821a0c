"""Names of programmes in quotation marks, which quote nobody: on "Face the Nation", CNN's “State of the Union”."""

from __future__ import annotations

import re

from analytics.lexicon.outlets import outlet

MOST_WORDS = 7
LONGEST_OUTLET = 4  # words
MARKS = "\"'`“”‘’«»„"
SMALL = frozenset(["a", "an", "and", "at", "de", "for", "from", "in", "la", "of", "on", "the", "this", "to", "with", "&"])
ON = re.compile(r"(?:\bon|\btold|\btells|\bwith|\bprogramme|\bprogram|\bshow|\bpodcast|\bhosts?)\s+$", re.I)


def is_programme(text: str, start: int, end: int) -> bool:
    """Whether a quotation, with its marks at [start, end), is the name of a programme: one that is known, or one after its outlet."""
    name = text[start:end].strip(MARKS + " ,.;")
    if not 1 < len(name.split()) <= MOST_WORDS or not titled(name):
        return False
    known = outlet(name)
    before = text[max(0, start - 60) : start]
    if known is not None and known.kind == "programme":
        return True
    return (known is not None and ON.search(before) is not None) or owned(before)


def titled(name: str) -> bool:
    """Whether all words but small ones begin with a capital letter or digit."""
    words = name.split()
    return all(word[:1].isupper() or word[:1].isdigit() or word.lower() in SMALL for word in words) and not words[0][:1].islower()


def owned(before: str) -> bool:
    """Whether an outlet in the possessive stands just before ("on CNN's ")."""
    found = re.search(r"((?:[\w.&!-]+ ){0,3}[\w.&!-]+)(?:['’]s|['’]|`s) $", before)
    if found is None:
        return False
    words = found[1].split()
    return any(outlet(" ".join(words[i:])) is not None for i in range(max(0, len(words) - LONGEST_OUTLET), len(words)))
