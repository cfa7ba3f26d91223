"""Attachments must be what they say, and somebody must have looked where a machine cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.load.register import attachment_file


def attachment_unsafe(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """附件要在、要是规定的类型，不带宏，也不含证件号码。 An attachment that cannot be published.

    处理：文件放在这件事同一年份的 files/ 文件夹里，文件名一字不差；
    其他问题照说明换一份附件，证件号、银行卡号、手机号要先删去
    """
    register = world.register
    for record in register.records:
        for number, attached in enumerate(record.attachments):
            for problem in register.attachments[attachment_file(record, attached.file)].problems:
                yield record.fault(f"attachments.{number}.file", problem.words, found=attached.file)


def attachment_unchecked(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """PDF、图片等附件要由人检查有没有个人信息。 Nobody has said that a person looked through it.

    为什么：机器读不出扫描件和图片里的证件号码。
    处理：检查后在审批表的 reviewed 里写 attachments: 已人工检查
    """
    register = world.register
    for record in register.records:
        approval = facts[record.address].head.form
        if approval is None or (approval.reviewed and approval.reviewed.attachments):
            continue
        for number, attached in enumerate(record.attachments):
            inspected = register.attachments[attachment_file(record, attached.file)]
            if inspected.needs_human_check and not inspected.problems:
                words = f"“{attached.file}”要人工检查，审批表（{approval.file}）里没有写已人工检查"
                yield record.fault(f"attachments.{number}.file", words, found="没有写", expected="已人工检查")


RULES = (attachment_unsafe, attachment_unchecked)
