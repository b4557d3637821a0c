"""Fetching: what is answered, what is refused, and how each refusal reads."""

from __future__ import annotations

import gzip
import socket
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address
from time import monotonic

import pytest

from analytics.ingest.fetch import Answer, Fetcher, Limits, RefusedError, UnfetchedError, addresses
from analytics.ingest.fetch.addresses import ALLOW, exceptions, unfit
from analytics.ingest.fetch.limits import DELAY, configured
from analytics.ingest.fetch.pace import Lanes
from analytics.ingest.fetch.robots import usable
from tests.web import Web, raw, web

__all__ = ["web"]
QUICK = Limits(largest=100_000, backoff=0.01, patience=0.5, delay=0)
HASTY = Limits(read=0.4, total=0.8, delay=0)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def refusal(address: str, limits: Limits = QUICK, fetcher: Fetcher | None = None) -> str:
    """How the refusal of an address reads."""
    with pytest.raises(UnfetchedError) as caught:
        (fetcher or Fetcher(limits)).get(address)
    return str(caught.value)


def test_a_page_is_answered_with_its_type_charset_and_marks(web: Web):
    url = web.put("/a", "<p>Grüße</p>", "text/html; charset=ISO-8859-1", ETag='"one"', Last_Modified="Tue, 14 May 2024 09:30:00 GMT")
    answer = Fetcher(QUICK).get(url)
    assert (answer.url, answer.data, answer.kind, answer.charset) == (url, "<p>Grüße</p>".encode(), "text/html", "ISO-8859-1")
    assert (answer.etag, answer.changed, answer.unchanged) == ('"one"', "Tue, 14 May 2024 09:30:00 GMT", False)
    assert web.asked[-1].headers["User-Agent"].startswith("narrative-tracker/")


def test_a_page_that_is_known_is_asked_for_conditionally(web: Web):
    url = web.kept("/a", "<p>x</p>", '"one"')
    first = Fetcher(QUICK).get(url)
    again = Fetcher(QUICK).get(url, first.etag, "Tue, 14 May 2024 09:30:00 GMT")
    assert (again.unchanged, again.data) == (True, b"")
    assert web.asked[-1].headers["If-Modified-Since"] == "Tue, 14 May 2024 09:30:00 GMT"


def test_packed_pages_are_unpacked(web: Web):
    url = web.put("/a", gzip.compress(b"<p>x</p>" * 100), Content_Encoding="gzip")
    assert Fetcher(QUICK).get(url).data == b"<p>x</p>" * 100


def test_redirects_are_followed_to_the_last_address(web: Web):
    web.put("/c", "<p>x</p>")
    web.moved("/b", "/c", 301)
    assert Fetcher(QUICK).get(web.moved("/a", web.url("/b#part"))).url == web.url("/c")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://news.example/a", "only http and https are fetched, not ftp"),
        ("file:///etc/passwd", "only http and https are fetched, not file"),
        ("http://", "'http://' names no host"),
        ("http://me:secret@9.9.9.9/", "addresses with a user's name or password aren't fetched"),
        ("http://[::1", "'http://[::1' is no web address"),
        ("http://10.1.2.3/", f"10.1.2.3 is a private address; only public addresses are fetched ({ALLOW} names exceptions)"),
        ("http://2130706433/", "2130706433 (127.0.0.1) is a loopback address; only public addresses are fetched"),
        ("http://[::ffff:9.9.9.9]/", "::ffff:9.9.9.9 (::ffff:909:909) is an IPv4 address written as IPv6; only"),
    ],
)
def test_what_is_no_public_page_of_the_web_is_refused_unasked(address: str, reason: str):
    assert refusal(address).startswith(reason)


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("127.8.9.1", "a loopback address"), ("::1", "a loopback address"), ("0.0.0.0", "an unspecified address"),
        ("::", "an unspecified address"), ("10.0.0.1", "a private address"), ("172.16.5.4", "a private address"),
        ("192.168.1.1", "a private address"), ("100.64.0.1", "a private address"), ("fd00::1", "a private address"),
        ("fec0::1", "a private address"), ("169.254.169.254", "a link-local address"), ("fe80::1", "a link-local address"),
        ("224.0.0.1", "a multicast address"), ("ff02::1", "a multicast address"), ("240.0.0.1", "a reserved address"),
        ("255.255.255.255", "a reserved address"), ("192.0.2.1", "a private address"),
        ("::ffff:10.0.0.1", "an IPv4 address written as IPv6"),
        ("64:ff9b::a00:1", "a private address"), ("2002:7f00:1::", "a loopback address"), ("9.9.9.9", None), ("2620:fe::fe", None),
        ("64:ff9b::909:909", None),
    ],
)  # fmt: skip
def test_addresses_outside_of_the_public_internet_are_told_by_their_kind(address: str, fault: str | None):
    assert unfit(ip_address(address)) == fault


