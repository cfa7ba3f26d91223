"""基础数据更正: what many matters rest on and was changed, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.derive.head import World


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """One change, by the branch's own word."""

    on: date
    what: str
    """`支部信息`, `2026年放假安排`."""
    note: str


def amendments(world: World) -> tuple[Amendment, ...]:
    """Newest first; one that is dated ahead is still to come."""
    told = [one for one in world.register.branch.amended if one.on <= world.as_of]
    told.sort(key=lambda one: one.on)
    return tuple(Amendment(on=one.on, what=_named(one.file, world), note=one.note) for one in reversed(told))


def _named(file: str, world: World) -> str:
    """What a file below `data/` is to readers."""
    folder, _, name = file.removesuffix(".yaml").rpartition("/")
    if folder == "holidays":
        return f"{name}年放假安排"
    if folder == "schemes":
        scheme = world.register.schemes.get(name)
        return f"考核细则“{scheme.title if scheme else name}”"
    return {"branch": "支部信息", "catalogue": "公开目录"}[name]
