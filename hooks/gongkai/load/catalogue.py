"""公开目录, `data/catalogue.yaml`: what must be disclosed. A branch writes its own, the rest is the standard's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Final, Literal, NamedTuple

from pydantic import Field

from gongkai.load import shape
from gongkai.load.compose import document
from gongkai.load.fields import AudienceName, Count, Covers, Flag, Line
from gongkai.load.part import Part
from gongkai.load.record import Record
from gongkai.load.scheme import SourceGrade

Cycle = Literal["长期", "年度", "半年", "季度", "月度", "即时"]
Standard = Literal["企业", "高校", "村"]
_FILES: Final[Mapping[Standard, str]] = {"企业": "company", "高校": "university", "村": "village"}


class Exempt(Part):
    """Why an item is not due, always or in one span."""

    covers: Covers | None = Field(None, title="不适用的时段", description="如 2026、2026-H1；一直不适用就不写。")
    reason: Line = Field(title="不适用的原因", description="如 本支部不设党小组；依据哪份文件。")


class Item(Part):
    """One line of the catalogue. Of an item that the standard has, too, only what differs is written."""

    name: Line = Field(title="公开事项", description="目录事项的名称；与通用目录的事项同名，就是在它上面改。")
    kind: Line = Field("", title="类别", description="用哪一类记录公开，如 meetings。")
    also: tuple[Line, ...] = Field((), title="也可用的类别", description="还可以用哪几类记录公开。")
    types: tuple[Line, ...] = Field(
        (), title="包括的类型", description="这几种类型的记录也算公开了它；不写目录事项的归入它，default 写 否 的除外。"
    )
    content: tuple[Line, ...] = Field((), max_length=20, title="内容要素", description="公开时要写明哪些内容。")
    part: Count | None = Field(
        None, ge=1, le=7, title="内容分类", description="属于党务公开条例所列基层组织七项内容的第几项。"
    )
    basis: Line = Field("", title="公开依据", description="依据哪份规定。")
    grade: SourceGrade | None = Field(
        None, title="依据等级", description="A 条例原文，B 官方解读或规范，C 各单位通例；推断要自己核实。"
    )
    audiences: tuple[AudienceName, ...] = Field((), title="公开范围", description="向谁公开。")
    cycle: Cycle | None = Field(None, title="公开周期", description="多久公开一次；有事才公开的写 即时。")
    trigger: Line | None = Field(None, title="公开时机", description="即时公开的，什么时候公开，如 公示开始当日。")
    time_limit: Count | None = Field(
        None, le=366, title="公开时限", description="形成后，或时段结束后，几个工作日内公开；不限就不写。"
    )
    responsible: Line = Field("", title="责任主体", description="由谁负责公开。")
    default: Flag | None = Field(
        None, title="默认事项", description="本类别的记录不写目录事项时，都归入它的写 是，不归入的写 否。"
    )
    exempt: tuple[Exempt, ...] = Field((), title="不适用", description="本支部不适用的，写明时段和原因。")

    @property
    def is_default(self) -> bool:
        """Whether records of its kind belong to it that name no item, whatever their type."""
        return not self.types if self.default is None else self.default

    @property
    def duration(self) -> str:
        """Its class of duration: 长期, 定期 or 即时."""
        return self.cycle if self.cycle in ("长期", "即时") else "定期"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that fulfil it."""
        return (self.kind, *self.also)

    def tells(self, kind: str, types: Collection[str]) -> bool:
        """Whether a record of this kind and these types publishes it, whatever item it names."""
        return kind in self.kinds and any(one in self.types for one in types)

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields that neither the branch nor the standard gives."""
        return tuple(name for name in ("kind", "basis", "audiences", "cycle", "responsible") if not getattr(self, name))

    def written(self) -> dict[str, object]:
        """The fields in which something stands."""
        return {name: value for name in type(self).model_fields if (value := getattr(self, name)) not in (None, "", ())}


class Differing(NamedTuple):
    """One field in which the branch's item is not as the standard's; `field` is empty for an item of its own."""

    item: Item
    field: str
    standard: object


class Catalogue(Record):
    """公开目录: what must be disclosed."""

    standard: Standard | None = Field(
        None, title="通用目录", description="在哪份通用目录上增改：企业、高校 或 村；全部自己写就不写。"
    )
    items: tuple[Item, ...] = Field(
        (), title="目录事项", description="本支部自己的事项，以及与通用目录不同的地方；相同的不必写。"
    )

    @cached_property
    def whole(self) -> tuple[Item, ...]:
        """Every item as it holds here: the standard's in their order, then the branch's own."""
        own = {item.name: item for item in self.items}
        base = {item.name: item for item in self.base}
        merged = (item.model_copy(update=own[name].written()) if name in own else item for name, item in base.items())
        return (*merged, *(item for item in self.items if item.name not in base))

    @property
    def base(self) -> tuple[Item, ...]:
        """The standard's items; none where the branch follows none."""
        return shipped()[self.standard].whole if self.standard else ()

    def item(self, kind: str, name: str | None, types: Collection[str] = ()) -> Item | None:
        """The item called `name` that this kind may fulfil; without a name that of the types, or the default one."""
        if name is not None:
            return next((item for item in self.whole if item.name == name and kind in item.kinds), None)
        typed = (item for item in self.whole if item.default is not False and item.tells(kind, types))
        return next(typed, None) or next((item for item in self.whole if item.is_default and item.kind == kind), None)

    def differing(self) -> Iterator[Differing]:
        """What the branch has changed in the standard, and what it has added."""
        base = {item.name: item for item in self.base}
        for item in self.items if self.standard else ():
            if item.name not in base:
                yield Differing(item, "", None)
                continue
            for field, value in item.written().items():
                if value != (was := getattr(base[item.name], field)):
                    yield Differing(item, field, was)


@cache
def shipped() -> Mapping[Standard, Catalogue]:
    """The standards that come with the package; read only where somebody follows one."""
    made: dict[Standard, Catalogue] = {}
    for standard, name in _FILES.items():
        file = f"catalogues/{name}.yaml"
        read, faults = document((files("gongkai") / file).read_bytes(), file)
        catalogue = shape.record(Catalogue, read, file.removesuffix(".yaml")) if read else faults
        if not isinstance(catalogue, Catalogue):
            raise AssertionError(catalogue)  # they are ours, and a test reads every one
        made[standard] = catalogue
    return made
