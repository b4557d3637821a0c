"""One request at a time to each host, with a pause between two; hosts that ask to be left alone are."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Callable
from concurrent.futures import Future
from time import monotonic, sleep
from typing import Any

from analytics.ingest.fetch.errors import UnfetchedError


class Pace:
    """When each host was asked last, and which of them are out of reach."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.free: dict[str, float] = {}
        self.down: dict[str, UnfetchedError] = {}

    def wait(self, host: str, delay: float) -> None:
        """Wait for this request's turn at a host."""
        with self.lock:
            turn = max(self.free.get(host, 0.0), monotonic())
            self.free[host] = turn + delay
        sleep(max(0.0, turn - monotonic()))

    def check(self, origin: str) -> None:
        """UnfetchedError for an origin ("https://news.example") that was found out of reach before."""
        if earlier := self.down.get(origin):
            raise UnfetchedError(f"{earlier} (not asked again for this page)", host=True, until=earlier.until)

    def lost(self, origin: str, error: UnfetchedError) -> None:
        """Note that an origin is out of reach."""
        self.down.setdefault(origin, error)


class Lanes:
    """Calls that run side by side, those of one lane after each other; a lane's thread ends with its last call."""

    def __init__(self, widest: int) -> None:
        self.lock = threading.Lock()
        self.waiting: dict[str, deque[tuple[Future[Any], Callable[[], Any]]]] = defaultdict(deque)
        self.slots = threading.BoundedSemaphore(widest)

    def submit(self, lane: str, call: Callable[[], Any]) -> Future[Any]:
        """The future result of a call."""
        future: Future[Any] = Future()
        with self.lock:
            begins = lane not in self.waiting
            self.waiting[lane].append((future, call))
        if begins:
            threading.Thread(target=self.run, args=(lane,), daemon=True).start()
        return future

    def run(self, lane: str) -> None:
        """Make a lane's calls until there are none."""
        while True:
            with self.lock:
                if not self.waiting[lane]:
                    del self.waiting[lane]
                    return
                future, call = self.waiting[lane].popleft()
            with self.slots:
                settle(future, call)


def settle(future: Future[Any], call: Callable[[], Any]) -> None:
    """Make a call and give its result or error to whom waits for it."""
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(call())
    except BaseException as error:
        future.set_exception(error)
