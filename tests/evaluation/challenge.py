"""The challenge suite: short texts of our own making, grouped by construction, with every attribution marked by hand.

`python -m tests.evaluation.challenge > challenge.jsonl` writes them, a document a line; challenge/README.md describes the mark-up.
Another folder of texts in it may be named: `python -m tests.evaluation.challenge tests/evaluation/lessons > lessons.jsonl`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SOURCES = Path(__file__).parent / "challenge"
OPENING = re.compile(r"\[([sacqv])(\d+(?:,\d+)*) ")
HEADER = re.compile(r"@ ([a-z0-9-]+)$")
ATTRIBUTES = re.compile(r"(\d+): (\w+=.+)$")
KNOWN = {"mode": {"direct", "indirect", "mixed"}, "anonymous": {"true", "false", "unknown"}, "speaker": {"none"}, "cue": {"none"}}
MARK = re.compile("[“”\"«»„]|''|``")


class MarkupError(ValueError):
    """Broken mark-up, with its file and line."""


@dataclass
class Marked:
    """What the brackets and the attribute lines say of one statement."""

    spans: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: {role: [] for role in "sacqv"})
    attributes: dict[str, str] = field(default_factory=dict)


def documents(folder: Path = SOURCES) -> list[dict]:
    """Every text of the suite as a document in the form that score.py reads, with its construction."""
    return [document for path in sorted(folder.glob("*.txt")) for document in documents_of(path)]


def documents_of(path: Path) -> list[dict]:
    """The texts of one source file; its name is their construction."""
    return [document(path, name, line, lines) for name, line, lines in blocks(path)]


def blocks(path: Path) -> Iterator[tuple[str, int, list[str]]]:
    """(name, number of its first line, lines) of each text; what stands before the first header is the file's comment."""
    name, start, lines, seen = None, 0, [], set()
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), "@ end"], 1):
        if not line.startswith("@"):
            lines.append(line)
            continue
        if name:
            yield name, start, lines
        found = HEADER.match(line)
        if not found or found[1] in seen:
            raise MarkupError(f"{path.name}:{number}: expected '@ name' with a name of its own, got {line!r}")
        name, start, lines = found[1], number + 1, []
        seen.add(name)


def document(path: Path, name: str, first: int, lines: list[str]) -> dict:
    """One text without its mark-up, and its statements."""
    where = f"{path.name}:{first}"
    marked: dict[int, Marked] = {}
    while lines and (not lines[-1].strip() or ATTRIBUTES.match(lines[-1])):
        if found := ATTRIBUTES.match(lines.pop()):
            marked.setdefault(int(found[1]), Marked()).attributes.update(attributes(found[2], where))
    text = plain_text("\n".join(lines), marked, path.name, first)
    if not text.strip():
        raise MarkupError(f"{where}: an empty text")
    if sorted(marked) != list(range(1, len(marked) + 1)):
        raise MarkupError(f"{where}: statements are numbered {sorted(marked)}, expected 1 to {len(marked)}")
    quotes = [statement(text, marked[number], f"{where}: statement {number}") for number in sorted(marked)]
    return {"id": f"{path.stem}-{name}", "construction": path.stem, "text": text, "quotes": quotes}


def attributes(line: str, where: str) -> dict[str, str]:
    """`mode=direct via=RIA Novosti` as a dict; "via" may hold spaces and, between bars, several names."""
    found = dict(re.findall(r"(\w+)=(.*?)(?= \w+=|$)", line))
    for key, value in found.items():
        if key != "via" and value not in KNOWN.get(key, ()):
            raise MarkupError(f"{where}: unknown attribute {key}={value}; known: via=..., {KNOWN}")
    return found


def plain_text(source: str, marked: dict[int, Marked], file: str, first: int) -> str:
    """The text without brackets; the spans they mark go into `marked`. A backslash keeps the bracket that follows it."""
    out: list[str] = []
    stack: list[tuple[str, str, int, int]] = []
    length = i = 0
    while i < len(source):
        line = first + source.count("\n", 0, i)
        if source[i] == "[":
            found = OPENING.match(source, i)
            if not found:
                raise MarkupError(f"{file}:{line}: expected '[' with a role and a number, got {source[i : i + 12]!r}")
            stack.append((found[1], found[2], length, line))
            i = found.end()
            continue
        if source[i] == "]":
            if not stack:
                raise MarkupError(f"{file}:{line}: a closing bracket without an opening one")
            role, numbers, start, opened = stack.pop()
            inside = "".join(out)[start:]
            if inside != inside.strip() or not inside:
                raise MarkupError(f"{file}:{opened}: blanks at the edge of {inside!r}")
            for number in numbers.split(","):
                marked.setdefault(int(number), Marked()).spans[role].append((start, length))
            i += 1
            continue
        i += source[i] == "\\"
        out.append(source[i])
        length += 1
        i += 1
    if stack:
        raise MarkupError(f"{file}:{stack[-1][3]}: an opening bracket without a closing one")
    return "".join(out)


def statement(text: str, marked: Marked, where: str) -> dict:
    """One gold statement; what it lacks must be said to be lacking."""
    spans, given = {role: sorted(found) for role, found in marked.spans.items()}, marked.attributes
    if spans["s"] and spans["a"]:
        raise MarkupError(f"{where}: both a named and an anonymous speaker")
    speaker = spans["s"] or spans["a"]
    for name, found in (("speaker", speaker), ("cue", spans["c"])):
        if bool(found) == (given.get(name) == "none"):
            raise MarkupError(f"{where}: mark its {name}, or say {name}=none")
    if not spans["q"]:
        raise MarkupError(f"{where}: no content")
    anonymous = given.get("anonymous") or ("true" if spans["a"] else "false" if spans["s"] else "unknown")
    via = [text[a:b] for a, b in spans["v"]] + [name for name in given.get("via", "").split("|") if name]
    return {
        "content": spans["q"],
        "speaker": speaker,
        "cue": spans["c"],
        "type": given.get("mode") or mode([text[a:b] for a, b in spans["q"]]),
        "via": list(dict.fromkeys(via)),
        "anonymous": {"true": True, "false": False, "unknown": None}[anonymous],
    }


def mode(pieces: list[str]) -> str:
    """Direct where every piece is a whole quotation, indirect where there are no marks at all, else mixed."""
    if all(quotation(piece) for piece in pieces):
        return "direct"
    return "mixed" if any(MARK.search(piece) for piece in pieces) else "indirect"


def quotation(piece: str) -> bool:
    """Whether a piece opens with a mark and has no other but a closing one at its end, which may be missing."""
    marks = [(found.start(), found.end()) for found in MARK.finditer(piece)]
    return bool(marks) and marks[0][0] == 0 and (len(marks) == 1 or (len(marks) == 2 and marks[1][1] == len(piece)))


def main(arguments: list[str]) -> None:
    """Write every document, of the suite or of the folder named, as a line of JSON."""
    for found in documents(*map(Path, arguments[:1])):
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
