"""Connections to checked addresses, with an end to each fetch: no name is resolved twice, and no server can drip its answer for ever."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ssl import SSLContext
from time import monotonic
from typing import Any

import httpcore

from analytics.ingest.fetch.addresses import checked

SLACK = 0.005  # seconds


class OverTimeError(Exception):
    """The fetch as a whole took too long."""


class Clock(threading.local):
    """When the fetch that runs in this thread must be over."""

    end: float | None = None


CLOCK = Clock()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let all reading and writing in the body end after so many seconds, with OverTimeError."""
    CLOCK.end = monotonic() + seconds
    try:
        yield
    finally:
        CLOCK.end = None


@dataclass(slots=True)
class Budget:
    """The seconds that a fetch has left for all its exchanges; waiting for a host's turn costs none."""

    seconds: float

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Spend what the body takes; OverTimeError where that is more than there is."""
        began = monotonic()
        try:
            with within(self.seconds):
                yield
        finally:
            self.seconds -= monotonic() - began


def left(timeout: float | None) -> float:
    """The seconds that one step may take."""
    remaining = (CLOCK.end or monotonic() + 60) - monotonic()
    if remaining <= SLACK:
        raise OverTimeError
    return remaining if timeout is None else min(timeout, remaining)


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to the very addresses that were checked; certificates are still compared with the host's name."""

    def __init__(self) -> None:
        self.plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to the first address that answers."""
        addresses = checked(host, port, left(timeout))
        for number, address in enumerate(addresses, 1):
            try:
                return TimedStream(self.plain.connect_tcp(address, port, left(timeout), local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise httpcore.ConnectError(f"no address for {host}")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never: a socket of this machine isn't the web."""
        raise httpcore.ConnectError("no sockets of this machine")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self.plain.sleep(seconds)


class TimedStream(httpcore.NetworkStream):
    """A stream whose every step ends when the fetch must."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self.stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes."""
        try:
            return self.stream.read(max_bytes, left(timeout))
        except httpcore.ReadTimeout:
            left(timeout)  # the end of the fetch comes before the end of this step
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self.stream.write(buffer, left(timeout))

    def close(self) -> None:
        """Close the stream."""
        self.stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The stream, encrypted."""
        return TimedStream(self.stream.start_tls(ssl_context, server_hostname, left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self.stream.get_extra_info(info)
