"""Two tellings side by side: what both have is folded, what each has instead is marked by word, and the fork stands at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from analytics.export.view import DIFFS, View
from analytics.records import Selection, Span
from analytics.stories.fork import Fork, Passage, fork, passages, word_changes
from analytics.stories.relation import difference
from analytics.stories.telling import READ_WORDS, Telling
from dashboard.markup import day, esc, link, plural, thin

ALIKE = 0.7  # difference from which two stretches are simply two texts, and no word is marked
MARKED = 400  # words of a stretch in which words are marked
PLACES = {
    "headline": "in the headline",
    "lead": "in the lead",
    "attribution": "in the words that say who speaks",
    "inside quotation": "inside a quotation",
    "context": "in the text around the statements",
}


def side_by_side(a: Telling, b: Telling, view: View) -> str:
    """The two columns, under a sentence that says where they part."""
    found, parted = passages(a, b), fork(a, b)
    heads = "".join(f"<div>{telling_head(one)}</div>" for one in (a, b))
    rows = "".join(rows_of(a, b, found, parted, view))
    long = any(len(one.words) >= READ_WORDS for one in (a, b))
    cut = f'<p class="note">Only the first {thin(READ_WORDS)} words of each are compared.</p>' if long else ""
    grid = f'<div class="pair"><div class="row heads">{heads}</div>{rows}</div>'
    return f'<p class="finding">{finding(a, b, parted, found)}</p>{switches(view)}{grid}{cut}'


def finding(a: Telling, b: Telling, parted: Fork | None, found: Sequence[Passage]) -> str:
    """Where two tellings part, in a sentence."""
    same = sum(one.a.end - one.a.start for one in found if one.same)
    if parted is None:
        return "The two texts are the same, word for word." if same else "They have no passage of five words in common."
    where = PLACES[parted.where]
    if parted.where == "inside quotation" and parted.word is not None:
        where += f", after {thin(parted.word)} {plural(parted.word, 'word')} of it" if parted.word else ", at its first word"
    before = f"after {thin(parted.common_prefix_chars)} characters in common" if parted.common_prefix_chars else "from the beginning"
    return f"They part <b>{where}</b>, {before}; {thin(same)} characters are the same in all."


def switches(view: View) -> str:
    """Changes only or full; sides swapped."""
    modes = [
        link(replace(view, diff=diff), {"changes": "changes only", "full": "full texts"}[diff], aria_current=str(diff == view.diff).lower())
        for diff in DIFFS
    ]
    swap = link(replace(view, left=view.right, right=view.left), "⇄ swap sides")
    key = '<span class="faint">words that the other side lacks: <b class="only">so</b></span>'
    return f'<div class="sorts"><span class="faint">show:</span>{"".join(modes)}{swap}{key}</div>'


def telling_head(one: Telling) -> str:
    """Outlet, date and title, opening the article."""
    there = View(page="reader", selection=Selection(articles=(one.name,)))
    return f"{outlet(one)}<br>{link(there, esc(one.article.title or 'untitled article'))}"


def outlet(one: Telling) -> str:
    """Outlet and date, each unknown where it is."""
    published = one.article.published
    source = esc(one.article.source) if one.article.source else "<u>unknown outlet</u>"
    return f"<b>{source}</b> · {day(published.day, published.precision, published.how)}"


def rows_of(a: Telling, b: Telling, found: Sequence[Passage], parted: Fork | None, view: View) -> Iterator[str]:
    """A row for each stretch: folded where both are the same."""
    for passage, (left, right) in zip(found, shown_spans(a, b, found), strict=True):
        at_fork = parted is not None and not passage.same and (passage.a, passage.b) == (parted.a, parted.b)
        if passage.same:
            yield common(a, b, left, right, view)
            continue
        if at_fork:
            yield '<div class="fork">≠ here they part</div>'
        yield f'<div class="row unlike">{differing(a, b, left, right)}</div>'


def shown_spans(a: Telling, b: Telling, found: Sequence[Passage]) -> list[tuple[Span, Span]]:
    """Each passage with the marks and spaces behind it, so that nothing of the texts is left out."""
    sides = []
    for telling, spans in ((a, [one.a for one in found]), (b, [one.b for one in found])):
        starts = [0, *(span.start for span in spans[1:]), end_of(telling)]
        sides.append([Span(start, max(start, end)) for start, end in pairwise(starts)])
    return list(zip(*sides, strict=True))


def end_of(telling: Telling) -> int:
    """The last character that is compared."""
    return len(telling.text) if len(telling.words) < READ_WORDS else telling.words[-1].end


def common(a: Telling, b: Telling, left: Span, right: Span, view: View) -> str:
    """A stretch that both have."""
    text, other = closed(a.text[slice(*left)]), closed(b.text[slice(*right)])
    if view.diff == "full":
        return f'<div class="row same"><div>{esc(text)}</div><div>{esc(other)}</div></div>'
    n = len(text)
    return f'<details class="same"><summary>{thin(n)} {plural(n, "character")} in common</summary><div>{esc(text)}</div></details>'


def differing(a: Telling, b: Telling, left: Span, right: Span) -> str:
    """What each side has instead of the other's, with the place to read on."""
    texts = [a.text[slice(*left)], b.text[slice(*right)]]
    if all(text.strip() for text in texts) and max(len(text.split()) for text in texts) <= MARKED and difference(*texts) < ALIKE:
        shown = marked(*texts)
    else:
        shown = (esc(closed(texts[0])), esc(closed(texts[1])))
    nothing = '<span class="faint">nothing here</span>'
    cells = [
        f"<div>{html if text.strip() else nothing}{place(one, span) if text.strip() else ''}</div>"
        for one, span, text, html in zip((a, b), (left, right), texts, shown, strict=True)
    ]
    return "".join(cells)


def marked(left: str, right: str) -> tuple[str, str]:
    """Two wordings, in each the words that the other lacks marked."""
    sides: tuple[list[str], list[str]] = ([], [])
    for one, other in word_changes(left, right):
        same = folded(one) == folded(other)
        for side, words in zip(sides, (one, other), strict=True):
            if words:
                side.append(esc(words) if same else f'<b class="only">{esc(words)}</b>')
    return " ".join(sides[0]), " ".join(sides[1])


def folded(words: str) -> str:
    """Words without case and marks."""
    return "".join(c for c in words.casefold() if c.isalnum())


def closed(text: str) -> str:
    """Text without empty lines."""
    return "\n".join(line for line in text.splitlines() if line.strip())


def place(one: Telling, span: Span) -> str:
    """A link to the same characters in the article."""
    return " " + link(in_article(one, span), f"{span.start}–{span.end}", "place", "read on in the article")


def in_article(telling: Telling, span: tuple[int, int]) -> View:
    """The reader at a place of an article."""
    return View(page="reader", selection=Selection(articles=(telling.name,)), at=f"{span[0]}-{span[1]}")
