"""Rules of projects: their phases in order, their defences held, their money earmarked and added up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gongkai.findings import Finding
from gongkai.kinds.projects.facts import ProjectFacts
from gongkai.kinds.projects.model import Project
from gongkai.load.fields import number
from gongkai.load.register import Register


def phase_backwards(record: Project, facts: ProjectFacts, register: Register) -> Iterator[Finding]:
    """阶段的结束日期不能早于开始日期。 A phase that ends before it begins.

    处理：核对两个日期，改正写错的一个
    """
    for at, phase in enumerate(record.phases):
        if phase.last < phase.first:
            words = f"{phase.last} 早于开始日期 {phase.first}"
            yield record.fault(f"phases.{at}.last", words, found=str(phase.last), expected=f"{phase.first} 或以后")


def phase_out_of_order(record: Project, facts: ProjectFacts, register: Register) -> Iterator[Finding]:
    """阶段按先后进行，前一阶段结束了再开始后一阶段。 A phase that begins before the one before it is over.

    依据：《软件学院关于基层党支部工作创新立项的管理办法》：申报、中期、结项分阶段进行
    处理：日期写错请改正；确实交叉进行的，页面会如实显示，可在 deviations 写明情况
    """
    for at, (before, phase) in enumerate(pairwise(record.phases), 1):
        if phase.first <= before.last and phase.first <= phase.last and before.first <= before.last:
            words = f"“{phase.name}”{phase.first} 开始，前一阶段“{before.name}”{before.last} 才结束"
            yield record.lapse(f"phases.{at}.first", words, found=str(phase.first), expected=f"{before.last} 以后")


def proposal_not_attached(record: Project, facts: ProjectFacts, register: Register) -> Iterator[Finding]:
    """立项书写了文件名，就要在附件里。 A proposal that is named and not attached.

    处理：把立项书写进 attachments（附件），两处文件名一样；只交了纸质的，写 kept（存放），不写 file
    """
    name = record.proposal.file
    if name and name not in {attached.file for attached in record.attachments}:
        yield record.fault("proposal.file", f"附件里没有“{name}”", found=name, expected="附件的文件名")


def decided_before_proposed(record: Project, facts: ProjectFacts, register: Register) -> Iterator[Finding]:
    """先申报，再评审，后答辩、验收。 A later step of a project dated before an earlier one.

    处理：核对这几个日期，改正写错的一个
    """
    steps = [("proposal.on", "申报", record.proposal.on)]
    steps += [("decided.on", "评审", record.decided.on)] if record.decided else []
    first = steps[-1]
    later = [steps[-1]] if record.decided else []
    later += [(f"defences.{at}.on", one.stage, one.on) for at, one in enumerate(record.defences)]
    later += [("accepted.on", "验收", record.accepted.on)] if record.accepted else []
    for at, title, on in later:
        _, before, day = steps[0] if at == "decided.on" else first
        if on < day:
            yield record.fault(at, f"{title} {on} 早于{before} {day}", found=str(on), expected=f"{day} 或以后")


def continues_later(record: Project, facts: ProjectFacts, register: Register) -> Iterator[Finding]:
    """延续的应是以前的项目。 A project said to continue one that is no older.

    处理：核对索引号，改成以前的那个项目；两个项目互相有关的，写在 references
    """
    earlier = register.by_name.get(record.continues) if record.continues else None
    if isinstance(earlier, Project) and earlier is not record and earlier.round >= record.round:
        words = f"“{earlier.title}”是 {earlier.round} 年立项，本项目是 {record.round} 年"
        yield record.fault("continues", words, found=str(earlier.round), expected=f"{record.round} 年以前的项目")


def total_differs(record: Project, facts: ProjectFacts, register: Register) -> Iterator[Finding]:
    """写明的支出合计、结余要和各项用途对得上。 A stated total or balance that does not follow from its lines.

    为什么：合计写错、结余照合计算的，是同一处错，只在合计那里说一次。
    处理：核对账目：是某一项写错、漏写，还是合计、结余写错，改正写错的一处
    """
    said, sums = record.money, facts.money
    if said is None or sums is None:
        return
    if said.spent_total is not None and number(said.spent_total) != sums.spent:
        words = f"写的是 {said.spent_total} 元，各项相加是 {sums.spent} 元"
        yield record.fault("money.spent_total", words, found=said.spent_total, expected=str(sums.spent))
    if said.left is not None and number(said.left) not in (sums.left, sums.left_as_stated):
        words = f"写的是 {said.left} 元，核定减支出（{said.granted} - {sums.spent}）是 {sums.left} 元"
        yield record.fault("money.left", words, found=said.left, expected=str(sums.left))


def level_unknown(record: Project, facts: ProjectFacts, register: Register) -> Iterator[Finding]:
    """项目等级要在经费标准里。 A level of which no band of money is known, where the superior has set bands.

    依据：各单位的立项办法，没有统一的标准；上级有规定的，写在 branch.yaml 的 project_levels 才检查
    数量：重点项目经费、一般项目经费
    处理：等级写错请改正；本单位的等级不同的，在 branch.yaml 的 project_levels 写明等级、金额和依据
    """
    if record.level and facts.bands and facts.band is None:
        known = "、".join(one.level for one in facts.bands)
        yield record.lapse("level", f"经费标准里没有“{record.level}”，有：{known}", found=record.level, expected=known)


def amount_outside_band(record: Project, facts: ProjectFacts, register: Register) -> Iterator[Finding]:
    """核定经费要在这一等级的范围里。 Granted more, or less, than a project of its level is.

    依据：各单位的立项办法，没有统一的标准；上级有规定的，写在 branch.yaml 的 project_levels 才检查
    数量：重点项目经费、一般项目经费
    处理：数写错请改正；标准改了的，在 branch.yaml 的 project_levels 补一条；如属实，可在 deviations 写明情况
    """
    band, money = facts.band, record.money
    if band and money and not band.holds(number(money.granted)):
        words = f"核定 {money.granted} 元，{band.level}项目是 {band.words}"
        yield record.lapse("money.granted", words, found=f"{money.granted} 元", expected=band.words)


def overspent(record: Project, facts: ProjectFacts, register: Register) -> Iterator[Finding]:
    """专款专用，支出不超过核定，各项用途不超过安排。 More spent than granted, or than its purpose was given.

    依据：《软件学院关于基层党支部工作创新立项的管理办法》：经费专款专用
    处理：数写错请改正；如属实，页面会如实显示，可在 deviations 写明情况和经费来源
    """
    said, sums = record.money, facts.money
    if said is None or sums is None:
        return
    if sums.left < 0:
        words = f"支出 {sums.spent} 元，核定 {said.granted} 元"
        yield record.lapse("money.granted", words, found=f"{sums.spent} 元", expected=f"不超过 {said.granted} 元")
    for at, (one, own) in enumerate(zip(said.purposes, sums.purposes, strict=True)):
        if own.left < 0:
            words = f"“{one.item}”支出 {one.spent} 元，安排 {one.planned} 元"
            expected = f"不超过 {one.planned} 元"
            yield record.lapse(f"money.purposes.{at}.spent", words, found=f"{one.spent} 元", expected=expected)


def planned_over_granted(record: Project, facts: ProjectFacts, register: Register) -> Iterator[Finding]:
    """各项用途安排的钱，加起来不超过核定经费。 More planned than granted.

    处理：数写错请改正；另有经费来源的，页面会如实显示，可在 deviations 写明
    """
    said, sums = record.money, facts.money
    if said and sums and sums.planned > number(said.granted):
        words = f"各项安排相加 {sums.planned} 元，核定 {said.granted} 元"
        yield record.lapse("money.purposes", words, found=f"{sums.planned} 元", expected=f"不超过 {said.granted} 元")


def defence_missing(record: Project, facts: ProjectFacts, register: Register) -> Iterator[Finding]:
    """阶段结束前要答辩。 A phase is over, and the defence that concludes it was not held.

    依据：《软件学院关于基层党支部工作创新立项的管理办法》：中期答辩、结项答辩
    处理：答辩过的补写 defences；确实没有的，页面会如实显示，可在 deviations 写明情况和补救
    """
    for at, (phase, own) in enumerate(zip(record.phases, facts.phases, strict=True)):
        if own.missing:
            words = f"“{phase.name}”{phase.last} 结束，没有{phase.defence}的记录"
            yield record.lapse(f"phases.{at}.defence", words, found="没有", expected=str(phase.defence))


def accepted_without_defence(record: Project, facts: ProjectFacts, register: Register) -> Iterator[Finding]:
    """结项答辩通过了再验收。 Accepted before a final defence was passed.

    依据：《软件学院关于基层党支部工作创新立项的管理办法》：结项答辩和验收
    处理：答辩过的补写 defences；如属实，页面会如实显示，可在 deviations 写明情况
    """
    accepted = record.accepted
    if accepted is None or accepted.result != "通过" or not any(one.defence == "结项答辩" for one in record.phases):
        return
    passed = [one for one in record.defences if one.stage == "结项答辩" and one.result != "不通过"]
    if not any(one.on <= accepted.on for one in passed):
        words = f"{accepted.on} 验收通过，在这以前没有通过结项答辩的记录"
        yield record.lapse("accepted.result", words, found="没有", expected="结项答辩：通过")


RULES = (
    phase_backwards,
    phase_out_of_order,
    proposal_not_attached,
    decided_before_proposed,
    continues_later,
    total_differs,
    level_unknown,
    amount_outside_band,
    overspent,
    planned_over_granted,
    defence_missing,
    accepted_without_defence,
)
