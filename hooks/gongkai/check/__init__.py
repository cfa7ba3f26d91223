"""Every rule over every record: codes stamped, rules switched off left out, explanations attached, sorted by place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from gongkai.check import approvals, attachments, branch, head, identity, privacy, publicity, references
from gongkai.days import chinese_date
from gongkai.derive.head import Facts, World
from gongkai.findings import Finding, in_order, rule_text
from gongkai.kinds import Kind
from gongkai.load import misplaced, misshapen, unreadable
from gongkai.load.notice import Notice
from gongkai.load.record import Deviation


def run(facts: Mapping[str, Facts], world: World, kinds: Mapping[str, Kind]) -> tuple[Finding, ...]:
    """All findings of the rules. Those of unreadable files are found earlier, by loading.

    A withdrawn record has no lapses: it says why it was withdrawn, and nothing else is shown of it.
    """
    off = {one.rule for one in world.register.branch.rules_off}
    found = in_order(_found(facts, world, kinds))
    gone = {address for address, one in facts.items() if one.head.state == "已撤回"}
    return tuple(
        _explained(one, world) for one in found if one.is_fault or (one.code not in off and one.record not in gone)
    )


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
    for overall in (*identity.RULES, *references.RULES, *approvals.RULES, *attachments.RULES, *privacy.RULES):
        yield from _stamped(overall, overall(facts, world))
    codes = frozenset(code_of(rule) for rule in all_rules(kinds))
    yield from _stamped(branch.rule_unknown, branch.rule_unknown(codes, world))
    yield from _stamped(branch.holiday_misplaced, branch.holiday_misplaced(world))


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


def all_rules(kinds: Mapping[str, Kind]) -> tuple[Callable[..., Any], ...]:
    """Every rule there is, in the order of the way through the house: for `explain` and the page of rules."""
    of_kinds: list[Callable[..., Any]] = []
    for kind in kinds.values():
        of_kinds += [*kind.rules, *kind.across]
    return (
        *misplaced.rules(),
        *unreadable.rules(),
        *misshapen.rules(),
        *(branch.rule_unknown, branch.holiday_misplaced),
        *(*head.RULES, *identity.RULES, *references.RULES, *approvals.RULES, *attachments.RULES, *privacy.RULES),
        *publicity.RULES,
        *of_kinds,
    )


def _explained(finding: Finding, world: World) -> Finding:
    """A lapse with the branch's explanation, from the record itself or, where it has none, from branch.yaml."""
    if finding.is_fault:
        return finding
    register = world.register
    owner = register.by_name.get(finding.record, register.branch)
    for deviation in owner.deviations:
        if deviation.rule == finding.code and _covers(deviation, finding) and deviation.on <= world.as_of:
            return replace(finding, explained=_words(deviation))
    return finding


def _covers(deviation: Deviation, finding: Finding) -> bool:
    return not finding.covers or (deviation.covers is not None and deviation.covers.text == finding.covers)


def _words(deviation: Deviation) -> str:
    remedy = f"\n补救：{deviation.remedy}" if deviation.remedy else ""
    return f"{deviation.note}（{chinese_date(deviation.on)}）{remedy}"
