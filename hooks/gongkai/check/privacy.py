"""Numbers of persons are a fault anywhere in text (design §5.17)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.load.compose import Tree
from gongkai.load.part import PathOf, dotted
from gongkai.load.personal import hits, may_be_written_in, may_hold
from gongkai.load.register import attachment_file


def personal_number(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """不公开身份证号、银行卡号和个人手机号。 A personal number in the text.

    依据：《中华人民共和国个人信息保护法》第六条、第二十八条
    处理：删去号码；联系方式写办公室固定电话。已经提交到 git 的，历史里还有，请告诉管理员
    """
    register = world.register
    for record in (register.branch, register.catalogue, *register.records, *register.approvals):
        if not may_be_written_in(record.document.text):
            continue
        for path, text in _doubtful(record.document.values):
            for hit in hits(text):
                words = f"含有{hit.what} {hit.masked}"
                yield record.fault(dotted(path), words, found=hit.masked, expected="不含个人号码")
    for record in register.records:
        for number, attached in enumerate(record.attachments):
            for hit in hits(register.attachments[attachment_file(record, attached.file)].text or ""):
                words = f"附件“{attached.file}”里含有{hit.what} {hit.masked}"
                yield record.fault(f"attachments.{number}.file", words, found=hit.masked, expected="不含个人号码")


def _doubtful(value: Tree, *path: str | int) -> Iterator[tuple[PathOf, str]]:
    """Every text in the tree that may hold a number, with its path, as it was written."""
    if isinstance(value, str):
        if may_hold(value):
            yield path, value
    elif may_hold("\n".join(_texts(value))):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for step, one in inner:
            yield from _doubtful(one, *path, step)


def _texts(tree: Tree) -> Iterator[str]:
    waiting = [tree]
    for value in waiting:  # grows while it is gone through
        if isinstance(value, str):
            yield value
        else:
            waiting += value.values() if isinstance(value, dict) else value


RULES = (personal_number,)
