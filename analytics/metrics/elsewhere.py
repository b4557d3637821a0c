"""Where else in the store words occur: articles that hold a phrase, found by its words in one look at all texts before any is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from analytics.metrics.tellings import articles
from analytics.records import Selection
from analytics.store.serving import Generation
from analytics.stories.families import First, Variant, earliest, having
from analytics.stories.fingerprints import Elsewhere, Fingerprint, folded
from analytics.stories.telling import Telling

READ = 100  # texts that are read for one phrase
PHRASE = 12  # words of a phrase that are looked for
VARIANTS = 4  # of a saying that are looked for
LOWER = "WITH low AS MATERIALIZED (SELECT article_id, lower(text) AS text FROM texts) "
MAY_HOLD = "(SELECT {} AS nr, article_id FROM low WHERE {} ORDER BY article_id LIMIT {})"


def first_elsewhere(generation: Generation, selection: Selection, families: Sequence[Sequence[Variant]]) -> list[First]:
    """Which article of the whole store has each saying first, whoever is credited with it there."""
    phrases = [[phrase(variant.content) for variant in family[:VARIANTS]] for family in families]
    likely = holding(generation, [one for each in phrases for one in each])
    found = []
    for family, own in zip(families, phrases, strict=True):
        held = {variant.stand.telling.name: variant.stand.telling for variant in family}
        held |= {one.name: one for words in own for one in having(words, likely[words])}
        found.append(earliest([*held.values()]))
    return found


def counted(generation: Generation, selection: Selection, found: Sequence[Fingerprint], own: int) -> list[Fingerprint]:
    """Fingerprints with how often they occur outside of a story of so many texts; those that are common there are left out."""
    elsewhere = Elsewhere()
    elsewhere.look_for(folded(one.text) for one in found)
    likely = holding(generation, [phrase(one.text) for one in found])
    for text in {one.name: one.text for each in likely.values() for one in each}.values():
        elsewhere.read(text)
    links = generation.table("article_stories")
    frame = generation.frame(links.aggregate(texts=links.count(where=links.copy_of.isnull())))
    elsewhere.articles = int(frame["texts"].iloc[0])
    return [rare for each in found if (rare := elsewhere.counted(each, own)) is not None]


def phrase(content: str) -> str:
    """The beginning of a content, as it is looked for."""
    return " ".join(folded(content).split()[:PHRASE])


def holding(generation: Generation, phrases: Iterable[str]) -> dict[str, list[Telling]]:
    """For each phrase the articles that have all its words, and so may have it."""
    wanted = [one for one in dict.fromkeys(phrases) if one]
    words = [dict.fromkeys(one.split()) for one in wanted]
    values = {f"p{nr}w{place}": word for nr, each in enumerate(words) for place, word in enumerate(each)}
    tests = [" AND ".join(f"contains(text, $p{nr}w{place})" for place in range(len(each))) for nr, each in enumerate(words)]
    found: dict[str, list[Telling]] = defaultdict(list)
    if not wanted:
        return found
    rows = generation.rows(LOWER + " UNION ALL ".join(MAY_HOLD.format(nr, test, READ) for nr, test in enumerate(tests)), values)
    held = articles(generation, list(dict.fromkeys(rows["article_id"])))
    for nr, name in zip(rows["nr"], rows["article_id"], strict=True):
        if name in held:
            found[wanted[nr]].append(Telling(held[name], (), name))
    return found
