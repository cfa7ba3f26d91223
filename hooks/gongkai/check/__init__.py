"""Every rule over every record: codes stamped, rules switched off left out, explanations attached, sorted by place."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import CodeType
from typing import Any, Final

from gongkai.check import (
    approvals,
    attachments,
    base,
    branch,
    catalogue,
    dates,
    head,
    history,
    identity,
    names,
    privacy,
    publicity,
    references,
)
from gongkai.days import chinese_date
from gongkai.derive.floors import FLOORS
from gongkai.derive.head import Facts, World
from gongkai.derive.limits import SHARED
from gongkai.derive.requirements import Figure, Requirement
from gongkai.findings import Finding, in_order, rule_text
from gongkai.kinds import Kind
from gongkai.load import misplaced, misshapen, unreadable
from gongkai.load.afterwards import Deviation
from gongkai.load.notice import Notice

_OVERALL: Final = (
    *branch.RULES,
    *catalogue.RULES,
    *dates.RULES,
    *identity.RULES,
    *references.RULES,
    *approvals.RULES,
    *history.RULES,
    *attachments.RULES,
    *privacy.RULES,
    *names.RULES,
)
"""Rules that look at all records, or at files that are no records, at once."""


def run(facts: Mapping[str, Facts], world: World, kinds: Mapping[str, Kind]) -> tuple[Finding, ...]:
    """All findings of the rules. Those of unreadable files are found earlier, by loading.

    A withdrawn record has no lapses: it says why it was withdrawn, and nothing else is shown of it. Those of a draft or
    a pending matter, of every kind, are told with its state: there is time yet to mend them.
    """
    gone = {address for address, one in facts.items() if one.head.state == "已撤回"}
    off = world.register.branch.rules_off

    def counts(one: Finding) -> bool:
        is_off = any(each.rule == one.code and _is_about(each.about, one) for each in off)
        return one.is_fault or (one.record not in gone and not is_off)

    ahead = {address: one.head.state for address, one in facts.items() if one.head.state in ("草稿", "待公开")}
    found = (
        one if one.is_fault or one.record not in ahead else replace(one, state=ahead[one.record])
        for one in filter(counts, _found(facts, world, kinds))
    )
    told, unclear = explained(in_order(found), world)
    return in_order([*told, *filter(counts, _stamped(branch.explanation_unclear, unclear))])


def _found(facts: Mapping[str, Facts], world: World, kinds: Mapping[str, Kind]) -> Iterator[Finding]:
    register = world.register
    for record in register.records:
        kind, own = kinds[record.kind], facts[record.address]
        shared = publicity.RULES if isinstance(record, Notice) else ()
        for rule in (*head.RULES, *shared, *kind.rules):
            found = tuple(rule(record, own, register))  # almost always empty
            if found:
                yield from _stamped(rule, found)
    for kind in kinds.values():
        for across in kind.across:
            yield from _stamped(across, across(facts, world))
    for overall in _OVERALL:
        yield from _stamped(overall, overall(facts, world))
    for rule in base.RULES:
        yield from _stamped(rule, rule(facts, world, kinds))
    codes = {code_of(rule): is_fault(rule) for rule in all_rules(kinds)}
    yield from _stamped(branch.rule_unknown, branch.rule_unknown(codes, world))
    yield from _stamped(catalogue.kind_unknown, catalogue.kind_unknown(frozenset(kinds), world))
    models = {name: kind.model for name, kind in kinds.items()}
    yield from _stamped(catalogue.type_unknown, catalogue.type_unknown(models, world))
    figures = [one for one in all_figures(kinds) if isinstance(one, Figure)]
    yield from _stamped(branch.figure_unknown, branch.figure_unknown([one.name for one in figures], world))
    yield from _stamped(branch.figure_unfit, branch.figure_unfit(figures, world))


def _stamped(rule: Callable[..., Any], found: Iterable[Finding]) -> Iterator[Finding]:
    text = rule_text(rule, code_of(rule))
    for finding in found:
        yield replace(finding, code=text.code, basis=finding.basis or text.basis, cure=finding.cure or text.cure)


_FAMILIES: Final = {
    "unreadable": "yaml",
    "miswritten": "yaml",
    "misshapen": "field",
    "misplaced": "file",
    "troubles": "site",
}
"""Modules whose codes begin with a word that clerks understand."""


def code_of(rule: Callable[..., Any]) -> str:
    """`meetings.quorum_missed`: the kind's folder or the module, then the function."""
    parts = rule.__module__.removeprefix("gongkai.").split(".")
    family = _FAMILIES.get(parts[-1], parts[-1])
    return f"{parts[1] if parts[0] == 'kinds' else family}.{rule.__name__}"


