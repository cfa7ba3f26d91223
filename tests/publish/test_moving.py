"""A shelf is moved and backed up with the handbook's own commands, run word for word: real tar, real rsync."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.cli import main
from publish.shelving import built, bytes_of, put, stocked, wrong
from publish.test_current import refreshed
from sample import ROOT

pytestmark = pytest.mark.nginx  # what is missing of tests/apt.txt is a failure in CI
TEXT = (ROOT / "hooks/gongkai/render/handbook/operating.md").read_text(encoding="utf-8")


def commands(section: str) -> list[str]:
    """The lines to be typed that a section of the handbook shows, in order."""
    part = TEXT.partition(f"{{#{section}}}")[2].partition("\n## ")[0]
    return [line for block in re.findall(r"```sh\n(.*?)```", part, re.DOTALL) for line in block.splitlines()]


def typed(line: str, where: Path) -> str:
    """What the command answers, typed in this folder."""
    if line.startswith("gongkai "):
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(where)
            done = CliRunner().invoke(main, line.split()[1:], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output
    name = next(word for word in line.split() if word not in ("flock", "发布区"))
    if not shutil.which(name) or not shutil.which("flock"):
        pytest.skip(f"{name} or flock is missing (tests/apt.txt)")
    told = subprocess.run(["bash", "-c", line], cwd=where, capture_output=True, encoding="utf-8", check=False)
    assert told.returncode == 0, (line, told.stderr)
    return told.stdout


def test_every_command_of_the_handbook_is_real() -> None:
    """Each verb and option that it tells of is one that the program knows."""
    lines = [line for line in re.findall(r"^gongkai .*$|`gongkai [^`]*`", TEXT, re.MULTILINE) if "…" not in line]
    assert len(lines) > 8
    for words in (line.strip("`").split() for line in lines):
        known = {name for option in main.commands[words[1]].params for name in option.opts}
        assert {word for word in words[2:] if word.startswith("-")} <= known, words


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a shelf with three editions and two generations of the working state stands."""
    stocked(tmp_path / "发布区")
    refreshed(tmp_path / "发布区", "一", "a.1.js")
    refreshed(tmp_path / "发布区", "二", "a.2.js")
    return tmp_path


def shared(top: Path) -> set[frozenset[str]]:
    """Which names are one file."""
    same = defaultdict(set)
    for path in top.rglob("*"):
        if path.is_file() and not path.is_symlink():
            same[path.stat().st_ino].add(path.relative_to(top).as_posix())
    return {frozenset(names) for names in same.values()}


def used(top: Path) -> int:
    """Blocks on the disk, each file once."""
    return sum({one.stat().st_ino: one.stat().st_blocks for one in top.rglob("*") if one.is_file()}.values())


@pytest.mark.parametrize(
    ("lines", "target"), [(slice(0, 4), "恢复/发布区"), (slice(4, 6), "备份")], ids=["tar", "rsync"]
)
def test_a_backup_is_the_shelf_again(lines: slice, target: str, place: Path) -> None:
    """Bytes, links and shared files as before, no larger on the disk; verified; and it goes on from there."""
    for line in commands("backup")[lines]:
        said = typed(line, place)
    assert said.startswith("核对无误：存档版 3 个")
    shelf, copy = place / "发布区", place / target
    assert bytes_of(copy) == bytes_of(shelf)
    assert shared(copy) == shared(shelf)
    assert any(len(names) > 2 for names in shared(copy))
    assert used(copy) <= used(shelf)
    put(copy, built(place / "sites", "2027"))
    refreshed(copy, "三")
    assert wrong(copy) == []
    assert (copy / "2027/about.html").samefile(copy / "2024/about.html")


def test_a_second_backup_follows_the_shelf(place: Path) -> None:
    """What the shelf has no more goes from the copy, too; what is shared there stays whole and shared."""
    for _ in range(2):
        for line in commands("backup")[4:]:
            typed(line, place)
        assert bytes_of(place / "备份") == bytes_of(place / "发布区")
        assert shared(place / "备份") == shared(place / "发布区")
        put(place / "发布区", built(place / "sites", f"20{27 + len(list((place / '发布区').glob('20*')))}"))
        refreshed(place / "发布区", "三")


def test_nobody_publishes_while_a_backup_is_made(place: Path) -> None:
    """The handbook's commands hold the lock that publishing asks for."""
    first, second = (commands("backup")[number] for number in (0, 4))
    for line in (first, second):
        assert line.startswith("flock 发布区 ")
    code = "import sys; from gongkai.publish.shelf import Path, Shelf, locked\n"
    code += "with locked(Shelf(Path(sys.argv[1])), 0):\n    pass"
    path = os.pathsep.join(str(ROOT / name) for name in ("hooks", "tests"))
    command = ["flock", "发布区", sys.executable, "-c", code, "发布区"]
    env = {**os.environ, "PYTHONPATH": path}
    told = subprocess.run(command, cwd=place, env=env, capture_output=True, encoding="utf-8", check=False)
    assert told.returncode == 1
    assert "发布区正被另一次发布占用" in told.stderr


def test_a_copy_without_links_is_larger_and_whole(place: Path) -> None:
    """As Windows or sftp copy: each name a file of its own, no `current`; verified, and published to again."""
    shutil.copytree(place / "发布区", place / "拷贝", ignore=shutil.ignore_patterns("current"))
    assert wrong(place / "拷贝") == []
    assert all(len(names) == 1 for names in shared(place / "拷贝"))
    assert used(place / "拷贝") > used(place / "发布区")
    put(place / "拷贝", built(place / "sites", "2027"))
    assert refreshed(place / "拷贝", "二", "a.2.js")
    assert wrong(place / "拷贝") == []
    assert (place / "拷贝/current").is_symlink()


def test_a_stick_holds_editions_and_ledger(place: Path) -> None:
    """Plain files only, verified in place; the list opens by a double click."""
    for line in commands("stick"):
        said = typed(line, place)
    assert said.startswith("核对无误：存档版 3 个")
    stick = place / "U盘"
    assert not any(path.is_symlink() for path in stick.rglob("*"))
    assert {path.name for path in stick.iterdir()} == {path.name for path in (place / "发布区").iterdir()} - {
        path.name for path in (place / "发布区").glob("current*")
    }
