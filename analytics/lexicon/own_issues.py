"""An analyst's own issues, beside a store: a table like issues.toml, which can be written by hand or from the dashboard."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analytics.errors import TableError
from analytics.lexicon.issues import BLOCK, LISTS, OWN, SCOPES, TABLE, Issue, parsed, read

FILE = "issues.toml"
HEAD = """# Issues of our own. Each block needs id, name, proposition, and cues or examples; `narratives positions` then assigns statements.
#   cues      words that by themselves say what a statement is about: "grain ... corridor|deal", "export*"
#   hints     words that do so only in company
#   against   words for the opposite of the proposition; pro, con: words of statements that support or oppose it
#   examples  sentences that are about it, with the position they take: "support: The corridor must stay open."
"""
ADOPTED: set[str] = set()  # what this process put into the environment itself


def own_file(store_dir: str | os.PathLike[str]) -> Path:
    """Where a store has its own issues."""
    return Path(store_dir, FILE)


def adopt(store_dir: str | os.PathLike[str]) -> None:
    """Let a store's own issues, and no other store's, count in this process and those that it starts; a file that was named goes first."""
    file, named = own_file(store_dir).absolute(), os.environ.get(OWN)
    if named and named not in (*ADOPTED, str(file)):
        return
    if file.is_file():
        ADOPTED.add(str(file))
        os.environ[OWN] = str(file)
    elif named:
        del os.environ[OWN]


def own(store_dir: str | os.PathLike[str]) -> tuple[Issue, ...]:
    """A store's own issues; TableError with file, line and rule."""
    file = own_file(store_dir)
    return parsed(file.read_text("utf-8"), FILE)[1] if file.is_file() else ()


def put(store_dir: str | os.PathLike[str], fields: Mapping[str, Any], instead: str = "") -> Issue:
    """Add an issue, or put it in place of the one with the id `instead`; nothing is written where a rule is broken.

    Scope and weight, which only the file can give, stay as they are where `fields` has none.
    """
    file = own_file(store_dir)
    text = file.read_text("utf-8") if file.is_file() else HEAD
    kept = without(text, instead) if instead else text
    old = {"scope": one.scope, "weight": one.weight} if (one := next((i for i in own(store_dir) if i.id == instead), None)) else {}
    changed = kept.rstrip("\n") + "\n\n" + block({**old, **fields})
    found = parsed(changed, FILE)[1]
    if any(one.id == fields["id"] for one in read(TABLE)[1]):
        line = changed[: changed.rindex("[[issue]]")].count("\n") + 1
        raise TableError(f"{FILE}, line {line}: {fields['id']!r} is one of the listed issues; give it another id")
    write(file, changed)
    return found[-1]


def read_one(fields: Mapping[str, Any]) -> Issue:
    """An issue that is not written anywhere yet; TableError with the rule that it breaks."""
    return parsed(block(fields), FILE)[1][0]


def remove(store_dir: str | os.PathLike[str], identity: str) -> None:
    """Take an issue out; its statements are assigned anew by the next run."""
    file = own_file(store_dir)
    write(file, without(file.read_text("utf-8"), identity))


def without(text: str, identity: str) -> str:
    """A table's text without the block of an issue; other blocks and comments stay as they are."""
    lines = text.splitlines(keepends=True)
    starts = [n for n, line in enumerate(lines) if BLOCK.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if any(one.id == identity for one in parsed("".join(lines[start:end]), FILE)[1]):
            return "".join([*lines[:start], *lines[end:]])
    return text


def block(fields: Mapping[str, Any]) -> str:
    """An issue as a block of the table."""
    lines = ["[[issue]]", *(f"{name} = {quoted(fields[name])}" for name in ("id", "name", "proposition"))]
    lines += [f'scope = "{scope}"'] if (scope := fields.get("scope", SCOPES[1])) != SCOPES[1] else []
    lines += [f"weight = {weight}"] if (weight := fields.get("weight", 1.0)) != 1.0 else []
    for name in LISTS:
        if values := fields.get(name):
            lines.append(f"{name} = {listed(values)}")
    return "\n".join(lines) + "\n"


def listed(values: Sequence[str]) -> str:
    """A list of texts, one a line."""
    return "[\n" + "".join(f"  {quoted(value)},\n" for value in values) + "]"


def quoted(value: str) -> str:
    """A text in quotation marks: JSON's escapes are TOML's, but for one character."""
    return json.dumps("".join(c if c.isprintable() else " " for c in value), ensure_ascii=False)


def write(file: Path, text: str) -> None:
    """Put the whole table in place at once."""
    draft = file.with_name(f".{file.name}.{uuid.uuid4().hex[:8]}")
    draft.write_text(text, "utf-8")
    draft.replace(file)
