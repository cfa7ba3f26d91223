"""Numbers of persons are a fault anywhere in text (design §5.17)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.load.part import PathOf, dotted
from gongkai.load.personal import hits
from gongkai.load.record import Record
from gongkai.load.register import attachment_file


def personal_number(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """不公开身份证号、银行卡号和个人手机号。 A personal number in the text.

    依据：《中华人民共和国个人信息保护法》第六条、第二十八条
    处理：删去号码；联系方式写办公室固定电话。已经提交到 git 的，历史里还有，请告诉管理员
    """
    register = world.register
    for record in (register.branch, register.catalogue, *register.records, *register.approvals):
        for path, text in _texts(record):
            for hit in hits(text):
                words = f"含有{hit.what} {hit.masked}"
                yield record.fault(dotted(path), words, found=hit.masked, expected="不含个人号码")
    for record in register.records:
        for number, attached in enumerate(record.attachments):
            for hit in hits(register.attachments[attachment_file(record, attached.file)].text or ""):
                words = f"附件“{attached.file}”里含有{hit.what} {hit.masked}"
                yield record.fault(f"attachments.{number}.file", words, found=hit.masked, expected="不含个人号码")


def _texts(record: Record) -> Iterator[tuple[PathOf, str]]:
    """Every text of a record with its path, as it was written."""
    waiting: list[tuple[PathOf, object]] = [((), record.document.values)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            if len(value) > 10:  # the shortest personal number has eleven digits
                yield path, value
        elif isinstance(value, dict):
            waiting += [((*path, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, number), inner) for number, inner in enumerate(value)]


RULES = (personal_number,)
