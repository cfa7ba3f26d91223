"""Made-up awards: who is to be commended, open to objection, and some weeks later the decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.drawing import AS_OF, MONDAY, Draw, Matter, next_weekday

HONOURS = ("优秀共产党员", "优秀党务工作者", "党员先锋岗", "学习标兵", "安全生产先进个人", "服务之星")


def awards(first: date, serial: int, draw: Draw) -> Iterator[Matter]:
    """A notice and its decision; the serial keeps two honours of a year apart."""
    honour = f"{draw.random.choice(HONOURS)}（第 {serial} 批）"
    people = [(draw.person(), draw.one("部门"), draw.prose(60)) for _ in range(draw.number(2, 5))]
    begins = next_weekday(first, MONDAY)
    ends = begins + timedelta(days=draw.number(8, 11))
    made, year = begins - timedelta(days=4), (begins - timedelta(days=4)).year
    head = honour_lines(honour, year, draw)
    lines = ["stage: 拟表彰公示", *head, *selection(made, len(people), draw)]
    lines += ["period:", f"  first: {begins}", f"  last: {ends}", "  unit: 日", f"  length: {(ends - begins).days + 1}"]
    lines += ["nominees:", *nominees(people, ends if ends < AS_OF else None)]
    if ends < AS_OF:
        lines += ["received:", "  signed: 0", "  anonymous: 0", "  handled_by: 支部委员会"]
    lines.append(f"keywords: [评优表彰, {draw.one('主题词')}]")
    yield Matter("awards", made, begins - timedelta(days=3), f"关于{year}年度{honour}拟表彰对象的公示", lines)
    decided = ends + timedelta(days=draw.number(10, 20))
    lines = ["stage: 表彰决定", *head, "nominees:", *nominees(people, None)]
    lines += ["decision:", f'  "on": {decided}', f"  document: 示例党组〔{decided.year}〕{draw.number(1, 90)}号"]
    lines.append(f"keywords: [评优表彰, {draw.one('主题词')}]")
    title = f"关于表彰{year}年度{honour}的决定"
    yield Matter("awards", decided, decided + timedelta(days=2), title, lines)


def honour_lines(honour: str, year: int, draw: Draw) -> list[str]:
    """What is awarded, by whom and by which paper."""
    paper = f"    - 关于开展{year}年度评选表彰工作的通知（示例党〔{year}〕{draw.number(1, 90)}号）"
    return [
        "honour:",
        *(f"  title: {honour}", f"  year: {year}", "  level: 本单位", "  granted_by: 中共示例公司委员会"),
        *("  basis:", paper),
    ]


def selection(made: date, people: int, draw: Draw) -> Iterator[str]:
    """How they were found."""
    yield from ("selection:", "  steps:")
    for days, what in ((20, "党小组推荐"), (12, "支部委员会讨论，确定推荐人选"), (5, draw.clause())):
        yield from (f'    - "on": {made - timedelta(days=days)}', f"      what: {what}")
    yield from (f"  quota: {people}", f"  nominated: {people + draw.number(1, 4)}")


def nominees(people: list[tuple[str, str, str]], ended: date | None) -> Iterator[str]:
    """Each with the deeds; with the outcome where the period is over."""
    for name, post, deeds in people:
        yield from (f"  - name: {name}", "    ethnicity: 汉族", f"    post: {post}", f"    deeds: {deeds}")
        if ended:
            told = ended + timedelta(days=1)
            yield from (f"    told_on: {told}", "    outcome:", "      result: 无异议", f'      "on": {told}')
            yield "      next: 提请公司党委表彰"
