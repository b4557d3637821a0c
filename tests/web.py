"""A web of our own on this machine: a server whose answers a test writes down, and which notes what it was asked."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic

import pytest

from analytics.ingest.fetch.addresses import ALLOW
from analytics.ingest.fetch.limits import DELAY
from analytics.ingest.online import OFFLINE

Headers = dict[str, str]
Say = Callable[[BaseHTTPRequestHandler], None]


@dataclass(slots=True)
class Asked:
    """One request as it came in."""

    path: str
    headers: Headers
    at: float


@dataclass(slots=True)
class Web:
    """Answers by path: content with its type, or a function that says whatever it likes; everything else is not found."""

    port: int
    answers: dict[str, Say] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, body: str | bytes = b"", kind: str = "text/html", status: int = 200, **headers: str) -> str:
        """Let a path answer so; gives its address."""
        data = body.encode() if isinstance(body, str) else body

        def say(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            handler.send_header("Content-Type", kind)
            handler.send_header("Content-Length", str(len(data)))
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(data)

        self.answers[path] = say
        return self.url(path)

    def kept(self, path: str, body: str, etag: str, kind: str = "text/html") -> str:
        """Let a path answer with an ETag, and with 304 to whom knows it."""
        data = body.encode()

        def say(handler: BaseHTTPRequestHandler) -> None:
            known = handler.headers.get("If-None-Match") == etag
            handler.send_response(304 if known else 200)
            handler.send_header("ETag", etag)
            handler.send_header("Content-Type", kind)
            handler.send_header("Content-Length", "0" if known else str(len(data)))
            handler.end_headers()
            if not known:
                handler.wfile.write(data)

        self.answers[path] = say
        return self.url(path)

    def moved(self, path: str, target: str, status: int = 302) -> str:
        """Let a path lead elsewhere."""
        return self.put(path, status=status, Location=target)

    def paths(self, robots: bool = False) -> list[str]:
        """What was asked for, in order."""
        return [one.path for one in self.asked if robots or one.path != "/robots.txt"]


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """The server, the only address that may be fetched from besides public ones, asked without pauses."""
    with served() as one:
        monkeypatch.setenv(ALLOW, f"127.0.0.1:{one.port}")
        monkeypatch.setenv(DELAY, "0")
        monkeypatch.delenv(OFFLINE, raising=False)
        yield one


class served:  # noqa: N801  used like a function
    """A web that runs as long as the body."""

    def __enter__(self) -> Web:
        """Start it."""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(lambda: self.web))
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]  a client that went away
        self.web = Web(self.server.server_address[1])
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()
        return self.web

    def __exit__(self, *_: object) -> None:
        """End it, without waiting for answers that never end."""
        self.server.block_on_close = False
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def handler_of(web: Callable[[], Web]) -> type[BaseHTTPRequestHandler]:
    """A handler that answers as a web says."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            here = web()
            here.asked.append(Asked(self.path, dict(self.headers), monotonic()))
            say = here.answers.get(self.path)
            with suppress(BrokenPipeError, ConnectionResetError):
                if say:
                    say(self)
                else:
                    self.send_response(404)
                    self.send_header("Content-Length", "0")
                    self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def raw(*pieces: bytes, pause: float = 0.0, forever: bool = False) -> Say:
    """An answer of bytes as they are, with pauses between; then the end of the connection, or never one."""
    over = threading.Event()

    def say(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            over.wait(pause)
        while forever:
            over.wait(pause)
            handler.wfile.write(b" ")
        handler.close_connection = True
        with suppress(OSError):
            handler.connection.shutdown(socket.SHUT_RDWR)

    return say
