"""Rules of other notices; those of every notice are in `check/publicity.py`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gongkai.derive.notice import NoticeFacts
from gongkai.findings import Finding
from gongkai.kinds.notices.model import PublicNotice
from gongkai.load.register import Register


def period_missing(record: PublicNotice, facts: NoticeFacts, register: Register) -> Iterator[Finding]:
    """公示要写公示期。 A notice to which one may object says until when.

    为什么：没有公示期，读者不知道什么时候可以提意见；只公布收支的，写成 accounts 类别的记录。
    处理：补写 period，以张贴的公示为准
    """
    if record.period is None:
        yield record.fault("subject", "没有写公示期（period）", found="没有写", expected="period")


def helped_in_public(record: PublicNotice, facts: NoticeFacts, register: Register) -> Iterator[Finding]:
    """帮扶对象不向社会公开。 Who is helped is nothing for everybody's eyes.

    为什么：谁有困难属于个人隐私，范围要尽量小；不管从哪天起，向社会公开就收不回来了。
    依据：《中华人民共和国个人信息保护法》第六条
    处理：在 audiences 写小范围，或在 catalogue.yaml 给帮扶对象公示单列一项，在 item 里写它的名称
    """
    item = facts.head.item
    if record.subject == "帮扶对象" and "社会" in record.audiences_ever(item.audiences if item else ()):
        yield record.fault("subject", "公开范围里有“社会”", found="社会", expected="本单位职工或更小")


RULES: Final = (period_missing, helped_in_public)
