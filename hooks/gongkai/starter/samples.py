"""The samples of the kinds, used thrice: as tests, as examples of `explain`, as starters of `new`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from gongkai.kinds import Kind
from gongkai.load.part import Part

EXPECTED: Final = re.compile(r"[ \t]+(?:# )?(?P<level>fault|lapse): (?P<code>[a-z_]+\.[a-z_]+)")
"""What a sample expects, at the end of the line it is about; several stand one after the other."""
_KEY = re.compile(r"(?P<key>[a-z_]+):")


def plain(kind: str) -> str:
    """The good sample a new record starts from."""
    room = "kinds" if kind != "approvals" else "starter"
    return (files("gongkai") / room / kind / "samples" / "plain.yaml").read_text(encoding="utf-8")


def commented(model: type[Part], sample: str) -> str:
    """The sample with a comment above each field: its title, its sentence, and whether it must be written."""
    lines = []
    for line in sample.splitlines():
        key = _KEY.match(line)
        if key and key["key"] == "index":
            lines.append("# 索引号审批后再写，可运行 gongkai fix 自动编号。")
            continue
        field = model.model_fields.get(key["key"]) if key else None
        if field:
            must = "必填" if field.is_required() else "可不写"
            lines.append(f"# {field.title}（{must}）：{field.description}")
        lines.append(line)
    return "\n".join(lines) + "\n"


def example(known: Mapping[str, Kind], code: str) -> str:
    """The lines of a bad sample that break the rule; empty where no sample does."""
    for sample in bad(known):
        text = sample.read_text(encoding="utf-8")
        if any(found["code"] == code for found in EXPECTED.finditer(text)):
            return EXPECTED.sub("", text).strip()
    return ""


def bad(known: Mapping[str, Kind]) -> Iterator[Traversable]:
    """Every bad sample of every kind: a file, or a folder of files where a rule needs several records."""
    for kind in known.values():
        for sample in _sorted(kind.folder / "samples"):
            if sample.name.startswith("bad_"):
                yield from _sorted(sample) if sample.is_dir() else (sample,)


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda one: one.name)


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
