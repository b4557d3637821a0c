"""A date as written to a day, month, year or instant; nothing is guessed."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from analytics.records import Known, Published

FIRST, LAST = 1400, 2200  # years outside are slips of a program, not dates
PARTS = {
    re.compile(r"(?P<y>\d{4})"): "{y}",
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})"): "{y}-{m}",
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"): "{y}-{m}-{d}",
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"): "{y}-{m}-{d}",
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"): "{y}-{m}-{d}",
}
CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}.*)")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T?(\d\d)(\d\d)(\d\d)Z?")  # GDELT's, in UTC
NAMED = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y", "%B %Y", "%b %Y")


def published(value: object, how: Known = "stated") -> tuple[Published, str | None]:
    """When something came out, and a remark where the value is no date.

    >>> published("14 May 2024")
    (Published(value='2024-05-14', how='stated'), None)
    >>> published("05/06/2024")[1]
    "'05/06/2024' can be read as two dates; date left unknown"
    """
    if value is None or str(value).strip().casefold() in ("", "none", "null", "nan", "nat", "unknown"):
        return Published(), None
    if isinstance(value, datetime):
        value = value.isoformat()
    written = " ".join(str(value).split())
    try:
        read = instant(written) or numbers(written) or slashes(written) or names(written) or mail(written)
    except AmbiguousDateError:
        return Published(), f"{written!r} can be read as two dates; date left unknown"
    if not read or not FIRST <= int(read[:4]) <= LAST:
        return Published(), f"{written[:40]!r} is no date; date left unknown"
    return Published(read, how), None


class AmbiguousDateError(ValueError):
    """Day and month can't be told apart."""


def instant(written: str) -> str | None:
    """2024-05-14T09:30:00Z, or with a space; midnight without a zone is just the day."""
    if compact := COMPACT.fullmatch(written):
        written = "{}-{}-{}T{}:{}:{}Z".format(*compact.groups())
    match = CLOCK.fullmatch(written)
    if not match:
        return None
    try:
        moment = datetime.fromisoformat(f"{match[1]}T{match[2].replace(' UTC', 'Z').replace(' ', '')}")
    except ValueError:
        return None
    bare = moment.tzinfo is None and not (moment.hour or moment.minute or moment.second)
    return match[1] if bare else moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def numbers(written: str) -> str | None:
    """Year first, or days with dots; years and months alone too."""
    for pattern, form in PARTS.items():
        if match := pattern.fullmatch(written):
            parts = {name: int(part) for name, part in match.groupdict().items()}
            if valid(parts["y"], parts.get("m", 1), parts.get("d", 1)):
                return form.format(**{name: f"{part:04d}" if name == "y" else f"{part:02d}" for name, part in parts.items()})
    return None


def slashes(written: str) -> str | None:
    """14/05/2024 or 05/14/2024, where only one order gives a day."""
    match = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", written)
    if not match:
        return None
    first, second, year = (int(part) for part in match.groups())
    days = {f"{year:04d}-{m:02d}-{d:02d}" for d, m in ((first, second), (second, first)) if valid(year, m, d)}
    if len(days) > 1:
        raise AmbiguousDateError
    return days.pop() if days else None


def names(written: str) -> str | None:
    """14 May 2024, May 14, 2024, May 2024."""
    for form in NAMED:
        try:
            day = datetime.strptime(written, form)
        except ValueError:
            continue
        return day.strftime("%Y-%m-%d" if "%d" in form else "%Y-%m")
    return None


def mail(written: str) -> str | None:
    """Tue, 14 May 2024 09:30:00 GMT, as feeds write it."""
    try:
        return parsedate_to_datetime(written).isoformat(timespec="seconds").replace("+00:00", "Z")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def valid(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
