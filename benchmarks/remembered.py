"""What history adds: one made-up branch built without git, with nothing kept of an earlier run, and with everything.

python -m benchmarks.remembered FOLDER --commits 5000 --runs 5

`run.py` prints the rows. They come in turn, so that what disturbs the machine for a while disturbs all three, and a
ratio is taken within a round. FOLDER holds the branch in `ours`; copies of it are laid beside it.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from benchmarks.committed import committed
from benchmarks.run import Job, Run, built, in_turn, spread

HEAD = "| history | CPU s: median [min–max] | ÷ without git | peak MiB |"


def rows(work: Path, commits: int, runs: int) -> list[str]:
    """Rows of the table, without its head."""
    bare, branch = work / "bare", work / "committed"
    shutil.copytree(work / "ours", branch)
    committed(branch, commits)
    shutil.copytree(branch, bare, ignore=shutil.ignore_patterns(".git"))
    build = built(branch, work / "site-committed")
    jobs: dict[str, Job] = {
        "without git": built(bare, work / "site-bare"),
        "cold": lambda: afresh(branch, build),
        "warm": build,
    }
    rounds = list(in_turn(jobs.values(), runs))
    count = len(list(branch.glob("data/*/*/*.yaml"))) - len(list(branch.glob("data/approvals/*/*.yaml")))
    return [row(f"{count:,} records, {commits:,} commits, {name}", rounds, place) for place, name in enumerate(jobs)]


def afresh(branch: Path, build: Job) -> Run:
    """A build that finds nothing in git's folder."""
    for file in (branch / ".git").glob("gongkai-*"):
        file.unlink()
    return build()


def row(name: str, rounds: list[tuple[Run, ...]], place: int) -> str:
    """One of the three builds, against the first."""
    those = [one[place] for one in rounds]
    ratio = spread(one[place].cpu / one[0].cpu for one in rounds)
    return f"| {name} | {spread(one.cpu for one in those)} | {ratio} | {max(one.memory for one in those):.0f} |"


def main() -> None:
    """What the command line asks; the rows go into `history.md` in the folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--commits", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    told = [HEAD, "| --- " * 4 + "|", *rows(chosen.folder, chosen.commits, chosen.runs)]
    (chosen.folder / "history.md").write_text("\n".join(told) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
