"""Rules of the common head, one record at a time."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.derive.head import Facts, beyond_branch
from gongkai.derive.limits import POSTED
from gongkai.derive.requirements import in_force
from gongkai.findings import Finding
from gongkai.load.internal import matter_in
from gongkai.load.part import field_at, path_of
from gongkai.load.record import Disclosure
from gongkai.load.register import Register


def item_unknown(record: Disclosure, facts: Facts, register: Register) -> Iterator[Finding]:
    """每个事项都要在公开目录里有对应的事项。 The record belongs to no catalogue item.

    依据：《中国共产党党务公开条例（试行）》第十四条
    处理：改成 catalogue.yaml 里有的名称；目录确需增加的，先补 catalogue.yaml
    """
    if facts.head.item is None:
        known = "、".join(item.name for item in register.catalogue.whole if record.kind in item.kinds)
        at, said = ("item", f"写的是“{record.item}”") if record.item else ("", "没有写公开目录事项（item）")
        if known:  # a kind that the catalogue lacks altogether is told there, once
            yield record.fault(
                at, f"{said}，目录里这一类别可用的事项：{known}", found=record.item or "", expected=known
            )


def published_on_missing(record: Disclosure, facts: Facts, register: Register) -> Iterator[Finding]:
    """审批通过的事项要写公开日期。 An approved record without its date of publication.

    处理：补写 published_on；还没定的，写打算公开的日期，到那天才会公开
    """
    if facts.head.approved_on and record.published_on is None:
        words = f"没有写公开日期（published_on），审批日期是 {facts.head.approved_on}"
        yield record.fault("", words, found="没有写", expected=f"{facts.head.approved_on} 或以后")


def dates_impossible(record: Disclosure, facts: Facts, register: Register) -> Iterator[Finding]:
    """公开、更正、撤回、补录、取下的日期不能早于它们的前一步。 Dates that cannot follow one another.

    处理：核对这几个日期，改正写错的一个
    """
    made, published = record.made_on, record.published_on
    pairs = [
        ("published_on", published, made, "形成日期"),
        *((f"corrections.{number}.on", one.on, published, "公开日期") for number, one in enumerate(record.corrections)),
    ]
    pairs += [(f"audiences.{n}.since", one.since, published, "公开日期") for n, one in enumerate(record.audiences)]
    pairs += [(f"posted.{n}.until", one.until, one.since, "张贴日期") for n, one in enumerate(record.posted)]
    if record.withdrawn:
        pairs.append(("withdrawn.on", record.withdrawn.on, published, "公开日期"))
    if record.recorded_late:
        pairs.append(("recorded_late.on", record.recorded_late.on, made, "形成日期"))
    for at, day, before, what in pairs:
        if day and before and day < before:
            words = f"{day} 早于{what} {before}"
            yield record.fault(at, words, found=str(day), expected=f"{before} 或以后")


def audience_too_wide(record: Disclosure, facts: Facts, register: Register) -> Iterator[Finding]:
    """公开范围不能超出公开目录。 Open to readers for whom the catalogue does not mean it.

    为什么：超出范围公开就收不回来了。
    依据：《中国共产党党务公开条例（试行）》第十五条
    处理：按目录改小范围；确需扩大的，先按程序修改 catalogue.yaml
    """
    item = facts.head.item
    for number, audience in enumerate(record.audiences if item else ()):
        allowed = frozenset(item.audiences if item else ())
        if not register.branch.within(audience.name) & allowed:
            expected = "、".join(sorted(allowed))
            words = f"写的是“{audience.name}”，超出目录规定的范围：{expected}"
            yield record.fault(f"audiences.{number}.name", words, found=audience.name, expected=expected)


def published_before_approval(record: Disclosure, facts: Facts, register: Register) -> Iterator[Finding]:
    """先审批，后公开。 Published before it was approved.

    依据：《中国共产党党务公开条例（试行）》第十五条
    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况和补救
    """
    published, approved = record.published_on, facts.head.approved_on
    if published and approved and published < approved:
        words = f"{published} 早于审批日期 {approved}"
        yield record.lapse("published_on", words, found=str(published), expected=f"{approved} 或以后")


def published_late(record: Disclosure, facts: Facts, register: Register) -> Iterator[Finding]:
    """在公开目录规定的时限内公开。 Published later than the catalogue allows.

    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况和补救
    """
    item, taken = facts.head.item, facts.head.working_days_to_publish
    if facts.head.over_limit and item:
        words = f"形成后 {taken} 个工作日才公开，目录规定 {item.time_limit} 个工作日内"
        yield record.lapse("published_on", words, found=f"{taken} 个工作日", expected=f"{item.time_limit} 个工作日内")


def published_long_after_approval(record: Disclosure, facts: Facts, register: Register) -> Iterator[Finding]:
    """审批以后及时公开。 Published later after its approval than the branch's superior allows.

    依据：有的法院的党务公开办法规定签批后两个工作日内公开；上级有这项规定的，写在 branch.yaml 的 figures 才检查
    数量：审批后公开
    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    published, due = record.published_on, facts.head.due_after_approval
    if published and due and published > due and not record.recorded_late:
        words = f"{published} 才公开，审批日期 {facts.head.approved_on}，应在 {due} 前公开"
        yield record.lapse("published_on", words, found=str(published), expected=f"{due} 或以前")


