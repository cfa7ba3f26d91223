"""Rules of a notice of development; those of every notice are in `check/publicity.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import cast

from gongkai.derive.head import Facts, World
from gongkai.derive.notice import STOPPED
from gongkai.findings import Finding
from gongkai.kinds.development.facts import DevelopmentFacts
from gongkai.kinds.development.model import Candidate, Development
from gongkai.load.register import Register


def basis_not_in_force(record: Development, facts: DevelopmentFacts, register: Register) -> Iterator[Finding]:
    """依据的细则应是公示当天有效的版本。 The notice rests on a version that was not in force on its first day.

    依据：《中国共产党发展党员工作细则》2014年印发，2026年5月11日修订
    处理：写错请改正；公示原文就是这样写的，页面会如实显示，可在 deviations 写明情况
    """
    if record.basis and record.basis != facts.in_force:
        words = f"写的是“{record.basis}”，公示第一天 {record.period.first} 有效的是“{facts.in_force}”"
        yield record.lapse("basis", words, found=record.basis, expected=facts.in_force)


def consent_missing(record: Development, facts: DevelopmentFacts, register: Register) -> Iterator[Finding]:
    """列为发展对象前要先经上级党委同意，再公示。 The superior's consent is not recorded.

    依据：《中国共产党发展党员工作细则》（2026年修订）第十三条
    处理：已同意的补写 consent；确实没有的，页面会如实显示，可在 deviations 写明情况和补救
    """
    if record.node == "发展对象" and facts.in_force == "细则（2026年）" and record.consent is None:
        yield record.lapse("node", "公示前应经上级党委同意，没有写同意情况", found="没有写", expected="同意情况")


def consent_not_before(record: Development, facts: DevelopmentFacts, register: Register) -> Iterator[Finding]:
    """上级党委同意应在公示第一天之前。 Consent did not come before the first day.

    依据：《中国共产党发展党员工作细则》（2026年修订）第十三条
    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况和补救
    """
    first = record.period.first
    if record.node == "发展对象" and record.consent and record.consent.on >= first:
        words = f"同意日期 {record.consent.on} 不早于公示第一天 {first}"
        yield record.lapse("consent.on", words, found=str(record.consent.on), expected=f"{first} 以前")


def discussed_after_first_day(record: Development, facts: DevelopmentFacts, register: Register) -> Iterator[Finding]:
    """先讨论，后公示。 The discussion came after the first day.

    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况和补救
    """
    first = record.period.first
    if record.discussed and record.discussed.on > first:
        words = f"讨论日期 {record.discussed.on} 晚于公示第一天 {first}"
        yield record.lapse("discussed.on", words, found=str(record.discussed.on), expected=f"{first} 或以前")


def steps_out_of_order(record: Development, facts: DevelopmentFacts, register: Register) -> Iterator[Finding]:
    """入党的各个日期要先后有序。 The dates of a person's steps run backwards.

    处理：对照《入党志愿书》等材料核对这几个日期。
    """
    names = ("applied_on", "activist_on", "candidate_on", "admitted_on")
    for number, person in enumerate(record.persons):
        dated = [(name, day) for name in names if (day := getattr(person, name))]
        for (_, before), (name, day) in pairwise(dated):
            if day < before:
                words = f"{day} 早于上一步的 {before}"
                yield record.fault(f"persons.{number}.{name}", words, found=str(day), expected=f"{before} 或以后")


Entry = tuple[Development, DevelopmentFacts, int, Candidate]


def _entries(facts: Mapping[str, Facts], world: World) -> dict[tuple[str, str], list[Entry]]:
    """Person → every published notice that names the person, by first day."""
    found: dict[tuple[str, str], list[Entry]] = {}
    notices = cast("tuple[Development, ...]", world.register.of_kind("development"))
    for record in sorted(notices, key=lambda one: (one.period.first, one.address)):
        own = cast(DevelopmentFacts, facts[record.address])
        if own.head.state == "公开":
            for number, person in enumerate(record.persons):
                found.setdefault(person.identity, []).append((record, own, number, person))
    return found


def on_two_open_notices(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """同一个人、同一环节，公示期不能重叠。 One person on two notices of one step at the same time.

    处理：重复公开的请撤回一份；同名的两个人各写 distinguish（区分）；如属实，可在 deviations 写明情况
    """
    for entries in _entries(facts, world).values():
        latest: dict[str, Development] = {}
        for record, _, number, person in entries:
            earlier = latest.get(record.node)
            if earlier and earlier is not record and record.period.first <= earlier.period.last:
                words = f"“{person.name}”同时在另一份{record.node}公示“{earlier.title}”（{earlier.address}）里"
                found = record.lapse(f"persons.{number}.name", words, found=earlier.address, expected="只在一份公示里")
                yield replace(found, speaks_of=(earlier.address,))
            if earlier is None or record.period.last > earlier.period.last:
                latest[record.node] = record


def next_step_overdue(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """过了期限还没有下一步。 A person is in no later step after the time limit.

    依据：《中国共产党发展党员工作细则》第三十一条、第三十三条；发展对象的一年期限是各单位通例
    处理：已有下一步的请公开相应公示；延长预备期等情况可在 deviations 写明；上级另有规定的，可在 branch.yaml 关闭
    """
    for entries in _entries(facts, world).values():
        for place, (record, own, number, person) in enumerate(entries):
            stopped = person.outcome is not None and person.outcome.result in STOPPED
            step, due = own.next_step, own.next_due
            after = {later.node for later, *_ in entries[place + 1 :]}
            waiting = step and not stopped and not after & {record.node, *_later(step.node)}
            if step and due and due < world.as_of and waiting:
                words = f"“{person.name}”公示期满后 {step.months} 个月内（{due} 前）没有公开的“{step.node}”公示"
                expected = f"{step.node}（{step.source}）"
                found = record.lapse(f"persons.{number}.name", words, found="没有", expected=expected)
                yield replace(found, audiences=("本单位党员",))


def _later(node: str) -> frozenset[str]:
    """The step itself and those after it."""
    order = ("发展对象", "接收预备党员", "预备党员转正")
    return frozenset(order[order.index(node) :])
