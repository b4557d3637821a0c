"""The body of an answer, unpacked within a limit: no more of it is ever made than may be kept."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from analytics.ingest.fetch.errors import UnfetchedError

BLOCK = 1 << 16
ENCODINGS = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}
ASKED = "gzip, deflate"


def unpacked(pieces: Iterable[bytes], encoding: str, largest: int) -> bytes:
    """The bytes of an answer; UnfetchedError where they are too many, broken, or packed in a way that wasn't asked for."""
    kind = encoding.strip().casefold()
    if kind in ("", "identity"):
        return gathered(pieces, largest, f"more than {largest / 1e6:g} MB")
    if kind not in ENCODINGS:
        raise UnfetchedError(f"packed as {kind[:40]!r}, which wasn't asked for")
    return gathered(inflated(pieces, kind), largest, f"unpacks to more than {largest / 1e6:g} MB")


def gathered(pieces: Iterable[bytes], largest: int, fault: str) -> bytes:
    """All pieces as one."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) > largest:
            raise UnfetchedError(fault)
    return bytes(held)


def inflated(pieces: Iterable[bytes], kind: str) -> Iterator[bytes]:
    """Packed pieces as unpacked ones of a bounded size; several packed streams after each other are one."""
    inflater, whole, begun = zlib.decompressobj(ENCODINGS[kind]), False, False
    for piece in pieces:
        rest = piece
        while rest:
            try:
                out = inflater.decompress(rest, BLOCK)
            except zlib.error as error:
                if whole:  # something else after the packed data, as browsers let pass
                    return
                if begun or kind != "deflate":
                    raise UnfetchedError(f"broken {kind} data: {error}") from None
                inflater, begun = zlib.decompressobj(-zlib.MAX_WBITS), True  # many servers leave out the header
                continue
            whole, begun = False, True
            while out:
                yield out
                out = inflater.decompress(inflater.unconsumed_tail, BLOCK)
            rest = b""
            if inflater.eof:
                rest, inflater, whole = inflater.unused_data, zlib.decompressobj(ENCODINGS[kind]), True
    if begun and not whole:
        raise UnfetchedError(f"broken {kind} data: it ends too early")