def test_the_allowed_addresses_are_networks_with_or_without_a_port():
    entries = [(str(network), port) for network, port in exceptions("127.0.0.1:8620, [::1]:80,10.0.0.0/8, ::1")]
    assert entries == [("127.0.0.1/32", 8620), ("::1/128", 80), ("10.0.0.0/8", None), ("::1/128", None)]
    with pytest.raises(UnfetchedError, match="holds 'intranet'; wanted addresses or networks"):
        list(exceptions("intranet"))


def test_a_redirect_into_this_machine_is_refused_after_its_name_is_resolved(web: Web):
    other = web.port + 1
    for target in (f"http://127.0.0.1:{other}/", f"http://localhost:{other}/", "http://169.254.169.254/latest", "file:///etc/passwd"):
        assert refusal(web.moved("/a", target)).startswith(("redirected to ", "only http and https are fetched, not file"))
    assert len(web.paths()) == 4


def test_a_name_that_changes_its_address_after_the_check_is_still_connected_to_the_checked_one(web: Web, monkeypatch: pytest.MonkeyPatch):
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]])
    monkeypatch.setattr(addresses, "resolved", lambda host, port, seconds: next(answers))
    web.put("/robots.txt", "", "text/plain")
    web.put("/a", "<p>x</p>")
    assert Fetcher(QUICK).get(web.url("/a", "rebound.example")).data == b"<p>x</p>"
    assert "rebound.example (10.0.0.1) is a private address" in refusal(web.url("/a", "rebound.example"))


def test_a_name_with_a_public_and_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(addresses, "resolved", lambda host, port, seconds: ["9.9.9.9", "127.0.0.1"])
    assert refusal("http://both.example/").startswith("both.example (127.0.0.1) is a loopback address")


def test_redirects_end(web: Web):
    web.moved("/b", "/a")
    assert refusal(web.moved("/a", "/b")) == f"redirected in a circle, back to {web.url('/a')}"
    for number in range(8):
        web.moved(f"/{number}", f"/{number + 1}")
    assert refusal(web.url("/0")) == "redirected more than 5 times"


def test_a_redirect_without_a_target_is_told(web: Web):
    assert refusal(web.put("/a", status=301)) == "answered HTTP 301 without saying where the page is"


