"""Two statements face to face, mark by mark: who, through whom, where and before whom, in which words, under which condition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from analytics.export.view import View, url
from analytics.records import Selection, Span
from analytics.stories.relation import difference
from analytics.stories.slots import Side, same_lead
from dashboard.markup import chip, cut, esc, link, sign
from dashboard.sidebyside import ALIKE, folded, marked, outlet
from dashboard.words import MODES

LONGEST, LEAD = 420, 220  # characters of a content, of a lead claim
UNTOLD = '<span class="faint">not told</span>'
ALONE = '<span class="faint">these words alone</span>'
AGREE = {"=": "the same", "≠": "different", "·": "not told by both"}


class Line(NamedTuple):
    """One mark of both sides as HTML, and whether they agree: =, ≠, or · where one of them isn't told."""

    name: str
    left: str
    agree: str
    right: str


def facing(a: Side, b: Side, names: Mapping[str, str], slot: bool = True) -> str:
    """Both sides, a line for each mark that one of them tells; `names` of issues by id, `slot` where the lead claims belong to it."""
    lines = "".join(
        f'<div class="name">{one.name}</div><div class="side">{one.left}</div>'
        f'<div class="agree" role="img" aria-label="{AGREE[one.agree]}" title="{AGREE[one.agree]}">{one.agree}</div>'
        f'<div class="side">{one.right}</div>'
        for one in lines_of(a, b, names, slot)
        if not one.left == one.right == UNTOLD
    )
    return f'<div class="facing">{lines}</div>'


def lines_of(a: Side, b: Side, names: Mapping[str, str], slot: bool) -> Iterator[Line]:
    """The lines: first what makes the slot, then what stands in it."""
    yield Line("told by", *outlets(a, b))
    if slot:
        yield Line("lead claim", lead(a), "=" if same_lead(a.telling, b.telling) else "≠", lead(b))
    yield plainly(
        "speaker", *(" + ".join(actor.name for actor in side.said.actors) or side.telling.said(side.said.speaker) for side in (a, b))
    )
    yield plainly("relayed by", *(" ← ".join(side.via) for side in (a, b)))
    yield plainly("setting", *(words_at(side, side.setting.setting) for side in (a, b)))
    yield plainly("audience", *(words_at(side, side.setting.audience) for side in (a, b)))
    yield plainly("said how", *(how(side) for side in (a, b)))
    yield words(a, b)
    told = [within(side) for side in (a, b)]
    if not slot and any(told):
        yield Line("sentence", told[0] or ALONE, "·", told[1] or ALONE)
    yield plainly("condition", *(words_at(side, side.said.condition) for side in (a, b)))
    left, right = (stance(side, names) for side in (a, b))
    yield Line("position", left or UNTOLD, agreed(left, right), right or UNTOLD)


def outlets(a: Side, b: Side) -> tuple[str, str, str]:
    """Who tells it, and when."""
    sources = [side.telling.article.source or "" for side in (a, b)]
    return outlet(a.telling), agreed(*sources), outlet(b.telling)


def lead(side: Side) -> str:
    """The first sentence of the telling."""
    return f'<span class="faint">{esc(cut(side.telling.text[slice(*side.telling.lead)], LEAD))}</span>'


def within(side: Side) -> str:
    """The whole sentence that the words stand in; nothing where it tells no more than the words."""
    begins = side.said.content[0].start
    at = side.telling.sentence_at(begins)
    around = side.telling.text[at.start : begins] + side.telling.text[side.said.content[-1].end : at.end]
    return f'<span class="faint">{esc(cut(side.telling.text[slice(*at)], LONGEST))}</span>' if folded(around) else ""


def plainly(name: str, left: str, right: str) -> Line:
    """A line of two texts."""
    return Line(name, esc(left) or UNTOLD, agreed(left, right), esc(right) or UNTOLD)


def agreed(left: str, right: str) -> str:
    """Whether two texts say the same, case and marks aside."""
    return "·" if not left or not right else "=" if folded(left) == folded(right) else "≠"


def words_at(side: Side, span: Span | None) -> str:
    """The words of a span."""
    return side.telling.said((span,)) if span else ""


def how(side: Side) -> str:
    """The cue, and whether it is quoted."""
    cue = side.telling.said(side.said.cue)
    return " · ".join(part for part in (cue if folded(cue) else "", MODES[side.said.mode]) if part)  # a colon is no word for saying


def words(a: Side, b: Side) -> Line:
    """The contents, each opening its place in the article, the words that only one has marked."""
    texts = [cut(side.content, LONGEST) for side in (a, b)]
    shown = marked(*texts) if difference(*texts) < ALIKE else tuple(map(esc, texts))
    left, right = (
        link(View(page="reader", selection=Selection(), statement=side.said.id), html, "words", "open in the article")
        for side, html in zip((a, b), shown, strict=True)
    )
    return Line("words", left, agreed(a.content, b.content), right)


def stance(side: Side, names: Mapping[str, str]) -> str:
    """Position and issue."""
    if not side.said.issue:
        return ""
    return f"{sign(side.said.position, word=True)} · {esc(names.get(side.said.issue, side.said.issue))}"


def copy_link(view: View) -> str:
    """A button that copies the address of a card."""
    return f'<button class="copy" data-url="{esc(url(view))}">copy link</button>'


def relation_chips(relation: str, also: str) -> str:
    """How the contents relate, in words."""
    return chip(relation, cls="relation") + "".join(chip(one) for one in also.split(" + ") if one)


def surety(a: Side, b: Side) -> str:
    """How sure the machine is of both statements, each kind apart."""
    kinds = {"extraction": "are statements", "attribution": "have these speakers"}
    if a.said.position and b.said.position:
        kinds["position"] = "take these positions"
    least = {kind: min(getattr(side.said.confidence, kind) for side in (a, b)) for kind in kinds}
    return "; ".join(f"{least[kind]:.0%} sure that both {words}" for kind, words in kinds.items())
