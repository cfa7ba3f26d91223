"""Rules of one stage of an award; those of its course are in `course`, those of any notice in `check/publicity.py`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import TypeAdapter, ValidationError

from gongkai.findings import Finding
from gongkai.kinds.awards.facts import AwardFacts
from gongkai.kinds.awards.model import Award
from gongkai.load.fields import Person
from gongkai.load.register import Register

FOUNDED: Final = 1921
"""No honour of the party is older."""
_PERSON: Final[TypeAdapter[str]] = TypeAdapter(Person)


def period_misplaced(record: Award, facts: AwardFacts, register: Register) -> Iterator[Finding]:
    """公示要写公示期，表彰决定不写。 A notice has a period, a decision has none.

    为什么：公示是请大家提意见，没有起止日期就无从提起；决定已经作出，不再公示。
    处理：公示补写 period；表彰决定删去 period，公示另写一份
    """
    if record.stage == "表彰决定" and record.period:
        yield record.fault("period", "表彰决定不设公示期", found="写了公示期", expected="不写")
    if record.stage != "表彰决定" and record.period is None:
        yield record.fault("stage", f"“{record.stage}”没有写公示期（period）", found="没有写", expected="period")


def decision_misplaced(record: Award, facts: AwardFacts, register: Register) -> Iterator[Finding]:
    """表彰决定的日期和文号写在“表彰决定”阶段。 A decision belongs to the decision's own record.

    处理：表彰决定补写 decision；公示里的删去，另写一份“表彰决定”，公示的 follow_up 写它的索引号
    """
    if record.stage == "表彰决定" and record.decision is None:
        yield record.fault("stage", "没有写决定的日期（decision）", found="没有写", expected="decision")
    if record.stage != "表彰决定" and record.decision:
        yield record.fault("decision", f"“{record.stage}”阶段还没有表彰决定", found="写了决定", expected="不写")


def valid_before_decided(record: Award, facts: AwardFacts, register: Register) -> Iterator[Finding]:
    """荣誉的有效期不能早于决定日期。 An honour cannot have run out before it was given.

    处理：核对决定日期和有效期，改正写错的一个
    """
    decision = record.decision
    if decision and decision.valid_until and decision.valid_until < decision.on:
        until, on = decision.valid_until, decision.on
        words = f"{until} 早于决定日期 {on}"
        yield record.fault("decision.valid_until", words, found=str(until), expected=f"{on} 或以后")


def year_impossible(record: Award, facts: AwardFacts, register: Register) -> Iterator[Finding]:
    """表彰年度最晚是形成日期的下一年。 An honour of a year that is far from coming, or of none.

    为什么：年底可以公示下一年度的表彰，再往后就是写错了。
    处理：写四位年份；跨年度的写开始的年份
    """
    year, last = record.honour.year, record.made_on.year + 1
    if not FOUNDED <= year <= last:
        words = f"写的是 {year}，形成日期是 {record.made_on}"
        yield record.fault("honour.year", words, found=str(year), expected=f"{last} 或以前")


def name_not_a_person(record: Award, facts: AwardFacts, register: Register) -> Iterator[Finding]:
    """个人只写姓名，集体要写明是集体。 A name that no person bears, not marked as a unit.

    处理：单位、支部、班组写 sort: 集体；个人只写姓名，职务写到 post
    """
    for place, nominee in enumerate(record.nominees):
        if nominee.sort == "个人" and not _is_name(nominee.name):
            words = f"写的是“{nominee.name}”，不像一个人的姓名"
            yield record.fault(f"nominees.{place}.name", words, found=nominee.name, expected="姓名，或 sort: 集体")


def _is_name(written: str) -> bool:
    try:
        _PERSON.validate_python(written)
    except ValidationError:
        return False
    return True


def nominated_below_listed(record: Award, facts: AwardFacts, register: Register) -> Iterator[Finding]:
    """推荐数不能少于名单上的数目。 More are listed than were ever nominated.

    为什么：一个人得两个称号，算一个人。
    处理：数一数名单，改正写错的一处；推荐数包含没有入选的
    """
    said = record.selection.nominated if record.selection else None
    listed = len({one.identity for one in record.nominees})
    if said is not None and said < listed:
        words = f"写的是 {said}，名单上有 {listed} 个"
        yield record.fault("selection.nominated", words, found=str(said), expected=f"{listed} 或以上")


def quota_exceeded(record: Award, facts: AwardFacts, register: Register) -> Iterator[Finding]:
    """表彰的数目不超过名额。 More were commended than there were places.

    为什么：公示可以有差额，决定不应超出名额。
    处理：名额或名单写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    quota, listed = record.selection.quota if record.selection else None, len(record.nominees)
    if record.stage == "表彰决定" and quota is not None and listed > quota:
        words = f"名额 {quota} 个，表彰了 {listed} 个"
        yield record.lapse("selection.quota", words, found=f"{listed} 个", expected=f"不超过 {quota} 个")


RULES: Final = (
    period_misplaced,
    decision_misplaced,
    valid_before_decided,
    year_impossible,
    name_not_a_person,
    nominated_below_listed,
    quota_exceeded,
)
