"""Rules of persons: nobody's level by name, and no number so small that it is a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gongkai.derive.head import beyond_branch
from gongkai.findings import Finding
from gongkai.kinds.appraisals.facts import AppraisalFacts, at_low_levels
from gongkai.kinds.appraisals.model import Appraisal
from gongkai.load.register import Register

_WHO: Final = (
    r"(?P<who>(?!没有|暂无|不详|不公布|党员|同志|等次|及以下|[一二两三四五六七八九十]+[人名])"
    r"[\u3400-\u9fff]{2,4})(?=同志|[，、。；;,\s]|$)"
)


def level_named(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """不写某个人是什么等次。 The text tells somebody's level by name.

    为什么：个人的评议等次只告知本人；没有哪份规定说可以把优秀以外的等次连同姓名公开，公开了就收不回来。
    依据：《中华人民共和国个人信息保护法》第六条、第二十五条
    处理：删去姓名，只写人数；评为优秀而且本人同意的，写在 excellent（优秀党员名单）；
    已经提交到 git 的，历史里还有，请告诉管理员
    """
    named = re.compile("|".join(_patterns(facts.levels)), re.MULTILINE)
    for at, text in _texts(record):
        if said := named.search(text):
            who = said["before"] or said["who"]
            shown = said[0].replace(who, f"{who[0]}某", 1)
            yield record.fault(at, f"写了个人的等次：“{shown}”", found=shown, expected="只写人数")


def post_named(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """述职只写职务，不写姓名。 The name of one of the committee stands beside the post.

    为什么：同一条里有等次、得票和讲评，写了姓名，检索姓名就找得到。
    依据：《中华人民共和国个人信息保护法》第六条
    处理：删去姓名，只写职务；已经提交到 git 的，历史里还有，请告诉管理员
    """
    names = {seat.name for term in register.branch.committee for seat in term.seats}
    for number, report in enumerate(record.reports):
        if said := [name for name in sorted(names) if name in report.post]:
            shown = report.post.replace(said[0], f"{said[0][0]}某")
            yield record.fault(f"reports.{number}.post", f"写了姓名：“{shown}”", found=shown, expected="只写职务")


def few_shown_widely(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """低等次人数很少的，向本支部以外公开时要并着写。 A number so small that it points at somebody.

    为什么：三十几个人的支部，“不合格 1 人”等于点名。
    依据：《中华人民共和国个人信息保护法》第六条；几个人算少是推断，上级有规定的写在 branch.yaml 的 figures
    数量：评议低等次单列人数
    处理：和上一等次并着写，如 合格及以下，人数相加，真实的数不变；或只向本支部党员公开
    """
    wider = beyond_branch(record, facts.head.item)
    for number, count in at_low_levels(record) if wider else ():
        if 0 < count < facts.fewest:
            words = f"{count} 人，不到 {facts.fewest} 人，又向{'、'.join(wider)}公开，看得出是谁"
            expected = f"{facts.levels[1]}及以下" if facts.levels[2:] else "只向本支部党员公开"
            yield record.fault(f"results.{number}.count", words, found=str(count), expected=expected)


def _patterns(levels: tuple[str, ...]) -> Iterator[str]:
    """`张三同志被评为合格`, `不合格：张三、李四`; a level of one sign only in the first form."""
    by_length = sorted(map(re.escape, levels), key=len, reverse=True)
    yield rf"(?P<before>[\u3400-\u9fff]{{2,3}})同志(?:被)?(?:评|定|确定|评定)为(?:{'|'.join(by_length)})"
    if longer := [level for level in by_length if len(level) > 1]:
        yield rf"(?:{'|'.join(longer)})(?:等次)?的?(?:(?:党员|人员|名单)?[：:][ ]?|(?:党员|人员)[是为有]){_WHO}"


def _texts(record: Appraisal) -> Iterator[tuple[str, str]]:
    """All that somebody wrote in sentences, with its field."""
    yield "title", record.title
    for number, report in enumerate(record.reports):
        yield f"reports.{number}.comment", report.comment or ""
    yield from ((f"rectifications.{number}.what", one.what) for number, one in enumerate(record.rectifications))
    yield from ((f"corrections.{number}.note", one.note) for number, one in enumerate(record.corrections))
    for number, one in enumerate(record.deviations):
        yield f"deviations.{number}.note", one.note
        yield f"deviations.{number}.remedy", one.remedy or ""


RULES: Final = (level_named, post_named, few_shown_widely)
