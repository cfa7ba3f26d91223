"""The regulations that rules rest on, and how good the text is that we read (domain reference §12)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

_NAMED = re.compile(r"《[^《》]+》")


class Source(NamedTuple):
    """A grade for the text seen, not for the regulation: A official, B an institution's or tool's page, C a copy."""

    grade: Literal["A", "B", "C"]
    note: str


SOURCES: Final[Mapping[str, Source]] = MappingProxyType(
    {
        "《中国共产党支部工作条例（试行）》": Source("B", "2018年；所见为地方党建网页转引的条文"),
        "《中国共产党党务公开条例（试行）》": Source("C", "2017年；所见为转载的条文"),
        "《中国共产党发展党员工作细则》": Source("B", "2014年印发，2026年5月修订；修订文本见两处独立引文"),
        "《中国共产党党员教育管理工作条例》": Source("C", "2019年；32学时见转载的条文，56学时没有查到"),
        "《关于中国共产党党费收缴、使用和管理的规定》": Source("C", "2008年；所见为院校和地方网站转引的条文"),
        "《中国共产党基层组织选举工作条例》": Source("C", "2020年；所见为转载的条文"),
        "《中华人民共和国个人信息保护法》": Source("C", "2021年；所见为转载的条文"),
        "《支部目标管理制度模板》": Source("C", "某企业党支部的模板；所见为转载，不是规章，没有文号和日期"),
        "《软件学院关于基层党支部工作创新立项的管理办法》": Source(
            "C", "某高校学院的办法，约2011年；办法未见，所见为立项活动通知的转载，年份和部分金额有残缺"
        ),
    }
)


def sources(basis: str) -> tuple[tuple[str, Source], ...]:
    """The regulations that a rule's 依据 names and whose text we have seen."""
    named = dict.fromkeys(_NAMED.findall(basis))
    return tuple((name, SOURCES[name]) for name in named if name in SOURCES)
