"""The figures of a report in one line, for lists in which several types stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gongkai.days import chinese_date
from gongkai.kinds.reports.model import Report
from gongkai.kinds.reports.parts import Check, Post, Service, Trained, WorkReport


def points(record: Report) -> str:
    """`党员 32/33 人，人均 8 学时`; empty where the part that the type asks for is missing."""
    if record.training:
        return "；".join(map(_trained, record.training.groups))
    if record.activity:
        return f"{chinese_date(record.activity.on)}，{record.activity.took_part} 人参加"
    if record.posts:
        return _posted(record.posts)
    if record.regulation:
        return f"{chinese_date(record.regulation.since)}起施行"
    if record.decision:
        return f"{record.decision.matter}，{record.decision.by}讨论，{record.decision.result}"
    return _worked(record)


def _worked(record: Report) -> str:
    if record.report:
        return _reported(record.report)
    if record.check:
        return _checked(record.check)
    return "，".join(_served(record.service)) if record.service else ""


def _posted(posts: tuple[Post, ...]) -> str:
    """`党员责任区 10 个，党员示范岗 3 个；共 34 人`."""
    each = "，".join(f"{sort} {count} 个" for sort, count in Counter(one.sort for one in posts).items())
    return f"{each}；共 {sum(one.count for one in posts)} 人"


def _trained(one: Trained) -> str:
    sums = [f"人均 {one.hours} 学时"] if one.hours else []
    sums += [f"人均 {one.days} 天"] if one.days else []
    return "，".join([f"{one.who} {one.trained}/{one.expected} 人", *sums])


def _reported(report: WorkReport) -> str:
    day = chinese_date(report.on)
    if report.sort == "工作手册":
        return f"{day}上交"
    if report.sort == "档案目录":
        return f"{sum(one.count for one in report.volumes)} 件归档"
    return f"{day}向{report.to}报告{'，已讲评' if report.comment else ''}"


def _checked(check: Check) -> str:
    if not check.problems:
        return "没有发现问题"
    return f"{len(check.problems)} 个问题，改好 {sum(one.done is not None for one in check.problems)} 个"


def _served(service: Service) -> Iterator[str]:
    yield service.sort
    if service.served is not None:
        yield f"服务 {service.served} 人次"
    if service.raised is not None:
        yield f"反映 {service.raised} 件"
    if service.solved is not None:
        yield f"解决 {service.solved} 件"
