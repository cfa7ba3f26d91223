"""What rules and figures rest on: how far it reaches, and how good the text is that we read (domain reference §12)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple, get_args

from gongkai.days import chinese_date
from gongkai.derive.requirements import GRADES, Requirement
from gongkai.findings import RuleText
from gongkai.load.branch import BranchType
from gongkai.load.scheme import SourceGrade

_NAMED = re.compile(r"《[^《》]+》")
_LOCAL = re.compile(r"有的|各单位|通例|通行做法")


class Source(NamedTuple):
    """A grade for the text seen, not for the regulation."""

    grade: SourceGrade
    note: str
    national: bool = True
    """Whether it binds everywhere; otherwise one place or one unit wrote it for itself."""


SOURCES: Final[Mapping[str, Source]] = MappingProxyType(
    {
        "《中国共产党支部工作条例（试行）》": Source("B", "2018年；所见为地方党建网页转引的条文，部分条文只见转载"),
        "《中国共产党党务公开条例（试行）》": Source("C", "2017年；所见为转载的条文"),
        "《中国共产党发展党员工作细则》": Source("B", "2014年印发，2026年5月修订；修订文本见两处独立引文"),
        "《中国共产党党员教育管理工作条例》": Source("C", "2019年；32学时见转载的条文，56学时没有查到"),
        "《关于中国共产党党费收缴、使用和管理的规定》": Source("C", "2008年；所见为院校和地方网站转引的条文"),
        "《中国共产党基层组织选举工作条例》": Source("C", "2020年；所见为转载的条文"),
        "《中华人民共和国个人信息保护法》": Source("C", "2021年；所见为转载的条文"),
        "《支部目标管理制度模板》": Source(
            "C", "某企业党支部的模板；所见为转载，不是规章，没有文号和日期", national=False
        ),
        "《软件学院关于基层党支部工作创新立项的管理办法》": Source(
            "C",
            "某高校学院的办法，约2011年；办法未见，所见为立项活动通知的转载，年份和部分金额有残缺",
            national=False,
        ),
    }
)


class Reach(NamedTuple):
    """How far something binds, and as what it should be read."""

    national: bool
    local: bool

    @property
    def words(self) -> str:
        if self.national:
            return "全国规定，其中有各地各单位的做法" if self.local else "全国规定"
        return "一地或一个单位的做法，不是全国规定" if self.local else "没有引用规定，按常理和支部自己写的数据检查"


def named(basis: str) -> tuple[str, ...]:
    """Every regulation between 《 and 》, each once."""
    return tuple(dict.fromkeys(_NAMED.findall(basis)))


def sources(basis: str) -> tuple[tuple[str, Source], ...]:
    """The regulations that a basis names; a test sees to it that every rule's are known."""
    return tuple((name, SOURCES[name]) for name in named(basis) if name in SOURCES)


def nature(rule: RuleText) -> str:
    """How far a rule reaches, and how good the texts are: `全国规定（来源 B 级：没有见过原文，见过可靠的转引）`."""
    grades = sorted({source.grade for _, source in sources(rule.basis)})
    said = "；".join(f"来源 {grade} 级：{GRADES[grade]}" for grade in grades)
    return f"{reach(rule).words}（{said}）" if said else reach(rule).words


def reach(rule: RuleText) -> Reach:
    """Of a rule, by what its 依据 says."""
    known = [source.national for _, source in sources(rule.basis)]
    return Reach(any(known), not all(known) or _LOCAL.search(rule.basis) is not None)


def binding(asked: Requirement) -> str:
    """Whom a figure binds: `全国规定，2018年10月28日起，只对村、社区`, `一地或一个单位的做法，上级有要求才检查`.

    The day says something only of a national rule: of others we know the day of the text that we saw, at best.
    """
    since = ""
    if any(source.national for _, source in sources(asked.source)):
        words = "全国规定，数没有核实" if asked.grade == "推断" else "全国规定"
        since = "" if asked.if_set else f"{chinese_date(asked.since)}起"
    elif asked.grade == "推断":
        words = "一地或一个单位的做法，数由本软件掌握" if asked.if_set else "没有规定，由本软件掌握"
    else:
        words = "一地或一个单位的做法" if asked.if_set else "一地或一个单位的做法，事情人人要办，各支部都按它检查"
    types = "、".join(one for one in get_args(BranchType) if one in asked.types)
    said = (words, "上级有要求才检查" if asked.if_set else "", since, f"只对{types}" if types else "")
    return "，".join(filter(None, said))


def graded(asked: Requirement) -> str:
    """What it rests on and how good the text is: `《中国共产党支部工作条例（试行）》第十一条（B 级）`."""
    return asked.source if asked.grade == "推断" else f"{asked.source}（{asked.grade} 级）"
