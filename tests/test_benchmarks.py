"""The benchmarks run: a made-up branch is a sound one, and a small run prints its rows."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from gongkai import pipeline
from gongkai.findings import faults

ROOT = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 1, 5)


def made(out: Path, records: int, seed: int) -> Path:
    """A made-up branch at `out`."""
    command = [sys.executable, "-m", "benchmarks.make_branch", str(out), f"--records={records}", f"--seed={seed}"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return out


@pytest.mark.parametrize(("records", "seed"), [(20, 1), (90, 7), (300, 1)])
def test_made_up_branch_has_no_fault(tmp_path: Path, records: int, seed: int) -> None:
    """What the maker writes is read without a fault, and every record is published."""
    checked = pipeline.inspect(made(tmp_path, records, seed), AS_OF)
    assert faults(checked.findings) == []
    assert [one.head.state for one in checked.facts.values()] == ["公开"] * records


def test_made_up_branch_is_the_same_each_time(tmp_path: Path) -> None:
    """The same records and seed give the same bytes."""
    first, second = (
        {file.relative_to(out): file.read_bytes() for file in out.rglob("*.yaml")}
        for out in (made(tmp_path / "first", 30, 1), made(tmp_path / "second", 30, 1))
    )
    assert first == second


def test_bench_prints_its_rows() -> None:
    """A run over 20 records builds all sites and prints a row for each build and check, and how ours grows."""
    command = [
        sys.executable,
        "benchmarks/run.py",
        "--records=20",
        "--alone=90",
        "--commits=30",
        "--runs=1",
        "--shelves=0",
        "--monthly=0",
    ]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert printed.count("| 20 | ") == 3 + 4 + 2
    assert "| exponent of bytes, 20 → 90 | " in printed
    assert [line.split(" | ")[0] for line in printed.splitlines() if " commits, " in line] == [
        f"| 20 records, 30 commits, {name}" for name in ("without git", "cold", "warm")
    ]


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three editions of a made-up branch of 40 records, one of which changes before each, on both sorts of shelf."""
    work = tmp_path_factory.mktemp("shelves")
    command = [sys.executable, "-m", "benchmarks.shelves", str(work), "--editions=3", "--records=40"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return work


def test_what_did_not_change_is_stored_once(shelves: Path) -> None:
    """Of an edition all is as before but the changed record, and what lists or counts it: one file, one object."""
    folder = {name: files(shelves / "shelf" / name) for name in ("e001", "e002", "e003")}
    objects = {name: blobs(shelves / "shelf.git", name) for name in folder}
    for before, after in pairwise(folder):
        assert folder[before].keys() - folder[after].keys() == set()
        new = {path for path, file in folder[after].items() if folder[before].get(path) != file}
        assert new == {path for path, blob in objects[after].items() if objects[before].get(path) != blob}
        pages = {path for path in new if re.fullmatch(r"\w+/\d{4}/[\w-]+\.html", path)}
        assert 0 < len(pages) <= 3, "the record, and those that refer to it"
        assert len(new) < len(folder[after]) / 3


def files(edition: Path) -> dict[str, int]:
    """Path → which file it is on the disk."""
    return {file.relative_to(edition).as_posix(): file.stat().st_ino for file in edition.rglob("*") if file.is_file()}


def blobs(bare: Path, edition: str) -> dict[str, str]:
    """Path → which object it is in git."""
    command = ["git", "ls-tree", "-r", f"publish:{edition}"]
    told = subprocess.run(command, cwd=bare, check=True, capture_output=True, text=True).stdout
    return {line.partition("\t")[2]: line.split()[2] for line in told.splitlines()}


def test_shelves_are_measured(shelves: Path) -> None:
    """A row for each sort; what three editions take in git is less than twice what one takes."""
    told = (shelves / "shelves.md").read_text(encoding="utf-8").splitlines()
    assert told[0] == "3 editions of 40 records"
    sizes = {line.split(" | ")[0]: [float(one.strip("*")) for one in line.split(" | ")[1:3]] for line in told[4:]}
    assert [*sizes] == ["| folder", "| branch of git"]
    first, more = sizes["| branch of git"]
    assert 0 < 2 * more < first
