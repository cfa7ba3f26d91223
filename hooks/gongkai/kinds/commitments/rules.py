"""Rules about what cannot be right in commitments: dates, measures, evidence and counts that contradict one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from gongkai.derive.progress import unattached
from gongkai.findings import Finding
from gongkai.kinds.commitments.facts import CommitmentFacts
from gongkai.kinds.commitments.model import Commitment, Item
from gongkai.kinds.commitments.promisers import identity
from gongkai.kinds.commitments.standing import ItemFacts
from gongkai.load.register import Register


def of(record: Commitment, at: str) -> str:
    """Whose item it is, for messages: `王建国“结对帮扶”：`; `at` is the item's path, or one below it."""
    promise = record.promises[int(at.split(".")[1])]
    return f"{promise.who}“{promise.items[int(at.split('.')[3])].text}”"


def standing(record: Commitment, facts: CommitmentFacts) -> Iterator[tuple[str, Item, ItemFacts]]:
    """Every item with its path and how it stands."""
    found = chain.from_iterable(promise.items for promise in facts.promises)
    yield from ((at, item, own) for (at, item), own in zip(record.each(), found, strict=True))


def promiser_twice(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """同一份记录里一个承诺人只写一条。 One promiser stands twice in a record.

    处理：把两条合并成一条；确是同名的两个人，各写一行 distinguish（区分），如所在部门。
    """
    seen: set[tuple[str, str]] = set()
    for at, promise in enumerate(record.promises):
        who = identity(promise, register.branch)
        if who in seen:
            yield record.fault(f"promises.{at}.by", f"“{promise.who}”写了两次", found=promise.who, expected="每人一条")
        seen.add(who)


def due_before_made(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """完成时限不能早于承诺日期。 A commitment cannot fall due before it was made.

    处理：核对完成时限和形成日期（made_on）；事后收集、录入的承诺写 recorded_late（补录）。
    """
    for at, item in record.each():
        if item.due < record.made_on and not record.recorded_late:
            words = f"{item.due} 早于承诺日期 {record.made_on}"
            yield record.fault(f"{at}.due", words, found=str(item.due), expected=f"{record.made_on} 或以后")


def dated_before_promise(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """践诺、延期、评议的日期不能早于承诺日期。 Nothing can follow a promise before it was made.

    为什么：承诺之前已经做的事，不是践行这一承诺。
    处理：核对日期；承诺前做的事不写在践诺情况里；事后收集、录入的承诺写 recorded_late（补录）。
    """
    items = [(f"{at}.{below}", day) for at, item in record.each() for below, day in item.dated()]
    received = [
        (f"promises.{at}.{below}", day) for at, one in enumerate(record.promises) for below, day in one.received
    ]
    for at, day in (*items, *received):
        if day < record.made_on and not record.recorded_late:
            words = f"{day} 早于承诺日期 {record.made_on}"
            yield record.fault(at, words, found=str(day), expected=f"{record.made_on} 或以后")


def moved_backwards(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """延期以后的时限不能早于同意的日期。 A new due date that had passed when it was agreed.

    处理：核对新的完成时限和同意日期。
    """
    for at, item in record.each():
        for place, moved in enumerate(item.moved):
            if moved.to < moved.on:
                words = f"{moved.to} 早于同意日期 {moved.on}"
                yield record.fault(f"{at}.moved.{place}.to", words, found=str(moved.to), expected=f"{moved.on} 或以后")


def stretch_below_floor(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """力争值要比目标值更进一步。 A stretch value that asks for less than the floor.

    处理：核对两个数；方向为 至多 时，力争值应比目标值小。
    """
    for at, item in record.each():
        measure = item.measure
        if measure and measure.stretch and not measure.meets(measure.stretch, measure.floor):
            words = f"{measure.stretch} 没有达到目标值：{measure.keep} {measure.floor} {measure.unit}"
            expected = f"{measure.keep} {measure.floor}"
            yield record.fault(f"{at}.measure.stretch", words, found=measure.stretch, expected=expected)


def value_without_measure(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """写了累计数，就要有数量指标。 A value of nothing that is measured.

    为什么：没有目标值和单位，读者不知道这个数说明什么。
    处理：补写 measure（数量指标）；不能数的事项不写 value，完成时写 done: 是。
    """
    for at, item in record.each():
        for place, entry in enumerate(item.progress):
            if entry.value is not None and item.measure is None:
                words = f"写的是 {entry.value}，但这一事项没有数量指标（measure）"
                yield record.fault(
                    f"{at}.progress.{place}.value", words, found=entry.value, expected="不写，或补写 measure"
                )


def done_below_floor(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """数没有达到目标值，不能说完成。 Said to be done while its own value falls short.

    处理：有数量指标的事项不写 done，由累计数说明；数写错的请改正。
    """
    for at, item in record.each():
        measure = item.measure
        for place, entry in enumerate(item.progress):
            if measure and entry.done and not (entry.value and measure.meets(entry.value, measure.floor)):
                words = (
                    f"写的是“是”，但累计数是 {entry.value or '空'}，目标是{measure.keep} {measure.floor} {measure.unit}"
                )
                expected = f"{measure.keep} {measure.floor}"
                yield record.fault(f"{at}.progress.{place}.done", words, found=entry.value or "", expected=expected)


def evidence_not_attached(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """佐证要写已有事项的索引号或路径，或者本事项附件的文件名。 Evidence that is neither a reference nor attached.

    处理：文件写进 attachments（附件），这里写一样的文件名；在别的事项里的，写它的索引号。
    """
    evidence = ((f"{at}.{below}", name) for at, item in record.each() for below, name in item.evidence())
    for at, name in unattached(record, evidence):
        words = f"“{name}”不是索引号或路径，附件里也没有这个文件"
        yield record.fault(at, words, found=name, expected="索引号、路径或附件的文件名")


def judged_not_ongoing(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """只有长期坚持的事项才由年底评定。 Judged though it shows by itself whether it was kept.

    为什么：能数、能完成的事项，兑现与否由进展和佐证说明，不由评定代替。
    处理：确是长期坚持的，写 ongoing: 是；否则删去 judged，写进展和佐证。
    """
    for at, item in record.each():
        if item.judged and not item.at_end:
            words = "这一事项不是长期坚持的事项（ongoing）"
            yield record.fault(f"{at}.judged", words, found=item.judged.result, expected="不写，或写 ongoing: 是")


def fulfilled_and_unfulfilled(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """按时兑现的，不能又说没有兑现。 Explained as not kept on a day when it had been kept in time.

    为什么：逾期才完成的，事先事后都可以说明原因；按时兑现的又说没有兑现，两处必有一处不对。
    处理：核对进展、评定和未兑现说明，删去不对的一处。
    """
    for at, item, own in standing(record, facts):
        said = item.unfulfilled
        if said and own.state == "已兑现" and own.reached_on and own.reached_on <= said.on:
            words = f"{said.on} 说明没有兑现，但 {own.reached_on} 已经兑现"
            yield record.fault(
                f"{at}.unfulfilled", words, found=str(said.on), expected=f"早于 {own.reached_on}，或不写"
            )


def half_twice(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """同一承诺人半年只评议一次。 One half of the year was rated twice.

    处理：合并成一条，或改正评议时段。
    """
    for at, promise in enumerate(record.promises):
        seen: set[str] = set()
        for place, rating in enumerate(promise.ratings):
            if rating.half in seen:
                words = f"“{rating.half}”写了两次"
                yield record.fault(
                    f"promises.{at}.ratings.{place}.half", words, found=rating.half, expected="每半年一条"
                )
            seen.add(rating.half)


def poll_over_voters(record: Commitment, facts: CommitmentFacts, register: Register) -> Iterator[Finding]:
    """各项票数之和不能超过参加测评人数。 More ballots than voters.

    处理：核对测评统计表，改正票数或人数。
    """
    for at, promise in enumerate(record.promises):
        poll = promise.poll
        cast = poll.satisfied + poll.mostly + poll.dissatisfied + poll.unsure if poll else 0
        if poll and cast > poll.voters:
            words = f"各项合计 {cast} 票，超过参加测评的 {poll.voters} 人"
            yield record.fault(f"promises.{at}.poll", words, found=str(cast), expected=f"不超过 {poll.voters}")
