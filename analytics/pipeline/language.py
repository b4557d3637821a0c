"""Which language a text is in, where that can be told."""

from __future__ import annotations

import functools
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from analytics.records import Article

SAMPLE = 3_000
SHORTEST = 60  # letters; a headline's language is a guess
SURE = 0.7  # of 2,117 English texts none is taken for another language


def foreign(article: Article) -> str | None:
    """The article's language where it isn't English; None where it is, or where nothing says."""
    language = (article.lang or "").casefold().replace("_", "-").split("-")[0]
    return None if language in ("", "en", "eng", "english") else article.lang


def detected(text: str) -> str | None:
    """The text's language as ISO 639-1, if that is beyond doubt."""
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < SHORTEST:
        return None
    language, probability = identifier().classify(sample)
    return language if probability >= SURE else None


@functools.cache
def identifier() -> Any:
    """The classifier, which takes a second to load."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
