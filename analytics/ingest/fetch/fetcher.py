"""One address to its answer: politely, within limits, and never from a private network."""

from __future__ import annotations

import functools
import random
import re
import ssl
import threading
import weakref
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from time import sleep

import httpcore
import httpx

from analytics.ingest.fetch.connecting import Budget, CheckedBackend, OverTimeError
from analytics.ingest.fetch.errors import RefusedError, UnfetchedError
from analytics.ingest.fetch.limits import Limits, agent, configured
from analytics.ingest.fetch.pace import Pace
from analytics.ingest.fetch.robots import LARGEST as LARGEST_ROBOTS
from analytics.ingest.fetch.robots import Rules, rules
from analytics.ingest.fetch.unpacking import ASKED, unpacked
from analytics.ingest.moments import stamp

MOVED = (301, 302, 303, 307, 308)
BUSY = (429, 502, 503, 504)
ACCEPTED = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered; `unchanged`: the same as when it was asked before, and without data."""

    url: str  # after redirects
    data: bytes = b""
    kind: str = ""  # "text/html"
    charset: str | None = None
    etag: str | None = None
    changed: str | None = None  # Last-Modified, as the server wrote it
    at: str = ""  # ISO 8601, UTC
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """One exchange: status, headers by lower-case name, unpacked body."""

    status: int
    headers: dict[str, str]
    data: bytes


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a fetch asks with and for: headers, the time that it has, the bytes that it may have."""

    headers: dict[str, str]
    budget: Budget
    largest: int


class Fetcher:
    """Fetches for one run: it keeps connections, the sites' rules and which hosts are out of reach."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or configured()
        self.pace, self.agent = Pace(), agent()
        self.pool = httpcore.ConnectionPool(
            ssl_context=certificates(), max_connections=32, keepalive_expiry=15, network_backend=CheckedBackend()
        )
        weakref.finalize(self, self.pool.close)
        self.sites: dict[str, Rules] = {}
        self.locks: dict[str, threading.Lock] = {}

    def get(self, address: str, etag: str | None = None, changed: str | None = None, largest: int | None = None) -> Answer:
        """The answer of an address, redirects followed; `etag` and `changed` of an earlier answer let it be unchanged.

        UnfetchedError says in one sentence why there is none; RefusedError, a kind of it, that it wasn't even asked.
        """
        known = {"If-None-Match": etag, "If-Modified-Since": changed}
        sent = {name: value for name, value in known.items() if value}
        url, wanted = parsed(address), Wanted(sent, Budget(self.limits.total), largest or self.limits.largest)
        seen: list[str] = []
        for _ in range(self.limits.redirects + 1):
            try:
                reply = self.patient(url, wanted)
            except UnfetchedError as error:
                raise (type(error)(f"redirected to {short(url)}: {error}", error.host, error.until) if seen else error) from None
            seen.append(str(url))
            if reply.status not in MOVED:
                return answered(url, reply)
            if not (target := reply.headers.get("location")):
                raise UnfetchedError(f"answered HTTP {reply.status} without saying where the page is")
            url = parsed(target, url)
            if str(url) in seen:
                raise UnfetchedError(f"redirected in a circle, back to {short(url)}")
        raise UnfetchedError(f"redirected more than {self.limits.redirects} times")

    def patient(self, url: httpx.URL, wanted: Wanted) -> Reply:
        """One exchange within a site's rules; a busy host is waited for, as long as it asks, up to a limit."""
        origin = origin_of(url)
        self.pace.check(origin)
        try:
            site = self.rules(url)
            site.check(str(url))
            return self.tried(url, wanted, min(max(self.limits.delay, site.delay()), self.limits.slowest))
        except UnfetchedError as error:
            if error.host:
                self.pace.lost(origin, error)
            raise

    def tried(self, url: httpx.URL, wanted: Wanted, delay: float) -> Reply:
        """One exchange, again and later where the host is busy."""
        host = url.netloc.decode("ascii")
        for number in range(1, self.limits.tries + 1):
            self.pace.wait(host, delay)
            reply = self.exchange(url, wanted)
            if reply.status not in BUSY:
                return reply
            asked = retry_after(reply.headers.get("retry-after"))
            wait = asked if asked is not None else self.limits.backoff * 2 ** (number - 1) * random.uniform(1, 1.25)
            if wait > self.limits.patience:
                until = stamp(datetime.now(UTC) + timedelta(seconds=min(wait, 86_400 * 30)))
                raise UnfetchedError(f"the host asks to be left alone until {until} (HTTP {reply.status})", host=True, until=until)
            if number < self.limits.tries:
                sleep(wait)
        raise UnfetchedError(f"answered {status(reply.status)}, {self.limits.tries} times", host=reply.status in (429, 503))

    def exchange(self, url: httpx.URL, wanted: Wanted) -> Reply:
        """One request and its answer; UnfetchedError for whatever goes wrong."""
        limits = self.limits
        try:
            with wanted.budget.spending():
                return self.sent(url, wanted)
        except OverTimeError:
            raise UnfetchedError(f"not complete within {limits.total:g} s") from None
        except (httpcore.ConnectTimeout, httpcore.PoolTimeout):
            raise UnfetchedError(f"no connection to {url.host} within {limits.connect:g} s", host=True) from None
        except httpcore.TimeoutException:
            raise UnfetchedError(f"nothing came for {limits.read:g} s") from None
        except httpcore.ConnectError as error:
            raise UnfetchedError(unconnected(url.host, error), host=True) from None
        except (httpcore.ProtocolError, httpcore.NetworkError, ssl.SSLError, OSError) as error:
            raise UnfetchedError(broken(error)) from None

    def sent(self, url: httpx.URL, wanted: Wanted) -> Reply:
        """One request and its answer, on another connection where a kept one was closed meanwhile."""
        limits = self.limits
        steps = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": wanted.budget.seconds}
        headers = [("User-Agent", self.agent), ("Accept", ACCEPTED), ("Accept-Encoding", ASKED), *wanted.headers.items()]
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        for last in (False, True):
            try:
                with self.pool.stream("GET", target, headers=headers, extensions={"timeout": steps}) as response:
                    return read(response, wanted.largest)
            except httpcore.RemoteProtocolError as error:
                if last or "without sending a response" not in str(error):
                    raise
        raise AssertionError("unreachable")

    def rules(self, url: httpx.URL) -> Rules:
        """The rules of an address's site, fetched once."""
        origin = origin_of(url)
        with self.locks.setdefault(origin, threading.Lock()):
            if origin not in self.sites:
                self.sites[origin] = rules(origin, self.robots)
            return self.sites[origin]

    def robots(self, address: str) -> tuple[int, bytes]:
        """The status and content of a robots.txt, wherever it was moved; one that can't be read counts as the server's failure."""
        url = parsed(address)
        for _ in range(self.limits.redirects + 1):
            self.pace.wait(url.netloc.decode("ascii"), 0)
            try:
                reply = self.exchange(url, Wanted({}, Budget(self.limits.total), LARGEST_ROBOTS * 4))
            except RefusedError:
                raise
            except UnfetchedError as error:
                if error.host:
                    raise
                return 500, b""
            if reply.status not in MOVED or "location" not in reply.headers:
                return (500 if reply.status == 429 else reply.status), reply.data
            url = parsed(reply.headers["location"], url)
        return 404, b""


