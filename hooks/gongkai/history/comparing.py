"""Two states of a branch side by side: a class for each thing that can have happened to a record, with its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar

from gongkai.history.differences import Model, differences
from gongkai.history.versions import Difference
from gongkai.history.words import Line, lines, pathed, reason, told_apart
from gongkai.load.reading import Tree


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One record in one of the two states."""

    address: str
    index: str
    title: str
    text: str
    tree: dict[str, Tree]
    """Empty where it cannot be read."""
    state: str
    """草稿, 待公开, 公开, 已撤回; empty where today's program cannot tell."""
    status: str
    """How it stood, in its kind's own words: 公示中."""

    @property
    def is_public(self) -> bool:
        return self.state in ("公开", "已撤回") or (not self.state and bool(self.index))


@dataclass(frozen=True, kw_only=True)
class Change:
    """What happened to one record between the two."""

    WORD: ClassVar[str] = ""
    kind: str
    index: str
    title: str
    address: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """What there is to tell beside that it happened."""
        return ()

    def fields(self) -> dict[str, object]:
        """For programs."""
        return {"change": self.WORD, **asdict(self)}


@dataclass(frozen=True, kw_only=True)
class Added(Change):
    """It was made public."""

    WORD = "新公开"


@dataclass(frozen=True, kw_only=True)
class Changed(Change):
    """What it shows became different."""

    WORD = "改动"
    model: Model
    differences: tuple[Difference, ...]
    """Corrections that give the reasons are among them."""
    moved_from: str = ""
    """Its former address."""
    standing: str = ""
    """How it stood before and after, where that is different, too: `公示中 → 已期满`."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """What differs, without the reasons."""
        return lines(told_apart(self.differences)[1], self.model)

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(map(reason, told_apart(self.differences)[0]))

    @property
    def sentences(self) -> tuple[str, ...]:
        moved = (f"文件原在 {self.moved_from}",) if self.moved_from else ()
        stood = (f"状态：{self.standing}",) if self.standing else ()
        return (*map(str, self.lines), *(f"更正说明：{one}" for one in self.reasons), *stood, *moved)

    def fields(self) -> dict[str, object]:
        found = pathed(told_apart(self.differences)[1], self.model)
        head = {name: getattr(self, name) for name in ("kind", "index", "title", "address", "moved_from", "standing")}
        return {"change": self.WORD, **head, "lines": found, "reasons": self.reasons}


@dataclass(frozen=True, kw_only=True)
class StateChanged(Change):
    """Its text is the same, and it stands differently: the days have gone by, or others were written."""

    WORD = "状态变化"
    before: str
    after: str

    @property
    def sentences(self) -> tuple[str, ...]:
        return (f"{self.before} → {self.after}",)


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Change):
    """It is no longer shown, and says why."""

    WORD = "撤回"
    reason: str

    @property
    def sentences(self) -> tuple[str, ...]:
        return (f"撤回原因：{self.reason}",)


@dataclass(frozen=True, kw_only=True)
class Masked(Withdrawn):
    """It is withdrawn, and its title is no longer shown either."""

    WORD = "撤回并隐去标题"


@dataclass(frozen=True, kw_only=True)
class Removed(Change):
    """There is no such file any more."""

    WORD = "删除"


def compare(before: Mapping[str, Shown], after: Mapping[str, Shown], models: Mapping[str, Model]) -> tuple[Change, ...]:
    """Of everything public on either side, in the order of kinds and addresses; records are found by index number."""
    found = [change for name in {**before, **after} for change in _changes(before.get(name), after.get(name), models)]
    places = {kind: place for place, kind in enumerate(models)}
    return tuple(sorted(found, key=lambda one: (places.get(one.kind, len(places)), one.address)))


def _changes(before: Shown | None, after: Shown | None, models: Mapping[str, Model]) -> Iterator[Change]:
    was, now = before is not None and before.is_public, after is not None and after.is_public
    one = after or before
    if one is None or not (was or now):
        return
    kind = one.address.split("/")[0]
    head = {"kind": kind, "index": one.index, "title": one.title, "address": one.address}
    if after is None or not now:
        yield Removed(**head)
    elif after.state == "已撤回":
        if before is None or before.state != "已撤回":
            yield withdrawal(after.tree, head)
    elif before is None or not was:
        yield Added(**head)
    else:
        yield from _changed(before, after, head, models.get(kind))


def withdrawal(tree: dict[str, Tree], head: dict[str, str]) -> Withdrawn:
    """As the text of a withdrawn record tells it."""
    said = tree.get("withdrawn")
    fields = said if isinstance(said, dict) else {}
    why = str(fields.get("reason", "")).strip()
    if fields.get("hide_title") in ("是", "true"):
        return Masked(reason=why, **{**head, "title": "已撤回的事项"})
    return Withdrawn(reason=why, **head)


def _changed(before: Shown, after: Shown, head: dict[str, str], model: Model) -> Iterator[Change]:
    if before.tree and after.tree:
        found = differences(before.tree, after.tree, model)
    else:
        found = (Difference((), before.text, after.text),) if before.text != after.text else ()
    moved = before.address if before.address != after.address else ""
    stood = before.status != after.status and before.status and after.status
    if found or moved:
        standing = f"{before.status} → {after.status}" if stood else ""
        yield Changed(model=model, differences=found, moved_from=moved, standing=standing, **head)
    elif stood:
        yield StateChanged(before=before.status, after=after.status, **head)
