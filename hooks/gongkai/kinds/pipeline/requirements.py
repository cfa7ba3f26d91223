"""Intervals that a rule limits, as data: from which step to which, how long, in which text, and how well we know it.

The text of 2014 holds before 11 May 2026, the revised one from that day on (domain reference §0, §1.5, §3). How one
follows the other is not known: a span that both touch is told both. No official page of either was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from gongkai.derive.floors import NATIONAL
from gongkai.derive.limits import COURSE_HOURS, ISSUED, REVISED
from gongkai.derive.requirements import Figure
from gongkai.kinds.pipeline.model import IntervalName
from gongkai.load.scheme import SourceGrade


@dataclass(frozen=True, kw_only=True)
class Text:
    """Where an interval stands in one version of the rule."""

    since: date
    article: str
    """`第七条`; empty where no source quotes the number."""
    grade: SourceGrade

    @property
    def words(self) -> str:
        """`《中国共产党发展党员工作细则》（2026年修订）第七条`."""
        version = "（2026年修订）" if self.since >= REVISED else "（2014年）"
        return f"《中国共产党发展党员工作细则》{version}{self.article or '，第几条没有查到'}"

    @property
    def short(self) -> str:
        """`2026年修订第七条（来源 B）`."""
        version = "2026年修订" if self.since >= REVISED else "2014年文本"
        unproven = "，没有核实" if self.grade == "C" else ""
        return f"{version}{self.article or '，第几条没有查到'}（来源 {self.grade}{unproven}）"


@dataclass(frozen=True, kw_only=True)
class Interval:
    """One interval, its limits as figures, and the texts in which they stand."""

    name: IntervalName | Literal["延长预备期"]
    start: str
    end: str
    least: Figure | None = None
    most: Figure | None = None
    special: Figure | None = None
    """The most in special cases."""
    texts: tuple[Text, ...] = ()
    """The earliest first; none for what is set locally."""
    written: Literal["天", "个工作日", "学时", "个月"] = "天"
    """In what a clerk writes how long it took."""
    proves: bool = True
    """Whether a length alone shows that it was kept; not where it can be kept in another way."""
    note: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(one for one in (self.least, self.most, self.special) if one)

    @property
    def is_local(self) -> bool:
        """Whether no national rule limits it."""
        return any(one.if_set for one in self.figures)

    def text_on(self, day: date) -> Text | None:
        """The version in force on the day, if it limits the interval."""
        return max((one for one in self.texts if one.since <= day), key=lambda one: one.since, default=None)


def _figure(name: str, value: int, unit: str, texts: tuple[Text, ...]) -> Figure:
    """It binds from the earliest text on; its grade is that of the latest."""
    source = "；".join(text.words for text in texts)
    return Figure(
        name=name, value=Fraction(value), unit=unit, since=texts[0].since, source=source, grade=texts[-1].grade
    )


def _customary(name: str, value: int, unit: str) -> Figure:
    source = "各单位通例，不是全国规定；上级定了、写进 branch.yaml 的 figures 才检查"
    return Figure(name=name, value=Fraction(value), unit=unit, since=ISSUED, source=source, grade="C", if_set=True)


def _old(article: str = "", grade: SourceGrade = "C") -> Text:
    return Text(since=ISSUED, article=article, grade=grade)


def _new(article: str, grade: SourceGrade = "B") -> Text:
    return Text(since=REVISED, article=article, grade=grade)


_TALK: Final = (_old("第七条", "B"), _new("第七条"))
_EXAMINED: Final = (_old(), _new("第十一条"))
_TRAINED: Final = (_old(), _new("第十三条"))
_COURSE: Final = (_old("第十七条"), _new("第十七条"))
_MEETING: Final = (_new("第十九条"),)
_APPROVED: Final = (_old(), _new("第二十五条"))
_OATH: Final = (_new("第二十九条", "C"),)
"""One tool alone says so, and a second source does not."""
_PROBATION: Final = (_old("第三十二条"), _new("第三十一条"))
_CONVERTED: Final = (_old(), _new("第三十三条"))

INTERVALS: Final = (
    Interval(
        name="入党谈话",
        start="递交入党申请书",
        end="党组织派人谈话",
        most=_figure("入党谈话最长时间", 1, "个月", _TALK),
        texts=_TALK,
    ),
    Interval(
        name="确定积极分子",
        start="递交入党申请书",
        end="确定为入党积极分子",
        least=_customary("申请到确定积极分子最短时间", 6, "个月"),
    ),
    Interval(
        name="积极分子考察",
        start="上一次考察",
        end="这一次考察",
        most=_figure("积极分子考察最长间隔", 6, "个月", _EXAMINED),
        texts=_EXAMINED,
        proves=False,
        note="规定是每半年一次；按上半年、下半年各一次的，间隔可以超过六个月",
    ),
    Interval(
        name="培养教育",
        start="确定为入党积极分子",
        end="列为发展对象",
        least=_figure("积极分子培养教育最短时间", 12, "个月", _TRAINED),
        texts=_TRAINED,
    ),
    Interval(
        name="发展对象公示",
        start="公示第一天",
        end="公示最后一天",
        least=Figure(
            name="发展对象公示最短时间",
            value=Fraction(NATIONAL.length),
            unit="个工作日",
            since=NATIONAL.since,
            source=NATIONAL.source,
            grade="B",
        ),
        texts=(_new("第十三条"),),
        written="个工作日",
        note="2014年的文本没有规定天数",
    ),
    Interval(
        name="集中培训",
        start="开班",
        end="结业",
        least=COURSE_HOURS,
        texts=_COURSE,
        written="学时",
        proves=False,
        note="一般不少于三天，或者不少于二十四学时",
    ),
    Interval(
        name="上级预审",
        start="上报预审",
        end="上级党委预审",
        most=_customary("上级预审最长时间", 1, "个月"),
    ),
    Interval(
        name="支部大会讨论",
        start="预审合格",
        end="支部党员大会讨论接收",
        most=_figure("预审后支部大会讨论最长时间", 1, "个月", _MEETING),
        texts=_MEETING,
        note="2014年的文本里没有查到，一个月是当时各单位的通例",
    ),
    Interval(
        name="接收审批",
        start="支部党员大会通过接收",
        end="上级党委审批",
        most=_figure("接收审批最长时间", 3, "个月", _APPROVED),
        special=_figure("接收审批特殊情况最长时间", 6, "个月", _APPROVED),
        texts=_APPROVED,
    ),
    Interval(
        name="入党宣誓",
        start="上级党委批准接收",
        end="入党宣誓",
        most=_figure("入党宣誓最长时间", 1, "个月", _OATH),
        texts=_OATH,
        note="“一般在一个月内”只有一处这样说，没有核实；2014年的文本里没有查到",
    ),
    Interval(
        name="预备期",
        start="支部党员大会通过接收",
        end="支部党员大会讨论转正",
        least=_figure("预备期最短时间", 12, "个月", _PROBATION),
        texts=_PROBATION,
        note="期满以后“及时讨论”，没有规定多少天",
    ),
    Interval(
        name="转正审批",
        start="支部党员大会通过转正",
        end="上级党委审批",
        most=_figure("转正审批最长时间", 3, "个月", _CONVERTED),
        texts=_CONVERTED,
    ),
    Interval(
        name="材料归档",
        start="批准转正",
        end="材料归入档案",
        most=_customary("转正材料归档最长时间", 7, "天"),
    ),
)
EXTENSION: Final = Interval(
    name="延长预备期",
    start="原来的预备期满",
    end="延长的预备期满",
    least=_figure("延长预备期最短时间", 6, "个月", _PROBATION),
    most=_figure("延长预备期最长时间", 12, "个月", _PROBATION),
    texts=_PROBATION,
    written="个月",
    note="只能延长一次",
)
BY_NAME: Final = {interval.name: interval for interval in INTERVALS}
FIGURES: Final = tuple(
    figure for one in (*INTERVALS, EXTENSION) if one.name != "发展对象公示" for figure in one.figures
)
"""How long a notice must hang is set in `floors` of branch.yaml, and checked notice by notice."""
