"""A function over many items in worker processes: results in order, memory bounded, a killed worker made good."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
AHEAD = 3  # items under way for each worker: enough that none waits for the slowest
SETTLED = 5.0  # seconds that ended workers may take to be gone
TRIES = 2  # an item that breaks a pool and then two workers of its own is given up


def in_order(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    workers: int | None = None,
    *,
    lost: Callable[[Item], Result],
) -> Iterator[Result]:
    """The function's results in the order of the items; with one worker, or one item, in this process.

    `lost` gives the result for an item that kills its worker each time it is tried.
    """
    workers = workers or os.cpu_count() or 1
    stream = iter(items)
    first = list(islice(stream, 2)) if workers > 1 else []
    if len(first) < 2:
        yield from map(function, chain(first, stream))
        return
    pool = Pool(function, workers, lost)
    try:
        for item in chain(first, stream):
            pool.submit(item)
            if len(pool.pending) >= workers * AHEAD:
                yield pool.oldest()
        while pool.pending:
            yield pool.oldest()
    finally:
        stop(pool.executor)


def isolated(function: Callable[[Item], Result], item: Item, *, lost: Callable[[Item], Result]) -> Result:
    """An item's result from a worker that has nothing else to do, so that only the guilty one is blamed."""
    for _ in range(TRIES):
        single = started(1)
        try:
            return single.submit(function, item).result()
        except BrokenProcessPool:
            continue
        finally:
            stop(single)
    return lost(item)


class Pool:
    """Worker processes and the items that they have under way."""

    def __init__(self, function: Callable, workers: int, lost: Callable) -> None:
        """Workers start with the first item."""
        self.function, self.workers, self.lost = function, workers, lost
        self.pending: deque[tuple] = deque()
        self.executor = started(workers)

    def submit(self, item: object) -> None:
        """Give an item to the workers."""
        self.pending.append((item, self.sent(item)))

    def sent(self, item: object) -> Future:
        """The future result of an item, from new workers if the old ones are broken."""
        try:
            return self.executor.submit(self.function, item)
        except BrokenProcessPool:
            self.restart()
            return self.executor.submit(self.function, item)

    def oldest(self) -> Any:
        """The result of the first item under way; if the pool breaks, the item is tried again alone and the others anew."""
        item, future = self.pending.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            self.restart()
            self.pending = deque((other, held if finished(held) else self.sent(other)) for other, held in self.pending)
            return isolated(self.function, item, lost=self.lost)

    def restart(self) -> None:
        """New workers for broken ones."""
        stop(self.executor)
        self.executor = started(self.workers)


class Worker(SpawnProcess):
    """A process that doesn't run the main script once more: one without a guard would begin its own work anew in each of them."""

    def start(self) -> None:
        """Start it, as if there were no script."""
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            super().start()
        finally:
            sys.modules["__main__"] = main


class Apart(SpawnContext):
    """Fresh processes; spawned, since a fork would copy this one's threads in mid-step."""

    Process = Worker


def started(workers: int) -> ProcessPoolExecutor:
    """Fresh worker processes."""
    return ProcessPoolExecutor(workers, mp_context=Apart(), initializer=settle)


def settle() -> None:
    """Leave an interrupt to the parent, end with it even when it is killed, and compute on one core."""
    os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=follow_parent, daemon=True).start()


def follow_parent() -> None:
    """Wait for the parent's end, then end at once."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def stop(executor: ProcessPoolExecutor) -> None:
    """End the workers, whatever they are at, and wait for the thread that minds them: at its end the interpreter writes to its pipe."""
    processes, minder = list((executor._processes or {}).values()), executor._executor_manager_thread
    executor.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
    if minder:
        minder.join(SETTLED)  # type: ignore[attr-defined]  # the stub takes it for its pipe


def finished(future: Future) -> bool:
    """Whether a result is there, and not a broken pool's."""
    return future.done() and not future.cancelled() and not isinstance(future.exception(), BrokenProcessPool)
