"""Build and check made-up branches beside what we compare with, in turn, and print the figures as Markdown.

`benchmarks/run.py --help` tells the options.
Every run is a fresh process with a new output folder. CPU is user + system time of the finished child and peak
memory its largest resident set, both as the operating system counts them. A ratio is taken within a round.
Gongkai has built an empty branch before, so its modules and templates are compiled, as those of installed packages are.
docs/benchmarks.md says what is compared and what came out.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from math import log
from pathlib import Path
from statistics import mean, median
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent
AS_OF: Final = "2026-01-05"
GONGKAI: Final = ("-c", "from gongkai.cli import main; main()")
PACKAGES: Final = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "PyYAML", "pydantic")
CHROME: Final = ("index.html", "404.html")


@dataclass(frozen=True)
class Run:
    """One finished process."""

    cpu: float
    """Seconds, user + system."""
    memory: float
    """Peak resident set in MiB."""


Job = Callable[[], Run]


def run(*arguments: str | Path, within: Path = ROOT, nav: str = "") -> Run:
    """A Python process with these arguments; SystemExit where it fails. `nav` is for the other site's hook."""
    settings = {
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "",
        "GONGKAI_AS_OF": AS_OF,
        "BASELINE_NAV": nav,
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "hooks", ROOT))),
    }
    child = subprocess.Popen(
        [sys.executable, *map(str, arguments)], cwd=within, env={**os.environ, **settings}, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"failed: {' '.join(map(str, arguments))}")
    return Run(cpu=used.ru_utime + used.ru_stime, memory=used.ru_maxrss / 1024)


def built(folder: Path, site: Path, nav: str = "") -> Job:
    """A full build into a new folder; what was there is put aside and not deleted.

    In a file system that has just lost thousands of files, making files costs several times as much (ext4 looks
    through all that were lately removed), and a build would pay for the one before it.
    """

    def build() -> Run:
        if site.exists():
            site.rename(tempfile.mkdtemp(dir=site.parent))
        return run("-m", "mkdocs", "build", "-q", "-d", site, within=folder, nav=nav)

    return build


def in_turn(jobs: Iterable[Job], runs: int) -> Iterator[tuple[Run, ...]]:
    """A B A B: what disturbs the machine for a while disturbs both."""
    those = tuple(jobs)
    for _ in range(runs):
        yield tuple(job() for job in those)


def lay_out(work: Path, records: int) -> None:
    """A branch as `gongkai init` makes it with made-up data, and the other site over the same data."""
    run(*GONGKAI, "init", work / "ours")
    run("-m", "mkdocs", "build", "-q", "-d", work / "first", within=work / "ours")
    shutil.rmtree(work / "ours" / "data")
    run("-m", "benchmarks.make_branch", work / "ours", "--records", str(records))
    run(HERE / "baseline.py", work / "ours", work / "baseline")


def builds(work: Path, records: int, runs: int) -> list[str]:
    """Rows of the table of builds."""
    jobs = {
        "Gongkai": built(work / "ours", work / "site-0"),
        "baseline a: records in the navigation": built(work / "baseline", work / "site-1", nav="all"),
        "baseline b: lists only": built(work / "baseline", work / "site-2", nav="lists"),
    }
    rounds = list(in_turn(jobs.values(), runs))
    rows = []
    for number, name in enumerate(jobs):
        those = [one[number] for one in rounds]
        pages = record_pages(work / f"site-{number}")
        cpu, memory = [one.cpu for one in those], max(one.memory for one in those)
        rows.append(
            f"| {records:,} | {name} | {spread(cpu)} | {spread(one[number].cpu / one[0].cpu for one in rounds)} |"
            f" {median(cpu) * 1000 / len(pages):.2f} | {memory:.0f} | {mean(pages):,.0f} |"
            f" {sum_of(work / f'site-{number}'):.1f} |"
        )
    return rows


def alone(work: Path, sizes: tuple[int, int], runs: int) -> list[str]:
    """Rows of growth: ours at two sizes, start-up (the build of an empty branch) taken off CPU."""
    jobs: list[Job] = []
    for records in (0, *sizes):
        folder = work / f"alone-{records}"
        run(*GONGKAI, "init", folder)
        if records:
            shutil.rmtree(folder / "data")
            run("-m", "benchmarks.make_branch", folder, "--records", str(records))
        jobs.append(built(folder, work / f"site-{records}"))
    rounds = list(in_turn(jobs, runs))
    cpu = [median(one[number].cpu for one in rounds) for number in range(3)]
    size = [sum_of(work / f"site-{records}") for records in sizes]
    name = f"{sizes[0]:,} → {sizes[1]:,}"
    memory = max(one[2].memory for one in rounds)
    return [
        f"| exponent of CPU, {name} | **{exponent(sizes, (cpu[1] - cpu[0], cpu[2] - cpu[0]))}** |",
        f"| exponent of bytes, {name} | **{exponent(sizes, (size[0], size[1]))}** |",
        f"| CPU s: empty branch, {sizes[0]:,}, {sizes[1]:,} | {cpu[0]:.2f}, {cpu[1]:.2f}, {cpu[2]:.2f} |",
        f"| peak MiB at {sizes[1]:,} | **{memory:.0f}** |",
        f"| ms a page at {sizes[1]:,} | {cpu[2] * 1000 / sizes[1]:.2f} |",
        shell_row(work / f"site-{sizes[1]}"),
    ]


