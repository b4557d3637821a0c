"""Archives: what is in them is read, and what could harm is refused by name."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.ingest import archives, read
from tests.files import put, tarred, zipped

TEXT = "The minister said that talks will go on."


def places(path: Path) -> list[tuple[str, str | None]]:
    """Where each thing was found, below the path, and why it wasn't read."""
    return [(found.origin.removeprefix(f"{path}").lstrip("/"), found.failure) for found in read(path)]


MEMBERS = {
    "a.txt": TEXT.encode(),
    "deep/b.jsonl": b'{"text": "He said so."}\n{broken\n',
    "c.xyz": b"?",
    "deep/sources.csv": b"file,outlet\nd.txt,Daily Courier\n",
    "deep/d.txt": b"She said so.",
}


@pytest.mark.parametrize("name", ["all.zip", "all.tar", "all.tar.gz", "all.tgz", "all.tar.bz2", "all.tar.xz"])
def test_everything_in_an_archive_is_read_as_if_unpacked(tmp_path: Path, name: str):
    modes = {".zip": "", ".tar": "w", ".bz2": "w:bz2", ".xz": "w:xz"}
    packed = zipped(MEMBERS) if name.endswith(".zip") else tarred(MEMBERS, modes.get(Path(name).suffix, "w:gz"))
    path = put(tmp_path, name, packed)
    got = places(path)
    assert [place for place, _ in got] == ["a.txt", "c.xyz", "deep/b.jsonl, line 1", "deep/b.jsonl, line 2", "deep/d.txt"]
    assert [failure.split(":")[0] if failure else None for _, failure in got] == [None, "no reader for .xyz; known", None, "no JSON", None]
    assert [found.article.source for found in read(path) if found.article] == [None, None, "Daily Courier"]


@pytest.mark.parametrize(("name", "pack"), [("t.txt.gz", gzip.compress), ("t.txt.bz2", bz2.compress), ("t.txt.xz", lzma.compress)])
def test_a_packed_file_is_read_by_the_reader_of_its_kind(tmp_path: Path, name: str, pack):
    (tmp_path / name).write_bytes(pack(TEXT.encode()))
    (found,) = read(tmp_path / name)
    assert (found.article.text, found.article.id) == (TEXT, "t")


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:\\out.txt", "..\\out.txt"])
def test_a_path_that_leads_out_of_the_archive_is_refused(tmp_path: Path, name: str):
    path = put(tmp_path / "in", "a.zip", zipped({name: TEXT.encode(), "ok.txt": TEXT.encode()}))
    failures = [failure for _, failure in places(path)]
    assert failures == ["its path leads out of the archive", None]
    assert not list(tmp_path.rglob("out.txt"))


def test_links_and_devices_in_an_archive_are_refused(tmp_path: Path):
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind in (("link.txt", tarfile.SYMTYPE), ("hard.txt", tarfile.LNKTYPE), ("pipe.txt", tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert [failure for _, failure in places(path)] == ["a link or device, not a file"] * 3


def test_a_bomb_is_refused_and_its_neighbours_are_read(tmp_path: Path):
    path = put(tmp_path, "a.zip", zipped({"bomb.txt": b"\n" * 50_000_000, "ok.txt": TEXT.encode()}))
    assert places(path) == [("bomb.txt", "unpacks to more than 200 times its size"), ("ok.txt", None)]
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"\n" * 50_000_000))
    assert places(tmp_path / "b.txt.gz") == [("", "unpacks to more than 200 times its size")]


def test_size_and_number_are_limited_over_all_archives_within(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    inner = zipped({f"{n}.txt": TEXT.encode() for n in range(5)})
    put(tmp_path, "inner.zip", inner)
    path = put(tmp_path, "outer.zip", zipped({"x.zip": inner, "y.zip": inner}))
    monkeypatch.setattr(archives, "MOST_FILES", 9)
    got = places(path)
    assert sum(failure is None for _, failure in got) == 7
    assert got[5] == ("y.zip", "more than 9 files; the rest is left out")
    monkeypatch.setattr(archives, "MOST_BYTES", 50)
    assert places(tmp_path / "inner.zip")[0] == ("", "more than 5e-05 MB unpacked; the rest is left out")


def test_archives_in_archives_are_read_three_deep(tmp_path: Path):
    data = TEXT.encode()
    name = "t.txt"
    for depth in range(4):
        data, name = zipped({name: data}), f"{depth}.zip"
        put(tmp_path, name, data)
    assert places(tmp_path / "2.zip") == [("1.zip/0.zip/t.txt", None)]
    assert places(tmp_path / "3.zip") == [("2.zip/1.zip/0.zip", "an archive more than 3 archives deep; not read")]


def test_a_cut_archive_says_so(tmp_path: Path):
    whole = zipped(MEMBERS)
    assert places(put(tmp_path, "a.zip", whole[: len(whole) // 2])) == [("", "broken archive: File is not a zip file")]
    whole = tarred({f"{n}.txt": bytes(range(256)) * 40 for n in range(9)}, "w:gz")
    assert places(put(tmp_path, "b.tgz", whole[: len(whole) // 2]))[0][1].startswith("broken archive: Compressed file ended")


def test_pictures_and_scripts_beside_a_saved_page_are_not_reported(tmp_path: Path):
    for name in ("page.html", "page_files/x.js", "page_files/y.png", "other_files/z.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [place.removeprefix("/") for place, _ in places(tmp_path)] == ["page.html", "other_files/z.png"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    noise=st.binary(max_size=60), at=st.integers(0, 400), suffix=st.sampled_from([".zip", ".tar", ".tgz", ".txt.gz", ".txt.xz", ".wacz"])
)
def test_no_damage_to_an_archive_raises(tmp_path: Path, noise: bytes, at: int, suffix: str):
    if suffix in (".zip", ".wacz"):
        whole = zipped(MEMBERS)
    elif suffix in (".tar", ".tgz"):
        whole = tarred(MEMBERS, "w" if suffix == ".tar" else "w:gz")
    else:
        whole = (gzip.compress if suffix == ".txt.gz" else lzma.compress)(TEXT.encode())
    path = put(tmp_path, f"a{suffix}", whole[:at] + noise + whole[at + len(noise) :])
    for found in read(path):
        assert (found.article is None) == (found.failure is not None)


def test_a_table_about_texts_that_is_half_binary_is_said_to_be_no_articles_and_the_texts_are_read(tmp_path: Path):
    (tmp_path / "sources.csv").write_bytes(b"file,outlet\na.txt,Morning" + bytes(40))
    (tmp_path / "a.txt").write_text(TEXT)
    told = {Path(found.origin).name: found.failure for found in read(tmp_path)}
    assert told["a.txt"] is None
    assert "no column for the text" in (told["sources.csv"] or "")