def taken_down_early(record: Disclosure, facts: Facts, register: Register) -> Iterator[Finding]:
    """在公开栏里要贴够天数。 Taken down sooner than the branch's superior allows.

    依据：有的社区的党务公开制度；上级有这项规定的，写在 branch.yaml 的 figures 才检查
    数量：张贴天数
    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    for number, one in enumerate(record.posted):
        asked = in_force(POSTED, one.since, register.branch)
        days = (one.until - one.since).days + 1 if one.until else 0
        if asked and 0 < days < asked.whole:
            words = f"在{one.place}贴了 {days} 日，不足 {asked.words}（{asked.source}）"
            yield record.lapse(f"posted.{number}.until", words, found=f"{days} 日", expected=f"不少于 {asked.words}")


def correction_about_unknown(record: Disclosure, facts: Facts, register: Register) -> Iterator[Finding]:
    """更正的是哪一项，要写对项目的名称。 A correction about a field that does not exist.

    为什么：写错了，更正说明就会给不该看的人看到。
    处理：照检查结果里括号中的写法，如 promises.3.ratings
    """
    for number, one in enumerate(record.corrections):
        if one.about and field_at(type(record), path_of(one.about)) is None:
            words = f"没有“{one.about}”这一项"
            yield record.fault(f"corrections.{number}.about", words, found=one.about, expected="已有的项目")


def internal_title(record: Disclosure, facts: Facts, register: Register) -> Iterator[Finding]:
    """内部工作不向支部以外公开。 Work done inside, open to more than the branch's own members.

    为什么：思想动态、谈话、处分、人事意向是内部工作，公开出去收不回来，还会伤人。程序只认得标题里这些固定的说法。
    依据：《中国共产党党务公开条例（试行）》第四条、第十五条
    处理：内部工作不写成公开事项；确需在支部内通报的，把公开范围写成 本支部党员；标题说的不是这些事的，换个说法
    """
    said = matter_in(record.title)
    if not said or "制度文件" in record.type_words:  # 谈话记录制度 says how it is done, and nothing of anybody
        return
    if wider := "、".join(beyond_branch(record, facts.head.item)):
        yield record.fault("title", f"写了“{said}”，公开范围是{wider}", found=said, expected="本支部党员")


RULES = (
    internal_title,
    item_unknown,
    published_on_missing,
    dates_impossible,
    audience_too_wide,
    published_before_approval,
    published_late,
    published_long_after_approval,
    taken_down_early,
    correction_about_unknown,
)
