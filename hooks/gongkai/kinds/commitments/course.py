"""Rules about the course of a commitment: vetted, kept in time, proven, judged, explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from gongkai.derive.progress import fallen
from gongkai.derive.requirements import in_force
from gongkai.findings import Finding
from gongkai.kinds.commitments.facts import CommitmentFacts
from gongkai.kinds.commitments.model import Commitment
from gongkai.kinds.commitments.promisers import is_person
from gongkai.kinds.commitments.requirements import BRANCH_ITEMS, JUDGED, LEAST_ITEMS, MOST_ITEMS, RECEIVED
from gongkai.kinds.commitments.rules import of, standing
from gongkai.kinds.commitments.standing import due_on
from gongkai.load.register import Register


def vetting_missing(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """承诺公开前要审诺。 Made public without anybody having looked whether it can be kept.

    依据：承诺、审诺、公示、践诺、评诺的通行做法（各单位公开承诺制度）
    处理：审过的补写 vetted；确实没有的，页面会如实显示，可在 deviations 写明情况和补救
    """
    if record.vetted is None and facts.head.state == "公开":
        yield record.lapse("promises", "没有写审诺情况（vetted）", found="没有写", expected="vetted")


def vetted_after_published(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """先审诺，后公开。 Vetted only after it was public.

    依据：承诺、审诺、公示、践诺、评诺的通行做法（各单位公开承诺制度）
    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    if record.vetted and record.published_on and record.vetted.on > record.published_on:
        words = f"{record.vetted.on} 晚于公开日期 {record.published_on}"
        yield record.lapse("vetted.on", words, found=str(record.vetted.on), expected=f"{record.published_on} 或以前")


