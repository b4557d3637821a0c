"""Paragraphs that a line before them gives to an outlet: "Per the Washington Post:", "as reported by the AP:"."""

from __future__ import annotations

from analytics.extract.addressed import before
from analytics.extract.publishers import Named
from analytics.extract.scene import Scene

WAYS = frozenset(["per", "via", "from", "by", "to"])


def announced(scene: Scene, named: dict[int, list[Named]]) -> dict[int, tuple[Named, int]]:
    """The outlet of each sentence that a line with a colon gives to it, with the number of that line's sentence."""
    found: dict[int, tuple[Named, int]] = {}
    for number, names in named.items():
        line = scene.sentences[number]
        if line.doc[line.last].text != ":":
            continue
        giver = next((one for one in names if (at := before(one, line)) is not None and line.words.lowers[at] in WAYS), None)
        following = scene.sentences[number + 1 : number + 2]
        if giver is None or not following:
            continue
        for sentence in scene.sentences[number + 1 :]:
            if sentence.place != following[0].place:
                break
            found[sentence.number] = (giver, number)
    return found
