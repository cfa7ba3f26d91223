"""Made-up notices of development: persons go from step to step, each with a notice of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.drawing import AS_OF, MONDAY, Draw, Matter, next_weekday


@dataclass(frozen=True)
class Candidate:
    """One person on the way into the party, from notice to notice."""

    name: str
    sex: str
    born: str
    education: str
    post: str
    applied_on: date


def candidate(first: date, draw: Draw) -> Candidate:
    """Somebody who applied two or three years before."""
    born = f"{first.year - draw.number(22, 45)}-{draw.number(1, 12):02d}"
    applied = first - timedelta(days=draw.number(800, 1200))
    return Candidate(draw.person(), draw.random.choice("男女"), born, draw.one("学历"), draw.one("部门"), applied)


def notices(first: date, draw: Draw) -> Iterator[Matter]:
    """The same persons at each of their steps, in time."""
    people = [candidate(first, draw) for _ in range(draw.number(1, 6))]
    if draw.chance(0.4):
        yield notice("入党积极分子", first, people, draw)
    else:
        for node, days in (("发展对象", 0), ("接收预备党员", 240), ("预备党员转正", 640)):
            yield notice(node, first + timedelta(days=days), people, draw)


def notice(node: str, near: date, people: list[Candidate], draw: Draw) -> Matter:
    """One public notice; its period begins on a Monday."""
    begins = next_weekday(near, MONDAY)
    ends = begins + timedelta(days=draw.number(8, 11))
    made = begins - timedelta(days=4)
    lines = [
        f"node: {node}",
        "discussed:",
        *("  by: 支部委员会", f'  "on": {made - timedelta(days=7)}'),
        "consent:",
        *("  body: 中共示例公司委员会", f'  "on": {made - timedelta(days=2)}'),
        f"  document: 示例党组〔{made.year}〕{draw.number(1, 90)}号",
        "period:",
        *(f"  first: {begins}", f"  last: {ends}", "  unit: 日", f"  length: {(ends - begins).days + 1}"),
        "persons:",
    ]
    for person in people:
        lines += person_lines(person, begins, ends, draw)
    if ends < AS_OF:
        lines += ["received:", "  signed: 0", "  anonymous: 0", "  handled_by: 支部委员会"]
    lines.append(f"keywords: [党员发展, {draw.one('主题词')}]")
    who = people[0].name + (f"等 {len(people)} 名同志" if len(people) > 1 else "同志")
    return Matter("development", made, begins - timedelta(days=3), f"关于{who}的公示（{node}）", lines)


def person_lines(person: Candidate, begins: date, ends: date, draw: Draw) -> Iterator[str]:
    """One entry of a notice, with its outcome where the period is over."""
    yield f"  - name: {person.name}"
    yield from (f"    sex: {person.sex}", "    ethnicity: 汉族", f'    born: "{person.born}"')
    yield from (f"    education: {person.education}", f"    post: {person.post}")
    yield from (f"    applied_on: {person.applied_on}", f"    activist_on: {person.applied_on + timedelta(days=240)}")
    yield f"    contacts: [{draw.random.choice(('陈立', '孙静'))}, 吴浩]"
    if ends < AS_OF:
        told = ends + timedelta(days=1)
        yield from (f"    told_on: {told}", "    outcome:", "      result: 无异议", f'      "on": {told}')
        yield "      next: 提交支部党员大会讨论"
