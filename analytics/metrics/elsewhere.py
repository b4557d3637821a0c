"""Where else in the store words occur: articles that hold a phrase, found by its longest words before any text is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analytics.metrics.tellings import articles
from analytics.records import Selection
from analytics.store.serving import Generation
from analytics.stories.families import First, Variant, earliest, having
from analytics.stories.fingerprints import Elsewhere, Fingerprint, folded
from analytics.stories.telling import Telling

WORDS = 3  # of a phrase by which the texts that may hold it are found
READ = 300  # texts that are read for one phrase
PHRASE = 12  # words of a saying that are looked for
MAY_HOLD = "SELECT article_id FROM texts WHERE {} ORDER BY article_id LIMIT $most"


def first_elsewhere(generation: Generation, selection: Selection, family: Sequence[Variant]) -> First:
    """Which article of the whole store has a saying first, whoever is credited with it there."""
    held = {variant.stand.telling.name: variant.stand.telling for variant in family}
    for words in dict.fromkeys(" ".join(folded(variant.content).split()[:PHRASE]) for variant in family):
        held |= {one.name: one for one in having(words, holding(generation, words))}
    return earliest([*held.values()])


def counted(generation: Generation, selection: Selection, found: Iterable[Fingerprint], own: int) -> list[Fingerprint]:
    """Fingerprints with how often they occur outside of a story of so many texts; those that are common there are left out."""
    found, elsewhere = list(found), Elsewhere()
    elsewhere.look_for(folded(one.text) for one in found)
    texts = {one.name: one for each in found for one in holding(generation, folded(each.text))}
    for one in texts.values():
        elsewhere.read(one.text)
    links = generation.table("article_stories")
    frame = generation.frame(links.aggregate(texts=links.count(where=links.copy_of.isnull())))
    elsewhere.articles = int(frame["texts"].iloc[0])
    return [rare for each in found if (rare := elsewhere.counted(each, own)) is not None]


def holding(generation: Generation, words: str) -> list[Telling]:
    """Articles that have a folded phrase's longest words, and so may have the phrase."""
    longest = sorted(set(words.split()), key=lambda word: (-len(word), word))[:WORDS]
    if not longest:
        return []
    tests = " AND ".join(f"contains(strip_accents(lower(text)), $word{number})" for number in range(len(longest)))
    values = {f"word{number}": word for number, word in enumerate(longest)}
    ids = generation.rows(MAY_HOLD.format(tests), {**values, "most": READ})["article_id"].tolist()
    return [Telling(article, (), name) for name, article in articles(generation, ids).items()]