def items_too_few_or_many(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """承诺几项，按上级的要求。 More or fewer things promised than the branch's superior asks for; nobody else asks.

    依据：有的地方的公开承诺指引：支部不少于十项，党员二至五项；上级有这项规定的，写在 branch.yaml 的 figures 才检查
    数量：支部承诺事项、党员承诺事项最少、党员承诺事项最多
    处理：漏写的补写；如属实，页面会如实显示，可在 deviations 写明情况
    """
    for at, promise in enumerate(record.promises if record.term == "年度" else ()):
        person = is_person(promise, register.branch)
        least = in_force(LEAST_ITEMS if person else BRANCH_ITEMS, record.made_on, register.branch)
        most = in_force(MOST_ITEMS, record.made_on, register.branch) if person else None
        count = len(promise.items)
        for asked, missed, word in (
            (least, least and count < least.whole, "不少于"),
            (most, most and count > most.whole, "不超过"),
        ):
            if asked and missed:
                words = f"“{promise.who}”承诺了 {count} 项，应{word} {asked.words}（{asked.source}）"
                found, expected = f"{count} 项", f"{word} {asked.words}"
                yield record.lapse(f"promises.{at}.items", words, found=found, expected=expected)


def not_received(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """承诺要半年评议、年底测评。 A half year or the year is over, and nobody rated or was polled.

    依据：有的企业的做法；上级有这项规定的，写在 branch.yaml 的 figures 才检查
    数量：承诺评议
    处理：评议过的补写 ratings，测评过的补写 poll；如属实，可在 deviations 写明情况
    """
    for what, last, done in facts.reception.asked(facts.year) if record.term == "年度" else ():
        within = in_force(RECEIVED, last, register.branch)
        if within and not done and facts.head.state == "公开" and within.after(last) < facts.as_of:
            words = f"{last} 以后 {within.words}内应有{what}，还没有（{within.source}）"
            yield replace(record.lapse("promises", words, found="没有", expected=what), audiences=("本支部党员",))


def item_overdue(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """承诺事项要按时兑现。 A promise is past its due date, neither kept nor explained.

    为什么：是否逾期由日历决定，不由填写的人决定。
    处理：已完成的补写进展和佐证；没完成的写 unfulfilled（原因），或经同意后写 moved（延期），页面会如实显示
    """
    for at, _, own in standing(record, facts):
        if own.overdue:
            words = f"{of(record, at)}，{own.due} 已过，没有兑现，也没有说明原因"
            yield record.lapse(f"{at}.due", words, found=own.state, expected=f"{own.due} 前兑现")


def evidence_missing(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """兑现要有佐证。 It is said to be reached, and nothing proves it.

    为什么：有注明日期的佐证才算兑现；没有佐证的，页面写“已达到，缺佐证”。
    处理：在达到目标的那条进展（或以后的一条、年底评定）里补写 evidence：有关事项的索引号或附件
    """
    for at, _, own in standing(record, facts):
        if own.unproven and not own.hidden:
            words = f"{of(record, at)}，{own.reached_on} 已达到目标，没有佐证"
            yield record.lapse(at, words, found="没有佐证", expected="evidence")


def evidence_not_public(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """佐证要在已公开的事项里。 What is said to prove it lies in a draft, or in a matter that was withdrawn.

    为什么：没有公开的事项，谁也看不到，不能证明已经兑现；页面写“已达到，缺佐证”。
    处理：佐证所在的事项按程序公开，或换成已公开的事项、本事项的附件
    """
    for at, _, own in standing(record, facts):
        for below in own.hidden if own.unproven else ():
            words = f"{of(record, at)}，这件佐证所在的事项还没有公开，或者已撤回"
            yield record.lapse(f"{at}.{below}", words, found="没有公开", expected="已公开的事项")


def moved_after_due(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """要延期的，在到期以前提出。 A new due date was agreed on when the old one had passed.

    为什么：过期以后才同意延期，逾期的事实还在；是否按时兑现，按当时的时限算。
    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    for at, item in record.each():
        for place, moved in enumerate(item.moved):
            due = due_on(item, moved.on - timedelta(days=1))
            if moved.on > due and moved.on <= facts.as_of:
                words = f"{of(record, at)}，{moved.on} 才同意延期，当时的时限 {due} 已过"
                found, expected = str(moved.on), f"{due} 或以前"
                yield record.lapse(f"{at}.moved.{place}.on", words, found=found, expected=expected)


def judged_early(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """长期坚持的事项，到期前后才评定为兑现。 Judged as kept long before the time was over.

    为什么：时间没有到，还不能说坚持到了最后。
    数量：长期事项评定
    处理：日期写错请改正；到期后重新评定，改写 judged；如属实，页面会如实显示，可在 deviations 写明情况
    """
    for at, item, _ in standing(record, facts):
        judged = item.judged if item.at_end else None
        within = in_force(JUDGED, judged.on, register.branch) if judged else None
        if judged and within and judged.result == "兑现" and within.after(judged.on) < due_on(item, judged.on):
            due = due_on(item, judged.on)
            words = f"{of(record, at)}，{judged.on} 评定为兑现，离到期 {due} 还有不止 {within.words}"
            yield record.lapse(f"{at}.judged.on", words, found=str(judged.on), expected=f"{due} 前后")


def judged_below_floor(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """数没有达到目标值，评定为兑现的要说明。 Judged as kept while its own value falls short.

    处理：数或评定写错的请改正；当时就是这样评定的，页面会如实显示，可在 deviations 写明情况
    """
    for at, item, own in standing(record, facts):
        measure = item.measure
        short = measure is not None and own.value != "" and not measure.meets(own.value, measure.floor)
        if measure and short and item.at_end and item.judged and item.judged.result == "兑现":
            words = (
                f"{of(record, at)}，写的是“兑现”，但累计 {own.value} {measure.unit}，"
                f"目标是{measure.keep} {measure.floor} {measure.unit}"
            )
            expected = f"{measure.keep} {measure.floor}"
            yield record.lapse(f"{at}.judged.result", words, found=own.value, expected=expected)


def not_judged(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """长期坚持的事项，到期后要及时评定。 An ongoing promise was not judged after the year's end.

    数量：长期事项评定
    处理：评定后补写 judged；还没有评定的，页面会如实显示，可在 deviations 写明情况和补救
    """
    for at, _, own in standing(record, facts):
        within = in_force(JUDGED, own.due, register.branch)
        if own.state == "待评定" and within and within.after(own.due) < facts.as_of:
            words = f"{of(record, at)}，{own.due} 到期已过 {within.words}，还没有评定"
            yield record.lapse(f"{at}.due", words, found="没有评定", expected="judged")


def reason_missing(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """没有兑现的，要说明原因。 Judged as not kept, without a word why.

    依据：各单位公开承诺制度：因客观原因没有兑现的要作出说明
    处理：在 judged 的 note 里补写原因
    """
    for at, item in record.each():
        if item.judged and item.judged.result == "未兑现" and not item.judged.note and not item.unfulfilled:
            yield record.lapse(
                f"{at}.judged", f"{of(record, at)}，评定为未兑现，没有写原因", found="没有写", expected="note"
            )


def value_decreased(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """累计数变小要说明原因。 A cumulative value that fell without a word why.

    为什么：累计数只增不减；前面的数报多了，可以在后面一条如实更正，并写明原因。
    处理：数写错的请改正；更正前面的数的，在这一条的 note 里写明
    """
    for at, item in record.each():
        for place, value, before in fallen(item.progress):
            words = f"{of(record, at)}，{value} 比前一次的 {before} 小，没有说明"
            yield record.lapse(f"{at}.progress.{place}.value", words, found=value, expected=f"不小于 {before}")


def weights_partly_missing(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """一个承诺人的事项，权重要么都写，要么都不写。 Some items of one promiser have a weight and others none.

    为什么：没写的按 1 计，和写了 30、40 的放在一起，汇总就不是本来的意思。
    处理：补齐权重，或都不写
    """
    for at, promise in enumerate(record.promises):
        missing = sum(item.weight is None for item in promise.items)
        if 0 < missing < len(promise.items):
            words = f"“{promise.who}”有 {missing} 项没有写权重，按 1 计"
            expected = f"{len(promise.items)} 项都写"
            yield record.lapse(f"promises.{at}.items", words, found=f"{missing} 项没有写", expected=expected)