@pytest.mark.parametrize(
    ("pieces", "forever", "reason"),
    [
        ([HEAD + b"Content-Length: 500\r\n\r\n", b"<p>"], False, "the answer broke off (received 3 bytes, expected 500)"),
        ([HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabc"], False, "the answer broke off (incomplete chunked read)"),
        ([b"nonsense\r\n\r\n"], False, "the answer can't be read: illegal status line"),
        ([b""], False, "the answer can't be read: Server disconnected without sending a response."),
        ([HEAD + b"Content-Length: 9\r\nContent-Length: 3\r\n\r\n"], False, "the answer can't be read: conflicting Content-Length headers"),
        ([HEAD + b"\r\n", b"<p>"], True, "not complete within 0.8 s"),
        ([b"HTTP/1.1 200 OK\r\nX-A: "], True, "not complete within 0.8 s"),
    ],
)
def test_a_broken_or_endless_answer_is_told(web: Web, pieces: list[bytes], forever: bool, reason: str):
    web.put("/robots.txt", "", "text/plain")
    web.answers["/a"] = raw(*pieces, forever=forever, pause=0.05 if forever else 0)
    began = monotonic()
    assert refusal(web.url("/a"), HASTY if forever else QUICK).startswith(reason)
    assert monotonic() - began < 8


def test_a_silent_server_is_given_up(web: Web):
    web.answers["/a"] = raw(HEAD + b"\r\n", pause=2)
    assert refusal(web.url("/a"), HASTY) == "nothing came for 0.4 s"


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (b"x" * 200_000, "", "more than 0.1 MB"),
        (gzip.compress(bytes(50_000_000), mtime=0), "gzip", "unpacks to more than 0.1 MB"),
        (gzip.compress(bytes(9_000_000), mtime=0), "gzip, gzip", "packed as 'gzip, gzip', which wasn't asked for"),
        (gzip.compress(b"x" * 900, mtime=0)[:-9], "gzip", "broken gzip data: it ends too early"),
        (b"plain", "gzip", "broken gzip data: Error -3 while decompressing data: incorrect header check"),
        (b"plain", "br", "packed as 'br', which wasn't asked for"),
    ],
)
def test_an_answer_that_is_too_large_or_badly_packed_is_told(web: Web, body: bytes, encoding: str, reason: str):
    assert refusal(web.put("/a", body, Content_Encoding=encoding)) == reason


@pytest.mark.parametrize(("status", "reason"), [(404, "answered HTTP 404 (Not Found)"), (500, "answered HTTP 500 (Internal Server Error)"),
                                                (403, "answered HTTP 403 (Forbidden)"), (299, "answered HTTP 299")])  # fmt: skip
def test_any_other_status_is_told(web: Web, status: int, reason: str):
    assert refusal(web.put("/a", "x", status=status)) == reason


def test_a_busy_host_is_asked_again_as_late_as_it_wants(web: Web):
    replies = iter([("429", "0"), ("503", None), ("200", None)])

    def say(handler) -> None:
        code, after = next(replies)
        handler.send_response(int(code))
        handler.send_header("Content-Length", "0")
        if after:
            handler.send_header("Retry-After", after)
        handler.end_headers()

    web.answers["/a"] = say
    assert Fetcher(QUICK).get(web.url("/a")).data == b""
    assert web.paths() == ["/a", "/a", "/a"]


def test_a_host_that_asks_for_hours_is_left_alone_with_all_its_pages(web: Web):
    later = datetime.now(UTC) + timedelta(hours=2)
    web.put("/a", status=429, Retry_After=format_datetime(later, usegmt=True))
    fetcher = Fetcher(QUICK)
    told = refusal(web.url("/a"), fetcher=fetcher)
    assert told.startswith(f"the host asks to be left alone until {later:%Y-%m-%dT%H:}")
    assert refusal(web.put("/b", "x"), fetcher=fetcher) == f"{told} (not asked again for this page)"
    assert web.paths() == ["/a"]


def test_a_host_that_stays_busy_is_given_up(web: Web):
    assert refusal(web.put("/a", status=503)) == "answered HTTP 503 (Service Unavailable), 3 times"


def test_pages_that_a_robots_file_shuts_are_left_alone(web: Web):
    web.put("/robots.txt", "User-agent: *\nDisallow: /private\nAllow: /private/open$\n", "text/plain")
    fetcher = Fetcher(QUICK)
    assert refusal(web.put("/private/a", "x"), fetcher=fetcher) == "the site's robots.txt asks programs not to fetch this page"
    assert fetcher.get(web.put("/private/open", "x")).data == b"x"
    assert refusal(web.moved("/b", "/private/a"), fetcher=fetcher).startswith("redirected to ")
    assert web.paths(robots=True) == ["/robots.txt", "/private/open", "/b"]


def test_a_robots_file_that_names_us_counts_before_the_one_for_all(web: Web):
    web.put("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: narrative-tracker\nAllow: /\n", "text/plain")
    assert Fetcher(QUICK).get(web.put("/a", "x")).data == b"x"


