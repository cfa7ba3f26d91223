"""The benchmarks run: a made-up branch is a sound one, and a small run prints its rows."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
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
    command = [sys.executable, "benchmarks/run.py", "--records=20", "--alone=90", "--commits=30", "--runs=1"]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert printed.count("| 20 | ") == 3 + 4 + 2
    assert "| exponent of bytes, 20 → 90 | " in printed
    assert [line.split(" | ")[0] for line in printed.splitlines() if " commits, " in line] == [
        f"| 20 records, 30 commits, {name}" for name in ("without git", "cold", "warm")
    ]
