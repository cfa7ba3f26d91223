"""What editions cost: one made-up branch of which a hundredth changes before each edition, on both sorts of shelf.

python -m benchmarks.shelves FOLDER --editions 20 --records 3000

Every edition is published by the command, in a process of its own, to a folder and to a branch of git. What a shelf
grows by is counted as the disk holds it: a file that several editions share once, a branch after `git gc`. FOLDER keeps
both shelves and the rows in `shelves.md`.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from shutil import rmtree
from typing import Final

from benchmarks.committed import BEIJING
from benchmarks.run import AS_OF, GONGKAI, Run, run

HEAD: Final = "| shelf | MB, first edition | MB more an edition | CPU s: 2nd, 12th, last | verify, CPU s | peak MiB |"
HUNDREDTH: Final = 100
_ALONE: Final = ("-c", "gc.auto=0", "-c", "commit.gpgSign=false", "-c", "tag.gpgSign=false")
APART: Final = timedelta(days=7)
_POSTED: Final = "  - place: {place}号楼公开栏\n    since: {day}\n"
_PUBLISHED: Final = re.compile(r"^published_on: (\S+)", re.MULTILINE)


def rows(work: Path, records: int, editions: int) -> Iterator[str]:
    """Rows of the table, without its head."""
    branch = work / "editions"
    run(*GONGKAI, "init", branch)
    rmtree(branch / "data")
    run("-m", "benchmarks.make_branch", branch, "--records", str(records))
    names = tagged(branch, editions)
    folder, bare = work / "shelf", work / "shelf.git"
    subprocess.run(["git", "init", "--quiet", "--bare", bare], check=True)
    for to, size in ((str(folder), lambda: held(folder)), (f"git:{bare}#publish", lambda: packed(bare))):
        yield row(to, branch, names, size)


def tagged(branch: Path, editions: int) -> list[str]:
    """Make the branch a repository with that many editions, a hundredth of its records changed before each."""
    files = sorted(file for file in branch.glob("data/*/*/*.yaml") if file.parts[-3] != "approvals")
    plain = [file for file in files if "\nposted:" not in file.read_text(encoding="utf-8")]
    count = max(len(files) // HUNDREDTH, 1)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", branch], check=True)
    names = [f"e{number:03}" for number in range(1, editions + 1)]
    for number, name in enumerate(names):
        first = number * count % max(len(plain) - count, 1)
        for file in plain[first : first + count] if number else ():
            post(file, number)
        commit(branch, name, date.fromisoformat(AS_OF) + number * APART)
    return names


def post(file: Path, number: int) -> None:
    """It hung in one place more: a change that needs no correction."""
    text = file.read_text(encoding="utf-8")
    found = _PUBLISHED.search(text)
    assert found, "made records are published"
    lead = "" if "\nposted:" in text else "posted:\n"
    file.write_text(text + lead + _POSTED.format(place=number, day=found[1]), encoding="utf-8")


def commit(branch: Path, name: str, day: date) -> None:
    """Everything that stands there, and the edition's tag, at noon of the day."""
    told = {"NAME": "zhibu", "EMAIL": "zhibu@dj.example", "DATE": datetime.combine(day, time(12), BEIJING).isoformat()}
    who = {f"GIT_{one}_{what}": text for one in ("AUTHOR", "COMMITTER") for what, text in told.items()}
    for words in (["add", "--all"], ["commit", "--quiet", "-m", name], ["tag", "-a", "-m", name, f"edition/{name}"]):
        subprocess.run(["git", *_ALONE, *words], cwd=branch, env={**os.environ, **who}, check=True)


def row(to: str, branch: Path, names: list[str], size: Callable[[], float]) -> str:
    """Publish them all, then verify: what the shelf takes and what the time was."""
    spent: list[Run] = []
    first = 0.0
    for name in names:
        spent.append(run(*GONGKAI, "publish", name, "-C", branch, "--to", to))
        first = first or size()
    more = (size() - first) / max(len(names) - 1, 1)
    looked = run(*GONGKAI, "verify", to)
    cpu = [f"{spent[min(number, len(names)) - 1].cpu:.2f}" for number in (2, 12, len(names))]
    sort = "branch of git" if to.startswith("git:") else "folder"
    memory = max(one.memory for one in spent)
    return f"| {sort} | {first:.2f} | **{more:.3f}** | {', '.join(cpu)} | {looked.cpu:.2f} | {memory:.0f} |"


def held(folder: Path) -> float:
    """Megabytes that the files take, each file once however many names it has."""
    told = (file.lstat() for file in folder.rglob("*"))
    return sum({one.st_ino: one.st_blocks * 512 for one in told}.values()) / 1e6


def packed(bare: Path) -> float:
    """Megabytes of all objects, when git has tidied up."""
    subprocess.run(["git", "gc", "--quiet", "--prune=now"], cwd=bare, check=True)
    return sum(file.stat().st_size for file in (bare / "objects").rglob("*") if file.is_file()) / 1e6


def main() -> None:
    """What the command line asks; the rows go into `shelves.md` in the folder, too."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--editions", type=int, default=20)
    parser.add_argument("--records", type=int, default=3000)
    chosen = parser.parse_args()
    found = rows(chosen.folder.resolve(), chosen.records, chosen.editions)
    table = "\n".join([f"{chosen.editions} editions of {chosen.records:,} records\n", HEAD, "| --- " * 6 + "|", *found])
    (chosen.folder / "shelves.md").write_text(f"{table}\n", encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