@cache
def is_fault(rule: Callable[..., Any]) -> bool:
    """Whether what the rule finds stops a build. A rule finds either faults or lapses; the names in it say which."""
    said = _names(rule.__code__)
    if not said & {"fault", "lapse"}:  # a function beside it does the finding
        beside = (one for one in vars(sys.modules[rule.__module__]).values() if inspect.isfunction(one))
        said = {name for one in beside if one.__module__ == rule.__module__ for name in _names(one.__code__)}
    return "lapse" not in said


def _names(code: CodeType) -> set[str]:
    """What a function calls, in the comprehensions within it, too."""
    return {*code.co_names, *(name for one in code.co_consts if isinstance(one, CodeType) for name in _names(one))}


def all_rules(kinds: Mapping[str, Kind]) -> tuple[Callable[..., Any], ...]:
    """Every rule there is, in the order of the way through the house: for `explain` and the page of rules."""
    of_kinds: list[Callable[..., Any]] = []
    for kind in kinds.values():
        of_kinds += [*kind.rules, *kind.across]
    return (
        *misplaced.rules(),
        *unreadable.rules(),
        *misshapen.rules(),
        *(branch.rule_unknown, branch.explanation_unclear, branch.figure_unknown, branch.figure_unfit),
        *(catalogue.kind_unknown, catalogue.type_unknown, *base.RULES),
        *head.RULES,
        *_OVERALL,
        *publicity.RULES,
        *of_kinds,
    )


def all_figures(kinds: Mapping[str, Kind]) -> tuple[Requirement, ...]:
    """Everything with a number that is asked of a branch: what kinds share first, then in the order of kinds."""
    of_kinds = (asked for kind in kinds.values() for asked in kind.figures)
    return tuple(dict.fromkeys((*branch.FIGURES, *SHARED, *FLOORS, *of_kinds)))


def explained(found: Iterable[Finding], world: World) -> tuple[list[Finding], list[Finding]]:
    """Lapses with the branch's explanations, from the record itself or, where it is no matter, from branch.yaml.

    An explanation that does not say which of several lapses it is about explains none of them, which is a lapse, too.
    """
    findings, unclear = list(found), list[Finding]()
    register = world.register
    by_owner: dict[str, list[int]] = {}
    for number, one in enumerate(findings):
        if not one.is_fault:
            by_owner.setdefault(one.record if one.record in register.by_name else "", []).append(number)
    for name, numbers in by_owner.items():
        owner = register.by_name[name] if name else register.branch
        for at, deviation in enumerate(owner.deviations):
            meant = [number for number in numbers if _explains(deviation, findings[number], world)]
            if deviation.about is None and len(meant) > 1:
                unclear += branch.explanation_unclear(owner, at, [findings[number] for number in meant])
                continue
            for number in meant:
                findings[number] = replace(findings[number], explained=_words(deviation))
    return findings, unclear


def _explains(deviation: Deviation, finding: Finding, world: World) -> bool:
    same_span = not finding.covers or (deviation.covers is not None and deviation.covers.text == finding.covers)
    return (
        deviation.rule == finding.code
        and same_span
        and deviation.on <= world.as_of
        and _is_about(deviation.about, finding)
    )


def _is_about(about: str | None, finding: Finding) -> bool:
    """Whether the words, the field or the record is the one that is meant; nothing said means all."""
    return about is None or about in finding.words or about in (finding.at, finding.record)


def _words(deviation: Deviation) -> str:
    remedy = f"\n补救：{deviation.remedy}" if deviation.remedy else ""
    return f"{deviation.note}（{chinese_date(deviation.on)}）{remedy}"
