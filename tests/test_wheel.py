"""The package as it is installed: a wheel, in a folder of its own, away from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


def test_a_wheel_holds_the_tables_the_models_and_the_dashboard_with_its_settings(wheel: Path):
    held = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(["git", "-C", str(ROOT), "ls-files", "analytics", "dashboard"], capture_output=True, text=True, check=True)
    assert {name for name in tracked.stdout.split() if (ROOT / name).exists()} - held == set()


def test_the_command_works_from_a_wheel_in_an_empty_folder(wheel: Path, tmp_path: Path):
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--no-deps", "--no-index", "--target", str(site), str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(site)}
    line = json.dumps({"id": "x", "text": "Talks will go on, Ana Roy said."}) + "\n"
    command = [sys.executable, str(site / "bin/narratives"), "extract"]
    done = subprocess.run(command, cwd=empty, env=environment, input=line, capture_output=True, text=True, check=True)
    assert [len(json.loads(answer)["statements"]) for answer in done.stdout.splitlines()] == [1]
    where = "import analytics, importlib.util; print(analytics.__file__, importlib.util.find_spec('dashboard').origin)"
    shown = subprocess.run([sys.executable, "-c", where], cwd=empty, env=environment, capture_output=True, text=True, check=True).stdout
    assert shown.split() == [str(site / "analytics/__init__.py"), str(site / "dashboard/__init__.py")]
    assert [*empty.iterdir()] == []
