"""Bytes to text: the encoding that is certain, or the best guess with a remark."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark begins it
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive or office document",
    b"\x1f\x8b": "gzip data",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"SQLite format 3": "a database",
    b"PAR1": "Parquet data",
    b"ID3": "sound",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"7z\xbc\xaf": "an archive",
    b"BZh": "bzip2 data",
    b"\xfd7zXZ": "xz data",
}
SAMPLE = 200_000
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b\x00"))


class NotTextError(ValueError):
    """Bytes that are no text; says what they look like."""


def decode(data: bytes) -> tuple[str, str | None]:
    """The text, and a remark where its encoding had to be assumed; NotTextError for anything else."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return safely(data[len(mark) :], encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        refuse_binary(data)
        return guessed(data)
    if "\0" in text:
        if wide := without_mark(data):
            return safely(data, wide)
        refuse_binary(data)
    return text, "holds NUL characters, kept as they are" if "\0" in text else None


def safely(data: bytes, encoding: str) -> tuple[str, str | None]:
    """The text in a known encoding; broken places become replacement characters, which is remarked."""
    try:
        return data.decode(encoding), None if encoding == "utf-8" else f"read as {encoding}"
    except UnicodeDecodeError as error:
        return data.decode(encoding, "replace"), f"broken {encoding} at byte {error.start}; replaced by \ufffd"


def refuse_binary(data: bytes) -> None:
    """NotTextError where the first bytes, or too many control characters, say so."""
    for magic, what in MAGIC.items():
        if data.startswith(magic):
            raise NotTextError(f"looks like {what}, not like text")
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, CONTROL))
    if not without_mark(data) and (controls > 0.02 * len(sample) or sample.count(0) > max(8, 0.05 * len(sample))):
        raise NotTextError("binary data, not text")


def without_mark(data: bytes) -> str | None:
    """UTF-16 that lacks its mark: nearly every second byte is zero."""
    sample = data[:2000]
    even, odd = sample[::2], sample[1::2]
    if len(sample) >= 8 and odd.count(0) > 0.8 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if len(sample) >= 8 and even.count(0) > 0.8 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def guessed(data: bytes) -> tuple[str, str]:
    """The text in the likeliest encoding."""
    if wide := without_mark(data):
        text, _ = safely(data, wide)
        return text, f"not UTF-8; assumed {wide}"
    sample = data[:SAMPLE]
    # English with a few accents or curly quotes; a detector needs more of them than that.
    best = None if sum(byte < 128 for byte in sample) > 0.8 * len(sample) else from_bytes(sample).best()
    for encoding in (best.encoding if best else "cp1252", "cp1252"):
        try:
            return data.decode(encoding), f"not UTF-8; assumed {encoding}"
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace"), "in no known encoding; broken places replaced by \ufffd"
