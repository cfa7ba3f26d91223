"""Help for clerks: a new branch, a new record, mechanical repairs."""

from __future__ import annotations

import re
import shutil
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from gongkai import kinds, pipeline
from gongkai.load import misplaced
from gongkai.load.approval import Approval
from gongkai.load.branch import Branch, BranchType, Holidays
from gongkai.load.catalogue import Catalogue, Standard
from gongkai.load.record import Record
from gongkai.load.register import SUFFIX
from gongkai.load.scheme import Scheme
from gongkai.starter import fitting
from gongkai.starter.mending import repair
from gongkai.starter.samples import commented, plain

__all__ = ["address", "models", "new_branch", "new_record", "repair"]

APPROVALS: Final = "approvals"
SCHEMES: Final = "schemes"
DAYS: Final = re.compile(r"(?<= on: )2026-09-1[567]")
"""The days of the shipped form, in whose place stands that on which it is made."""
BEGINS: Final = "2026-01-01"
"""The day that stands in the shipped branch.yaml for the day of `init`."""


def models() -> dict[str, type[Record]]:
    """Every file a clerk may write, by the word the commands use for it."""
    own = {kind.name: kind.model for kind in kinds.kinds().values()}
    return {
        **own,
        APPROVALS: Approval,
        "branch": Branch,
        "catalogue": Catalogue,
        "holidays": Holidays,
        "scheme": Scheme,
    }


def address(said: str) -> str:
    """`data/meetings/2026/09.yaml` and `meetings/2026/09` name the same record; an index number stays."""
    return said.replace("\\", "/").removeprefix("data/").removesuffix(SUFFIX)


def new_record(root: Path, kind: str, name: str, day: date) -> Path:
    """A commented starter at `data/<kind>/<year>/<name>.yaml`. FileExistsError, ValueError: in Chinese.

    A scheme belongs to no year: `data/schemes/<name>.yaml`.
    """
    file = name.removesuffix(SUFFIX) + SUFFIX
    if not misplaced.NAME.fullmatch(file):
        raise ValueError(f"文件名“{name}”不合规定：只用小写字母、数字和连字符，如 2026-09-members。")
    target = Path("data", kind, file) if kind == SCHEMES else Path("data", kind, str(day.year), file)
    if (root / target).exists():
        raise FileExistsError(f"{target} 已经有了，请换一个文件名。")
    (root / target).parent.mkdir(parents=True, exist_ok=True)
    example = fitting.fitted(plain(kind), fitting.type_of(root))
    model = Scheme if kind == SCHEMES else models()[kind]
    text = form(root, day) if kind == APPROVALS else commented(model, example)
    (root / target).write_text(text, encoding="utf-8", newline="\n")
    return target


def form(root: Path, day: date) -> str:
    """An approval form of that day for every record no form covers yet; review and decision are to be filled in."""
    checked = pipeline.inspect(root, day)
    covered = checked.world.register.approvals_of if checked.world else {}
    waiting = [f"  - {one}" for one in sorted(checked.facts) if one not in covered]
    named = plain(APPROVALS).replace("  - meetings/2026/09-14", "\n".join(waiting)) if waiting else plain(APPROVALS)
    steps = (files("gongkai.starter") / APPROVALS / "samples" / "steps.txt").read_text(encoding="utf-8")
    return DAYS.sub(day.isoformat(), commented(Approval, named) + steps).replace(" 2026 年", f" {day.year} 年")


def new_branch(target: Path, day: date, type_: BranchType = "企业", standard: Standard | None = None) -> None:
    """The folder of a new branch whose data begin on `day`; it builds as it is. FileExistsError: in Chinese.

    `type_` is that of its unit, which says which catalogue it follows, unless `standard` does.
    """
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(f"{target} 已经有内容，请换一个空的文件夹。")
    with as_file(files("gongkai.starter") / "branch") as shipped:
        shutil.copytree(shipped, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    (target / ".gitignore").write_text("site/\n", encoding="utf-8", newline="\n")
    for file in (target / "data" / "branch.yaml", target / "data" / "catalogue.yaml"):
        text = file.read_text("utf-8").replace(BEGINS, day.isoformat())
        begun = fitting.begun(text, type_, standard or fitting.standard_of(type_))
        file.write_text(begun, encoding="utf-8", newline="\n")
