"""Primary sources: speeches, letters and press releases, whose author speaks without being quoted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analytics.extract.scene import Scene, Sentence
from analytics.records import Article, Attribution, Span

FIRST = frozenset(["i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"])
LEAST_SHARE = 0.012  # of a text's words are first-person pronouns outside quotations, in a text that speaks for itself
LONGEST_PIECE = 600


def speaks_for_itself(scene: Scene, article: Article) -> bool:
    """Whether the article's author is known and the text is in the first person outside quotation marks."""
    if not (article.author or article.author_country):
        return False
    words = first = 0
    for sentence in scene.sentences:
        for i in range(sentence.first, sentence.last + 1):
            token = sentence.doc[i]
            if token.text[:1].isalpha() and scene.quote_at(sentence.at(token)) is None:
                words += 1
                first += token.lower_ in FIRST
    return words > 0 and first / words >= LEAST_SHARE


def own_words(scene: Scene, found: list[Attribution]) -> list[Attribution]:
    """The author's statements: reports in the first person, and the sentences between them in pieces of a few hundred characters."""
    own = [replace(a, by_author=True, mode="direct", via=()) for a in found if in_own_voice(a, scene.text)]
    others = [a for a in found if not in_own_voice(a, scene.text)]
    taken = [Span(min(s[0] for s in spans(a)), max(s[1] for s in spans(a))) for a in own]
    said = [Attribution((piece,), mode="direct", by_author=True) for piece in pieces(scene.sentences, taken)]
    return sorted([*own, *others, *said], key=lambda a: a.content[0].start)


def in_own_voice(attribution: Attribution, text: str) -> bool:
    """Whether the speaker is "I" or "we", or nobody at all."""
    return all(text[a:b].lower() in FIRST for a, b in attribution.speaker)


def heads(sentence: Sentence) -> bool:
    """Whether a sentence is a paragraph by itself without verb and stop: a heading, or an item of a list of names."""
    words = sentence.words
    whole = sentence.first == 0 and sentence.last == len(words.tags) - 1
    return (
        whole
        and sentence.doc[sentence.last].text[-1] not in '.!?…:"”'
        and not any(words.tags[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(sentence.first, sentence.last + 1))
    )


def spans(attribution: Attribution) -> tuple[Span, ...]:
    """All the spans of an attribution."""
    return (*attribution.content, *attribution.cue, *attribution.speaker)


def pieces(sentences: list[Sentence], taken: list[Span]) -> Iterator[Span]:
    """Sentences of one paragraph joined up to a length; those that hold a report of the author's own stand apart."""
    start = end = place = None
    for sentence in sentences:
        a, b = sentence.span
        free = not any(a < t.end and b > t.start for t in taken) and any(
            c.isalpha() for c in sentence.doc[sentence.first : sentence.last + 1].text
        )
        free = free and not heads(sentence)
        if start is not None and end is not None and (not free or sentence.place != place or b - start > LONGEST_PIECE):
            yield Span(start, end)
            start = None
        if free:
            start, end, place = (a if start is None else start), b, sentence.place
    if start is not None and end is not None:
        yield Span(start, end)
