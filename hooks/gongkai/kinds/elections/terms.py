"""Terms of branch.yaml against the elections that are public: which ran out, which is too long, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, cast

from gongkai.days import months_later
from gongkai.derive.dates import Occasion
from gongkai.derive.head import Facts, World
from gongkai.derive.notice import period_dates
from gongkai.derive.requirements import in_force
from gongkai.findings import Finding
from gongkai.kinds.elections.facts import ElectionFacts
from gongkai.kinds.elections.model import Election
from gongkai.kinds.elections.requirements import REMINDER, term_of


def _terms(world: World) -> dict[date, int]:
    """Last day → number in branch.yaml of the term that ends so, from the day on which the data begin."""
    branch = world.register.branch
    ending = ((number, term) for number, term in enumerate(branch.committee) if term.until)
    lasting = (
        (n, term) for n, term in ending if not (term.abolished_on and term.abolished_on <= (term.until or date.max))
    )
    return {term.until: number for number, term in lasting if term.until and term.until >= branch.since}


def _answering(facts: Mapping[str, Facts], world: World, until: date) -> Iterator[Election]:
    """The public elections of a new committee after the term that ends so."""
    for record in cast("tuple[Election, ...]", world.register.of_kind("elections")):
        if record.type == "换届" and record.until == until and facts[record.address].head.state == "公开":
            yield record


def overdue(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """任期届满要按期换届。 A term has run out, and no public record tells of an election or of a consent to wait.

    依据：《中国共产党基层组织选举工作条例》第三条
    数量：换届提醒
    处理：已选举的补写 elections 记录并审批公开；批准延期的写 shifted；确实没有选举的，页面会如实显示，可在 branch.yaml
    的 deviations 写明情况
    """
    branch, item = world.register.branch, world.register.catalogue.item("elections", None)
    for until, number in _terms(world).items():
        settled = any(_is_settled(record, world.as_of) for record in _answering(facts, world, until))
        if until < world.as_of and not settled:
            words = f"支部委员会任期 {until} 届满，没有已公开的换届选举结果，也没有批准延期的记录"
            found = branch.lapse(f"committee.{number}.until", words, found="没有", expected="换届选举")
            readers = item.audiences if item else ("本支部党员",)
            yield replace(found, words=words, record="", audiences=readers)


def _is_settled(record: Election, as_of: date) -> bool:
    """Elected by then, or allowed to wait until that day or later."""
    held = record.held_on is not None and record.held_on <= as_of
    return held or (record.shifted is not None and record.shifted.on <= as_of <= record.shifted.to)


def term_too_long(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """支部委员会每届任期一般三年，村和社区五年。 A term in branch.yaml that is longer than a committee is elected for.

    依据：《中国共产党支部工作条例（试行）》
    数量：支委会任期、村和社区支委会任期
    处理：日期写错请改正；上级另有规定的，写在 branch.yaml 的 figures；如属实，可在 deviations 写明情况
    """
    branch = world.register.branch
    for number, term in enumerate(branch.committee):
        usual = term_of(branch, term.since)
        last = months_later(term.since, usual.whole * 12) if usual else date.max
        if usual and term.until and term.until > last:
            words = f"{term.since} 至 {term.until}，超过 {usual.words}"
            found = branch.lapse(f"committee.{number}.until", words, found=str(term.until), expected=f"{last} 或以前")
            yield replace(found, record="", audiences=("本支部党员",))


def coming(facts: Mapping[str, Facts], world: World) -> Iterator[tuple[date, str]]:
    """The end of each term and the day on which to begin, as long as no election record tells of them itself."""
    for until in _terms(world):
        if not any(_answering(facts, world, until)):
            before = in_force(REMINDER, until, world.register.branch)
            if before:
                yield months_later(until, -before.whole), f"准备换届：支部委员会任期 {until} 届满"
            yield until, "支部委员会任期届满"


def dates(record: Election, facts: ElectionFacts) -> Iterator[Occasion]:
    """The period of the candidates; before the vote also the end of the term and when to begin."""
    yield from period_dates(record, facts)
    last = record.shifted.to if record.shifted else record.until
    if record.type == "换届" and not record.ballots and last:
        yield Occasion(key="term-ends", on=last, what="任期届满")
        if record.reminded is None and facts.reminder:
            yield Occasion(key="term-reminder", on=facts.reminder, what="准备换届")


ACROSS: Final = (overdue, term_too_long)