@functools.cache
def certificates() -> ssl.SSLContext:
    """The authorities whose certificates are trusted: certifi's, or those that SSL_CERT_FILE names."""
    return httpx.create_ssl_context()


def read(response: httpcore.Response, largest: int) -> Reply:
    """An answer read to its end; bodies of other answers than pages are left."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    if response.status != 200:
        return Reply(response.status, headers, b"")
    if re.fullmatch(r"[0-9]{1,15}", stated := headers.get("content-length", "")) and int(stated) > largest:
        raise UnfetchedError(f"more than {largest / 1e6:g} MB")
    return Reply(200, headers, unpacked(response.iter_stream(), headers.get("content-encoding", ""), largest))


def parsed(address: str, base: httpx.URL | None = None) -> httpx.URL:
    """An address, completed by the page's that names it; RefusedError for one that isn't of the web."""
    try:
        url = base.join(address) if base else httpx.URL(address.strip())
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise RefusedError(f"{address[:80]!r} is no web address") from None
    if url.scheme not in ("http", "https"):
        raise RefusedError(f"only http and https are fetched, not {url.scheme[:20] or 'an address without either'}")
    if not url.host:
        raise RefusedError(f"{address[:80]!r} names no host")
    if url.userinfo:
        raise RefusedError("addresses with a user's name or password aren't fetched")
    return url.copy_with(fragment=None)


def answered(url: httpx.URL, reply: Reply) -> Answer:
    """A final reply as an answer; UnfetchedError for any status that brings no page."""
    at = stamp(datetime.now(UTC))
    etag, changed = reply.headers.get("etag"), reply.headers.get("last-modified")
    if reply.status == 304:
        return Answer(str(url), etag=etag, changed=changed, at=at, unchanged=True)
    if reply.status != 200:
        raise UnfetchedError(f"answered {status(reply.status)}")
    kind, *parameters = reply.headers.get("content-type", "").split(";")
    charset = next(
        (value.strip(" \"'") for name, _, value in (one.partition("=") for one in parameters) if "charset" in name.lower()), None
    )
    return Answer(str(url), reply.data, kind.strip().lower(), charset or None, etag, changed, at)


def retry_after(value: str | None) -> float | None:
    """The seconds that a server asks to wait; None where it doesn't say."""
    if not value:
        return None
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def status(code: int) -> str:
    """A status as it is told: HTTP 404 (Not Found)."""
    try:
        return f"HTTP {code} ({HTTPStatus(code).phrase})"
    except ValueError:
        return f"HTTP {code}"


def unconnected(host: str, error: Exception) -> str:
    """Why there was no connection."""
    told = str(error)
    if "certificate" in told.lower():
        return f"the certificate of {host} can't be trusted: {told.rsplit(']', 1)[-1].split('(_ssl', maxsplit=1)[0].strip(' :')[:120]}"
    return f"no connection to {host}: {told.rsplit(']', 1)[-1].strip(' :')[:120] or type(error).__name__}"


def broken(error: Exception) -> str:
    """Why an answer couldn't be read to its end."""
    told = str(error)
    if "without sending complete message body" in told:
        return f"the answer broke off{told[told.rindex('(') - 1 :] if '(' in told else ''}"
    return f"the answer can't be read: {told[:120] or type(error).__name__}"


def origin_of(url: httpx.URL) -> str:
    """The site that an address belongs to: scheme, host and port."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def short(url: httpx.URL) -> str:
    """An address as it is told in a sentence."""
    line = str(url)
    return line if len(line) <= 120 else f"{line[:117]}…"