def test_a_robots_file_that_fails_shuts_the_site_and_one_that_is_missing_opens_it(web: Web):
    web.put("/robots.txt", status=500)
    assert "robots.txt can't be had (HTTP 500)" in refusal(web.put("/a", "x"))
    web.put("/robots.txt", status=403)
    assert Fetcher(QUICK).get(web.url("/a")).data == b"x"


def test_a_robots_file_that_leads_into_this_machine_is_not_followed(web: Web):
    web.moved("/robots.txt", f"http://127.0.0.1:{web.port + 1}/robots.txt")
    assert "is a loopback address" in refusal(web.put("/a", "x"))
    assert web.paths() == []


def test_lines_of_a_robots_file_that_take_for_ever_to_match_are_left_out():
    assert usable("Disallow: /a*b\nDisallow: /" + "*a" * 30) == "Disallow: /a*b"


def test_a_kept_connection_that_was_closed_meanwhile_is_made_anew(web: Web):
    web.put("/a", "x")
    good = web.answers["/a"]
    again = iter([raw(b""), good])
    web.answers["/a"] = lambda handler: next(again)(handler)  # noqa: PLW0108  taken anew with each request
    assert Fetcher(QUICK).get(web.url("/a")).data == b"x"


def test_a_stated_length_that_is_too_large_is_not_read(web: Web):
    web.answers["/a"] = raw(HEAD + b"Content-Length: 99000000000\r\n\r\n", pause=0.2)
    assert refusal(web.url("/a")) == "more than 0.1 MB"


def test_requests_to_one_host_keep_their_distance(web: Web):
    fetcher = Fetcher(Limits(delay=0.15))
    for name in "abc":
        fetcher.get(web.put(f"/{name}", "x"))
    times = [one.at for one in web.asked if one.path != "/robots.txt"]
    assert all(later - earlier > 0.1 for earlier, later in zip(times, times[1:], strict=False))


def test_the_distance_that_a_site_asks_for_is_kept(web: Web):
    web.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.2\n", "text/plain")
    fetcher = Fetcher(QUICK)
    for name in "ab":
        fetcher.get(web.put(f"/{name}", "x"))
    times = [one.at for one in web.asked if one.path != "/robots.txt"]
    assert times[1] - times[0] > 0.15


def test_a_host_out_of_reach_is_asked_once_only(monkeypatch: pytest.MonkeyPatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv(ALLOW, f"127.0.0.1:{port}")
    fetcher = Fetcher(QUICK)
    assert refusal(f"http://127.0.0.1:{port}/a", fetcher=fetcher) == "no connection to 127.0.0.1: Connection refused"
    told = refusal(f"http://127.0.0.1:{port}/b", fetcher=fetcher)
    assert told == "no connection to 127.0.0.1: Connection refused (not asked again for this page)"


def test_a_name_that_nobody_has_is_told(monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object, **__: object) -> list:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert refusal("http://nowhere.example/") == "there is no host of the name nowhere.example, or no way to ask for it"


def test_a_name_server_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: threading.Event().wait(2) or [])
    assert refusal("http://slow.example/", Limits(connect=0.1, delay=0)) == "the name slow.example wasn't resolved within 0 s"


def test_lanes_run_side_by_side_and_each_in_order():
    lanes, done, gate = Lanes(4), [], threading.Event()
    first = lanes.submit("a", lambda: gate.wait(2))
    rest = [lanes.submit("a", lambda n=n: done.append(n)) for n in range(3)]
    assert lanes.submit("b", lambda: "free").result(1) == "free"
    assert done == []
    gate.set()
    assert first.result(1)
    assert [one.result(1) for one in rest] == [None] * 3
    assert done == [0, 1, 2]


def test_the_delay_is_a_setting(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(DELAY, "2.5")
    assert configured().delay == 2.5
    monkeypatch.setenv(DELAY, "soon")
    with pytest.raises(UnfetchedError, match="wanted seconds"):
        configured()


def test_an_answer_is_refused_as_such():
    assert issubclass(RefusedError, UnfetchedError)
    assert Answer("http://a.example/").data == b""
