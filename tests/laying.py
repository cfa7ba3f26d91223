"""A small branch laid out for a test: the world of the kinds' samples, with files of the test's own on top."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from gongkai import pipeline
from gongkai.load.branch import Branch
from gongkai.pipeline import Checked
from gongkai.starter.samples import EXPECTED, plain

_KEY = re.compile(r"(?P<key>[a-z_]+):")
WORLD = Path(__file__).parent / "kinds" / "world"
AS_OF = date(2026, 11, 20)
FORM = """records: [{names}]
proposed: {{on: {on}, by: 组织委员}}
reviewed: {{on: {on}, by: 纪检委员, secrecy: 通过, necessity: 通过, accuracy: 通过, attachments: 已人工检查}}
approved: {{on: {on}, by: 书记}}
form: 档案盒
"""


def overlaid(base: str, differs: str) -> str:
    """A bad sample states only how it differs: each of its top-level keys takes the place of the same one in `base`."""
    blocks = {**_blocks(base), **_blocks(differs)}
    return "".join(blocks.values())


def _blocks(text: str) -> dict[str, str]:
    """Top-level key → its lines, comments above it included."""
    blocks: dict[str, str] = {}
    waiting, name = "", ""
    for line in text.splitlines(keepends=True):
        key = _KEY.match(line)
        if key:
            name = key["key"]
            blocks[name] = waiting + line
            waiting = ""
        elif line.startswith("#") or not name:
            waiting += line
        else:
            blocks[name] += waiting + line
            waiting = ""
    return blocks


def meeting(differs: str = "") -> str:
    """A meeting that differs from the sample in these keys."""
    return overlaid(plain("meetings"), differs)


def notice(differs: str = "") -> str:
    """A notice of development that differs from the sample in these keys."""
    return overlaid(plain("development"), differs)


def form(*names: str, on: str = "2026-01-03") -> str:
    """An approval of these records, all of it on one day."""
    return FORM.format(names=", ".join(names), on=on)


Texts = dict[str, str | bytes]
"""Path below `data/` → what stands in the file; text may carry expectations at the end of its lines."""
Line = tuple[str, int, str, str]
"""File, line, level and code of a finding."""


def lay(root: Path, texts: Texts) -> set[Line]:
    """The world at `root` with these files; `branch.yaml` and `catalogue.yaml` are laid over. What the lines expect."""
    shutil.copytree(WORLD, root, dirs_exist_ok=True)
    expected: set[Line] = set()
    for name, text in texts.items():
        target = root / "data" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            target.write_bytes(text)
            continue
        if target.exists():
            text = overlaid(target.read_text(encoding="utf-8"), text)
        target.write_bytes(EXPECTED.sub("", text).encode())
        for number, line in enumerate(text.splitlines(), 1):
            expected |= {(f"data/{name}", number, one["level"], one["code"]) for one in EXPECTED.finditer(line)}
    return expected


def found(seen: Checked) -> set[Line]:
    """What was found, in the same form."""
    level = {True: "fault", False: "lapse"}
    return {(one.place.file, one.place.line, level[one.is_fault], one.code) for one in seen.findings}


def branch_of_world() -> Branch:
    """The branch of the samples' world as it is."""
    seen = pipeline.inspect(WORLD, AS_OF)
    assert seen.world
    return seen.world.register.branch


def checked(root: Path, texts: Texts, as_of: date = AS_OF) -> Checked:
    """The branch laid out and checked."""
    lay(root, texts)
    return pipeline.inspect(root, as_of)
