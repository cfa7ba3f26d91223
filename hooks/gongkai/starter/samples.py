"""The samples of the kinds, used thrice: as tests, as examples of `explain`, as starters of `new`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from pydantic import BaseModel

from gongkai.kinds import Kind
from gongkai.load.part import choices, inner_model

EXPECTED: Final = re.compile(r"[ \t]+(?:# )?(?P<level>fault|lapse): (?P<code>[a-z_]+\.[a-z0-9_]+)")
"""What a sample expects, at the end of the line it is about; several stand one after the other."""
LATER: Final = frozenset(
    {
        "received",
        "outcome",
        "told_on",
        "done",
        "audit",
        "ballots",
        "reported",
        "confirmed",
        "division",
        "extended",
        "handled",
        "answered",
        "feedback",
    }
)
"""Fields that are filled in when the matter has gone on."""
_LINE = re.compile(r"(?P<lead>[ ]*(?:- )?)(?P<key>[a-z_]+):")


def plain(kind: str) -> str:
    """The good sample a new record starts from."""
    own = files("gongkai") / "starter" / kind
    room = own if own.is_dir() else files("gongkai") / "kinds" / kind
    return (room / "samples" / "plain.yaml").read_text(encoding="utf-8")


def commented(model: type[BaseModel], sample: str) -> str:
    """The sample with a comment above each field, once: title, sentence, whether it must be written, its words.

    What can only be known later is commented out, so that nothing invented is published by oversight.
    """
    lines = ["# 下面全是例子，请逐项改成实际内容；用不着的整项删去。"]
    within: list[tuple[int, type[BaseModel]]] = [(-1, model)]
    later, said = 99, set[str]()
    for line in sample.splitlines():
        found = _LINE.match(line)
        depth = len(found["lead"]) if found else 99
        later = later if depth > later else 99
        if found and depth == 0 and found["key"] == "index":
            lines.append("# 索引号审批后再写，可运行 gongkai fix 自动编号。")
            continue
        if found:
            within = [one for one in within if one[0] < depth]
            comment = _comment(within[-1][1], found)
            lines += [one for one in comment if one not in said]
            said.update(comment)
            field = within[-1][1].model_fields.get(found["key"])
            inner = inner_model(field.annotation) if field else None
            within += [(depth, inner)] if inner else []
            later = min(later, depth) if found["key"] in LATER else later
        lines.append(f"# {line}" if later < 99 else line)
    return "\n".join(lines) + "\n"


def _comment(model: type[BaseModel], found: re.Match[str]) -> list[str]:
    """Above a field of the record itself always, above one further in only where its words are a closed list."""
    field = model.model_fields.get(found["key"])
    if field is None:
        return []
    lead, chosen = " " * found["lead"].find("-") if "-" in found["lead"] else found["lead"], choices(field.annotation)
    only = f"只能写：{'、'.join(chosen)}。" if chosen else ""
    if found["lead"]:
        return [f"{lead}# {field.title}{only}"] if chosen else []
    must = "必填" if field.is_required() else "可不写"
    return [f"# {field.title}（{must}）：{field.description}{only}"]


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
