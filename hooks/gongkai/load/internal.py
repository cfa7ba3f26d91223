"""Work done inside, as far as fixed words tell it: talks, discipline, intended appointments (domain reference §9)."""

from __future__ import annotations

import re
from typing import Final

_MATTERS: Final = re.compile(
    r"思想动态|谈话(?:记录|内容|情况)|考察记录|问题线索|信访举报|不合格党员|失联党员|廉政档案"
    r"|流动党员名[单册]|责任书签?订?名单"
    r"|处分(?!条例|规定)|组织处理(?!规定)|拟任(?!务)|拟提拔|人选酝酿|(?:人事|干部)(?:任免|调整)(?:意向|建议|方案)"
)
_SENTENCES: Final = re.compile(
    r"给予[^，。；、\n]{0,30}(?:党内(?:严重)?警告|撤销党内职务|留党察看|开除党籍)|(?:拟提拔|拟任)[^务，。；、\n]{1,20}为"
)
_QUOTED: Final = re.compile(r"《[^》]*》")
"""Titles of rules that are studied, such as that of disciplinary measures, tell of nobody."""


def matter_in(title: str) -> str:
    """The words by which a title calls such work, `思想动态`; empty where it does not."""
    found = _MATTERS.search(_QUOTED.sub("", title))
    return found[0] if found else ""


def tells_of_somebody(text: str) -> bool:
    """Whether somebody is disciplined, or thought of for a post, in it."""
    return bool(_SENTENCES.search(_QUOTED.sub("", text)))
