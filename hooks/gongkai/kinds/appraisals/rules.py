"""Rules of an appraisal's course: what is true and falls short of what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from gongkai.findings import Finding
from gongkai.kinds.appraisals.facts import AppraisalFacts
from gongkai.kinds.appraisals.levels import known
from gongkai.kinds.appraisals.model import Appraisal
from gongkai.kinds.appraisals.requirements import APPRAISED, RANKS, course_of
from gongkai.load.register import Register


def participation_low(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """民主评议，应参加的党员都要参加。 Fewer took part than should.

    依据：有的企业党支部考核办法；上级有这项规定的，写在 branch.yaml 的 figures 才检查
    数量：民主评议参加率
    处理：人数写错请改正；如属实，页面会如实显示，可在 deviations 写明原因和怎样补上
    """
    asked, quorum = facts.participation, facts.quorum
    if asked and not asked.kept and (quorum is None or quorum.kept):
        words = f"{record.present} 人，占 {facts.rate}；{asked.words}（{asked.figure.source}）"
        yield record.lapse("present", words, found=facts.rate, expected=asked.words)


def quorum_missed(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """半数以上的党员参加，才评得出等次。 Too few took part for the appraisal to say anything.

    依据：《中国共产党支部工作条例（试行）》第十一条
    数量：民主评议最少参加比例
    处理：人数写错请改正；如属实，页面会如实显示，另行评议，可在 deviations 写明情况
    """
    asked = facts.quorum
    if asked and not asked.kept:
        words = f"{record.present} 人；{asked.words}（{asked.figure.source}）"
        yield record.lapse("present", words, found=str(record.present), expected=asked.words)


def too_many_excellent(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """优秀一般不超过定等次党员的三分之一。 More than a third are at the top.

    为什么：按定了等次的党员算，预备党员不算在内，上级规定按别的人数算的写 excellent_of；不足一人的不算。
    依据：民主评议党员制度通例；上级另有规定的写在 branch.yaml 的 figures
    数量：民主评议优秀比例
    处理：人数写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    most = facts.excellent
    if most and not most.kept:
        at = next(number for number, one in enumerate(record.results) if one.level == facts.levels[0])
        words = f"优秀 {facts.top} 人；{most.words}（{most.figure.source}）"
        yield record.lapse(f"results.{at}.count", words, found=str(facts.top), expected=f"不超过 {most.people}")


def probationary_rated(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """预备党员参加评议，不定等次。 More members were given a level than the branch had full members on that day.

    依据：民主评议党员制度通例
    处理：人数写错请改正，预备党员没有定等次的写在 without；branch.yaml 的 members 没有跟上的，先改那里；
    如确实给预备党员定了等次，页面会如实显示，可在 deviations 写明情况
    """
    strength = register.branch.strength_on(record.held_on)
    if strength and not record.reports and facts.rated > strength.full:
        words = f"定等次 {facts.rated} 人，branch.yaml 里当天正式党员 {strength.full} 人"
        yield record.lapse("results", words, found=str(facts.rated), expected=f"不超过 {strength.full}")


def ballots_over_issued(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """收回的测评票不能多于发出的。 More ballots came back than were given out; the poll proves nothing.

    处理：张数写错请改正；如属实，页面会如实显示，重新测评，可在 deviations 写明情况
    """
    poll = record.poll
    if poll and poll.returned > poll.issued:
        words = f"收回 {poll.returned} 张，发出 {poll.issued} 张"
        yield record.lapse("poll.returned", words, found=str(poll.returned), expected=f"不超过 {poll.issued}")


def step_missing(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """自评、互评、测评以后由组织评定，述职以后要测评或讲评。 A step of the appraisal is not recorded.

    为什么：等次不单以票数确定，由支部委员会或支部党员大会根据测评和平时表现评定。
    依据：民主评议党员制度通例；党组织书记述职评议考核通例
    数量：民主评议的步骤、述职评议的步骤、述职讲评的步骤
    处理：做了的补写在 steps，评定写在 decided；如没有做，页面会如实显示，可在 deviations 写明情况
    """
    course, taken = course_of(record), {step.what for step in record.steps}
    missing: list[str] = [what for what in course.steps if what not in taken] if course.since <= record.made_on else []
    levels_given = course is APPRAISED or any(one.level for one in record.reports)
    missing += ["组织评定（decided）"] if levels_given and record.decided is None else []
    if missing:
        at = "steps" if record.steps else "reports" if record.reports else "results"
        words = f"没有写：{'、'.join(missing)}（{course.source}）"
        yield record.lapse(at, words, found="没有写", expected="、".join(missing))


def steps_out_of_order(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """先自评、互评、测评，再评定，最后告知本人。 A step stands before the one it follows.

    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    latest, before = None, ""
    for at, title, day in _dated(record):
        if latest and day < latest:
            words = f"{day} 早于{before}的 {latest}"
            yield record.lapse(at, words, found=str(day), expected=f"{latest} 或以后")
        else:
            latest, before = day, title


def _dated(record: Appraisal) -> Iterator[tuple[str, str, date]]:
    """Field, title and day, in the order in which they should follow one another; those of one rank by their days."""
    steps = sorted(enumerate(record.steps), key=lambda one: (RANKS[one[1].what], one[1].on))
    yield from ((f"steps.{number}.on", step.what, step.on) for number, step in steps)
    if record.decided:
        yield "decided.on", "组织评定", record.decided.on
    if record.told_on:
        yield "told_on", "告知本人", record.told_on


def levels_without_basis(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """用自己的等次，要写依据。 Levels of the branch's own, and nothing says by which rule.

    处理：在 basis 写明哪份文件规定了这些等次；与通用的等次只差写法的，照通用的写；没有文件的，可在 deviations 写明情况
    """
    if known(record) is None and not record.basis:
        words = f"“{'、'.join(record.levels)}”不是通用的等次，没有写依据（basis）"
        yield record.lapse("levels", words, found="没有写", expected="basis")


def rectification_overdue(record: Appraisal, facts: AppraisalFacts, register: Register) -> Iterator[Finding]:
    """整改要按期完成。 A rectification is past its date and not done.

    处理：已完成的补写 done（完成日期）；如确未完成，页面会如实显示，可在 deviations 写明情况和补救
    """
    for number, (one, state) in enumerate(zip(record.rectifications, facts.rectifications, strict=True)):
        if state == "已逾期":
            words = f"{one.due} 已过，还没有写完成日期"
            yield record.lapse(f"rectifications.{number}.due", words, found="未完成", expected=f"{one.due} 前完成")


RULES: Final = (
    participation_low,
    quorum_missed,
    too_many_excellent,
    probationary_rated,
    ballots_over_issued,
    step_missing,
    steps_out_of_order,
    levels_without_basis,
    rectification_overdue,
)
