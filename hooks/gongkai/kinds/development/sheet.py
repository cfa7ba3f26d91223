"""What a notice about joining the party says on its official sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gongkai.days import chinese_date
from gongkai.derive.sheet import Sheet, listed, names_of, objections_section, period_section, persons
from gongkai.kinds.development.facts import DevelopmentFacts
from gongkai.kinds.development.model import Development, Node
from gongkai.load.branch import Branch

INTENDED: Final[Mapping[Node, str]] = {
    "入党申请人": "{}递交了入党申请书",
    "入党积极分子": "拟确定{}为入党积极分子",
    "发展对象": "拟列{}为发展对象",
    "接收预备党员": "拟接收{}为预备党员",
    "预备党员转正": "预备党员{}拟转为正式党员",
}
PHRASES: Final[Mapping[str, str]] = {
    "born": "{}出生",
    "applied_on": "{}申请入党",
    "activist_on": "{}确定为入党积极分子",
    "candidate_on": "{}列为发展对象",
    "admitted_on": "{}接收为预备党员",
    "contacts": "培养联系人{}",
    "introducers": "入党介绍人{}",
}


def sheet(record: Development, facts: DevelopmentFacts, branch: Branch) -> Sheet:
    """依据…，经…讨论，…同意，拟…，现公示如下。"""
    return Sheet(
        lead="，".join((*_steps(record, facts), _intended(record), "现公示如下。")),
        sections=(
            persons(record.persons, "公示对象", PHRASES),
            period_section(record.period, facts.period),
            objections_section(facts.objections),
        ),
        closing="特此公示。",
        signed_on=record.made_on,
    )


def _steps(record: Development, facts: DevelopmentFacts) -> list[str]:
    basis = (f"《中国共产党发展党员工作细则》{facts.basis.removeprefix('细则')}", *record.local_basis)
    said = [f"依据{'、'.join(basis)}"]
    if record.discussed:
        said.append(f"经{record.discussed.by}{chinese_date(record.discussed.on)}讨论")
    if record.consent:
        number = f"（{record.consent.document}）" if record.consent.document else ""
        said.append(f"{record.consent.body}{chinese_date(record.consent.on)}同意{number}")
    return said


def _intended(record: Development) -> str:
    return INTENDED[record.node].format(listed(names_of(record.persons)))
