"""考核细则: a score sheet with its levels, in `data/schemes/<name>.yaml` or shipped. One in use never changes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Final, Literal, NamedTuple

from pydantic import Field

from gongkai.load import shape
from gongkai.load.compose import document
from gongkai.load.fields import Amount, Day, Flag, Line, Text, number
from gongkai.load.part import Part
from gongkai.load.ranked import Consequence, Ranked
from gongkai.load.record import Record

SourceGrade = Literal["A", "B", "C", "推断"]
EXAMPLE: Final = "（示例分值）"


class Deduction(Part):
    """What one occurrence costs; an item never falls below its floor."""

    each: Amount = Field(title="每次扣分", description="每发生一次扣几分。")
    floor: Amount = Field("0", title="最低得分", description="扣到几分为止；不写是 0。")


class Item(Part):
    """One line of the sheet."""

    id: Line = Field(title="项目编号", description="记录里用它指明是哪一项，如 7。")
    text: Line = Field(title="考核内容", description="这一项考核什么，一句话。")
    marks: Amount = Field(title="满分", description="这一项的满分。")
    example: Flag = Field(False, title="示例分值", description="分值不是原文件给的，写 是，页面会注明。")
    deduct: Deduction | None = Field(None, title="扣分办法", description="按次扣分的写每次扣几分。")
    zero_if: Line | None = Field(None, title="归零情形", description="出现什么情形这一项记零分。")
    note: Line | None = Field(None, title="说明", description="需要说明的。")

    @property
    def words(self) -> str:
        """`每次扣 1 分，扣完为止`."""
        said = []
        if self.deduct:
            floor = number(self.deduct.floor)
            said.append(f"每次扣 {self.deduct.each} 分，{f'扣到 {self.deduct.floor} 分' if floor else '扣完'}为止")
        said += [f"{self.zero_if}的，记零分"] if self.zero_if else []
        said += [self.note] if self.note else []
        return "；".join(said) or "按情况扣分"


class Category(Part):
    """A group of items."""

    name: Line = Field(title="类别名称", description="如 组织建设。")
    items: tuple[Item, ...] = Field(min_length=1, max_length=200, title="考核项目", description="这一类的各个项目。")

    @cached_property
    def marks(self) -> Amount:
        """Full marks of the group, exact."""
        return str(sum(number(item.marks) for item in self.items))


class Bonus(Part):
    """What adds marks: so much each up to a cap, or only the highest of several."""

    id: Line = Field(title="加分编号", description="记录里用它指明是哪一项，如 J1。")
    text: Line = Field(title="加分内容", description="什么情况加分，一句话。")
    each: Amount | None = Field(None, title="每次加分", description="按次加分的写每次加几分。")
    cap: Amount | None = Field(None, title="加分上限", description="这一项最多加几分；不限就不写。")
    highest_only: Flag = Field(False, title="只计最高", description="同一项有几个加分时只计最高的一个，写 是。")
    example: Flag = Field(False, title="示例分值", description="分值不是原文件给的，写 是。")

    @property
    def words(self) -> str:
        """`每次加 1 分，最多加 3 分`."""
        said = [f"每次加 {self.each} 分" if self.each else "按情况加分"]
        said += ["几次只计最高的一次"] if self.highest_only else []
        said += [f"最多加 {self.cap} 分"] if self.cap else []
        return "，".join(said)


class Veto(Part):
    """一票否决: what overrides the level, or holds it down."""

    id: Line = Field(title="否决编号", description="记录里用它指明是哪一项，如 F1。")
    text: Line = Field(title="否决情形", description="出现什么情形，一句话。")
    to: Line | None = Field(None, title="定为等次", description="直接定为哪一等次。")
    not_above: Line | None = Field(None, title="不高于等次", description="最高只能定为哪一等次。")


class Source(Part):
    """Where a part of the total comes from."""

    name: Line = Field(title="来源名称", description="如 基础工作、述职评议。")
    weight: Amount = Field(title="权重", description="占百分之几，只写数字，各来源合计 100。")
    items: Flag = Field(False, title="由考核项目得出", description="这一来源的分数由上面的考核项目算出，写 是。")
    quarters: Line | None = Field(
        None, title="由季度考核得出", description="这一来源是全年四个季度得分的平均，写季度考核细则的文件名。"
    )
    example: Flag = Field(False, title="示例权重", description="权重不是原文件给的，写 是，页面会注明。")

    @property
    def words(self) -> str:
        """`占 60%（示例分值），由考核项目得出`."""
        said = [f"占 {self.weight}%{EXAMPLE if self.example else ''}"]
        said += ["由考核项目得出"] if self.items else []
        said += ["是全年四个季度得分的平均"] if self.quarters else []
        return "，".join(said)


class Into(Part):
    """The total as a part of a larger score."""

    name: Line = Field(title="上一级考核", description="计入哪一项考核，如 领导班子业绩考核。")
    weight: Amount = Field(title="计入权重", description="占百分之几，只写数字。")


class Level(Part):
    """等次 by its lower bound only, so that no total falls between two of them."""

    name: Line = Field(title="等次", description="如 优秀。")
    at_least: Amount | None = Field(None, title="最低分", description="达到几分；最低的等次不写。")
    example: Flag = Field(False, title="示例分数线", description="分数线不是原文件给的，写 是，页面会注明。")


class Quota(Part):
    """How many of those assessed together may get a level; computed only where the scheme ranks all of them."""

    level: Line = Field(title="等次", description="哪一等次有名额限制。")
    share: Amount = Field(title="名额比例", description="不超过百分之几，只写数字。")
    among: Line | None = Field(None, title="范围", description="在哪些支部里计算。")


class Rounding(Part):
    """Applied once, to the total."""

    places: Literal["0", "1", "2", "3"] = Field("1", title="保留小数位数", description="0 到 3 位，不写是 1 位。")
    mode: Literal["四舍五入", "舍去"] = Field("四舍五入", title="进位办法", description="四舍五入 或 舍去。")

    @property
    def words(self) -> str:
        """`保留 1 位小数，四舍五入`."""
        return f"{f'保留 {self.places} 位小数' if self.places != '0' else '取整数'}，{self.mode}"


class Scheme(Record):
    """考核细则."""

    title: Line = Field(title="细则名称", description="文件的全称。")
    source: Line = Field(title="来源", description="哪份文件，写全称和文号。")
    grade: SourceGrade | None = Field(None, title="来源等级", description="A 原文，B 可靠转载，C 一般转载，推断。")
    since: Day = Field(title="适用起始", description="从哪天起适用；改了就另建一个文件，用过的不再改。")
    until: Day | None = Field(None, title="适用截止", description="到哪天为止；仍在用就不写。")
    cycle: Literal["月度", "季度", "半年", "年度"] = Field(title="考核周期", description="多久考核一次。")
    full: Amount = Field("100", title="总满分", description="各项目满分之和，一般是 100。")
    rounding: Rounding = Field(default_factory=Rounding, title="取整", description="总分怎样取整，只在最后取一次。")
    categories: tuple[Category, ...] = Field(
        (), max_length=50, title="考核类别", description="各类别和项目；上级只给总分的不写。"
    )
    bonus: tuple[Bonus, ...] = Field((), max_length=50, title="加分项", description="各加分项。")
    bonus_cap: Amount | None = Field(None, title="加分总上限", description="各加分项合计最多加几分；不限就不写。")
    above_full: Flag = Field(False, title="可超过满分", description="加分后总分可以超过总满分，写 是。")
    vetoes: tuple[Veto, ...] = Field((), max_length=50, title="一票否决", description="各否决情形。")
    category_zero: Line | None = Field(None, title="一类零分的等次", description="任何一类得零分就定为哪一等次。")
    sources: tuple[Source, ...] = Field((), max_length=10, title="总分来源", description="几个来源按权重合成的写。")
    into: Into | None = Field(None, title="计入上一级考核", description="总分按多大权重计入哪一项考核。")
    levels: tuple[Level, ...] = Field(min_length=1, title="等次", description="从高到低，各写最低分。")
    quota: tuple[Quota, ...] = Field(
        (), title="名额限制", description="哪一等次限多少；写了排名（ranked）的，程序按参加排名的单位数核对。"
    )
    ranked: Ranked | None = Field(
        None, title="排名", description="本支部自己考核几个单位才写：由谁考核、考核哪些单位，程序据此排名。"
    )
    consequences: tuple[Consequence, ...] = Field(
        (), max_length=30, title="结果运用", description="评为哪一等次、全年平均多少、几次最后一名，按规定怎样。"
    )
    note: Text | None = Field(None, title="说明", description="读者要知道的其他规定。")

    @property
    def name(self) -> str:
        """The name of its file, by which records know it."""
        return self.address.rpartition("/")[2]

    @cached_property
    def scale(self) -> str:
        """`90 分以上优秀，80 分以上良好，其余不合格`."""
        bounds = (f"{one.at_least} 分以上{one.name}" if one.at_least else f"其余{one.name}" for one in self.levels)
        return "，".join(bounds) + (EXAMPLE if any(one.example for one in self.levels) else "")

    @cached_property
    def items(self) -> Mapping[str, PlacedItem]:
        """Each item by its number, with the number of its category; of two with one number the first."""
        found: dict[str, PlacedItem] = {}
        for place, category in enumerate(self.categories):
            for item in category.items:
                found.setdefault(item.id, PlacedItem(place, item))
        return found

    @cached_property
    def bonuses(self) -> Mapping[str, Bonus]:
        """Each bonus by its number."""
        return {one.id: one for one in reversed(self.bonus)}

    @cached_property
    def has_examples(self) -> bool:
        """Whether some of its marks are not those of the source."""
        return any(placed.item.example for placed in self.items.values()) or any(one.example for one in self.bonus)


class PlacedItem(NamedTuple):
    """An item and where it stands."""

    category: int
    item: Item


@cache
def shipped() -> tuple[Scheme, ...]:
    """The schemes that come with the package, by name; read only where somebody asks for one."""
    made = []
    for file in sorted((files("gongkai") / "schemes").iterdir(), key=lambda one: one.name):
        read, faults = document(file.read_bytes(), f"schemes/{file.name}")
        scheme = shape.record(Scheme, read, f"schemes/{file.name.removesuffix('.yaml')}") if read else faults
        if not isinstance(scheme, Scheme):
            raise AssertionError(scheme)  # they are ours, and a test reads every one
        made.append(scheme)
    return tuple(made)
