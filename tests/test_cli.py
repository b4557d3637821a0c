"""The command: contracts of its output, and one clear line for each error."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analytics.cli import app, main, serving
from analytics.cli.streaming import answers, readings
from analytics.store.generation import build
from analytics.store.serving import current
from analytics.store.truth import add_segment, commit

TEXT = "Talks will go on, Norwegian Foreign Minister Ana Roy said on Monday, according to Interfax."


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, output and errors of a command."""
    monkeypatch.setattr(sys, "argv", ["narratives", *map(str, arguments)])
    code = 0
    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def lines(*records: object) -> io.BytesIO:
    """Records as JSON lines; text goes in as it is."""
    return io.BytesIO("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records).encode())


def test_extract_answers_each_line_in_its_place():
    got = [json.loads(line) for line in answers(lines({"id": 1, "text": TEXT}, "{", {"id": "x"}, {"id": "y", "text": "None."}), 1)]
    assert [one["id"] for one in got] == [1, None, "x", "y"]
    assert [sorted(one) for one in got] == [["id", "statements"], ["error", "id"], ["error", "id"], ["id", "statements"]]
    assert got[2]["error"] == "no text (field `text` or the like; has: id)"


def test_an_extracted_statement_has_the_fields_of_the_contract():
    (answer,) = [json.loads(line) for line in answers(lines({"id": 1, "text": TEXT}), 1)]
    (said,) = answer["statements"]
    assert [TEXT[a:b] for a, b in said["content"]] == ["Talks will go on"]
    assert [TEXT[a:b] for a, b in said["cue"]] == ["said"]
    assert (said["mode"], said["depth"], said["inside"]) == ("indirect", 0, None)
    assert sorted(said) == [
        "actor",
        "anonymous",
        "condition",
        "confidence",
        "content",
        "country",
        "cover",
        "cue",
        "depth",
        "id",
        "inside",
        "issue",
        "kind",
        "mode",
        "position",
        "speaker",
        "via",
    ]
    assert sorted(said["confidence"]) == ["attribution", "extraction", "position"]


def test_extract_streams_a_pipe_line_by_line():
    command = [sys.executable, "-c", "from analytics.cli import main; main()", "extract"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": os.getcwd()}) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for name in ("first", "second"):
            process.stdin.write(json.dumps({"id": name, "text": "Nobody spoke."}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline()) == {"id": name, "statements": []}
        process.stdin.close()
        assert process.wait(30) == 0


def test_half_a_character_in_an_id_is_written_back_as_it_was_given(tmp_path: Path):
    command = [sys.executable, "-c", "from analytics.cli import main; main()", "stories"]
    asked = b'{"id": "\\udfff", "text": "Nobody spoke."}\n'
    ran = subprocess.run(command, check=True, input=asked, capture_output=True, env={**os.environ, "PYTHONPATH": os.getcwd()})
    assert json.loads(ran.stdout)["id"] == "\udfff"


def test_what_an_export_left_out_of_its_address_is_told(store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    code, _, err = run(monkeypatch, capsys, "export", "--view", "statements?from=2024-99-99", "--store", store)
    assert (code, err) == (0, "ignored: from=2024-99-99 (no such day)\n")


@pytest.mark.parametrize("command", [["ingest", "a.txt", "--workers", "1"], ["compact"], ["rebuild", "--extract", "none"]])
def test_a_damaged_segment_ends_in_one_line(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT)
    for path in (store / "segments").glob("articles-*"):
        path.write_bytes(b"PAR1\x1b[2J")
    commit(store, [add_segment(store, "articles", [])])  # so that there is something to merge
    code, _, err = run(monkeypatch, capsys, *command, "--store", store)
    assert code == 2
    assert err.startswith("narratives: a file of the store can't be read: ")
    assert err.endswith("; `narratives verify` names those that aren't as they were written\n")
    assert err.count("\n") == 1


def test_a_manifest_or_pointer_of_another_make_ends_in_one_line(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (store / "CURRENT").write_bytes(b"\xff\xfe")
    code, _, err = run(monkeypatch, capsys, "status", "--store", store)
    assert (code, err.endswith("which is missing; make it again with `narratives rebuild`\n")) == (2, True)
    for odd in ('{"version": 3, "added": [{"x": 1}], "removed": []}', '{"version": "three", "added": [], "removed": []}'):
        (store / "manifests" / "00000001.json").write_text(odd)
        code, _, err = run(monkeypatch, capsys, "compact", "--store", store)
        assert (code, err.startswith("narratives: damaged manifest ")) == (2, True)


def test_names_from_outside_move_no_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a\x1b[2J[red].txt").write_text("")
    code, out, _ = run(monkeypatch, capsys, "ingest", tmp_path / "in", "--store", tmp_path / "s", "--workers", "1")
    assert (code, "\x1b" in out) == (0, False)
    assert f"{tmp_path}/in/a\ufffd[2J[red].txt: empty file" in out


def test_read_shows_articles_and_faults_without_a_store(tmp_path: Path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("")
    first, second, third = [json.loads(line) for line in readings([tmp_path, ""])]
    assert third == {"id": "", "error": "no such file or folder: an empty name"}
    assert (first["id"], first["text"], first["published_at"], first["published_how"]) == ("a", TEXT, None, "none")
    assert second == {"id": f"{tmp_path}/b.txt", "error": "empty file"}


def test_ingest_reports_and_status_shows_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(TEXT)
    (tmp_path / "in/b.txt").write_text("")
    code, out, _ = run(monkeypatch, capsys, "ingest", tmp_path / "in", "--store", tmp_path / "s", "--workers", "1")
    assert code == 0
    assert out.startswith("read 2, new 1, seen before 0, failed 1 in ")
    assert f"not stored: 1\n  {tmp_path}/in/b.txt: empty file\n" in out
    code, out, _ = run(monkeypatch, capsys, "status", "--store", tmp_path / "s")
    assert out.startswith("1 articles, 1 statements, ")
    assert "unknown         1           1      -     -        1" in out
    assert f"{tmp_path}/in/b.txt: empty file" in out
    assert run(monkeypatch, capsys, "verify", "--store", tmp_path / "s")[:2] == (0, f"store {tmp_path}/s: every file as it was written\n")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["status", "--store", "none.store"], "no store at none.store; make one with `narratives ingest PATH --store none.store`"),
        (["verify", "--store", "none.store"], "no store at none.store; make one with `narratives ingest PATH --store none.store`"),
        (["rebuild", "--store", "none.store"], "no store at none.store; make one with `narratives ingest PATH --store none.store`"),
        (["serve", "--store", "none.store"], "no store at none.store; make one with `narratives ingest PATH --store none.store`"),
        (["ingest", "none.txt"], "no such file or folder: none.txt"),
        (["ingest", ""], "no such file or folder: an empty name"),
        (["ingest", "a.txt", "--store", "/proc/none/s"], "can't write to the store /proc/none/s: No such file or directory"),
    ],
)
def test_an_error_is_one_line_and_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], line: str
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT)
    code, out, err = run(monkeypatch, capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"narratives: {line}")
    assert err.count("\n") == 1


def test_verify_names_the_damage(store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    path = next((store / "segments").glob("articles-*"))
    path.unlink()
    code, out, err = run(monkeypatch, capsys, "verify", "--store", store)
    assert (code, out) == (2, f"{path} is missing (2 rows of articles)\n")
    assert err == f"narratives: 1 fault in the store {store}; `narratives restore` it from a backup\n"


def test_serve_hands_over_to_the_dashboard(store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    started: list[list[str]] = []
    monkeypatch.setattr(serving.os, "execv", lambda _, command: started.append(command))
    monkeypatch.setenv("NARRATIVES_STORE", "")
    with socket.socket() as probe:
        probe.bind(("", 0))
        port = probe.getsockname()[1]
    serving.serve(store, port)
    assert capsys.readouterr().out == f"dashboard on http://localhost:{port} (Ctrl-C ends it)\n"
    assert os.environ["NARRATIVES_STORE"] == str(store)
    assert started[0][1:4] == ["-m", "streamlit", "run"]
    assert Path(started[0][4]).parts[-2:] == ("dashboard", "app.py")


def test_an_earlier_generation_that_was_kept_is_served_and_not_added_to(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    for name in ("NARRATIVES_STORE", "NARRATIVES_GENERATION", "NARRATIVES_READ_ONLY"):
        monkeypatch.setenv(name, "")
    code, out, _ = run(monkeypatch, capsys, "keep", "--store", store)
    first = out.split()[1]
    assert (code, out) == (
        0, f"generation {first} is kept; look at it with `narratives serve --generation {first} --store {store}`\n",
    )  # fmt: skip
    build(store)
    monkeypatch.setattr(serving.os, "execv", lambda *_: None)
    with socket.socket() as probe:
        probe.bind(("", 0))
        port = probe.getsockname()[1]
    serving.serve(store, port, generation=first)
    assert (os.environ["NARRATIVES_GENERATION"], os.environ["NARRATIVES_READ_ONLY"]) == (first, "1")
    assert current(store).name == first
    monkeypatch.setenv("NARRATIVES_GENERATION", "")
    code, _, err = run(monkeypatch, capsys, "serve", "--store", store, "--port", str(port), "--generation", "../../etc")
    assert (code, err) == (2, f"narratives: no generation '../../etc' in store {store}; it has {first}, {current(store).name}\n")
    assert run(monkeypatch, capsys, "keep", first, "--drop", "--store", store)[1] == f"generation {first} goes with the next build\n"


def test_a_busy_port_is_one_clear_line(store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    with socket.socket() as held:
        held.bind(("", 0))
        held.listen()
        port = held.getsockname()[1]
        code, out, err = run(monkeypatch, capsys, "serve", "--store", store, "--port", str(port))
    assert (code, out) == (2, "")
    assert err == f"narratives: port {port} can't be used: Address already in use; choose another with --port or PORT=\n"


def test_help_names_every_verb_without_loading_a_parser():
    shown = CliRunner().invoke(app, ["--help"]).output
    assert all(verb in shown for verb in ("ingest", "extract", "read", "serve", "export", "status", "verify", "rebuild"))
    check = "import sys, analytics, analytics.cli; assert not {'spacy', 'pandas', 'duckdb', 'streamlit'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", check], check=True, env={**os.environ, "PYTHONPATH": os.getcwd()})
