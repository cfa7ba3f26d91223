"""Rules of branch.yaml and the holiday tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

from gongkai.derive.calendar import shipped
from gongkai.derive.floors import FLOORS
from gongkai.derive.head import Facts, World
from gongkai.derive.requirements import Figure, in_force
from gongkai.findings import Finding
from gongkai.load.branch import Branch, Strength, Term
from gongkai.load.fields import number as amount
from gongkai.load.record import Disclosure

_SATURDAY = 5


def _people(name: str, value: int) -> Figure:
    return Figure(
        name=name,
        value=Fraction(value),
        unit="人",
        since=date(2018, 10, 28),
        source="《中国共产党支部工作条例（试行）》",
        grade="C",
    )


FIGURES: Final = (
    _people("党员最少人数", 3),
    _people("党员最多人数", 50),
    _people("设支委会的党员人数", 7),
    _people("支委会最多人数", 7),
)
"""Full members without whom there is no branch; members at most; full members with whom it has a committee; seats."""


def rule_unknown(codes: Mapping[str, bool], world: World) -> Iterator[Finding]:
    """情况说明和关闭的规则要写对偏差的代码。 A code that no rule has; `codes` says of each whether it is a fault.

    处理：用检查结果里显示的代码，如 meetings.quorum_missed；gongkai explain 列出全部代码
    """
    branch = world.register.branch
    for number, off in enumerate(branch.rules_off):
        if codes.get(off.rule, True):
            words = f"“{off.rule}”是差错，不能关闭" if off.rule in codes else f"没有“{off.rule}”这条规则"
            yield branch.fault(f"rules_off.{number}.rule", words, found=off.rule)
    explaining: tuple[Branch | Disclosure, ...] = (branch, *world.register.records)
    for record in explaining:
        for number, deviation in enumerate(record.deviations):
            if deviation.rule not in codes:
                at = f"deviations.{number}.rule"
                yield record.fault(at, f"没有“{deviation.rule}”这条规则", found=deviation.rule)


def figure_unknown(names: Collection[str], world: World) -> Iterator[Finding]:
    """数量要求的名称要写对。 A figure of that name is asked of nobody.

    处理：照网站“检查规则”一页“数量要求”里的名称写；那里没有的，不能在 branch.yaml 里加
    """
    branch = world.register.branch
    for number, one in enumerate(branch.figures):
        if one.name not in names:
            known = "、".join(names) or "现在没有可以改的"
            words = f"没有“{one.name}”这一项，可用：{known}"
            yield branch.fault(f"figures.{number}.name", words, found=one.name, expected=known)


def figure_unfit(figures: Collection[Figure], world: World) -> Iterator[Finding]:
    """上级规定的数要能用。 A number that cannot be asked, such as a month that no year can be divided by.

    处理：对照上级文件改正；间隔只能写 1、3、6 或 12 个月，天数、人数写整数，百分数不超过 100，比例不超过 1
    """
    branch, known = world.register.branch, {one.name: one for one in figures}
    for number, one in enumerate(branch.figures):
        figure = known.get(one.name)
        wrong = figure.unfit(Fraction(amount(one.value))) if figure else ""
        if wrong:
            words = f"“{one.name}”写的是 {one.value}，{wrong}"
            yield branch.fault(f"figures.{number}.value", words, found=one.value, expected=wrong)


def floor_unknown(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """公示天数要求要写对环节的名称。 A floor in branch.yaml for a step that does not exist.

    处理：照网站“检查规则”一页“数量要求”里的名称写，如 接收预备党员、拟表彰、各类公示
    """
    branch, known = world.register.branch, tuple(floor.node for floor in FLOORS)
    for number, floor in enumerate(branch.floors):
        if floor.node not in known:
            words = f"没有“{floor.node}”这个环节，可写：{'、'.join(known)}"
            yield branch.fault(f"floors.{number}.node", words, found=floor.node, expected="、".join(known))


def explanation_unclear(owner: Branch | Disclosure, at: int, meant: Sequence[Finding]) -> Iterator[Finding]:
    """情况说明要写清针对哪一处偏差。 An explanation that fits several lapses; it stands beside none of them.

    为什么：一个月里少开两种会，原因不一定相同；一句话盖住几处，以后的新偏差也会被它盖住。
    处理：在 about（针对什么）里写那一处独有的词，如 主题党日；几处各写一条说明
    """
    words = f"对得上 {len(meant)} 处偏差，没有写清是哪一处，所以哪一处都没有附上；第一处是：{meant[0].words}"
    found = owner.lapse(f"deviations.{at}.rule", words, found="没有写 about", expected="about")
    yield replace(found, audiences=("本支部党员",), record=found.record if isinstance(owner, Disclosure) else "")


def holiday_misplaced(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """放假日和调休上班日要分清。 A day that cannot stand where it stands in a holiday table.

    为什么：一天写错，公示期就数错。
    处理：对照国务院办公厅的通知核对这一天
    """
    for year, table in sorted(world.register.holidays.items()):
        for at, days in (("off", table.off), ("worked", table.worked)):
            for number, day in enumerate(days):
                if problem := _problem(at, day, year, frozenset(table.off)):
                    yield table.fault(f"{at}.{number}", f"{day} {problem}", found=str(day))


def _problem(at: str, day: date, year: int, off: frozenset[date]) -> str:
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        return f"不在 {year} 年，也不是上一年 12 月"
    if at == "worked" and day in off:
        return "既写在放假日里，又写在调休上班日里"
    if at == "worked" and day.weekday() < _SATURDAY:
        return "本来就是周一至周五，不必写在调休上班日里"
    return ""


def holidays_differ(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """自己写的节假日安排会整个代替软件里的那一年。 An own table takes the place of a shipped one and differs.

    为什么：只写一两天的表，会让那一年其余的节假日都变成工作日。
    处理：软件已有的年份不必再写；确需更正的，把全年的放假日和调休上班日都写上
    """
    for year, table in sorted(world.register.holidays.items()):
        known = shipped(year)
        if known:
            weekdays = {day for day in known.off if day.weekday() < _SATURDAY}
            apart = (weekdays | known.worked) ^ (
                {day for day in table.off if day.weekday() < _SATURDAY} | {*table.worked}
            )
            if apart:
                words = f"与随软件提供的 {year} 年安排（{known.source}）有 {len(apart)} 天不同"
                yield replace(table.lapse("source", words, found=table.source), audiences=("本支部党员",))


def size_out_of_range(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """党员人数和支委会人数要合规定。 Too few or too many members for a branch, or for having no committee.

    依据：《中国共产党支部工作条例（试行）》
    数量：党员最少人数、党员最多人数、设支委会的党员人数、支委会最多人数
    处理：人数写错请改正；如属实，可在 branch.yaml 的 deviations 写明情况
    """
    branch = world.register.branch
    for number, one in enumerate(branch.members):
        day = max(one.since, branch.since)
        if branch.strength_on(day) is one:
            for at, words in _sizes(one, branch.committee_on(day), branch, day):
                found = branch.lapse(f"members.{number}.{at}", words, found=words, expected="在规定范围里")
                yield replace(found, record="", audiences=("本支部党员",))


def _sizes(strength: Strength, committee: Term | None, branch: Branch, day: date) -> Iterator[tuple[str, str]]:
    """What is too few or too many on the day, with its field."""
    least, most, needing, seats = (in_force(one, day, branch) for one in FIGURES)
    whole = strength.full + strength.probationary
    if least and strength.full < least.whole:
        yield "full", f"正式党员 {strength.full} 人，不足 {least.words}"
    if most and whole > most.whole:
        yield "full", f"党员 {whole} 人，超过 {most.words}"
    if needing and strength.full >= needing.whole and committee is None:
        yield "full", f"正式党员 {strength.full} 人，有 {needing.words}以上的应设支部委员会"
    if seats and committee and len(committee.seats) > seats.whole:
        yield "since", f"支部委员会 {len(committee.seats)} 人，超过 {seats.words}"


RULES = (size_out_of_range, floor_unknown, holiday_misplaced, holidays_differ)
