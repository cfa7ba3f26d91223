"""What is installed elsewhere: the wheel holds everything a new branch needs, and that branch builds with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a folder of its own: what an installation would put on the path."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"  # a copy: setuptools leaves what it built beside what it built from
    shutil.copytree(ROOT / "hooks", source / "hooks", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([*build, "-w", str(folder), str(source)], check=True, timeout=120, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "packages")
    return folder / "packages"


def command(installed: Path, where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the unpacked wheel in front of everything else."""
    variables = {**os.environ, "PYTHONPATH": str(installed), "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=where,
        env=variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_a_new_branch_builds_with_the_installed_package(installed: Path, tmp_path: Path) -> None:
    """`init`, a record from nothing, its approval, `fix`, `check`, `mkdocs build`: all from the wheel."""
    gongkai = ("-c", "from gongkai.cli import main; main()")
    command(installed, tmp_path, *gongkai, "init", "b", "--as-of", "2026-09-01")
    branch = tmp_path / "b"
    for kind in ("meetings", "development", "approvals"):
        command(installed, branch, *gongkai, "new", kind, "--as-of", "2026-09-14")
    form = branch / "data/approvals/2026/09-14.yaml"
    before, mark, steps = form.read_text(encoding="utf-8").partition("# 审核以后")
    done = [line.removeprefix("# ") for line in (mark + steps).splitlines() if "以后" not in line]
    form.write_text("\n".join([before, *done, ""]), encoding="utf-8")
    counts = branch / "data/branch.yaml"
    counts.write_text(counts.read_text(encoding="utf-8").replace("full: 10", "full: 30"), encoding="utf-8")
    command(installed, branch, *gongkai, "fix", "--as-of", "2026-11-20")
    told = command(installed, branch, *gongkai, "check", "--as-of", "2026-11-20").stdout
    assert "差错 0 处" in told
    command(installed, branch, "-m", "mkdocs", "build", "--strict")
    for page in ("index.html", "meetings/2026/09-14.html", "development/2026/09-14.html", "rules.html", "writing.html"):
        assert (branch / "site" / page).is_file(), page
    assert "server {" in command(installed, branch, *gongkai, "nginx", "shelf", "--at", "http://dj.example/").stdout
    where = command(installed, branch, "-c", "import gongkai; print(gongkai.__file__)").stdout
    assert Path(where.strip()).is_relative_to(installed)
