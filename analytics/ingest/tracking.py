"""The marks that campaigns, feeds and share buttons leave in an address: they tell who led there, and nothing of the page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

# Only names that no site is known to find its pages by: "id", "cid", "ref" or "source" may be part of what is asked for.
MARKS = re.compile(
    r"(?:utm|mtm|matomo|itm|at|oly|vero|pk|piwik)_\w+|ns_(?:campaign|mchannel|source|linkname|fee)|(?:fbc|gc|dc|yc|twc|ttc)lid|msclkid|gclsrc"
    r"|[gw]braid|igsh(?:id)?|mc_[ce]id|_g[al]|_hs(?:enc|mi)|hsctatracking|mkt_tok|li_fat_id|cmp|cmpid|ocid|smid|smtyp|ncid"
    r"|s_cid|icid|intcmp|xtor|ito|guccounter|guce_referrer(?:_sig)?|__twitter_impression|traffic_source|soc_(?:src|trk)|ref_(?:src|url)"
    r"|wt[._]mc(?:_\w+)?|tblci|sr_share",
    re.IGNORECASE,
)


def untracked(url: str) -> str:
    """The address without such marks, otherwise to the letter.

    >>> untracked("https://courier.example/a?id=3&utm_source=rss&fbclid=x#top")
    'https://courier.example/a?id=3#top'
    """
    head, question, rest = url.partition("?")
    query, part, end = rest.partition("#")
    kept = [one for one in query.split("&") if not MARKS.fullmatch(one.partition("=")[0])]
    return url if len(kept) == query.count("&") + 1 else f"{head}{question if kept else ''}{'&'.join(kept)}{part}{end}"


def key(url: str) -> str:
    """What the addresses of one page share: not its scheme's or host's capitals, its part, a last slash or such marks."""
    try:
        parts = urlsplit(untracked(url.strip()))
        return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path.rstrip("/"), parts.query, ""))
    except ValueError:
        return url