def exponent(sizes: tuple[int, int], costs: tuple[float, float]) -> str:
    """1.00 where the cost grows as the records do; a dash where the smaller build costs no more than none."""
    if min(costs) <= 0:
        return "—"
    return f"{log(costs[1] / costs[0]) / log(sizes[1] / sizes[0]):.2f}"


def shell_row(site: Path) -> str:
    """The largest shell of a record page: everything but what stands in its `<article>`."""
    pages = (file for file in site.glob("*/[0-9]*/*.html") if file.name not in CHROME)
    shells = [b"".join(shell(file.read_bytes())) for file in list(pages)[::50]]
    raw, packed = max(map(len, shells)), max(len(gzip.compress(one)) for one in shells)
    return f"| shell of a record page, bytes raw and gzip | **{raw:,}** and **{packed:,}** |"


def shell(page: bytes) -> tuple[bytes, bytes]:
    """In front of the body and behind it."""
    before, opening, rest = page.partition(b'<article class="md-content__inner md-typeset">')
    _, closing, after = rest.rpartition(b"</article>")
    return before + opening, closing + after


def checks(work: Path, records: int, runs: int) -> list[str]:
    """Rows of the table of checks: all rules, against nothing but PyYAML's C loader over the same files."""
    start, data = work / "start", work / "ours" / "data"
    run(*GONGKAI, "init", start)
    jobs: dict[str, Job] = {
        "`gongkai check`": lambda: run(*GONGKAI, "check", "-C", work / "ours", "--as-of", AS_OF),
        "`yaml.load(…, CSafeLoader)`": lambda: run(HERE / "load_only.py", data),
        "start of `gongkai check` (an empty branch)": lambda: run(*GONGKAI, "check", "-C", start),
        "start of Python with `import yaml`": lambda: run(HERE / "load_only.py"),
    }
    rounds = list(in_turn(jobs.values(), runs))
    rows = [
        f"| {records:,} | {name} | {spread(one[number].cpu for one in rounds)} |" for number, name in enumerate(jobs)
    ]
    whole = spread(ours.cpu / theirs.cpu for ours, theirs, _, _ in rounds)
    starts = [median(one[number].cpu for one in rounds) for number in (2, 3)]
    net = spread((ours.cpu - starts[0]) / max(theirs.cpu - starts[1], 0.001) for ours, theirs, _, _ in rounds)
    return [
        *rows,
        f"| {records:,} | **check ÷ loader, whole** | **{whole}** |",
        f"| {records:,} | **net of start** | **{net}** |",
    ]


def record_pages(site: Path) -> list[int]:
    """Bytes of each record's page, with either way of writing addresses."""
    flat = [page for page in site.glob("*/[0-9]*/*.html") if page.name not in CHROME]
    return [page.stat().st_size for page in flat or site.glob("*/[0-9]*/*/index.html")]


def sum_of(site: Path) -> float:
    """Megabytes of the whole site."""
    return sum(file.stat().st_size for file in site.rglob("*") if file.is_file()) / 1e6


def spread(values: Iterable[float]) -> str:
    """`2.41 [2.38–2.60]`: median, least and greatest."""
    those = list(values)
    return f"{median(those):.2f} [{min(those):.2f}–{max(those):.2f}]"


def main() -> None:
    """Run everything and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 3000], help="sizes of branches")
    parser.add_argument("--alone", type=int, default=10000, help="largest branch, built by Gongkai alone; 0 for none")
    parser.add_argument("--commits", type=int, default=5000, help="history of the last size; 0 for none")
    parser.add_argument("--shelves", type=int, default=20, help="editions of the last size; 0 for none")
    parser.add_argument("--monthly", type=int, default=120, help="editions of 300 records; 0 for none")
    parser.add_argument("--runs", type=int, default=5, help="rounds for each size")
    chosen = parser.parse_args()
    tools = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    print(f"Python {platform.python_version()}, {tools}; {os.cpu_count()} cores; {chosen.runs} rounds\n")
    build_rows, check_rows, growth, history, shelves = [], [], [], "", ""
    with tempfile.TemporaryDirectory() as folder:
        for records in chosen.records:
            work = Path(folder) / str(records)
            work.mkdir()
            lay_out(work, records)
            build_rows += builds(work, records, chosen.runs)
            check_rows += checks(work, records, chosen.runs)
        if chosen.commits:
            counts = ("--commits", str(chosen.commits), "--runs", str(chosen.runs))
            run("-m", "benchmarks.remembered", work, *counts)
            history = (work / "history.md").read_text(encoding="utf-8")
        for editions, size in ((chosen.shelves, chosen.records[-1]), (chosen.monthly, 300)):
            if editions:
                place = Path(folder) / f"shelves-{size}"
                place.mkdir()
                run("-m", "benchmarks.shelves", place, "--editions", str(editions), "--records", str(size))
                shelves += (place / "shelves.md").read_text(encoding="utf-8") + "\n"
        if chosen.alone:
            growth = alone(Path(folder), (chosen.records[0], chosen.alone), chosen.runs)
    print("| records | build | CPU s: median [min–max] | ÷ Gongkai | ms a page | peak MiB | bytes a page | site MB |")
    print("\n".join(["| --- " * 8 + "|", *build_rows, ""]))
    print("| records | check | CPU s: median [min–max] |")
    print("\n".join(["| --- " * 3 + "|", *check_rows, ""]))
    print(f"{history}\n{shelves}")
    if growth:
        print("\n".join(["| Gongkai alone | |", "| --- | --- |", *growth]))


if __name__ == "__main__":
    main()
