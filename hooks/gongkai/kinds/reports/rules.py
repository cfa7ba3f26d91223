"""Rules about what cannot be right in a report: the wrong part, impossible counts and days, words for inside only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import BaseModel

from gongkai.derive.head import beyond_branch
from gongkai.findings import Finding
from gongkai.kinds.reports.facts import ReportFacts
from gongkai.kinds.reports.model import PARTS, Report
from gongkai.load.internal import tells_of_somebody
from gongkai.load.register import Register


def part_missing(record: Report, facts: ReportFacts, register: Register) -> Iterator[Finding]:
    """每种类型要写它自己的一段。 The part that the type asks for is not there.

    为什么：每种类型都有一段写人数、日期这些数，没有它，这件事就核对不了。
    处理：照填报手册“工作情况”补写这一段；类型选错的，改类型
    """
    if not getattr(record, record.part):
        words = f"类型是“{record.type}”，没有写 {record.part} 这一段"
        yield record.fault("type", words, found="没有写", expected=record.part)


def part_misplaced(record: Report, facts: ReportFacts, register: Register) -> Iterator[Finding]:
    """一件事只写它这个类型的一段。 A part that belongs to another type.

    处理：删去这一段；确实是两件事的，各写一份
    """
    for kind, name in PARTS.items():
        if kind != record.type and getattr(record, name):
            words = f"类型是“{record.type}”，这一段是“{kind}”的"
            yield record.fault(name, words, found=name, expected=record.part)


def year_unclear(record: Report, facts: ReportFacts, register: Register) -> Iterator[Finding]:
    """全年的培训统计和工作手册要写明是哪一年的。 What tells of a whole year names none.

    处理：补写 covers（所属时段），写整年，如 2026
    """
    yearly = [("training.sort", "全年的培训统计")] if record.training and record.training.sort == "全年" else []
    yearly += [("report.sort", "工作手册")] if record.is_workbook else []
    for at, what in yearly if record.whole_year is None else ():
        said = f"写的是{record.covers.text}" if record.covers else "没有写"
        yield record.fault(at, f"{what}，所属时段（covers）{said}", found=said, expected="整年，如 2026")


def group_twice(record: Report, facts: ReportFacts, register: Register) -> Iterator[Finding]:
    """一份培训记录里，每类对象只写一条。 One group stands twice.

    为什么：年度合计按对象相加，写两条就加了两次。
    处理：并成一条；确实是两次培训的，各写一份
    """
    seen: set[str] = set()
    for place, one in enumerate(record.training.groups) if record.training else ():
        if one.who in seen:
            yield record.fault(f"training.groups.{place}.who", f"“{one.who}”写了两次", found=one.who, expected="一条")
        seen.add(one.who)


def part_over_whole(record: Report, facts: ReportFacts, register: Register) -> Iterator[Finding]:
    """部分不能多于全部。 More took part, held a post or were solved than there were.

    处理：核对原始登记，改正写错的一个数
    """
    for at, part, whole, words in _portions(record):
        if part is not None and whole is not None and part > whole:
            yield record.fault(at, f"写的是 {part}，多于{words} {whole}", found=str(part), expected=f"不超过 {whole}")


def _portions(record: Report) -> Iterator[tuple[str, int | None, int | None, str]]:
    """Field, its number, the number that it is a part of, and what that is."""
    for place, one in enumerate(record.training.groups) if record.training else ():
        at = f"training.groups.{place}"
        yield f"{at}.trained", one.trained, one.expected, "应参加人数"
        yield f"{at}.reached", one.reached, one.expected, "应参加人数"
    if record.activity:
        yield "activity.members", record.activity.members, record.activity.took_part, "参加人数"
    for place, post in enumerate(record.posts):
        yield f"posts.{place}.who", len(post.who), post.count, "岗位人数"
    if record.service:
        yield "service.solved", record.service.solved, record.service.raised, "反映问题件数"


def made_before_happened(record: Report, facts: ReportFacts, register: Register) -> Iterator[Finding]:
    """先有这件事，后有这份记录。 It was written before what it reports as done.

    处理：核对形成日期和这个日期，改正写错的一个；还没有做的事写在计划里
    """
    for at, day in record.happened():
        if day > record.made_on:
            words = f"{day} 晚于形成日期 {record.made_on}"
            yield record.fault(at, words, found=str(day), expected=f"{record.made_on} 或以前")


def dated_backwards(record: Report, facts: ReportFacts, register: Register) -> Iterator[Finding]:
    """结束、讲评、整改、反馈不能早于它们的开始。 An end or a consequence before its beginning.

    处理：核对这几个日期，改正写错的一个
    """
    training, activity, regulation = record.training, record.activity, record.regulation
    pairs = [("training.last", training.last, training.first, "培训开始日期")] if training else []
    pairs += [("activity.until", activity.until, activity.on, "活动日期")] if activity else []
    pairs += [("regulation.until", regulation.until, regulation.since, "施行日期")] if regulation else []
    for name, what in (("report", "报告日期"), ("check", "检查日期")):
        if part := getattr(record, name):
            pairs += [(at, day, part.on, what) for at, day in record.followed()]
    for at, day, before, what in pairs:
        if day and before and day < before:
            words = f"{day} 早于{what} {before}"
            yield record.fault(at, words, found=str(day), expected=f"{before} 或以后")


def not_a_regulation(record: Report, facts: ReportFacts, register: Register) -> Iterator[Finding]:
    """制度文件只能替代制度文件。 What it takes the place of is another sort of matter.

    处理：核对索引号；只是有关的，写在 references（相关事项）
    """
    for place, name in enumerate(record.regulation.replaces) if record.regulation else ():
        other = register.by_name.get(name)
        if other and not (isinstance(other, Report) and other.regulation):
            words = f"“{other.title}”不是制度文件"
            yield record.fault(f"regulation.replaces.{place}", words, found=other.address, expected="制度文件")


def internal_matter(record: Report, facts: ReportFacts, register: Register) -> Iterator[Finding]:
    """给予谁什么处分、打算任用谁，不向支部以外公开。 Who is punished or thought of, open to more than the branch.

    为什么：处分、人事意向是内部工作，公开出去收不回来，还会伤人。标题见 head.internal_title。
    依据：《中国共产党党务公开条例（试行）》第四条、第十五条
    处理：删去这些内容；确需在支部内通报的，把公开范围写成 本支部党员；已经提交到 git 的，历史里还有，请告诉管理员
    """
    wider = "、".join(beyond_branch(record, facts.head.item))
    for at, text in _texts(record) if wider else ():
        if tells_of_somebody(text):
            what = "对某人的处分或任用意向"  # the sentence would name who it is
            yield record.fault(at, f"写了{what}，公开范围是{wider}", found=what, expected="本支部党员")


def _texts(record: Report) -> Iterator[tuple[str, str]]:
    """Every text a reader sees, with its field; a title that is not of a rule is looked at with those of all kinds."""
    if record.regulation:
        yield "title", record.title
    yield "body", record.body
    for name in PARTS.values():
        yield from _within(getattr(record, name), name)


def _within(part: object, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        yield at, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _within(getattr(part, name), f"{at}.{name}")
    elif isinstance(part, tuple):
        for place, one in enumerate(part):
            yield from _within(one, f"{at}.{place}")


RULES: Final = (
    part_missing,
    part_misplaced,
    year_unclear,
    group_twice,
    part_over_whole,
    made_before_happened,
    dated_backwards,
    not_a_regulation,
    internal_matter,
)
