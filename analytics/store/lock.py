"""One writer at a time: a file lock that the kernel lets go when its holder dies."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from analytics.errors import BusyError, StoreError

FULL = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def writing(store_dir: str | os.PathLike[str], purpose: str) -> Iterator[None]:
    """Hold the store's only writer's lock; StoreError names the holder if there is one."""
    path = Path(store_dir, "lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"can't write to the store {store_dir}: {error.strerror}; choose another folder with --store") from None
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.seek(0)
            holder = stream.read().strip() or "another process"
            raise BusyError(f"store {store_dir} is being written by {holder}; wait until it is done") from None
        stream.truncate(0)
        since = datetime.now(UTC).isoformat(timespec="seconds")
        stream.write(f"{purpose} (process {os.getpid()} on {socket.gethostname()}, since {since})")
        stream.flush()
        with room(f"store {store_dir}"):
            yield


@contextmanager
def room(place: str) -> Iterator[None]:
    """StoreError where the body finds no room to write: each library says so in a way of its own."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        if getattr(error, "errno", None) in FULL or any(os.strerror(code) in str(error) for code in FULL):
            raise StoreError(
                f"no room left to write {place}: nothing committed is lost; free some space and run the command again"
            ) from None
        raise
